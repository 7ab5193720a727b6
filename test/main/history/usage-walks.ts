// Walks over data usage as the API layer would hand them over, made from plain API objects.
import type { WalkRecord } from '../../../src/main/history/management-versions.ts';
import type { UsageWalk } from '../../../src/main/starlink/data-usage-api.ts';
import { parseDataUsageEntry } from '../../../src/main/starlink/data-usage-entries.ts';

/** Inside the cycle that begins on 5 November 2026. */
export const NOW_MS = Date.parse('2026-11-27T09:00:00Z');
export const DAY_MS = 86_400_000;

export const iso = (day: string): string => `${day}T00:00:00+00:00`;
export const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** A cycle of one month; a test names what matters. */
export function cycle(startDay: string, part: Readonly<Record<string, unknown>> = {}) {
  const end = new Date(msOf(startDay));
  end.setUTCMonth(end.getUTCMonth() + 1);
  return {
    startDate: iso(startDay), endDate: end.toISOString(), dailyDataUsage: [] as unknown[], overageLines: [] as unknown[], dataPoolUsage: null,
    totalPriorityGB: 0, totalStandardGB: 0, totalOptInPriorityGB: 0, totalNonBillableGB: 0, ...part,
  };
}

export function day(date: string, priorityGB: number, part: Readonly<Record<string, unknown>> = {}) {
  return { date: iso(date), priorityGB, optInPriorityGB: 0, standardGB: 0, nonBillableGB: 0, ...part };
}

export function overage(part: Readonly<Record<string, unknown>> = {}) {
  return {
    restricted: 1, unrestricted: 2, pricePerGB: 2, usageLimitGB: 50, overageAmountGB: 3.4, consumedAmountGB: 50, overagePrice: 6.8, productId: 'be-overage-gb-eur',
    dataOverageType: 1, activeFrom: iso('2026-11-05'), ...part,
  };
}

export const mobilePlan = { isoCurrencyCode: 'EUR', isMobilePlan: true, overageLine: null, dataPoolUsage: null, productId: 'p', usageLimitGB: 50 };

export function usageLine(serviceLineNumber: string, billingCycles: readonly unknown[], part: Readonly<Record<string, unknown>> = {}) {
  return { accountNumber: 'ACC-1', serviceLineNumber, billingCycles, servicePlan: mobilePlan, lastUpdated: '2026-11-27T03:00:00+00:00', ...part };
}

export function buildUsageWalk(sources: readonly unknown[], part: Partial<UsageWalk> = {}): UsageWalk {
  const entries = sources.map((source) => {
    const parsed = parseDataUsageEntry(source);
    if (!parsed.ok) throw new Error(`a walk holds only readable rows: ${parsed.problem}`);
    return { key: parsed.key, value: parsed.value, source: undefined };
  });
  return { entries, unreadableKeys: [], complete: true, gap: null, totalCount: entries.length, pages: 1, findings: [], ...part };
}

export function buildUsageRecord(endedAtMs: number, part: Partial<WalkRecord> = {}): WalkRecord {
  return { credentialId: 'c1', accountNumber: 'ACC-1', kind: 'data-usage', startedAtMs: endedAtMs - 5, endedAtMs, ...part };
}
