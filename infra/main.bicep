// Everything that one environment of FunctionsMaaS needs, in one resource group: docs/adr/0005-two-function-apps.md says why two apps.

targetScope = 'resourceGroup'

import { privateLink, publicKeySet, tagSet } from 'types.bicep'

@description('The name of the environment, such as dev or prod: part of every name.')
@minLength(2)
@maxLength(16)
param environmentName string

@description('The region.')
param location string = resourceGroup().location

@description('Tags of every resource, beside azd-env-name.')
param tags tagSet = {}

// The service

@description('The model that answers when a request names none, and that is retrained: 1 to 64 of a-z, 0-9, - and _.')
@minLength(1)
@maxLength(64)
param model string = 'newsgroups'

@description('What the model is trained on: a path inside the package, or blob:datasets/NAME for a blob of the container datasets.')
@minLength(1)
param dataset string = 'data/newsgroups'

@description('When the model is retrained: NCRONTAB with seconds, UTC.')
@minLength(11)
param retrainingSchedule string = '0 0 3 * * *'

@description('How often every instance looks for a new version of the model, as hh:mm:ss.')
@minLength(8)
param modelPollInterval string = '00:00:30'

@description('Whether corrections are taken, and the classifying app may write to the container feedback.')
param acceptFeedback bool = false

