// What the limit line of a bar is: the sum of the plans' limits where every line has one that means the same; else no line, and why.

/** Why a line of usage adds no limit to a bar. */
export type NoLimit = 'restricted' | 'unknown' | 'two-cycles' | 'other-cycle';

/** GB that a row's service line may use in the bar's time, or why there is none. */
export type LimitOf<Row> = (row: Row, slotMs: number) => number | NoLimit;

export type BarLimit = { readonly limitGB: number } | { readonly limitGB: null; readonly why: NoLimit | null };

/** `why` null: the bar has no rows, so nobody misses a line. */
export function buildBarLimit<Row extends { readonly serviceLineNumber: string | null }>(rows: readonly Row[], slotMs: number, limitOf: LimitOf<Row>): BarLimit {
  if (rows.length === 0) return { limitGB: null, why: null };
  const seen = new Set<string | null>();
  let limitGB = 0;
  for (const row of rows) {
    // Two cycles of one line in a month follow a plan change: their limits are of different times and can't be added.
    if (seen.has(row.serviceLineNumber)) return { limitGB: null, why: 'two-cycles' };
    seen.add(row.serviceLineNumber);
    const own = limitOf(row, slotMs);
    if (typeof own !== 'number') return { limitGB: null, why: own };
    limitGB += own;
  }
  return { limitGB };
}

/** The API says 0 for a plan that is restricted by default: that is no limit of zero. */
export function readLimit(usageLimitGB: number | null): number | NoLimit {
  if (usageLimitGB === null) return 'unknown';
  return usageLimitGB > 0 ? usageLimitGB : 'restricted';
}

interface LineLimit {
  readonly usageLimitGB: number | null;
  readonly cycleStartMs: number | null;
  readonly cycleEndMs: number | null;
}

/** A day's even share of the limit of the cycle that it lies in. Only the current cycle's is known. */
export function dayShare(line: LineLimit | undefined, dayMs: number): number | NoLimit {
  if (line === undefined || line.cycleStartMs === null || line.cycleEndMs === null || line.cycleEndMs <= line.cycleStartMs) return 'unknown';
  if (dayMs < line.cycleStartMs || dayMs >= line.cycleEndMs) return 'other-cycle';
  const limit = readLimit(line.usageLimitGB);
  return typeof limit === 'number' ? limit / Math.max(1, Math.round((line.cycleEndMs - line.cycleStartMs) / 86_400_000)) : limit;
}

const reasons: Readonly<Record<NoLimit, string>> = {
  restricted: 'a plan among them is restricted by default and has no limit in GB',
  unknown: 'the limit of a line is not known',
  'two-cycles': 'a line has two cycles in the month, after a change of plan',
  'other-cycle': 'only the current cycle’s limit is known by the day',
};

/** Words for the legend where a limit line is missing, whole or in part; null where it is whole. */
export function limitNote(bars: readonly { readonly limit: BarLimit }[], unit: 'day' | 'month'): string | null {
  const without = bars.flatMap(({ limit }) => (limit.limitGB === null && limit.why !== null ? [limit.why] : []));
  const [why] = without;
  if (why === undefined) return null;
  const isNowhere = bars.every(({ limit }) => limit.limitGB === null);
  const worst = without.find((each) => each !== 'other-cycle') ?? why;
  return isNowhere ? `No limit line: ${reasons[worst]}` : `Limit not drawn for ${without.length} ${unit === 'day' ? 'day' : 'cycle'}${without.length === 1 ? '' : 's'}: ${reasons[worst]}`;
}
