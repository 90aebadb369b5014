#!/usr/bin/env bash
# Trains the first model from the bundled dataset: infra/hooks/train.sh. MAAS_DATA names other data.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mkdir -p artifacts
dotnet run --project src/FunctionsMaaS.Cli -c Release -- \
  train --data "${MAAS_DATA:-data/newsgroups}" --out artifacts/first-model.zip
