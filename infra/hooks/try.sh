#!/usr/bin/env bash
# Asks the deployed service what infra/smoke.sh asks, and prints where it is. Uses the outputs of the deployment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
group=${AZURE_RESOURCE_GROUP:?names the resource group}
key=$(az functionapp keys list --resource-group "$group" --name "${CLASSIFY_APP:?is an output of the deployment}" --query functionKeys.default --output tsv)
admin=$(az functionapp keys list --resource-group "$group" --name "${RETRAIN_APP:?is an output of the deployment}" --query masterKey --output tsv)
SMOKE_KEY=$key SMOKE_ADMIN_KEY=$admin ADMIN_URL=${RETRAIN_URL:?is an output of the deployment} ./smoke.sh "${CLASSIFY_URL:?is an output of the deployment}"
cat <<SAY

It classifies:
  key=\$(az functionapp keys list -g $group -n $CLASSIFY_APP --query functionKeys.default -o tsv)
  curl -s $CLASSIFY_URL/api/classify -H "x-functions-key: \$key" -H 'content-type: application/json' -d '{"text": "The shuttle reached orbit after a flawless launch", "top": 3}'
SAY
