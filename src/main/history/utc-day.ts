// UTC dates as whole numbers, the days since 1970-01-01: what samples are kept apart by.

/** Days since 1970-01-01, negative before. */
export type UtcDay = number;

export const DAY_MS = 86_400_000;
export const DAY_NS = 86_400_000_000_000n;

export function dayOfMs(timeMs: number): UtcDay {
  return Math.floor(timeMs / DAY_MS);
}

export function dayOfNs(timeNs: bigint): UtcDay {
  const day = timeNs / DAY_NS;
  // BigInt division rounds towards zero.
  return Number(timeNs < day * DAY_NS ? day - 1n : day);
}

export function startOfDayNs(day: UtcDay): bigint {
  return BigInt(day) * DAY_NS;
}

/** 'YYYY-MM-DD'. */
export function dayText(day: UtcDay): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** null when the text is no date 'YYYY-MM-DD'. */
export function parseDay(text: string): UtcDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const timeMs = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(timeMs) || dayText(dayOfMs(timeMs)) !== text ? null : dayOfMs(timeMs);
}

/** The day of a time in ns, in SQL, where integer division rounds towards zero as well. */
export function dayOfSql(timeNs: string): string {
  return `(CASE WHEN ${timeNs} < 0 THEN -(-(${timeNs} + 1) // ${DAY_NS}) - 1 ELSE ${timeNs} // ${DAY_NS} END)::INTEGER`;
}
