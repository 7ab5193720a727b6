// What is offered where the cursor stands, and that taking it gives a filter that is understood.
import { describe, expect, it } from 'vitest';
import { routersTable } from '../../../../src/renderer/tables/columns/routers.ts';
import { userTerminalsTable } from '../../../../src/renderer/tables/columns/user-terminals.ts';
import { completeFilter } from '../../../../src/renderer/tables/filters/complete-filter.ts';
import { isSetLike } from '../../../../src/renderer/tables/filters/distinct-values.ts';
import { parseFilter } from '../../../../src/renderer/tables/filters/parse-filter.ts';
import { columnOf, utc } from '../column-probe.ts';
import { buildRow } from '../sample-rows.ts';

const states = ['Online', 'Critical', 'Offline'];
const rows = Array.from({ length: 90 }, (_, index) => buildRow('userTerminals', {
  deviceId: `ut${index}`, deviceName: `Ferry ${index}`, state: states[index % 3]!, accountName: index % 2 === 0 ? 'Nordic Ferries' : 'Polar', dveEnabled: index === 0,
}));

function offers(text: string, cursor = text.length): readonly string[] {
  return completeFilter(text, cursor, userTerminalsTable.columns, rows, utc).suggestions.map(({ label }) => label);
}

function taken(text: string, place = 0): string {
  const { from, to, suggestions } = completeFilter(text, text.length, userTerminalsTable.columns, rows, utc);
  return text.slice(0, from) + suggestions[place]!.insert + text.slice(to);
}

describe('completion', () => {
  it('offers columns by how their names begin, then by what they hold', () => {
    expect(offers('sta')).toEqual(['State', 'Timestamp']);
    expect(offers('lat')).toEqual(['Latitude', 'Average Ping Latency']);
    expect(offers('"acc')).toEqual(['Account Name', 'Account Number']);
    expect(offers('nord !ser')).toEqual(['Service Line Number', 'Serial Number']);
    for (const text of ['', 'nord ', 'zzz', 'open', '/sta', 'state:/on']) expect(offers(text), text).toEqual([]);
  });

  it('offers the values of a column that has few, worst first where it has an order', () => {
    expect(offers('state:')).toEqual(['Critical', 'Offline', 'Online']);
    expect(offers('!state:o')).toEqual(['Offline', 'Online']);
    expect(offers('Account Name:n')).toEqual(['Nordic Ferries']);
    expect(offers('dvecreation:')).toEqual(['Disabled', 'Enabled']);
    expect(offers('devicename:f')).toEqual([]);
    expect(offers('state:online')).toEqual([]);
  });

  it('puts in what is understood', () => {
    expect(taken('sta')).toBe('State:');
    expect(taken('x !acc')).toBe('x !"Account Name":');
    expect(taken('"acc')).toBe('"Account Name":');
    expect(taken('"Account Name":no')).toBe('"Account Name":"Nordic Ferries" ');
    expect(taken('state:cr')).toBe('state:Critical ');
    for (const column of routersTable.columns) {
      const [suggestion] = completeFilter(column.header, column.header.length, [column], [], utc).suggestions;
      const reading = parseFilter(`${suggestion!.insert}n/a`, routersTable.columns, utc);
      expect(reading.ok && reading.terms[0]?.column?.id, column.header).toBe(column.id);
    }
  });

  it('keeps what stands behind the cursor', () => {
    const { from, to } = completeFilter('sta nord', 3, userTerminalsTable.columns, rows, utc);
    expect([from, to]).toEqual([0, 3]);
  });
});

describe('isSetLike', () => {
  it('is so for flags and few texts, not for names', () => {
    expect(isSetLike(columnOf(userTerminalsTable, 'State'), rows, utc)).toBe(true);
    expect(isSetLike(columnOf(userTerminalsTable, 'DVE Creation'), [], utc)).toBe(true);
    expect(isSetLike(columnOf(userTerminalsTable, 'Device Name'), rows, utc)).toBe(false);
    expect(isSetLike({ ...columnOf(userTerminalsTable, 'Device Name'), filter: 'set' }, rows, utc)).toBe(true);
    expect(isSetLike(columnOf(userTerminalsTable, 'Downlink Throughput'), rows, utc)).toBe(false);
  });
});
