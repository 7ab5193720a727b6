// Alerts as telemetry/query tells them, one boolean each, and the stream's codes for the same (starlink-api.md §6).
import type { AlertSource } from '#shared/alert-catalogue.ts';
import { nameOfAlert } from '#shared/alert-catalogue.ts';

/** Flag → code. Codes of the mid-2026 guide where several were in use. */
const alertFlags: Readonly<Record<AlertSource, Readonly<Record<string, number>>>> = {
  u: {
    alertEthernetSlowLink10: 50, alertEthernetSlowLink100: 51, alertPsuOtpThrottling: 52, alertActuatorMotorStuck: 53, alertMastNotVertical: 54,
    alertDisabledNoActiveServiceLine: 55, alertDisabledTooFarFromServiceAddress: 56, alertDisabledNoServiceInOcean: 57, alertDisabledMovingTooFast: 60,
    alertPopChange: 62, alertUnableToAlign: 63, alertHighTimeObstruction: 66, alertSoftwareUpdateRebootPending: 79, alertDisabledBlockedCountry: 83,
    alertDisabledDataUsageExceededQuota: 84, alertDisabledCellIsDisabled: 89, alertDisabledRoamRestricted: 93, alertDisabledUnknownLocation: 94,
    alertDisabledAccountDisabled: 95, alertDisabledUnsupportedSoftware: 96, alertDataOverageRateLimited: 97,
  },
  r: { alertSandboxDisabled: 52, alertGeoFenced: 54, alertOfflineNetworksDisabled: 55 },
};

/** Code of a flag; null when this version does not know the flag. */
export function codeOfFlag(source: AlertSource, flag: string): number | null {
  const codes = alertFlags[source];
  return Object.hasOwn(codes, flag) ? (codes[flag] ?? null) : null;
}

/** Codes of the flags that are up; null when no known flag says true or false: then nobody knows. A flag that is null is not listed. */
export function codesOfFlags(source: AlertSource, record: Readonly<Record<string, unknown>>): readonly number[] | null {
  const told = Object.entries(record).filter(([flag, value]) => typeof value === 'boolean' && codeOfFlag(source, flag) !== null);
  if (told.length === 0) return null;
  return told.filter(([, value]) => value === true).map(([flag]) => codeOfFlag(source, flag) ?? 0);
}

/** Code → name for all flags, as a stream reply would give them. */
export function namesOfFlags(source: AlertSource): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.values(alertFlags[source]).map((code) => [String(code), nameOfAlert(source, code)]));
}
