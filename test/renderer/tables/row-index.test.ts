// Order of rows: numbers as numbers, words as people order them, nothing last in both directions, several columns at once.
import { describe, expect, it } from 'vitest';
import type { ColumnSort, TableDeclaration } from '../../../src/renderer/tables/column.ts';
import { createRowIndex } from '../../../src/renderer/tables/row-index.ts';

interface Row {
  readonly key: string;
  readonly name: string | null;
  readonly size: number | null;
  readonly state: string;
}

const ranks: Readonly<Record<string, number>> = { Critical: 0, Online: 1 };
const table: TableDeclaration<Row> = {
  table: 'userTerminals', title: 'Test', noun: 'rows', keyOf: (row) => row.key, defaultSort: [],
  columns: [
    { type: 'text', id: 'name', header: 'Name', help: 'Name', width: 100, value: (row) => row.name },
    { type: 'number', id: 'size', header: 'Size', help: 'Size', width: 100, value: (row) => row.size, format: String },
    { type: 'text', id: 'state', header: 'State', help: 'State', width: 100, value: (row) => row.state, sortBy: (row) => ranks[row.state] ?? null },
  ],
};
const rows: readonly Row[] = [
  { key: 'a', name: 'Ferry 10', size: 10, state: 'Online' },
  { key: 'b', name: 'ferry 2', size: 9, state: 'Critical' },
  { key: 'c', name: null, size: null, state: 'Online' },
  { key: 'd', name: 'Buoy', size: -1, state: 'Critical' },
];

function order(sorting: readonly ColumnSort[], matches: ((row: Row) => boolean) | null = null): string {
  return createRowIndex(table).update({ rows, sorting, matches }).map((row) => row.key).join('');
}

describe('createRowIndex', () => {
  it('sorts words without regard to case, numbers in them by value, nothing last', () => {
    expect(order([{ id: 'name', desc: false }])).toBe('dbac');
    expect(order([{ id: 'name', desc: true }])).toBe('abdc');
  });

  it('sorts numbers by value, nothing last in both directions', () => {
    expect(order([{ id: 'size', desc: false }])).toBe('dbac');
    expect(order([{ id: 'size', desc: true }])).toBe('abdc');
  });

  it('sorts by a rank where the word says nothing, then by the next column', () => {
    expect(order([{ id: 'state', desc: false }, { id: 'size', desc: true }])).toBe('bdac');
    expect(order([{ id: 'state', desc: true }, { id: 'name', desc: false }])).toBe('acdb');
  });

  it('lets the key decide between equals, whatever order the rows came in', () => {
    const index = createRowIndex(table);
    const sorting = [{ id: 'state', desc: false }];
    const shown = index.update({ rows: [...rows].reverse(), sorting, matches: null });
    expect(shown.map((row) => row.key).join('')).toBe('bdac');
  });

  it('keeps matching rows only', () => {
    expect(order([{ id: 'size', desc: false }], (row) => row.state === 'Critical')).toBe('db');
  });

  it('orders new words among known ones', () => {
    const index = createRowIndex(table);
    const sorting = [{ id: 'name', desc: false }];
    index.update({ rows, sorting, matches: null });
    const more = [...rows, { key: 'e', name: 'Crew', size: 1, state: 'Online' }];
    expect(index.update({ rows: more, sorting, matches: null }).map((row) => row.key).join('')).toBe('debac');
  });

  it('answers the same array while nothing has changed', () => {
    const index = createRowIndex(table);
    const input = { rows, sorting: [{ id: 'size', desc: false }], matches: null };
    expect(index.update({ ...input })).toBe(index.update({ ...input }));
  });

  it('ignores a column that is no longer there', () => {
    expect(order([{ id: 'gone', desc: true }])).toBe('abcd');
  });
});
