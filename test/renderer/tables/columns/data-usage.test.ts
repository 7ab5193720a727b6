// Monthly and Daily Data Usage: fixed or mobile, the other side N/A; days and cycles as UTC days; how old a figure is.
import { describe, expect, it } from 'vitest';
import type { TableDeclaration } from '../../../../src/renderer/tables/column.ts';
import { dailyDataUsageTable } from '../../../../src/renderer/tables/columns/daily-data-usage.ts';
import { monthlyDataUsageTable } from '../../../../src/renderer/tables/columns/monthly-data-usage.ts';
import { createRowIndex } from '../../../../src/renderer/tables/row-index.ts';
import { linkOf, local, shown, tooltip } from '../column-probe.ts';
import { findRows } from '../../../../src/renderer/tables/use-focused-row.ts';
import { buildRow } from '../sample-rows.ts';

const countedAtMs = Date.UTC(2026, 10, 22, 3);
const figures = {
  serviceLineNumber: 'SL-1', serviceName: 'MV Example', mobilePriorityGB: 53.4, mobileStandardGB: 0, optInPriorityGB: 3.4, nonBillableGB: 0.003, totalGB: 53.403, lastUpdatedAtMs: countedAtMs,
};
const monthly = buildRow('monthlyDataUsage', { usageKey: 'SL-1/1', cycleStartMs: Date.UTC(2026, 9, 5), cycleEndMs: Date.UTC(2026, 10, 5), ...figures });
const daily = buildRow('dailyDataUsage', { usageKey: 'SL-1/1', dateMs: Date.UTC(2026, 9, 5), ...figures });

function checkFigures<Row extends object>(table: TableDeclaration<Row>, row: Row): void {
  const texts = ['Fixed Priority', 'Fixed Standard', 'Mobile Priority', 'Mobile Standard', 'Opt-In Priority', 'Non-Billable', 'Total'].map((header) => shown(table, row, header));
  expect(texts).toEqual(['N/A', 'N/A', '53.40', '0.00', '3.40', '<0.01', '53.40']);
  expect(tooltip(table, row, 'Last Updated', countedAtMs + 50 * 3_600_000)).toMatch(/^2026-11-22 03:00:00 UTC · .*\n2 d ago\. .*typically up to yesterday/);
  expect(linkOf(table, row, 'Service Name')).toEqual({ table: 'services', key: 'SL-1' });
  expect(findRows(table, [row], 'SL-1')).toEqual([0]);
}

describe('data usage', () => {
  it('shows a mobile plan’s figures, N/A on the fixed side, and little not as nothing', () => {
    checkFigures(monthlyDataUsageTable, monthly);
    checkFigures(dailyDataUsageTable, daily);
  });

  it('shows cycles and days as UTC days in either time display', () => {
    for (const context of [undefined, local]) {
      expect(shown(monthlyDataUsageTable, monthly, 'Cycle Start', context)).toBe('2026-10-05');
      expect(shown(monthlyDataUsageTable, monthly, 'Cycle End', context)).toBe('2026-11-05');
      expect(shown(dailyDataUsageTable, daily, 'Date', context)).toBe('2026-10-05');
    }
  });

  it('leads from a cycle to the days and back', () => {
    expect(linkOf(monthlyDataUsageTable, monthly, 'Total')).toEqual({ table: 'dailyDataUsage', key: 'SL-1' });
    expect(linkOf(dailyDataUsageTable, daily, 'Total')).toEqual({ table: 'monthlyDataUsage', key: 'SL-1' });
  });

  it('orders 200,000 days newest first, and finds a change among them without starting anew', () => {
    const lines = 500;
    const rows = Array.from({ length: 200_000 }, (_, index) => {
      const day = Math.floor(index / lines);
      return { ...daily, usageKey: `SL-${index % lines}/${day}`, serviceLineNumber: `SL-${index % lines}`, serviceName: `Ship ${index % lines}`, dateMs: Date.UTC(2026, 0, day) };
    });
    const rowIndex = createRowIndex(dailyDataUsageTable);
    const sorting = dailyDataUsageTable.defaultSort;
    const first = rowIndex.update({ rows, sorting, matches: null });
    expect(first.slice(0, 3).map(({ usageKey }) => usageKey)).toEqual(['SL-0/399', 'SL-1/399', 'SL-2/399']);
    expect(first.at(-1)?.usageKey).toBe('SL-499/0');
    // One row moves to the front, one goes, one comes: as after a poll.
    const changed = rows.filter((_, index) => index !== 7).map((row) => row.usageKey === 'SL-9/100' ? { ...row, dateMs: Date.UTC(2028, 0, 1) } : row);
    changed.push({ ...daily, usageKey: 'SL-new/1', serviceName: 'Ship 0', serviceLineNumber: 'SL-new', dateMs: Date.UTC(2027, 0, 1) });
    const after = rowIndex.update({ rows: changed, sorting, matches: null });
    expect(after).toEqual(createRowIndex(dailyDataUsageTable).update({ rows: changed, sorting, matches: null }));
    expect(after.slice(0, 3).map(({ usageKey }) => usageKey)).toEqual(['SL-9/100', 'SL-0/399', 'SL-1/399']);
    expect(after).toHaveLength(200_000);
  });
});
