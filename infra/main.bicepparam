// What `azd` deploys: its environment fills this in; `azd env set NAME VALUE` overrides.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param deployerPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param model = readEnvironmentVariable('MAAS_MODEL', 'newsgroups')
param dataset = readEnvironmentVariable('MAAS_DATASET', 'data/newsgroups')
param alertEmails = filter(split(readEnvironmentVariable('MAAS_ALERT_EMAILS', ''), ','), address => !empty(address))
param trustedKeys = json(readEnvironmentVariable('MAAS_TRUSTED_KEYS', '{}'))
param signingKeyVaultName = readEnvironmentVariable('MAAS_SIGNING_KEY_VAULT', '')
