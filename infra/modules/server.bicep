// The server as a container: the same service for those who want containers rather than functions. It reads models and publishes none.

import { privateLink, settingSet, tagSet } from '../types.bicep'

@description('Ends the names.')
param suffix string

@description('The region.')
param location string

@description('Tags of every resource.')
param tags tagSet

@description('The identity that the server runs as.')
param identityName string

@description('The image, with its tag or digest.')
@minLength(1)
param image string

@description('The Azure Container Registry of this resource group that the image is pulled from; empty for an open registry.')
param registryName string

@description('The Key Vault of this resource group with the secrets maas-function-key and maas-admin-key; empty keeps the server off the Internet.')
param keyVaultName string

@description('Settings of the server.')
param settings settingSet

@description('The fewest replicas; 0 lets it sleep.')
@minValue(0)
param minReplicas int

@description('The most replicas.')
@minValue(1)
@maxValue(300)
param maxReplicas int

@description('Requests that one replica works on at the same time before KEDA starts another.')
@minValue(1)
param httpConcurrency int

@description('Whether replicas are spread over availability zones; needs a virtual network.')
param zoneRedundant bool

@description('Set when the environment joins a virtual network.')
param network privateLink?

@description('The Log Analytics workspace that logs go to.')
param workspaceId string

@description('Built-in roles: AcrPull and Key Vault Secrets User.')
var roles = {
  pull: '7f951dda-4ed3-4680-a7ca-43fe172d538d'
  secrets: '4633458b-17de-408a-b874-0445c86b69e6'
}

@description('Setting of a key, and the secret that it comes from.')
var keys = {
  Maas__Keys__Admin: 'maas-admin-key'
  Maas__Keys__Function: 'maas-function-key'
}

@description('The keys, if there is a vault to take them from.')
var keyItems = empty(keyVaultName) ? [] : items(keys)

@description('The port that the server listens on, as the Dockerfile has it.')
var port = 8080

resource runAs 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' existing = if (!empty(registryName)) {
  name: registryName
}

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(registryName)) {
  scope: registry
  name: guid(registry.id, runAs.id, roles.pull)
  properties: {
    principalId: runAs.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.pull)
  }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = if (!empty(keyVaultName)) {
  name: keyVaultName

  resource secret 'secrets' existing = [
    for key in items(keys): {
      name: key.value
    }
  ]
}

resource secretAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (key, index) in keyItems: {
    scope: vault::secret[index]
    name: guid(vault.id, key.value, runAs.id, roles.secrets)
    properties: {
      principalId: runAs.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secrets)
    }
  }
]

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: 'cae-${suffix}'
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
    vnetConfiguration: network == null
      ? null
      : {
          infrastructureSubnetId: network!.appSubnetId
          internal: false
        }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
    zoneRedundant: zoneRedundant && network != null
  }
}

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: 'ca-${suffix}'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${runAs.id}': {}
    }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        allowInsecure: false
        external: !empty(keyVaultName)
        targetPort: port
        transport: 'auto'
      }
      registries: empty(registryName)
        ? []
        : [
            {
              identity: runAs.id
              server: registry!.properties.loginServer
            }
          ]
      secrets: [
        for key in keyItems: {
          name: key.value
          identity: runAs.id
          keyVaultUrl: '${vault!.properties.vaultUri}secrets/${key.value}'
        }
      ]
    }
    template: {
      containers: [
        {
          name: 'server'
          image: image
          env: concat(
            map(items(settings), s => { name: s.key, value: s.value }),
            map(keyItems, key => { name: key.key, secretRef: key.value })
          )
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/api/health/live', port: port }
              periodSeconds: 1
              failureThreshold: 60
            }
            {
              type: 'Liveness'
              httpGet: { path: '/api/health/live', port: port }
              periodSeconds: 10
            }
            {
              type: 'Readiness'
              httpGet: { path: '/api/health/ready', port: port }
              periodSeconds: 5
              timeoutSeconds: 5
            }
          ]
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          {
            name: 'http'
            http: {
              metadata: {
                concurrentRequests: string(httpConcurrency)
              }
            }
          }
        ]
      }
    }
  }
  dependsOn: [pull, secretAccess]
}

#disable-next-line use-recent-api-versions // There is no newer version of this type that has a name of one's own.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: environment
  name: 'to-log-analytics'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'ContainerAppConsoleLogs'
        enabled: true
      }
      {
        category: 'ContainerAppSystemLogs'
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

@description('The container app.')
output name string = app.name

@description('Where it answers.')
output url string = 'https://${app.properties.configuration.ingress.fqdn}'
