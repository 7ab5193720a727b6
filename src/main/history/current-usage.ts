// Data usage as it travels from the management worker to main: rows that changed, never the whole of a year again.
import { defineRows, type RowOf } from '#shared/row-schema.ts';

/** One billing cycle of a line. `side` 'fixed' | 'mobile': decided when the cycle was first stored; null: not known. `optInPriorityGB` is a part of `priorityGB`. */
export const usageMonths = defineRows('usageKey', {
  usageKey: 'text', credentialId: 'text', serviceLineNumber: 'text', cycleStartMs: 'number', cycleEndMs: 'number', side: 'text',
  priorityGB: 'number', standardGB: 'number', optInPriorityGB: 'number', nonBillableGB: 'number', usageLimitGB: 'number',
  /** False: no reply ever said whether there is overage. */
  overageKnown: 'flag', lastUpdatedAtMs: 'number',
});

/** One UTC day of a line; a day on which one cycle ends and another begins is the sum of both parts. */
export const usageDays = defineRows('usageKey', {
  usageKey: 'text', credentialId: 'text', serviceLineNumber: 'text', dateMs: 'number',
  fixedPriorityGB: 'number', fixedStandardGB: 'number', mobilePriorityGB: 'number', mobileStandardGB: 'number',
  optInPriorityGB: 'number', nonBillableGB: 'number', totalGB: 'number', lastUpdatedAtMs: 'number',
});

/** `currency` as it was when the line was first stored. */
export const usageOverageLines = defineRows('overageKey', {
  overageKey: 'text', credentialId: 'text', serviceLineNumber: 'text', cycleStartMs: 'number', cycleEndMs: 'number', productId: 'text', overageType: 'text',
  usageLimitGB: 'number', consumedGB: 'number', overageGB: 'number', pricePerGB: 'number', overagePrice: 'number', currency: 'text', activeFromMs: 'number',
});

export type UsageMonth = RowOf<typeof usageMonths>;
export type UsageDay = RowOf<typeof usageDays>;
export type OverageLine = RowOf<typeof usageOverageLines>;

export interface UsageNews {
  /** True: forget what was known of the credential; these rows are all there is. */
  readonly reset: boolean;
  readonly months: readonly UsageMonth[];
  readonly days: readonly UsageDay[];
  readonly overageLines: readonly OverageLine[];
  /** Keys of rows that are gone. */
  readonly removed: { readonly months: readonly string[]; readonly days: readonly string[]; readonly overageLines: readonly string[] };
  /** Days before this one lie on disk only, of every account; null: all days are here. */
  readonly daysFromMs: number | null;
}

export const noUsageNews: UsageNews = { reset: false, months: [], days: [], overageLines: [], removed: { months: [], days: [], overageLines: [] }, daysFromMs: null };

/** By account, since the usage stays with the account when a credential goes; `timeMs`: start of the cycle, or the day. */
export function buildUsageKey(accountNumber: string, serviceLineNumber: string, timeMs: number): string {
  return `${accountNumber}/${serviceLineNumber}/${String(timeMs)}`;
}

/** GB to the byte: sums of decimals carry noise behind that. null when a part is missing: a sum without it would be wrong, not small. */
export function sumGB(parts: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const part of parts) {
    if (part === null) return null;
    sum += part;
  }
  return Math.round(sum * 1e9) / 1e9;
}
