// The calls a fault can be aimed at, and the permission each one needs: starlink-api.md sections 4.4 and 8.

export const featureNumbers = {
  DeviceTelemetry: 1, DeviceCommand: 2, Financial: 3, UserManagement: 4, AccountInformation: 5, DeviceManagement: 8, ServicePlan: 9,
  DeviceConfigurationAssignment: 13, AviationFlightStatusManagement: 14, AdminOnlyUserManagementViaAPI: 15, ManagedAccountCreation: 16,
  ManagedAccountInformation: 18, GatedFeature__StarlinkMobileData: 3003,
} as const;
export type FeatureName = keyof typeof featureNumbers;
export const featureNames = Object.keys(featureNumbers) as FeatureName[];

export type Permission = 'View' | 'Edit';

/** null = anybody with the right secret. */
export const neededPermissions = {
  token: null,
  stream: ['DeviceTelemetry', 'View'],
  query: ['DeviceTelemetry', 'View'],

  account: ['AccountInformation', 'View'],
  managedAccounts: ['ManagedAccountInformation', 'View'],
  accountTree: ['ManagedAccountInformation', 'View'],
  createCustomer: ['ManagedAccountCreation', 'Edit'],
  addresses: ['AccountInformation', 'View'],
  address: ['AccountInformation', 'View'],
  createAddress: ['AccountInformation', 'Edit'],
  updateAddress: ['AccountInformation', 'Edit'],
  contacts: ['UserManagement', 'Edit'],
  createContact: ['AdminOnlyUserManagementViaAPI', 'Edit'],
  updateContact: ['AdminOnlyUserManagementViaAPI', 'Edit'],
  deleteContact: ['AdminOnlyUserManagementViaAPI', 'Edit'],
  invoices: ['Financial', 'View'],
  invoice: ['Financial', 'View'],
  balance: ['Financial', 'View'],

  products: ['ServicePlan', 'View'],
  dataUsage: ['ServicePlan', 'View'],
  dataPools: ['ServicePlan', 'View'],
  dataPoolUsage: ['ServicePlan', 'View'],
  setPoolTopUp: ['ServicePlan', 'Edit'],
  serviceLines: ['ServicePlan', 'View'],
  serviceLine: ['ServicePlan', 'View'],
  partialPeriods: ['ServicePlan', 'View'],
  createServiceLine: ['ServicePlan', 'Edit'],
  endServiceLine: ['ServicePlan', 'Edit'],
  setNickname: ['ServicePlan', 'Edit'],
  setProduct: ['ServicePlan', 'Edit'],
  setPublicIp: ['DeviceCommand', 'Edit'],
  setRecurring: ['ServicePlan', 'Edit'],
  optIn: ['ServicePlan', 'Edit'],
  optOut: ['ServicePlan', 'Edit'],
  topUp: ['ServicePlan', 'Edit'],
  addTerminalToLine: ['ServicePlan', 'Edit'],
  removeTerminalFromLine: ['ServicePlan', 'Edit'],
  consumeFromPool: ['ServicePlan', 'Edit'],

  userTerminals: ['DeviceManagement', 'View'],
  addUserTerminal: ['DeviceManagement', 'Edit'],
  removeUserTerminal: ['DeviceManagement', 'Edit'],
  rebootUserTerminal: ['DeviceCommand', 'Edit'],
  assignTerminalConfig: ['DeviceConfigurationAssignment', 'Edit'],
  l2VpnCircuits: ['DeviceCommand', 'View'],
  setL2Vpn: ['DeviceConfigurationAssignment', 'Edit'],
  router: ['DeviceManagement', 'View'],
  rebootRouter: ['DeviceCommand', 'Edit'],
  routerConfigs: ['DeviceCommand', 'View'],
  routerConfig: ['DeviceCommand', 'View'],
  createRouterConfig: ['DeviceCommand', 'Edit'],
  updateRouterConfig: ['DeviceCommand', 'Edit'],
  assignRouterConfig: ['DeviceConfigurationAssignment', 'Edit'],
  defaultConfig: ['DeviceCommand', 'View'],
  setDefaultConfig: ['DeviceConfigurationAssignment', 'Edit'],
  tlsConfigs: ['DeviceCommand', 'View'],
  createTlsConfig: ['DeviceCommand', 'Edit'],
  deleteTlsConfig: ['DeviceCommand', 'Edit'],
  localContent: ['DeviceCommand', 'View'],
  addLocalContent: ['DeviceCommand', 'Edit'],
  sandboxClients: ['DeviceCommand', 'View'],
  setSandboxClients: ['DeviceCommand', 'Edit'],
  sandboxHeartbeat: ['DeviceCommand', 'Edit'],
  flightStatus: ['AviationFlightStatusManagement', 'Edit'],
  mobileData: ['GatedFeature__StarlinkMobileData', 'View'],
} as const satisfies Record<string, readonly [FeatureName, Permission] | null>;

export type CallName = keyof typeof neededPermissions;
export const callNames = Object.keys(neededPermissions) as CallName[];
