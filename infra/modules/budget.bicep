// Says by mail when the resource group has cost too much, or is about to.

@description('The name.')
param name string

@description('The monthly amount, in the currency of the bill.')
param amount int

@description('The first day of a month, as yyyy-MM-dd.')
param startDate string

@description('Mail addresses that are told.')
@minLength(1)
param emails string[]

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: name
  properties: {
    amount: amount
    category: 'Cost'
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: startDate
    }
    notifications: {
      actual80: {
        enabled: true
        contactEmails: emails
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
      }
      forecast100: {
        enabled: true
        contactEmails: emails
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
      }
    }
  }
}
