// A virtual network in which apps reach Blob Storage by private address.

import { tagSet } from '../types.bicep'

@description('The name of the network.')
param name string

@description('The region.')
param location string

@description('Tags of every resource.')
param tags tagSet

@description('The addresses of the network: a /16 to /22.')
param addressPrefix string

@description('One subnet an app.')
@minLength(1)
param apps string[]

@description('The name of the private DNS zone of Blob Storage.')
param blobDnsZoneName string

resource closed 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-${name}'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'DenyInternetInbound'
        properties: {
          access: 'Deny'
          description: 'Nothing in this network is called from the Internet: apps are reached through their own front ends.'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
          direction: 'Inbound'
          priority: 4000
          protocol: '*'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
        }
      }
    ]
  }
}

// Subnets are part of the network: as resources of their own, a later deployment of the network could take them away.
resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
    subnets: concat(
      [
        {
          name: 'endpoints'
          properties: {
            addressPrefix: cidrSubnet(addressPrefix, 26, 0)
            defaultOutboundAccess: false
            networkSecurityGroup: { id: closed.id }
            privateEndpointNetworkPolicies: 'Enabled'
          }
        }
      ],
      map(apps, (app, index) => {
        name: app
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, index + 1)
          delegations: [
            {
              name: 'apps'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
          networkSecurityGroup: { id: closed.id }
        }
      })
    )
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: blobDnsZoneName
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: network.name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
}
