#!/usr/bin/env bash
# Deploys one package to both apps: infra/hooks/deploy.sh functions.zip. Uses the outputs of the deployment.
# The classifying app goes first: it is the one that the new package must not break, and a retraining that runs is only repeated.
set -euo pipefail
package=${1:?usage: deploy.sh PACKAGE.zip}
for app in "${CLASSIFY_APP:?is an output of the deployment}" "${RETRAIN_APP:?is an output of the deployment}"; do
  az functionapp deployment source config-zip --resource-group "${AZURE_RESOURCE_GROUP:?names the resource group}" --name "$app" --src "$package" --output none
  echo "$app runs $package"
done
