// The billing cycles of one account as they are stored, in memory, and what a walk changes in them.
import type { UsageWalk } from '../starlink/data-usage-api.ts';
import { buildUsageKey } from './current-usage.ts';
import { mergeCycle, type CycleRecord } from './usage-records.ts';
import { findRetentionStart, isExpired } from './usage-retention.ts';

/** By usage key. */
export type UsageBook = Map<string, CycleRecord>;

export interface ChangedCycle {
  readonly before: CycleRecord | undefined;
  readonly record: CycleRecord;
  /** null: nothing new about its days. */
  readonly days: Float64Array | null;
  readonly isCurrent: boolean;
}

export interface UsageChange {
  readonly cycles: readonly ChangedCycle[];
  /** Ended more than twelve months ago. */
  readonly expired: readonly CycleRecord[];
  readonly removedOverageKeys: readonly string[];
}

export interface UsageLook {
  readonly accountNumber: string;
  readonly walk: Pick<UsageWalk, 'entries' | 'complete'>;
  readonly nowMs: number;
}

/** Changes nothing: the book follows with `applyChange` once the change is on disk. */
export function buildUsageChange(book: UsageBook, { accountNumber, walk, nowMs }: UsageLook): UsageChange {
  const retentionStartMs = findRetentionStart(nowMs);
  const cycles: ChangedCycle[] = [];
  const removedOverageKeys: string[] = [];
  const seen = new Map<string, CycleRecord>();
  for (const { value: entry } of walk.entries) {
    for (const [index, cycle] of entry.cycles.entries()) {
      if (isExpired(cycle, retentionStartMs)) continue;
      const isCurrent = index === entry.cycles.length - 1;
      const before = book.get(buildUsageKey(accountNumber, entry.serviceLineNumber, cycle.startMs));
      const record = mergeCycle(before, { accountNumber, entry, cycle, isCurrent, complete: walk.complete, nowMs });
      seen.set(record.usageKey, record);
      if (record === before) continue;
      cycles.push({ before, record, days: record.daysFingerprint === before?.daysFingerprint ? null : cycle.days, isCurrent });
      const kept = new Set(record.overageLines.map((line) => line.overageKey));
      for (const { overageKey } of before?.overageLines ?? []) if (!kept.has(overageKey)) removedOverageKeys.push(overageKey);
    }
  }
  const expired = [...book.values()].filter((record) => isExpired(seen.get(record.usageKey) ?? record, retentionStartMs));
  return { cycles, expired, removedOverageKeys };
}

export function applyChange(book: UsageBook, change: UsageChange): void {
  for (const { record } of change.cycles) book.set(record.usageKey, record);
  for (const { usageKey } of change.expired) book.delete(usageKey);
}

export function isNothing({ cycles, expired }: UsageChange): boolean {
  return cycles.length === 0 && expired.length === 0;
}
