// A storage account that takes identities only: no keys, no public blobs, no plain HTTP.

import { containerGrant, privateLink, tagSet } from '../types.bicep'

@description('The name: 3 to 24 of a-z and 0-9, unique in Azure.')
@minLength(3)
@maxLength(24)
param name string

@description('The region.')
param location string

@description('Tags of every resource.')
param tags tagSet

@description('How copies are kept.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param redundancy string

@description('The private blob containers to create.')
@minLength(1)
param containers string[]

@description('Whether every overwritten or deleted blob is kept as a version.')
param versioning bool

@description('Days for which deleted blobs, versions and containers can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int

@description('Who may do what, container by container.')
param grants containerGrant[]

@description('Set when the account is reached through a private endpoint.')
param network privateLink?

@description('Public IPv4 addresses or ranges that may reach an account on a private endpoint too.')
param allowedIpAddresses string[]

@description('The Log Analytics workspace that diagnostic logs go to.')
param workspaceId string

@description('Built-in roles, by what a grant calls them: Storage Blob Data Reader and Storage Blob Data Contributor.')
var roles = {
  read: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  write: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
}

@description('Whether the account is closed to the Internet.')
var isPrivate = network != null

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: isPrivate && empty(allowedIpAddresses) ? 'Disabled' : 'Enabled'
    supportsHttpsTrafficOnly: true
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
      services: {
        blob: {
          enabled: true
          keyType: 'Account'
        }
      }
    }
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      ipRules: [
        for address in isPrivate ? allowedIpAddresses : []: {
          action: 'Allow'
          value: address
        }
      ]
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: versioning
    containerDeleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
    deleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for name in containers: {
    parent: blobs
    name: name
    properties: {
      publicAccess: 'None'
    }
  }
]

resource oldVersions 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = if (versioning) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          // Published versions of a model are blobs of their own and stay; this is about what was overwritten: aliases.
          name: 'old-versions-of-blobs'
          type: 'Lifecycle'
          enabled: true
          definition: {
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: max(90, softDeleteDays)
                }
              }
            }
            filters: {
              blobTypes: ['blockBlob']
            }
          }
        }
      ]
    }
  }
  dependsOn: [blobs]
}

resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for g in grants: {
    scope: container[indexOf(containers, g.container)]
    name: guid(account.id, g.container, g.principalKey, roles[g.role])
    properties: {
      principalId: g.principalId
      principalType: g.principalType
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[g.role])
    }
  }
]

#disable-next-line use-recent-api-versions // There is no newer version of this type that has a name of one's own.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'to-log-analytics'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageWrite'
        enabled: true
      }
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

module endpoint 'private-endpoint.bicep' = if (isPrivate) {
  params: {
    name: 'pe-${name}'
    location: location
    tags: tags
    storageAccountId: account.id
    subnetId: network!.endpointSubnetId
    dnsZoneId: network!.blobDnsZoneId
  }
}

@description('The account.')
output name string = account.name

@description('Where its blobs are.')
output blobServiceUri string = account.properties.primaryEndpoints.blob
