// What is stored of a billing cycle, and how a new look at it changes that.
import type { DataUsageEntry, UsageCycle, UsageOverageLine, UsagePlan, UsageSide } from '../starlink/data-usage-entries.ts';
import { buildUsageKey, type OverageLine, type UsageMonth } from './current-usage.ts';
import { buildDaysFingerprint } from './management-fingerprint.ts';

export interface OverageRecord extends Omit<UsageOverageLine, 'side'> {
  readonly overageKey: string;
  readonly currency: string | null;
  readonly firstStoredMs: number;
  readonly updatedMs: number;
}

export interface CycleRecord {
  readonly usageKey: string;
  readonly serviceLineNumber: string;
  readonly startMs: number;
  readonly endMs: number | null;
  /** Decided when the cycle was first stored; never another one later. */
  readonly side: UsageSide | null;
  readonly priorityGB: number | null;
  readonly standardGB: number | null;
  readonly optInPriorityGB: number | null;
  readonly nonBillableGB: number | null;
  readonly usageLimitGB: number | null;
  /** As Starlink says, else when the values last changed here. */
  readonly lastUpdatedMs: number;
  readonly daysFingerprint: string | null;
  /** False: no reply ever said whether there is overage. */
  readonly overageKnown: boolean;
  readonly overageLines: readonly OverageRecord[];
  readonly firstStoredMs: number;
  readonly updatedMs: number;
}

export interface CycleLook {
  readonly accountNumber: string;
  readonly entry: DataUsageEntry;
  readonly cycle: UsageCycle;
  /** The last one the reply lists: it still runs, and what Starlink no longer says of it is no longer so. */
  readonly isCurrent: boolean;
  /** The walk saw everything. */
  readonly complete: boolean;
  readonly nowMs: number;
}

/** The record after a look; the same object when nothing changed. What the reply no longer says stays as it was. */
export function mergeCycle(stored: CycleRecord | undefined, look: CycleLook): CycleRecord {
  const { entry, cycle, nowMs, isCurrent } = look;
  const usageKey = buildUsageKey(look.accountNumber, entry.serviceLineNumber, cycle.startMs);
  const values = {
    endMs: cycle.endMs ?? stored?.endMs ?? null,
    side: stored?.side ?? decideSide(entry.plan, cycle),
    priorityGB: cycle.priorityGB ?? stored?.priorityGB ?? null,
    standardGB: cycle.standardGB ?? stored?.standardGB ?? null,
    optInPriorityGB: cycle.optInPriorityGB ?? stored?.optInPriorityGB ?? null,
    nonBillableGB: cycle.nonBillableGB ?? stored?.nonBillableGB ?? null,
    usageLimitGB: findLimit(stored, look),
    daysFingerprint: cycle.days === null ? (stored?.daysFingerprint ?? null) : buildDaysFingerprint(cycle.days),
    overageKnown: cycle.overageLines !== null || stored?.overageKnown === true,
    overageLines: mergeOverageLines(stored?.overageLines ?? [], usageKey, look),
  };
  const same = stored !== undefined && (Object.keys(values) as (keyof typeof values)[]).every((name) => values[name] === stored[name]);
  // Each reply dates all its cycles; of one that has ended only a change is news.
  const saidMs = !same || isCurrent ? entry.lastUpdatedMs : null;
  const lastUpdatedMs = saidMs ?? (same ? stored.lastUpdatedMs : nowMs);
  if (same && lastUpdatedMs === stored.lastUpdatedMs) return stored;
  return { usageKey, serviceLineNumber: entry.serviceLineNumber, startMs: cycle.startMs, ...values, lastUpdatedMs, firstStoredMs: stored?.firstStoredMs ?? nowMs, updatedMs: nowMs };
}

