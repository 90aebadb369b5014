#!/usr/bin/env bash
# Makes the model that travels in the package, if there is none yet: infra/hooks/package.sh. azd packages before it provisions, and so before train.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[[ -f artifacts/first-model.zip ]] || infra/hooks/train.sh