// Scale

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('The most instances of the classifying app: the bound on what a flood of requests can cost.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('Classifying instances that always run, so that no caller waits for a cold start.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('Requests that one instance works on at the same time before another is started.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 32

@description('Whether apps are spread over availability zones.')
param zoneRedundant bool = false

@description('How copies of models and datasets are kept.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageRedundancy string = 'Standard_LRS'

// Safety

@description('Days for which deleted models and containers can be brought back.')
@minValue(7)
@maxValue(365)
param softDeleteDays int = 14

@description('Whether storage is closed to the Internet and apps reach it through private endpoints.')
param privateNetwork bool = false

@description('The addresses of the virtual network: a /16 to /22.')
param addressPrefix string = '10.64.0.0/20'

@description('Public IPv4 addresses or ranges that may reach private storage and the retraining app, such as those of a build agent.')
param allowedIpAddresses string[] = []

@description('The object id of the person or service principal that publishes the first model and datasets; empty for nobody.')
param deployerPrincipalId string = ''

@description('What kind the deployer is.')
@allowed(['ServicePrincipal', 'User', 'Group'])
param deployerPrincipalType string = 'User'

// Signatures: docs/adr/0015-signed-manifests.md

@description('Public keys, by names of your choice: the base64 that `maas keys pair` prints. With any, only versions that one of them signed are served.')
param trustedKeys publicKeySet = {}

@description('The Key Vault of this resource group with the secret maas-signing-key, the private key that the retraining app signs with; empty for none.')
param signingKeyVaultName string = ''

// Watching

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Gigabytes of logs a day after which no more are taken in; -1 for no limit.')
@minValue(-1)
param logDailyCapGb int = 1

@description('Mail addresses that alerts and the budget tell.')
param alertEmails string[] = []

@description('Requests that may fail (5xx, or a retraining) within five minutes.')
@minValue(0)
param alertFailures int = 5

@description('Milliseconds that 95 of 100 requests may take, over fifteen minutes.')
@minValue(1)
param alertLatencyMs int = 1000

@description('The population stability index of the labels, in hundredths, that may be reached. By convention 10 is a small shift and 25 a large one.')
@minValue(1)
param alertDriftPsi100 int = 25

@description('Days that the champion may be old.')
@minValue(1)
param alertModelAgeDays int = 30

@description('The monthly budget in the currency of the bill; 0 for none. Needs alertEmails.')
@minValue(0)
param monthlyBudget int = 0

@description('When the budget starts: the first day of a month, yyyy-MM-dd.')
param budgetStartDate string = utcNow('yyyy-MM-01')

// The server in a container, beside the apps

@description('The image of the server; empty for none.')
param serverImage string = ''

@description('The Azure Container Registry of this resource group that holds the image; empty for an open registry.')
param serverRegistryName string = ''

@description('The Key Vault of this resource group with maas-function-key and maas-admin-key; empty keeps the server off the Internet.')
param serverKeyVaultName string = ''

@description('The most replicas of the server.')
@minValue(1)
@maxValue(300)
param serverMaxReplicas int = 10

@description('Ends every name.')
var suffix = '${environmentName}-${token}'

@description('Makes names unique in Azure.')
var token = uniqueString(subscription().id, resourceGroup().id, environmentName)

@description('Tags of every resource.')
var allTags = union(tags, { 'azd-env-name': environmentName })

@description('The Application Insights component.')
var insightsName = 'appi-${suffix}'

@description('The virtual network, where there is one.')
var networkName = 'vnet-${suffix}'

@description('Resolves storage accounts to their private addresses.')
var blobDnsZoneName = 'privatelink.blob.${environment().suffixes.storage}'

@description('The apps that join the network.')
var networkedApps = ['classify', 'retrain', 'server']

// Resource ids rather than outputs: what-if can then say what would be created.
@description('Where each of them joins.')
var links privateLink[] = map(networkedApps, app => {
  appSubnetId: resourceId('Microsoft.Network/virtualNetworks/subnets', networkName, app)
  endpointSubnetId: resourceId('Microsoft.Network/virtualNetworks/subnets', networkName, 'endpoints')
  blobDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', blobDnsZoneName)
})

@description('Functions that change the registry. Only the retraining app runs them, and only its identity could.')
var writingFunctions = ['AbortRollout', 'AnnotateModel', 'AnnotateVersion', 'DeleteVersion', 'FinishRollout', 'ListDatasets', 'MoveAlias', 'RemoveFeedback', 'Retrain', 'RetrainOnSchedule', 'Rollback', 'ShowFeedback', 'ShowLedger', 'ShowRetraining', 'StartRollout']

@description('Functions that read what strangers send. The app that may write models runs none of them.')
var textFunctions = ['Classify', 'Feedback', 'Invocations', 'V2Infer', 'V2InferVersion', 'V2RepositoryIndex']

@description('What everything that loads models is told of signatures.')
var signatureSettings = toObject(items(trustedKeys), key => 'Maas__Signing__TrustedKeys__${key.key}', key => key.value)

@description('What every host of the service is told: section Maas of its configuration.')
var commonSettings = union(signatureSettings, {
  Maas__Dataset: dataset
  Maas__Feedback__Accept: acceptFeedback ? 'true' : 'false'
  Maas__Model: model
  Maas__Cost__InstanceMemoryMegabytes: string(instanceMemoryMB)
  Maas__Monitoring__Container: 'stats'
  Maas__Registry__BlobServiceUri: data.outputs.blobServiceUri
  Maas__Registry__Container: 'models'
  Maas__Registry__DatasetContainer: 'datasets'
  Maas__Registry__FeedbackContainer: 'feedback'
  Maas__Serving__PollInterval: modelPollInterval
})

// The timer of the retraining app resolves this; in the classifying app the function is disabled, but its binding is read all the same.
@description('What both function apps are told beyond that.')
var functionSettings = union(commonSettings, { Maas__Retraining__Schedule: retrainingSchedule })

resource classifyIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-classify-${suffix}'
  location: location
  tags: allTags
}

resource retrainIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-retrain-${suffix}'
  location: location
  tags: allTags
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    suffix: suffix
    insightsName: insightsName
    location: location
    tags: allTags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  params: {
    name: networkName
    location: location
    tags: allTags
    blobDnsZoneName: blobDnsZoneName
    addressPrefix: addressPrefix
    apps: networkedApps
  }
}

module data 'modules/storage.bicep' = {
  params: {
    name: 'stmaas${token}'
    location: location
    tags: allTags
    redundancy: storageRedundancy
    containers: ['models', 'datasets', 'feedback', 'stats']
    versioning: true
    softDeleteDays: softDeleteDays
    grants: concat(
      [
        {
          container: 'models'
          principalId: classifyIdentity.properties.principalId
          principalKey: classifyIdentity.id
          principalType: 'ServicePrincipal'
          role: 'read'
        }
        {
          container: 'models'
          principalId: retrainIdentity.properties.principalId
          principalKey: retrainIdentity.id
          principalType: 'ServicePrincipal'
          role: 'write'
        }
        {
          container: 'datasets'
          principalId: retrainIdentity.properties.principalId
          principalKey: retrainIdentity.id
          principalType: 'ServicePrincipal'
          role: 'write'
        }
        {
          container: 'feedback'
          principalId: retrainIdentity.properties.principalId
          principalKey: retrainIdentity.id
          principalType: 'ServicePrincipal'
          role: 'write'
        }
        {
          container: 'stats'
          principalId: classifyIdentity.properties.principalId
          principalKey: classifyIdentity.id
          principalType: 'ServicePrincipal'
          role: 'write'
        }
        {
          container: 'stats'
          principalId: retrainIdentity.properties.principalId
          principalKey: retrainIdentity.id
          principalType: 'ServicePrincipal'
          role: 'read'
        }
      ],
      acceptFeedback
        ? [
            {
              container: 'feedback'
              principalId: classifyIdentity.properties.principalId
              principalKey: classifyIdentity.id
              principalType: 'ServicePrincipal'
              role: 'write'
            }
          ]
        : [],
      map(empty(deployerPrincipalId) ? [] : ['models', 'datasets'], name => {
        container: name
        principalId: deployerPrincipalId
        principalKey: deployerPrincipalId
        principalType: deployerPrincipalType
        role: 'write'
      })
    )
    network: privateNetwork ? links[0] : null
    allowedIpAddresses: allowedIpAddresses
    workspaceId: monitoring.outputs.workspaceId
  }
  dependsOn: [network]
}

module classify 'modules/function-app.bicep' = {
  params: {
    role: 'classify'
    suffix: suffix
    token: token
    location: location
    tags: allTags
    identityName: classifyIdentity.name
    settings: union(functionSettings, { Maas__Registry__ClientId: classifyIdentity.properties.clientId })
    keyVaultName: ''
    vaultSettings: {}
    disabledFunctions: writingFunctions
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    httpConcurrency: httpConcurrency
    zoneRedundant: zoneRedundant
    redundancy: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
    softDeleteDays: softDeleteDays
    network: privateNetwork ? links[0] : null
    inboundAddresses: []
    allowedIpAddresses: allowedIpAddresses
    workspaceId: monitoring.outputs.workspaceId
    insightsName: insightsName
  }
  dependsOn: [network]
}

module retrain 'modules/function-app.bicep' = {
  params: {
    role: 'retrain'
    suffix: suffix
    token: token
    location: location
    tags: allTags
    identityName: retrainIdentity.name
    settings: union(functionSettings, { Maas__Registry__ClientId: retrainIdentity.properties.clientId })
    keyVaultName: signingKeyVaultName
    vaultSettings: empty(signingKeyVaultName) ? {} : { Maas__Signing__PrivateKey: 'maas-signing-key' }
    disabledFunctions: textFunctions
    // Training holds the whole dataset.
    instanceMemoryMB: 4096
    maximumInstanceCount: 40
    alwaysReadyInstances: 0
    httpConcurrency: 1
    zoneRedundant: zoneRedundant
    redundancy: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
    softDeleteDays: softDeleteDays
    network: privateNetwork ? links[1] : null
    inboundAddresses: allowedIpAddresses
    allowedIpAddresses: allowedIpAddresses
    workspaceId: monitoring.outputs.workspaceId
    insightsName: insightsName
  }
  dependsOn: [network]
}

module server 'modules/server.bicep' = if (!empty(serverImage)) {
  params: {
    suffix: suffix
    location: location
    tags: allTags
    identityName: classifyIdentity.name
    image: serverImage
    registryName: serverRegistryName
    keyVaultName: serverKeyVaultName
    settings: union(commonSettings, { Maas__Registry__ClientId: classifyIdentity.properties.clientId })
    minReplicas: alwaysReadyInstances
    maxReplicas: serverMaxReplicas
    httpConcurrency: httpConcurrency
    zoneRedundant: zoneRedundant
    network: privateNetwork ? links[2] : null
    workspaceId: monitoring.outputs.workspaceId
  }
  dependsOn: [network]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    suffix: suffix
    location: location
    tags: allTags
    workspaceId: monitoring.outputs.workspaceId
    emails: alertEmails
    rules: [
      {
        name: 'failures'
        description: 'Requests are answered 5xx, or a retraining failed. What a client did wrong (4xx) does not count.'
        severity: 1
        query: 'AppRequests | where Success == false and ResultCode !startswith "4" | summarize Failures = sum(ItemCount)'
        column: 'Failures'
        aggregation: 'Total'
        threshold: alertFailures
        every: 'PT5M'
        window: 'PT5M'
      }
      {
        name: 'latency'
        description: 'Classifying is slow: look at cold starts, instance memory and the size of the model.'
        severity: 2
        query: 'AppRequests | where AppRoleName == "${classify.outputs.name}" | summarize Milliseconds = percentile(DurationMs, 95)'
        column: 'Milliseconds'
        aggregation: 'Maximum'
        threshold: alertLatencyMs
        every: 'PT5M'
        window: 'PT15M'
      }
      {
        name: 'drift'
        description: 'What comes in is no longer like what the model was trained on: look at the labels, and retrain on newer examples.'
        severity: 2
        query: 'AppMetrics | where Name == "maas.drift.psi" | summarize Hundredths = max(Sum / ItemCount) * 100'
        column: 'Hundredths'
        aggregation: 'Maximum'
        threshold: alertDriftPsi100
        every: 'PT1H'
        window: 'PT1H'
      }
      {
        name: 'staleness'
        description: 'The champion is old: the dataset has not changed, or retraining does not run, fails, or brings nothing better.'
        severity: 3
        query: 'AppMetrics | where Name == "maas.model.age" | summarize Days = max(Sum / ItemCount) / 86400'
        column: 'Days'
        aggregation: 'Maximum'
        threshold: alertModelAgeDays
        every: 'PT6H'
        window: 'PT6H'
      }
    ]
  }
}

module budget 'modules/budget.bicep' = if (monthlyBudget > 0 && !empty(alertEmails)) {
  params: {
    name: 'budget-${suffix}'
    amount: monthlyBudget
    startDate: budgetStartDate
    emails: alertEmails
  }
}

@description('The app that classifies.')
output CLASSIFY_APP string = classify.outputs.name

@description('Where it answers.')
output CLASSIFY_URL string = classify.outputs.url

@description('The app that retrains and has the admin routes.')
output RETRAIN_APP string = retrain.outputs.name

@description('Where it answers.')
output RETRAIN_URL string = retrain.outputs.url

@description('Where models, datasets and feedback are: Maas__Registry__BlobServiceUri.')
output BLOB_SERVICE_URI string = data.outputs.blobServiceUri

@description('The model that is served.')
output MODEL string = model

@description('Where the server in a container answers; empty without one.')
output SERVER_URL string = empty(serverImage) ? '' : server!.outputs.url
