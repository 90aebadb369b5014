#!/usr/bin/env bash
# Publishes the model that train.sh made, as whoever is logged in to Azure, if the registry has no such model yet.
# Asks for BLOB_SERVICE_URI and MODEL, outputs of the deployment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export Maas__Registry__BlobServiceUri=${BLOB_SERVICE_URI:?is an output of the deployment}
name=${MODEL:?is an output of the deployment}
maas() { dotnet run --project src/FunctionsMaaS.Cli -c Release --no-build -- "$@"; }

if maas show "$name" >/dev/null 2>&1; then
  echo "The registry has $name already; it is left as it is."
  exit 0
fi

# A role assignment takes effect after some minutes, and until then storage answers 403.
for attempt in {1..20}; do
  if maas push artifacts/first-model.zip --name "$name" --alias champion; then
    exit 0
  fi
  echo "Attempt $attempt of 20: the registry could not be written. Trying again in 30 s." >&2
  sleep 30
done
echo "$name was not published. Does $(az account show --query user.name --output tsv 2>/dev/null || echo 'this account') have the role Storage Blob Data Contributor on the container models?" >&2
exit 1
