// For trying things out: costs next to nothing while nobody calls.
using 'main.bicep'

param environmentName = 'dev'
param maximumInstanceCount = 40
param softDeleteDays = 7
param deployerPrincipalId = readEnvironmentVariable('MAAS_DEPLOYER_PRINCIPAL_ID', '')
param deployerPrincipalType = readEnvironmentVariable('MAAS_DEPLOYER_PRINCIPAL_TYPE', 'User')
param trustedKeys = json(readEnvironmentVariable('MAAS_TRUSTED_KEYS', '{}'))
param signingKeyVaultName = readEnvironmentVariable('MAAS_SIGNING_KEY_VAULT', '')
