// Rows of usage → bars: one a day, or one a calendar month of cycle starts. Opt-in data is a part of priority and never added; N/A and a missing day are gaps, not zero.
import { buildBarLimit, type BarLimit, type LimitOf } from './usage-limits.ts';
import { usageKinds, type UsageAmounts } from './usage-kinds.ts';

export interface UsageRow extends UsageAmounts {
  readonly serviceLineNumber: string | null;
  readonly optInPriorityGB: number | null;
}

export interface UsageSpan {
  /** Epoch ms of a UTC day's beginning. */
  readonly startMs: number;
  /** Exclusive; null where a row does not say. */
  readonly endMs: number | null;
}

export interface UsageBar {
  /** Of the slot: the day, or the month's first day. */
  readonly slotMs: number;
  /** Of its rows where all say the same; null where they differ, and for a gap. */
  readonly span: UsageSpan | null;
  readonly rows: number;
  readonly lines: number;
  readonly amounts: UsageAmounts;
  readonly optInGB: number | null;
  /** null: nothing of it is known, a gap. */
  readonly totalGB: number | null;
  readonly limit: BarLimit;
}

export type SlotUnit = 'day' | 'month';

export interface BarsInput<Row extends UsageRow> {
  readonly rows: readonly Row[];
  readonly unit: SlotUnit;
  readonly spanOf: (row: Row) => UsageSpan | null;
  readonly limitOf: LimitOf<Row>;
}

export const DAY_MS = 86_400_000;
/** A bar thinner than two pixels tells nothing: of a longer time the newest are drawn. */
export const MOST_BARS = 400;

/** Oldest first, with a bar for every slot between the first and the last. One pass over the rows: there may be 200,000. */
export function buildUsageBars<Row extends UsageRow>({ rows, unit, spanOf, limitOf }: BarsInput<Row>): readonly UsageBar[] {
  const bySlot = new Map<number, Slot<Row>>();
  for (const row of rows) {
    const span = spanOf(row);
    if (span === null) continue;
    const slotMs = slotOf(span.startMs, unit);
    let slot = bySlot.get(slotMs);
    if (slot === undefined) {
      slot = { rows: [], span, sums: usageKinds.map(() => null), optInGB: null };
      bySlot.set(slotMs, slot);
    }
    slot.rows.push(row);
    if (slot.span?.startMs !== span.startMs || slot.span.endMs !== span.endMs) slot.span = null;
    for (let i = 0; i < usageKinds.length; i++) slot.sums[i] = plus(slot.sums[i]!, row[usageKinds[i]!.field]);
    slot.optInGB = plus(slot.optInGB, row.optInPriorityGB);
  }
  return everySlot([...bySlot.keys()], unit).map((slotMs) => buildBar(slotMs, bySlot.get(slotMs) ?? { rows: [], span: null, sums: usageKinds.map(() => null), optInGB: null }, limitOf));
}

interface Slot<Row> {
  readonly rows: Row[];
  span: UsageSpan | null;
  /** In the order of usageKinds. */
  readonly sums: (number | null)[];
  optInGB: number | null;
}

function buildBar<Row extends UsageRow>(slotMs: number, { rows, span, sums, optInGB }: Slot<Row>, limitOf: LimitOf<Row>): UsageBar {
  return {
    slotMs, span, rows: rows.length, lines: new Set(rows.map((row) => row.serviceLineNumber)).size, optInGB,
    amounts: Object.fromEntries(usageKinds.map(({ field }, i) => [field, sums[i]!])) as unknown as UsageAmounts,
    totalGB: sums.reduce(plus, null),
    limit: buildBarLimit(rows, slotMs, limitOf),
  };
}

/** null while nothing is known; what is not known adds nothing to what is. */
function plus(sum: number | null, value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? sum : (sum ?? 0) + value;
}

export function slotOf(atMs: number, unit: SlotUnit): number {
  if (unit === 'day') return Math.floor(atMs / DAY_MS) * DAY_MS;
  const at = new Date(atMs);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
}

export function nextSlot(slotMs: number, unit: SlotUnit): number {
  if (unit === 'day') return slotMs + DAY_MS;
  const at = new Date(slotMs);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
}

function everySlot(held: readonly number[], unit: SlotUnit): readonly number[] {
  const sorted = [...held].sort((a, b) => a - b);
  const last = sorted.at(-1);
  if (last === undefined) return [];
  const slots: number[] = [];
  // From the newest back: a single row of long ago must not push the newest out.
  const first = Math.max(sorted[0]!, unit === 'day' ? last - (MOST_BARS - 1) * DAY_MS : sorted[0]!);
  for (let slot = first; slot <= last; slot = nextSlot(slot, unit)) slots.push(slot);
  return slots.slice(-MOST_BARS);
}

export interface BarSegment {
  readonly field: keyof UsageAmounts;
  readonly fromGB: number;
  readonly toGB: number;
}

/** What a bar is drawn from, lowest first. A negative amount (a correction) is drawn as none. */
export function stackBar(bar: UsageBar): readonly BarSegment[] {
  let top = 0;
  return usageKinds.flatMap(({ field }) => {
    const amount = bar.amounts[field] ?? 0;
    if (amount <= 0) return [];
    const segment = { field, fromGB: top, toGB: top + amount };
    top += amount;
    return [segment];
  });
}

/** The uppermost part of priority: opt-in data is what was used beyond the plan's own. null where there is none. */
export function optInPart(bar: UsageBar): { readonly fromGB: number; readonly toGB: number } | null {
  if (bar.optInGB === null || bar.optInGB <= 0) return null;
  const priorityGB = usageKinds.reduce((sum, { field, isPriority }) => sum + (isPriority ? Math.max(0, bar.amounts[field] ?? 0) : 0), 0);
  const fromGB = Math.max(0, priorityGB - bar.optInGB);
  return priorityGB > fromGB ? { fromGB, toGB: priorityGB } : null;
}
