// The words beside a table's title.
import { describe, expect, it } from 'vitest';
import { countText } from '../../../src/renderer/tables/count-text.ts';

const column = (id: string, isVisible: boolean) => ({ declaration: { id, header: id.toUpperCase() }, isVisible });
const all = [column('name', true), column('serial', false), column('kit', false)];
const parts = { model: { all, sorting: [{ id: 'name', desc: false }] }, totalRows: 10_000, shownRows: 10_000, selectedRows: 1, note: null };

describe('countText', () => {
  it('counts rows, what the filters leave of them, the selection and hidden columns', () => {
    expect(countText(parts)).toBe('10,000 · 2 columns hidden');
    expect(countText({ ...parts, model: { ...parts.model, all: all.slice(0, 2) }, shownRows: 24, selectedRows: 3, note: { text: 'from 2026-11-01 on' } })).toBe('24 of 10,000 · from 2026-11-01 on · 3 selected · 1 column hidden');
  });

  it('names the columns that sort the rows and that no header shows', () => {
    expect(countText({ ...parts, model: { all, sorting: [{ id: 'serial', desc: true }, { id: 'name', desc: false }, { id: 'kit', desc: false }] } })).toBe('10,000 · 2 columns hidden · sorted by SERIAL, KIT');
  });
});
