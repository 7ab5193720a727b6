// A column's own filter: what it finds, what its chip says, and what is kept of a damaged one.
import { describe, expect, it } from 'vitest';
import { servicesTable } from '../../../../src/renderer/tables/columns/services.ts';
import { dailyDataUsageTable } from '../../../../src/renderer/tables/columns/daily-data-usage.ts';
import { userTerminalsTable } from '../../../../src/renderer/tables/columns/user-terminals.ts';
import type { TableDeclaration } from '../../../../src/renderer/tables/column.ts';
import { columnFilterTerms, describeColumnFilter, filterKindOf, readColumnFilter, type ColumnFilter } from '../../../../src/renderer/tables/filters/column-filter.ts';
import { buildRowMatcher } from '../../../../src/renderer/tables/filters/match-terms.ts';
import { readTableQuestions } from '../../../../src/renderer/tables/table-questions.ts';
import { columnOf, utc } from '../column-probe.ts';
import { buildRow } from '../sample-rows.ts';

const nowMs = Date.UTC(2026, 10, 22, 18, 41, 7);
const row = buildRow('userTerminals', { deviceId: 'ut01', deviceName: 'MV Halden', kitNumber: 'KIT1', state: 'Degraded', downlinkMbps: 154.94, uptimeS: 7_200, sampledAtMs: nowMs - 3_600_000, dveEnabled: false });

function keeps<Row extends object>(table: TableDeclaration<Row>, of: Row, header: string, filter: ColumnFilter): boolean {
  const terms = columnFilterTerms({ [columnOf(table, header).id]: filter }, table.columns, utc);
  return buildRowMatcher(terms, { shown: [], context: utc, nowMs })!(of);
}

describe('a column’s filter', () => {
  it.each<[string, ColumnFilter, boolean, string]>([
    ['Device Name', { kind: 'text', op: 'contains', text: 'halden kit' }, true, 'contains “halden kit”'],
    ['Device Name', { kind: 'text', op: 'equals', text: ' mv halden ' }, true, 'is “mv halden”'],
    ['Device Name', { kind: 'text', op: 'equals', text: 'halden' }, false, 'is “halden”'],
    ['Device Name', { kind: 'text', op: 'not', text: 'halden' }, false, 'without “halden”'],
    ['State', { kind: 'set', values: ['Degraded', 'Critical', 'Offline', 'Stale'] }, true, 'is Degraded, Critical or 2 more'],
    ['State', { kind: 'set', values: ['Online'] }, false, 'is Online'],
    ['Serial Number', { kind: 'set', values: ['N/A'] }, true, 'is N/A'],
    ['DVE Creation', { kind: 'set', values: ['Disabled'] }, true, 'is Disabled'],
    ['Downlink Throughput', { kind: 'figure', sign: '>', value: '100', upTo: null, missing: false }, true, '> 100 Mbps'],
    ['Downlink Throughput', { kind: 'figure', sign: '>', value: '100', upTo: '150', missing: false }, false, '100 – 150 Mbps'],
    ['Uptime', { kind: 'figure', sign: '<=', value: '2h', upTo: null, missing: false }, true, '<= 2h'],
    ['Average Ping Latency', { kind: 'figure', sign: '<', value: '50', upTo: null, missing: false }, false, '< 50 ms'],
    ['Average Ping Latency', { kind: 'figure', sign: '<', value: '50', upTo: null, missing: true }, true, '< 50 ms or N/A'],
    ['Timestamp', { kind: 'age', is: 'within', amount: 60, unit: 'm' }, true, 'in the last 60 min'],
    ['Timestamp', { kind: 'age', is: 'older', amount: 1, unit: 'h' }, false, 'older than 1 h'],
    ['Timestamp', { kind: 'time', fromMs: nowMs - 7_200_000, toMs: null }, true, 'from 2026-11-22 16:41'],
    ['Timestamp', { kind: 'time', fromMs: null, toMs: nowMs - 7_200_000 }, false, 'before 2026-11-22 16:41'],
  ])('of %s: %o', (header, filter, expected, text) => {
    expect(keeps(userTerminalsTable, row, header, filter)).toBe(expected);
    expect(describeColumnFilter(filter, columnOf(userTerminalsTable, header), utc)).toBe(text);
  });

  it('of an amount keeps to the currency it names', () => {
    const line = buildRow('services', { serviceLineNumber: 'SL-1', price: 80, priceCurrency: 'USD' });
    expect(keeps(servicesTable, line, 'Price', { kind: 'figure', sign: '>', value: '50', upTo: null, missing: false })).toBe(true);
    expect(keeps(servicesTable, line, 'Price', { kind: 'figure', sign: '>', value: '50 EUR', upTo: null, missing: false })).toBe(false);
  });

  it('of days is in UTC', () => {
    expect(filterKindOf(columnOf(dailyDataUsageTable, 'Date'))).toBe('time');
    const filter: ColumnFilter = { kind: 'time', fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 10, 16) };
    expect(describeColumnFilter(filter, columnOf(dailyDataUsageTable, 'Date'), { timeDisplay: 'local' })).toBe('2026-11-01 – 2026-11-16');
  });

  it.each<[string, ColumnFilter, string]>([
    ['Downlink Throughput', { kind: 'figure', sign: '>', value: 'fast', upTo: null, missing: false }, '“fast” is no number'],
    ['Downlink Throughput', { kind: 'figure', sign: '>', value: '5', upTo: ' ', missing: false }, 'Between needs two values'],
    ['Downlink Throughput', { kind: 'figure', sign: '>', value: '9', upTo: '5', missing: true }, '9 is more than 5: nothing lies between'],
    ['Timestamp', { kind: 'time', fromMs: 5, toMs: 5 }, 'The end must come after the beginning'],
    ['Timestamp', { kind: 'time', fromMs: null, toMs: null }, 'Give a beginning, an end, or both'],
  ])('of %s says why it can’t be: %o', (header, filter, message) => {
    expect(readColumnFilter(filter, columnOf(userTerminalsTable, header), utc)).toEqual({ ok: false, message });
  });
});

describe('what is remembered of the questions', () => {
  it('comes back as it was', () => {
    const questions = { filterText: 'state:', columnFilters: { state: { kind: 'set', values: ['Online'] } }, groupBy: 'account' };
    expect(readTableQuestions(JSON.parse(JSON.stringify(questions)), userTerminalsTable)).toEqual(questions);
  });

  it('falls away in parts where it is damaged or no longer fits', () => {
    expect(readTableQuestions({
      filterText: 7, groupBy: 'moon',
      columnFilters: { state: { kind: 'set', values: [] }, gone: { kind: 'set', values: ['x'] }, downlink: { kind: 'text', op: 'contains', text: 'x' }, latency: { kind: 'figure', sign: '>', value: '5', upTo: null, missing: false }, __proto__: 1 },
    }, userTerminalsTable)).toEqual({ filterText: '', groupBy: null, columnFilters: { latency: { kind: 'figure', sign: '>', value: '5', upTo: null, missing: false } } });
    for (const stored of [null, 7, 'text', []]) expect(readTableQuestions(stored, userTerminalsTable).columnFilters).toEqual({});
  });
});
