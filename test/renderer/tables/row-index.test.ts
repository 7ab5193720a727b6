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

  describe('while the order is held', () => {
    const sorting = [{ id: 'size', desc: false }];
    const grown = rows.map((row) => (row.key === 'd' ? { ...row, size: 99 } : row));
    const keys = (shown: readonly Row[]): string => shown.map((row) => row.key).join('');

    it('leaves rows where they are, with their new values, and sorts them once it is let go', () => {
      const index = createRowIndex(table);
      expect(keys(index.update({ rows, sorting, matches: null }))).toBe('dbac');
      const held = index.update({ rows: grown, sorting, matches: null, holdsOrder: true });
      expect(keys(held)).toBe('dbac');
      expect(held[0]!.size).toBe(99);
      expect(keys(index.update({ rows: grown, sorting, matches: null, holdsOrder: false }))).toBe('badc');
    });

    it('takes away rows that have gone; those that come or no longer fit wait', () => {
      const index = createRowIndex(table);
      const matches = (row: Row): boolean => row.size !== null && row.size < 50;
      expect(keys(index.update({ rows, sorting, matches }))).toBe('dba');
      const next = [...grown.filter(({ key }) => key !== 'b'), { key: 'e', name: 'new', size: 1, state: 'Online' }];
      expect(keys(index.update({ rows: next, sorting, matches, holdsOrder: true }))).toBe('da');
      expect(keys(index.update({ rows: next, sorting, matches }))).toBe('ea');
    });

    it('follows another sorting or filter at once: somebody asked for it', () => {
      const index = createRowIndex(table);
      index.update({ rows, sorting, matches: null });
      expect(keys(index.update({ rows: grown, sorting: [{ id: 'size', desc: true }], matches: null, holdsOrder: true }))).toBe('dabc');
      expect(keys(index.update({ rows: grown, sorting, matches: (row) => row.key === 'a', holdsOrder: true }))).toBe('a');
    });

    it('changes nothing while no row has changed', () => {
      const index = createRowIndex(table);
      const shown = index.update({ rows, sorting, matches: null });
      expect(index.update({ rows, sorting, matches: null, holdsOrder: true })).toBe(shown);
      expect(index.update({ rows, sorting, matches: null, holdsOrder: false })).toBe(shown);
    });
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
