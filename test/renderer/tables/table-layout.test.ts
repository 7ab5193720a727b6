// A remembered layout is read with suspicion: broken or outdated parts fall back alone.
import { describe, expect, it } from 'vitest';
import { alertsTable } from '../../../src/renderer/tables/columns/alerts.ts';
import { defaultLayout, isVisibleIn, orderColumns, parseTableLayout } from '../../../src/renderer/tables/table-layout.ts';
import { createTableViewStore } from '../../../src/renderer/tables/table-view-store.ts';

const fallback = defaultLayout(alertsTable);
const parse = (value: unknown): ReturnType<typeof parseTableLayout> => parseTableLayout(JSON.stringify(value), alertsTable);

describe('parseTableLayout', () => {
  it('gives back what was stored', () => {
    const layout = { visibility: { code: true }, order: ['alert', 'deviceName'], widths: { alert: 300 }, sorting: [{ id: 'alert', desc: true }], pinned: ['alert'] };
    expect(parse(layout)).toEqual(layout);
  });

  it.each([null, '', '{', '[]', '"text"', '{"sorting":"x","widths":[],"order":{},"visibility":7}'])('falls back on %s', (text) => {
    expect(parseTableLayout(text, alertsTable)).toEqual(fallback);
  });

  it('keeps the good parts of a broken layout', () => {
    expect(parse({ visibility: { code: true }, widths: { alert: -5 }, sorting: [{ id: 1 }] })).toEqual({ ...fallback, visibility: { code: true } });
  });

  it('drops columns that are no longer there', () => {
    const parsed = parse({ visibility: { gone: true }, order: ['gone', 'alert', 'alert'], widths: { gone: 100 }, sorting: [{ id: 'gone', desc: true }] });
    expect(parsed).toEqual({ visibility: {}, order: ['alert'], widths: {}, sorting: alertsTable.defaultSort, pinned: null });
  });
});

describe('orderColumns', () => {
  it('puts columns that came later after their declared neighbour', () => {
    expect(orderColumns(['a', 'new', 'b', 'c'], ['c', 'b', 'a'])).toEqual(['c', 'b', 'a', 'new']);
    expect(orderColumns(['new', 'a', 'b'], ['b', 'a'])).toEqual(['new', 'b', 'a']);
    expect(orderColumns(['a', 'b'], [])).toEqual(['a', 'b']);
  });
});

describe('isVisibleIn', () => {
  it('goes by the declaration until the operator has chosen', () => {
    const code = alertsTable.columns.find((column) => column.id === 'code')!;
    expect(isVisibleIn(fallback, code)).toBe(false);
    expect(isVisibleIn({ ...fallback, visibility: { code: true } }, code)).toBe(true);
  });
});

describe('createTableViewStore', () => {
  it('remembers a layout and starts from it', () => {
    const stored = new Map<string, string>();
    const memory = { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => void stored.set(key, value) };
    createTableViewStore(alertsTable, memory).setLayout({ ...fallback, widths: { alert: 321 } });
    expect(createTableViewStore(alertsTable, memory).getState().layout.widths).toEqual({ alert: 321 });
  });

  it('works without a memory and with one that refuses', () => {
    const refusing = { getItem: (): string => { throw new Error('denied'); }, setItem: (): void => { throw new Error('full'); } };
    for (const memory of [null, refusing]) {
      const store = createTableViewStore(alertsTable, memory);
      store.setLayout({ ...fallback, widths: { alert: 321 } });
      expect(store.getState().layout.widths).toEqual({ alert: 321 });
    }
  });
});
