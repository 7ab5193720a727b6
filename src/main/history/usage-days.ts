// Daily rows straight from a walk, for the screen alone: where the history can't store them, or there is none.
import { DAY_STRIDE } from '../starlink/data-usage-entries.ts';
import { buildUsageKey, sumGB, type UsageDay } from './current-usage.ts';
import type { ChangedCycle, UsageChange } from './usage-book.ts';
import { chooseFirstDay } from './usage-reads.ts';

/** Days of current cycles only, and of them the newest: a past year is the history's business. */
export function buildUnstoredDays(credentialId: string, accountNumber: string, change: UsageChange, mostRows: number): UsageDay[] {
  const days = change.cycles.flatMap((cycle) => (cycle.isCurrent ? buildDaysOf(credentialId, accountNumber, cycle) : []));
  const counts = new Map<number, number>();
  for (const { dateMs } of days) counts.set(dateMs ?? 0, (counts.get(dateMs ?? 0) ?? 0) + 1);
  const newestFirst = [...counts].sort(([a], [b]) => b - a).map(([dayMs, rows]) => ({ dayMs, rows }));
  const firstMs = chooseFirstDay(newestFirst, mostRows) ?? 0;
  return days.filter(({ dateMs }) => (dateMs ?? 0) >= firstMs);
}

function buildDaysOf(credentialId: string, accountNumber: string, { record, days }: ChangedCycle): UsageDay[] {
  const { serviceLineNumber, side, lastUpdatedMs } = record;
  const rows: UsageDay[] = [];
  for (let at = 0; at < (days?.length ?? 0); at += DAY_STRIDE) {
    const [dayMs = NaN, ...values] = days!.subarray(at, at + DAY_STRIDE);
    const [priorityGB = null, standardGB = null, optInPriorityGB = null, nonBillableGB = null] = values.map((value) => (Number.isNaN(value) ? null : value));
    rows.push({
      usageKey: buildUsageKey(accountNumber, serviceLineNumber, dayMs), credentialId, serviceLineNumber, dateMs: dayMs,
      fixedPriorityGB: side === 'fixed' ? priorityGB : null, fixedStandardGB: side === 'fixed' ? standardGB : null,
      mobilePriorityGB: side === 'mobile' ? priorityGB : null, mobileStandardGB: side === 'mobile' ? standardGB : null,
      optInPriorityGB, nonBillableGB, totalGB: sumGB([priorityGB, standardGB, nonBillableGB]), lastUpdatedAtMs: lastUpdatedMs,
    });
  }
  return rows;
}
