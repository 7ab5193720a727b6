// The permission that a 403 says is missing, spelled as the Starlink account settings spell it (starlink-api.md §4.4).
import { z } from 'zod';
import { plainExcerpt } from './plain-excerpt.ts';

const bodySchema = z.object({
  content: z.object({
    requiredPermission: z.object({ featureAccess: z.number().nullish(), permission: z.number().nullish() }).nullish(),
    featureAccessString: z.string().nullish(),
    permissionString: z.string().nullish(),
  }),
});

const featureNames: Readonly<Record<number, string>> = {
  1: 'DeviceTelemetry', 2: 'DeviceCommand', 3: 'Financial', 4: 'UserManagement', 5: 'AccountInformation', 6: 'OutageHistory', 7: 'SupportRequest',
  8: 'DeviceManagement', 9: 'ServicePlan', 10: 'UserViewership', 11: 'ServiceAccountManagement', 12: 'DataSharingPreferenceManagement',
  13: 'DeviceConfigurationAssignment', 14: 'AviationFlightStatusManagement', 15: 'AdminOnlyUserManagementViaAPI', 16: 'ManagedAccountCreation',
  17: 'ManagedAccountsInventoryManagement', 18: 'ManagedAccountInformation', 19: 'ManagedAccountStructureManagement', 20: 'ManagedAccountDeletion',
  21: 'ManagedAccountLocationSettings', 22: 'DataUsageNotifications', 23: 'ManagedAccountBillingInformation',
};
const accessNames: Readonly<Record<number, string>> = { 0: 'View', 1: 'Edit', 2: 'Create', 3: 'Delete' };

/** 'Device telemetry, View' out of a 403 body; null when the body does not say. */
export function permissionOf(json: unknown): string | null {
  const parsed = bodySchema.safeParse(json);
  if (!parsed.success) return null;
  const { requiredPermission, featureAccessString, permissionString } = parsed.data.content;
  const feature = featureAccessString ?? featureNames[requiredPermission?.featureAccess ?? -1];
  if (feature === undefined || feature === '') return null;
  const access = permissionString ?? accessNames[requiredPermission?.permission ?? -1];
  return plainExcerpt(access === undefined || access === '' ? toWords(feature) : `${toWords(feature)}, ${access}`, 80);
}

/** 'DeviceTelemetry' → 'Device telemetry'. */
function toWords(name: string): string {
  const words = name.replace(/_+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
