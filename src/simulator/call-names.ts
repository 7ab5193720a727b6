// The calls a fault can be aimed at, and the permission each one needs: starlink-api.md sections 4.4 and 8.

export const featureNumbers = {
  DeviceTelemetry: 1, DeviceCommand: 2, Financial: 3, UserManagement: 4, AccountInformation: 5, DeviceManagement: 8, ServicePlan: 9,
  DeviceConfigurationAssignment: 13, AviationFlightStatusManagement: 14, AdminOnlyUserManagementViaAPI: 15, ManagedAccountCreation: 16,
  ManagedAccountInformation: 18, GatedFeature__StarlinkMobileData: 3003,
} as const;
export type FeatureName = keyof typeof featureNumbers;
export const featureNames = Object.keys(featureNumbers) as FeatureName[];

export type Permission = 'View' | 'Edit';

/** null = anybody with a token. */
export const neededPermissions = {
  token: null,
  stream: ['DeviceTelemetry', 'View'],
  query: ['DeviceTelemetry', 'View'],
  account: ['AccountInformation', 'View'],
  managedAccounts: ['ManagedAccountInformation', 'View'],
  accountTree: ['ManagedAccountInformation', 'View'],
  products: ['ServicePlan', 'View'],
  dataUsage: ['ServicePlan', 'View'],
  userTerminals: ['DeviceManagement', 'View'],
  router: ['DeviceManagement', 'View'],
  serviceLines: ['ServicePlan', 'View'],
  serviceLine: ['ServicePlan', 'View'],
  partialPeriods: ['ServicePlan', 'View'],
} as const satisfies Record<string, readonly [FeatureName, Permission] | null>;

export type CallName = keyof typeof neededPermissions;
export const callNames = Object.keys(neededPermissions) as CallName[];
