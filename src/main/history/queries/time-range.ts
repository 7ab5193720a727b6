// Ranges of time as the history counts them: whole ms in, ns and UTC days out.

/** Times outside would not fit 64 bits of ns: the years 1970 and 2262. */
const LATEST_MS = 9_223_372_036_854;
export const DAY_MS = 86_400_000;

export interface TimeRange {
  readonly fromMs: number;
  /** The first moment after it. */
  readonly toMs: number;
  readonly fromNs: bigint;
  readonly toNs: bigint;
  /** UTC days that it touches, `2026-11-22`. */
  readonly firstDay: string;
  readonly lastDay: string;
}

/** null: nothing lies between the two. */
export function buildRange(fromMs: number, toMs: number): TimeRange | null {
  const from = clampMs(fromMs);
  const to = clampMs(toMs);
  if (!(from < to)) return null;
  return { fromMs: from, toMs: to, fromNs: nsOf(from), toNs: nsOf(to), firstDay: dayOf(from), lastDay: dayOf(to - 1) };
}

/** A number that is none counts as 1970. */
export function clampMs(timeMs: number): number {
  return Math.min(Math.max(Math.floor(timeMs) || 0, 0), LATEST_MS);
}

export function nsOf(timeMs: number): bigint {
  return BigInt(timeMs) * 1_000_000n;
}

/** The UTC day of a moment. */
export function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

/** Its first moment, epoch ms. */
export function startOfDayMs(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The whole number of ms that cuts the range into at most so many buckets. */
export function bucketMsOf({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }, buckets: number): number {
  return Math.max(1, Math.ceil((toMs - fromMs) / buckets));
}

