// One function app on a Flex Consumption plan of its own, with the storage that its host needs. The account is the app's alone: the host
// keeps keys, locks and the package in it, so whoever may write it can become the app.

import { privateLink, settingSet, tagSet } from '../types.bicep'

@description('What the app does: classify or retrain. Names and the azd service follow from it.')
@minLength(3)
@maxLength(8)
param role string

@description('Ends the names.')
param suffix string

@description('Ends the name of the storage account.')
param token string

@description('The region.')
param location string

@description('Tags of every resource.')
param tags tagSet

@description('The identity that the app runs as.')
param identityName string

@description('Settings beyond those of the host.')
param settings settingSet

@description('The Key Vault of this resource group that holds the secrets below; empty if there are none.')
param keyVaultName string

@description('Settings whose values stay in the vault: the name of the secret, by setting.')
param vaultSettings settingSet

@description('Functions of the package that this app does not run.')
param disabledFunctions string[]

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('The most instances that are ever run.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

@description('Instances that are always running for HTTP; each costs all the time.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int

@description('Requests that one instance works on at the same time before another is started.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int

@description('Whether instances are spread over availability zones.')
param zoneRedundant bool

@description('How copies of the host storage are kept.')
param redundancy string

@description('Days for which deleted blobs of the host storage can be brought back.')
param softDeleteDays int

@description('Set when the app joins a virtual network.')
param network privateLink?

@description('Addresses that may call the app; with none everybody may, by key.')
param inboundAddresses string[]

@description('Addresses that may reach the host storage beside the private network.')
param allowedIpAddresses string[]

@description('The Log Analytics workspace that diagnostic logs go to.')
param workspaceId string

@description('The Application Insights component.')
param insightsName string

@description('The container that packages are deployed to.')
var deployment = 'deployment'

@description('Built-in roles: Storage Blob Data Owner, which the host asks for on its own account, Monitoring Metrics Publisher and Key Vault Secrets User.')
var roles = {
  hostStorage: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  telemetry: '3913510d-42f4-4e42-8a64-420c390055eb'
  secrets: '4633458b-17de-408a-b874-0445c86b69e6'
}

@description('The settings that stay in the vault.')
var vaultItems = items(vaultSettings)

resource runAs 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

module storage 'storage.bicep' = {
  params: {
    name: take('st${role}${token}', 24)
    location: location
    tags: tags
    redundancy: redundancy
    containers: [deployment]
    versioning: false
    softDeleteDays: softDeleteDays
    grants: [
      {
        container: deployment
        principalId: runAs.properties.principalId
        principalKey: runAs.id
        principalType: 'ServicePrincipal'
        role: 'write'
      }
    ]
    network: network
    allowedIpAddresses: allowedIpAddresses
    workspaceId: workspaceId
  }
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: take('st${role}${token}', 24)
}

resource hostStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, runAs.id, roles.hostStorage)
  properties: {
    principalId: runAs.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.hostStorage)
  }
  dependsOn: [storage]
}

resource telemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, runAs.id, roles.telemetry)
  properties: {
    principalId: runAs.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.telemetry)
  }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = if (!empty(keyVaultName)) {
  name: keyVaultName

  resource secret 'secrets' existing = [
    for item in vaultItems: {
      name: item.value
    }
  ]
}

resource secretAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, index) in vaultItems: {
    scope: vault::secret[index]
    name: guid(vault.id, item.value, runAs.id, roles.secrets)
    properties: {
      principalId: runAs.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secrets)
    }
  }
]

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${role}-${suffix}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: 'func-${role}-${suffix}'
  location: location
  tags: union(tags, { 'azd-service-name': role })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${runAs.id}': {}
    }
  }
  properties: {
    clientAffinityEnabled: false
    endToEndEncryptionEnabled: true
    httpsOnly: true
    keyVaultReferenceIdentity: runAs.id
    publicNetworkAccess: 'Enabled'
    serverFarmId: plan.id
    virtualNetworkSubnetId: network.?appSubnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.outputs.blobServiceUri}${deployment}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: runAs.id
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        alwaysReady: alwaysReadyInstances == 0
          ? []
          : [
              {
                name: 'http'
                instanceCount: alwaysReadyInstances
              }
            ]
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        triggers: {
          http: {
            perInstanceConcurrency: httpConcurrency
          }
        }
      }
    }
    siteConfig: {
      ftpsState: 'Disabled'
      http20Enabled: true
      ipSecurityRestrictions: [
        for (address, index) in inboundAddresses: {
          name: 'allowed-${index}'
          action: 'Allow'
          ipAddress: contains(address, '/') ? address : '${address}/32'
          priority: 100 + index
        }
      ]
      ipSecurityRestrictionsDefaultAction: empty(inboundAddresses) ? 'Allow' : 'Deny'
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
    }
  }
  dependsOn: [hostStorage, secretAccess]

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(
      settings,
      {
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${runAs.properties.clientId};Authorization=AAD'
        APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
        AzureWebJobsDisableHomepage: 'true'
        AzureWebJobsStorage__blobServiceUri: storage.outputs.blobServiceUri
        AzureWebJobsStorage__clientId: runAs.properties.clientId
        AzureWebJobsStorage__credential: 'managedidentity'
      },
      toObject(vaultItems, item => item.key, item => '@Microsoft.KeyVault(VaultName=${keyVaultName};SecretName=${item.value})'),
      toObject(disabledFunctions, name => 'AzureWebJobs.${name}.Disabled', name => 'true')
    )
  }
}

#disable-next-line use-recent-api-versions // There is no newer version of this type that has a name of one's own.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-log-analytics'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'FunctionAppLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('The function app.')
output name string = app.name

@description('Where it answers.')
output url string = 'https://${app.properties.defaultHostName}'
