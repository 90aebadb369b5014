// Rules over the logs, and whom they tell.

import { logAlert, tagSet } from '../types.bicep'

@description('Ends the names.')
param suffix string

@description('The region.')
param location string

@description('Tags of every resource.')
param tags tagSet

@description('The Log Analytics workspace that is queried.')
param workspaceId string

@description('Mail addresses that are told; with none the alerts show in the portal only.')
param emails string[]

@description('The rules.')
@minLength(1)
param rules logAlert[]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(emails)) {
  name: 'ag-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'maas'
    emailReceivers: [
      for (address, index) in emails: {
        name: 'mail-${index}'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}

resource rule 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for r in rules: {
    name: 'alert-${r.name}-${suffix}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'FunctionsMaaS: ${r.name}'
      description: r.description
      severity: r.severity
      enabled: true
      autoMitigate: true
      evaluationFrequency: r.every
      windowSize: r.window
      scopes: [workspaceId]
      // A table may not exist before the first row of it has arrived.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: r.query
            metricMeasureColumn: r.column
            timeAggregation: r.aggregation
            operator: 'GreaterThan'
            threshold: r.threshold
            failingPeriods: {
              minFailingPeriodsToAlert: 1
              numberOfEvaluationPeriods: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: empty(emails) ? [] : [people.id]
      }
    }
  }
]
