// The quick filter finds what is shown: formatted figures, kit numbers, N/A; and nothing in hidden columns.
import { describe, expect, it } from 'vitest';
import type { ColumnDeclaration } from '../../../src/renderer/tables/column.ts';
import { userTerminalsTable } from '../../../src/renderer/tables/columns/user-terminals.ts';
import { createRowSearch } from '../../../src/renderer/tables/quick-filter.ts';
import { buildRow } from './sample-rows.ts';

const visible = userTerminalsTable.columns.filter((column) => column.hidden !== true);
const row = buildRow('userTerminals', { deviceId: 'ut01', deviceName: 'MV Halden', kitNumber: 'KITP00142254', downlinkMbps: 154.94, h3Cell: '855f4157fffffff' });

function matches(text: string, columns = visible): boolean | undefined {
  return createRowSearch<typeof row>().matcher(text, columns, { timeDisplay: 'utc' })?.(row);
}

describe('createRowSearch', () => {
  it('finds any part of a shown cell, whatever its case', () => {
    expect(matches('halden')).toBe(true);
    expect(matches('  MV HAL ')).toBe(true);
    expect(matches('kitp00142254')).toBe(true);
    expect(matches('154.9')).toBe(true);
    expect(matches('halden kitp')).toBe(true);
    expect(matches('zeppelin')).toBe(false);
  });

  it('looks into hidden columns only once they are shown', () => {
    expect(matches('855f4157')).toBe(false);
    expect(matches('855f4157', [...userTerminalsTable.columns])).toBe(true);
  });

  it('is nothing while nothing is typed', () => {
    expect(createRowSearch<typeof row>().matcher('  ', visible, { timeDisplay: 'utc' })).toBeNull();
  });

  it('looks at a row once a search, and while typing on only at rows that matched so far', () => {
    let reads = 0;
    const column: ColumnDeclaration<{ name: string }> = {
      type: 'text', id: 'name', header: 'Name', help: 'Name', width: 90,
      value: ({ name }) => {
        reads++;
        return name;
      },
    };
    const rows = ['Ferry Nord', 'Ferry Syd', 'Truck'].map((name) => ({ name }));
    const search = createRowSearch<{ name: string }>();
    const context = { timeDisplay: 'utc' } as const;
    const find = (text: string): string[] => rows.filter(search.matcher(text, [column], context)!).map(({ name }) => name);
    const matcher = search.matcher('fer', [column], context)!;
    expect([rows.filter(matcher).length, rows.filter(matcher).length, reads]).toEqual([2, 2, 3]);
    expect([find('ferry n'), reads]).toEqual([['Ferry Nord'], 5]);
    // Not a continuation: all are looked at.
    expect([find('tr'), reads]).toEqual([['Truck'], 8]);
    expect([find('y'), reads]).toEqual([['Ferry Nord', 'Ferry Syd'], 11]);
  });
});
