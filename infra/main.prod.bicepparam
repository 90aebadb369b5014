// For users: no cold start, three zones, storage that only the apps and the build agents reach, someone who is told.
using 'main.bicep'

param environmentName = 'prod'
param maximumInstanceCount = 200
param alwaysReadyInstances = 2
param zoneRedundant = true
param storageRedundancy = 'Standard_ZRS'
param softDeleteDays = 90
param privateNetwork = true
param allowedIpAddresses = filter(
  split(readEnvironmentVariable('MAAS_ALLOWED_IP_ADDRESSES', ''), ','),
  address => !empty(address)
)
param logRetentionDays = 90
param logDailyCapGb = 10
param alertEmails = filter(split(readEnvironmentVariable('MAAS_ALERT_EMAILS', ''), ','), address => !empty(address))
param monthlyBudget = 500
param deployerPrincipalId = readEnvironmentVariable('MAAS_DEPLOYER_PRINCIPAL_ID', '')
param deployerPrincipalType = readEnvironmentVariable('MAAS_DEPLOYER_PRINCIPAL_TYPE', 'ServicePrincipal')
param trustedKeys = json(readEnvironmentVariable('MAAS_TRUSTED_KEYS', '{}'))
param signingKeyVaultName = readEnvironmentVariable('MAAS_SIGNING_KEY_VAULT', '')
