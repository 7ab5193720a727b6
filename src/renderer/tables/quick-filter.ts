// The quick filter: text typed → which rows match. Plain text over the shown columns.
import { readableText, type ColumnDeclaration, type FormatContext } from './column.ts';

/** null: nothing typed, every row matches. The text must stand in one cell, as shown, whatever its case. */
export function buildRowMatcher<Row extends object>(
  text: string,
  columns: readonly ColumnDeclaration<Row>[],
  context: FormatContext,
): ((row: Row) => boolean) | null {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return null;
  const searched = columns.filter((column) => column.type !== 'action');
  // A row that did not change is the same object: after a delta only what came with it is searched, not 200,000 rows.
  const known = new WeakMap<Row, boolean>();
  return (row) => {
    let isMatch = known.get(row);
    if (isMatch === undefined) {
      isMatch = searched.some((column) => readableText(column, row, context).toLowerCase().includes(wanted));
      known.set(row, isMatch);
    }
    return isMatch;
  };
}
