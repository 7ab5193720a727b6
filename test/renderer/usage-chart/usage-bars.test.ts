import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildUsageBars, DAY_MS, MOST_BARS, optInPart, stackBar, type UsageBar, type UsageRow, type UsageSpan } from '../../../src/renderer/usage-chart/usage-bars.ts';

interface Row extends UsageRow {
  readonly startMs: number;
  readonly endMs: number | null;
}

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const nothing = { fixedPriorityGB: null, fixedStandardGB: null, mobilePriorityGB: null, mobileStandardGB: null, nonBillableGB: null, optInPriorityGB: null };

function row(start: string, part: Partial<Row> = {}): Row {
  return { ...nothing, serviceLineNumber: 'SL-1', startMs: day(start), endMs: null, ...part };
}

const spanOf = ({ startMs, endMs }: Row): UsageSpan => ({ startMs, endMs });
const build = (rows: readonly Row[], unit: 'day' | 'month' = 'day'): readonly UsageBar[] => buildUsageBars({ rows, unit, spanOf, limitOf: () => 'unknown' });

describe('buildUsageBars', () => {
  it('adds the kinds of all rows of a day, and never adds opt-in data', () => {
    const [bar] = build([
      row('2026-11-01', { fixedPriorityGB: 5, fixedStandardGB: 1, optInPriorityGB: 2, nonBillableGB: 0.5 }),
      row('2026-11-01', { serviceLineNumber: 'SL-2', mobilePriorityGB: 3, optInPriorityGB: 1 }),
    ]);
    expect(bar).toMatchObject({ rows: 2, lines: 2, amounts: { fixedPriorityGB: 5, mobilePriorityGB: 3, fixedStandardGB: 1, mobileStandardGB: null, nonBillableGB: 0.5 }, optInGB: 3, totalGB: 9.5 });
  });

  it('N/A stays N/A and is not zero; a day without a row is a gap', () => {
    const bars = build([row('2026-11-01', { fixedPriorityGB: 0 }), row('2026-11-02'), row('2026-11-04', { fixedPriorityGB: 1 })]);
    expect(bars.map(({ rows, totalGB }) => [rows, totalGB])).toEqual([[1, 0], [1, null], [0, null], [1, 1]]);
  });

  it('cycles go by the month they begin in, over the turn of a year, and a missing one is a gap', () => {
    const bars = build([
      row('2025-12-31', { endMs: day('2026-01-31'), mobilePriorityGB: 1 }), row('2026-02-28', { endMs: day('2026-03-31'), mobilePriorityGB: 2 }), row('2026-02-11', { serviceLineNumber: 'SL-2', mobilePriorityGB: 4 }),
    ], 'month');
    expect(bars.map(({ slotMs, totalGB }) => [new Date(slotMs).toISOString().slice(0, 10), totalGB])).toEqual([['2025-12-01', 1], ['2026-01-01', null], ['2026-02-01', 6]]);
    expect(bars[0]!.span).toEqual({ startMs: day('2025-12-31'), endMs: day('2026-01-31') });
    expect(bars[2]!.span, 'its cycles are not the same').toBeNull();
  });

  it('of a long time the newest are kept, even where one row is very old', () => {
    const bars = build([row('1999-01-01', { fixedPriorityGB: 9 }), row('2026-11-02', { fixedPriorityGB: 1 })]);
    expect(bars).toHaveLength(MOST_BARS);
    expect(bars.at(-1)!.totalGB).toBe(1);
  });

  it('no rows, no bars', () => expect(build([])).toEqual([]));

  it('the days of many lines end in one bar a day', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => ({ ...nothing, serviceLineNumber: `SL-${i}`, mobilePriorityGB: 1, startMs: day('2026-11-01') + (i % 20) * DAY_MS, endMs: null }));
    expect(build(rows).map(({ totalGB }) => totalGB)).toEqual(new Array(20).fill(1_000));
  });
});

describe('what a bar is drawn from', () => {
  const amount = fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: null });
  const anyRow = fc.record({ fixedPriorityGB: amount, fixedStandardGB: amount, mobilePriorityGB: amount, mobileStandardGB: amount, nonBillableGB: amount, optInPriorityGB: amount });

  it('segments stand on each other without gap or overlap, up to the total; opt-in lies inside priority', () => {
    fc.assert(fc.property(anyRow, (parts) => {
      const [bar] = build([row('2026-11-01', parts)]);
      let top = 0;
      for (const { fromGB, toGB } of stackBar(bar!)) {
        expect(fromGB).toBe(top);
        expect(toGB).toBeGreaterThan(fromGB);
        top = toGB;
      }
      expect(top).toBe(bar!.totalGB ?? 0);
      const priority = (parts.fixedPriorityGB ?? 0) + (parts.mobilePriorityGB ?? 0);
      const optIn = optInPart(bar!);
      const expected = Math.min(parts.optInPriorityGB ?? 0, priority);
      if (expected === 0) expect(optIn).toBeNull();
      else expect(optIn).toEqual({ fromGB: priority - expected, toGB: priority });
    }));
  });
});
