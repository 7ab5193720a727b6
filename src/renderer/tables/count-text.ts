// What stands beside a table's title: how many rows, what of them is selected, and what can't be seen of the columns.
import { formatCount } from '../formats/format-number.ts';
import type { ColumnModel } from './column-model.ts';

interface CountTextParts {
  readonly model: { readonly all: readonly { readonly declaration: { readonly id: string; readonly header: string }; readonly isVisible: boolean }[] } & Pick<ColumnModel<unknown>, 'sorting'>;
  readonly totalRows: number;
  readonly shownRows: number;
  readonly selectedRows: number;
  readonly note: { readonly text: string } | null;
}

/** "24 of 300 · 3 selected · 8 columns hidden · sorted by Serial Number": the sorting only where its column is hidden, and no header shows it. */
export function countText({ model, totalRows, shownRows, selectedRows, note }: CountTextParts): string {
  const hidden = model.all.filter(({ isVisible }) => !isVisible).map(({ declaration }) => declaration);
  const sortedBy = model.sorting.flatMap(({ id }) => hidden.filter((column) => column.id === id).map(({ header }) => header));
  const parts = [shownRows === totalRows ? formatCount(totalRows) : `${formatCount(shownRows)} of ${formatCount(totalRows)}`];
  if (note !== null) parts.push(note.text);
  if (selectedRows > 1) parts.push(`${formatCount(selectedRows)} selected`);
  if (hidden.length > 0) parts.push(`${hidden.length} ${hidden.length === 1 ? 'column' : 'columns'} hidden`);
  if (sortedBy.length > 0) parts.push(`sorted by ${sortedBy.join(', ')}`);
  return parts.join(' · ');
}
