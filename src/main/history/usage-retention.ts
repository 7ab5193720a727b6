// How long usage stays: until twelve months after its billing cycle has ended, whether Starlink still lists it or not.

const MONTHS_KEPT = 12;
/** Stands for the length of a cycle whose end nobody told. */
const LONGEST_MONTH_MS = 31 * 86_400_000;

export interface CycleSpan {
  readonly startMs: number;
  readonly endMs: number | null;
}

/** Cycles that ended before this time are removed. The same day and time twelve months earlier, in UTC; of 29 February the 28th. */
export function findRetentionStart(nowMs: number): number {
  const then = new Date(nowMs);
  const day = then.getUTCDate();
  then.setUTCMonth(then.getUTCMonth() - MONTHS_KEPT);
  // A day that this month does not have has run over into the next.
  if (then.getUTCDate() !== day) then.setUTCDate(0);
  return then.getTime();
}

export function isExpired(cycle: CycleSpan, retentionStartMs: number): boolean {
  return endOfCycle(cycle) < retentionStartMs;
}

export function endOfCycle({ startMs, endMs }: CycleSpan): number {
  return endMs ?? startMs + LONGEST_MONTH_MS;
}
