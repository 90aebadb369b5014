// What modules hand to each other.

@export()
@description('Tags, by name.')
type tagSet = {
  @description('The value of a tag.')
  *: string
}

@export()
@description('Application settings, by name.')
type settingSet = {
  @description('The value of a setting.')
  *: string
}

@export()
@description('Public keys, by name.')
type publicKeySet = {
  @description('An ECDSA P-256 key: its SubjectPublicKeyInfo in base64, on one line.')
  *: string
}

@export()
@description('Who may do what with one blob container.')
type containerGrant = {
  @description('The container.')
  container: string

  @description('The object id of the identity.')
  principalId: string

  @description('The resource id of a managed identity, or again the object id of a person or service principal: what the name of the assignment is derived from.')
  principalKey: string

  @description('What kind of identity it is.')
  principalType: 'ServicePrincipal' | 'User' | 'Group'

  @description('What it may do.')
  role: 'read' | 'write'
}

@export()
@description('Where an app joins the virtual network.')
type privateLink = {
  @description('The subnet that apps send from.')
  appSubnetId: string

  @description('The subnet of private endpoints.')
  endpointSubnetId: string

  @description('The private DNS zone of Blob Storage.')
  blobDnsZoneId: string
}

@export()
@description('A rule of the function app that is evaluated over the logs.')
type logAlert = {
  @description('Its name.')
  name: string

  @description('What it means and what to look at.')
  description: string

  @description('0 critical, 1 error, 2 warning, 3 informational.')
  @minValue(0)
  @maxValue(4)
  severity: int

  @description('The query; yields the column below.')
  query: string

  @description('The column that is compared.')
  column: string

  @description('How the column is brought to one number a window.')
  aggregation: 'Maximum' | 'Total'

  @description('The alert fires above this.')
  threshold: int

  @description('How often it is evaluated, ISO 8601.')
  every: string

  @description('Over how long, ISO 8601.')
  window: string
}
