// How a plan's usage limit reads. The API says 0 for a plan that is restricted by default: that is no limit of zero GB.
import { formatUsage } from '../../formats/format-number.ts';

export const restricted = 'restricted';

export const usageLimitHelp = 'Priority data of the plan in a cycle; “restricted”: the plan has none and is limited by default.';

export function formatUsageLimit(limitGB: number): string {
  return limitGB === 0 ? restricted : formatUsage(limitGB);
}

/** Outside the console as well a restricted plan is no plan of zero GB. */
export const rawUsageLimit = { unit: 'GB', of: (limitGB: number): number | string => limitGB === 0 ? restricted : limitGB };
