import { describe, expect, it } from 'vitest';
import type { TableRow } from '#shared/table-schemas.ts';
import { buildChartScope } from '../../../src/renderer/usage-chart/chart-scope.ts';
import { parsePanelLayout } from '../../../src/renderer/usage-chart/panel-memory.ts';
import { buildReading, readingText } from '../../../src/renderer/usage-chart/reading-text.ts';
import { buildUsageBars } from '../../../src/renderer/usage-chart/usage-bars.ts';
import { usageKinds } from '../../../src/renderer/usage-chart/usage-kinds.ts';
import { buildRow } from '../tables/sample-rows.ts';

type Row = TableRow<'monthlyDataUsage'>;

const month = (line: string, year: number, monthIndex: number, part: Partial<Row> = {}): Row =>
  buildRow('monthlyDataUsage', { usageKey: `${line}/${year}-${monthIndex}`, serviceLineNumber: line, serviceName: `Name of ${line}`, cycleStartMs: Date.UTC(year, monthIndex, 5), cycleEndMs: Date.UTC(year, monthIndex + 1, 5), ...part });

const allRows = [...Array.from({ length: 14 }, (_, i) => month('SL-1', 2025, 9 + i, { mobilePriorityGB: 1 })), month('SL-2', 2026, 10, { fixedPriorityGB: 2 }), month('SL-2', 2026, 9)];
const spanOf = (row: Row) => (row.cycleStartMs === null ? null : { startMs: row.cycleStartMs, endMs: row.cycleEndMs });
const scope = (selected: readonly string[], shownRows: readonly Row[] = allRows) =>
  buildChartScope({ shownRows, allRows, selectedKeys: new Set(selected), unit: 'month', keyOf: (row) => row.usageKey, spanOf, lineNameOf: (row) => row.serviceName });

describe('buildChartScope', () => {
  it('none selected: the newest twelve months of what is shown, and it says so', () => {
    const { rows, caption } = scope([]);
    expect(rows).toHaveLength(12 + 2);
    expect(caption).toBe('Nothing selected: all rows, newest 12 months of cycles · 2 service lines');
    expect(scope([], allRows.slice(0, 3)).caption).toContain('rows shown');
  });

  it('one selected: its whole service line', () => {
    const { rows, caption } = scope([allRows[5]!.usageKey]);
    expect(rows.every((row) => row.serviceLineNumber === 'SL-1')).toBe(true);
    expect(rows).toHaveLength(14);
    expect(caption).toBe('Name of SL-1: 14 cycles stored');
  });

  it('says how much of the selection the filter hides', () => {
    const keys = [allRows[3]!.usageKey, allRows[14]!.usageKey];
    expect(scope(keys, allRows.slice(0, 5)).caption).toBe('2 selected rows · 2 service lines · 1 of them hidden by the filter');
    expect(scope(keys.slice(0, 1), allRows.slice(14)).caption).toBe('Name of SL-1: 14 cycles stored · hidden by the filter');
  });

  it('several selected: exactly these, also where the filter hides them', () => {
    const keys = [allRows[3]!.usageKey, allRows[14]!.usageKey];
    const { rows, caption } = scope(keys, []);
    expect(rows.map((row) => row.usageKey)).toEqual(keys);
    expect(caption).toBe('2 selected rows · 2 service lines · hidden by the filter');
  });

  it('a selection whose rows are gone counts as none', () => expect(scope(['gone']).caption).toMatch(/^Nothing selected/));
});

describe('what a bar says', () => {
  const read = (rows: readonly Row[], index = 0) => {
    const bars = buildUsageBars({ rows, unit: 'month', spanOf, limitOf: (row: Row) => row.usageLimitGB ?? 'unknown' });
    return readingText(buildReading(bars[index]!, usageKinds.filter(({ field }) => bars.some((bar) => bar.amounts[field] !== null)), 'month'));
  };

  it('names cycle, kinds, the opt-in part, total and limit', () => {
    expect(read([month('SL-1', 2026, 10, { mobilePriorityGB: 61.5, mobileStandardGB: 0.001, optInPriorityGB: 10, usageLimitGB: 50 })])).toBe(
      '2026-11-05 – 2026-12-05: Mobile Priority 61.50 GB, Mobile Standard <0.01 GB, Opt-In Priority, part of priority 10.00 GB, Total 61.50 GB, Cycle limit 50.00 GB',
    );
  });

  it('N/A and missing cycles are no zeros', () => {
    expect(read([month('SL-1', 2026, 10)])).toBe('2026-11-05 – 2026-12-05: N/A: usage is not known');
    expect(read([month('SL-1', 2026, 8), month('SL-1', 2026, 10)], 1)).toBe('Cycles from 2026-10: No cycle stored');
    expect(read([month('SL-1', 2026, 10, { mobilePriorityGB: 1 }), month('SL-2', 2026, 10, { fixedPriorityGB: 0 })])).toContain('Fixed Priority 0.00 GB, Mobile Priority 1.00 GB, Total of 2 lines 1.00 GB');
  });
});

describe('parsePanelLayout', () => {
  it.each([null, 'not json', '{}', '{"isOpen":true,"heightPx":99999}', '[]'])('%s falls back', (text) => expect(parsePanelLayout(text)).toEqual({ isOpen: true, heightPx: 230 }));
  it('keeps what was remembered', () => expect(parsePanelLayout('{"isOpen":false,"heightPx":300}')).toEqual({ isOpen: false, heightPx: 300 }));
});
