// The private address of a storage account's blobs.

import { tagSet } from '../types.bicep'

@description('The name.')
param name string

@description('The region.')
param location string

@description('Tags of every resource.')
param tags tagSet

@description('The storage account.')
param storageAccountId string

@description('The subnet that the address is taken from.')
param subnetId string

@description('The private DNS zone that resolves the account to it.')
param dnsZoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'blob'
        properties: {
          groupIds: ['blob']
          privateLinkServiceId: storageAccountId
        }
      }
    ]
  }

  resource zone 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: 'blob'
          properties: {
            privateDnsZoneId: dnsZoneId
          }
        }
      ]
    }
  }
}
