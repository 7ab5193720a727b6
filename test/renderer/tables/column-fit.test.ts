// Column widths: never narrower than declared, wide enough for header and content, spare room to those that grow.
import { describe, expect, it } from 'vitest';
import type { ColumnDeclaration, TableDeclaration } from '../../../src/renderer/tables/column.ts';
import { fitColumnWidths, stretchWidths, type MeasureTexts } from '../../../src/renderer/tables/column-fit.ts';
import { DRAW_ALL_UP_TO, findVisibleColumns } from '../../../src/renderer/tables/use-visible-columns.ts';
import { routersTable } from '../../../src/renderer/tables/columns/routers.ts';
import { userTerminalsTable } from '../../../src/renderer/tables/columns/user-terminals.ts';

interface Row { readonly text: string | null }
/** Ten pixels a letter. */
const measure: MeasureTexts = (texts) => texts.map(({ text }) => text.length * 10);

function widthOf(column: Partial<ColumnDeclaration<Row>>, rows: readonly Row[] = []): number {
  const table: TableDeclaration<Row> = {
    table: 'alerts', title: 'Test', noun: 'rows', keyOf: (row) => row.text ?? '', defaultSort: [],
    columns: [{ type: 'text', id: 'x', header: 'X', help: 'X', width: 10, value: (row: Row) => row.text, ...column } as ColumnDeclaration<Row>],
  };
  return fitColumnWidths(table, rows, { timeDisplay: 'utc' }, measure)['x']!;
}

describe('fitColumnWidths', () => {
  it('holds a header on two lines at its best break, with the unit', () => {
    const oneWord = widthOf({ header: 'Throughput' });
    expect(widthOf({ header: 'Downlink Throughput' })).toBe(oneWord);
    expect(widthOf({ header: 'Throughput', unit: 'Mbps' })).toBe(oneWord + 50);
  });

  it('holds the widest content where the column asks for it', () => {
    const rows = [{ text: 'a' }, { text: 'x'.repeat(20) }, { text: null }];
    expect(widthOf({ fit: true }, rows)).toBeGreaterThanOrEqual(220);
    expect(widthOf({}, rows)).toBeLessThan(100);
  });

  it('finds the widest of many ids of one length', () => {
    const inter: MeasureTexts = (texts) => texts.map(({ text }) => [...text].reduce((sum, letter) => sum + (letter === 'm' ? 9 : 6), 0));
    const rows = [...Array.from({ length: 50 }, (_, index) => ({ text: `ut-eeee${String(index).padStart(2, '0')}` })), { text: 'ut-mmmm00' }];
    const column: ColumnDeclaration<Row> = { type: 'text', id: 'x', header: 'X', help: 'X', width: 10, fit: true, value: (row) => row.text };
    const table: TableDeclaration<Row> = { table: 'alerts', title: 'Test', noun: 'rows', keyOf: (row) => row.text ?? '', defaultSort: [], columns: [column] };
    expect(fitColumnWidths(table, rows, { timeDisplay: 'utc' }, inter)['x']).toBe(5 * 6 + 4 * 9 + 21);
  });

  it('never goes below the declared width, nor lets one text push all else away', () => {
    expect(widthOf({ width: 300 })).toBe(300);
    expect(widthOf({ fit: true }, [{ text: 'x'.repeat(500) }])).toBeLessThan(400);
  });

  it('holds a date', () => {
    expect(widthOf({ type: 'date', value: () => null } as Partial<ColumnDeclaration<Row>>)).toBeGreaterThanOrEqual(100);
  });

  it('holds a time', () => {
    expect(widthOf({ type: 'time', value: () => null } as Partial<ColumnDeclaration<Row>>)).toBeGreaterThanOrEqual(190);
  });
});

describe('stretchWidths', () => {
  it('shares spare room among those that grow, and takes none away', () => {
    expect(stretchWidths([{ width: 100, canGrow: false }, { width: 50, canGrow: true }, { width: 50, canGrow: true }], 300)).toEqual([100, 100, 100]);
    expect(stretchWidths([{ width: 100, canGrow: true }], 50)).toEqual([100]);
    expect(stretchWidths([{ width: 100, canGrow: false }], 500)).toEqual([100]);
  });
});

describe('findVisibleColumns', () => {
  const columns = Array.from({ length: 40 }, (_, index) => ({ left: index * 100, width: 100 }));

  it('draws what is seen and a margin', () => {
    expect(findVisibleColumns(columns, 1_000, 500)).toEqual({ first: 7, last: 17 });
    expect(findVisibleColumns(columns, 0, 500)).toEqual({ first: 0, last: 7 });
  });

  it('is only needed beyond the default sets of pages.md', () => {
    for (const table of [userTerminalsTable.columns, routersTable.columns] as const) {
      expect(table.filter((column) => column.hidden !== true).length).toBeLessThanOrEqual(DRAW_ALL_UP_TO);
    }
    expect(routersTable.columns.length).toBeGreaterThan(DRAW_ALL_UP_TO);
  });
});