/** Fixed or mobile: what the plan says, else what the buckets of its overage lines say, as far as they agree. */
export function decideSide(plan: UsagePlan | null, cycle: UsageCycle): UsageSide | null {
  const isMobile = plan?.isMobile ?? null;
  if (isMobile !== null) return isMobile ? 'mobile' : 'fixed';
  const sides = new Set((cycle.overageLines ?? []).flatMap(({ side }) => side ?? []));
  if (sides.size === 0) return plan?.side ?? null;
  return sides.size === 1 ? [...sides][0]! : null;
}

/** The plan of today speaks for the current cycle only; a past one has the limit it was stored with, or that of its own newest overage line. */
function findLimit(stored: CycleRecord | undefined, { entry, cycle, isCurrent }: CycleLook): number | null {
  const newest = [...(cycle.overageLines ?? [])].sort((a, b) => (a.activeFromMs ?? 0) - (b.activeFromMs ?? 0)).at(-1);
  if (isCurrent) return entry.plan?.usageLimitGB ?? newest?.usageLimitGB ?? stored?.usageLimitGB ?? null;
  return stored?.usageLimitGB ?? newest?.usageLimitGB ?? null;
}

/**
 * Of the current cycle the reply's list is what there is; of a past one Starlink may have forgotten a line, so an empty list takes nothing
 * away, and a list with lines replaces the old ones: a line that changed its key must not be counted twice. An incomplete walk takes nothing away.
 */
function mergeOverageLines(stored: readonly OverageRecord[], usageKey: string, look: CycleLook): readonly OverageRecord[] {
  const { cycle, entry, nowMs, complete, isCurrent } = look;
  if (cycle.overageLines === null) return stored;
  const known = new Map(stored.map((line) => [line.overageKey, line]));
  const seen = new Map<string, OverageRecord>();
  for (const { side: _side, ...line } of cycle.overageLines) {
    const overageKey = freeKey(seen, `${usageKey}/${line.productId ?? ''}/${String(line.activeFromMs ?? '')}`);
    const before = known.get(overageKey);
    const values = { ...line, overageKey, currency: before?.currency ?? entry.plan?.currency ?? null };
    const same = before !== undefined && (Object.keys(values) as (keyof typeof values)[]).every((name) => values[name] === before[name]);
    seen.set(overageKey, same ? before : { ...values, firstStoredMs: before?.firstStoredMs ?? nowMs, updatedMs: nowMs });
  }
  const isFinal = complete && (isCurrent || seen.size > 0);
  if (!isFinal) for (const line of stored) if (!seen.has(line.overageKey)) seen.set(line.overageKey, line);
  const merged = [...seen.values()];
  return merged.length === stored.length && merged.every((line) => known.get(line.overageKey) === line) ? stored : merged;
}

/** Two lines that are alike in product and date differ by their place in the list. */
function freeKey(taken: ReadonlyMap<string, unknown>, key: string): string {
  if (!taken.has(key)) return key;
  let place = 2;
  while (taken.has(`${key}#${String(place)}`)) place += 1;
  return `${key}#${String(place)}`;
}

export function buildMonthRow(credentialId: string, record: CycleRecord): UsageMonth {
  const { usageKey, serviceLineNumber, startMs, endMs, side, priorityGB, standardGB, optInPriorityGB, nonBillableGB, usageLimitGB, overageKnown, lastUpdatedMs } = record;
  return {
    usageKey, credentialId, serviceLineNumber, cycleStartMs: startMs, cycleEndMs: endMs, side, priorityGB, standardGB, optInPriorityGB, nonBillableGB, usageLimitGB, overageKnown,
    lastUpdatedAtMs: lastUpdatedMs,
  };
}

export function buildOverageRow(credentialId: string, { serviceLineNumber, startMs, endMs }: CycleRecord, line: OverageRecord): OverageLine {
  const { firstStoredMs: _first, updatedMs: _updated, ...same } = line;
  return { ...same, credentialId, serviceLineNumber, cycleStartMs: startMs, cycleEndMs: endMs };
}
