// The different texts of a column with how many rows show each: for the set filter and for completion.
import { displayText, type ColumnDeclaration, type FormatContext } from '../column.ts';

export interface DistinctValue {
  readonly text: string;
  readonly count: number;
}

/** Up to so many different values a list is easier than a text to type. */
const FEW_VALUES = 60;
/** No list is longer: beyond it values are counted no more. */
export const MOST_VALUES = 1_000;
/** Looking at the first rows is enough to know whether a column has few values. */
const ROWS_LOOKED_AT = 20_000;

/** In the column's own order where it has one (worst state first), else by name. `isWhole` false: there are more than are listed. */
export function distinctValues<Row>(column: ColumnDeclaration<Row>, rows: readonly Row[], context: FormatContext): { readonly values: readonly DistinctValue[]; readonly isWhole: boolean } {
  const counts = new Map<string, { count: number; order: number | string | null }>();
  let isWhole = true;
  for (const row of rows) {
    const text = displayText(column, row, context);
    const known = counts.get(text);
    if (known !== undefined) known.count++;
    else if (counts.size < MOST_VALUES) counts.set(text, { count: 1, order: column.sortBy?.(row) ?? null });
    else isWhole = false;
  }
  const values = [...counts].map(([text, { count, order }]) => ({ text, count, order }));
  values.sort((a, b) => (typeof a.order === 'number' && typeof b.order === 'number' ? a.order - b.order : 0) || compareWords(a.text, b.text));
  return { values: values.map(({ text, count }) => ({ text, count })), isWhole };
}

/** Whether a list of the values is the handier question: states, severities, flags, accounts. */
export function isSetLike<Row>(column: ColumnDeclaration<Row>, rows: readonly Row[], context: FormatContext): boolean {
  if (column.filter !== undefined) return column.filter === 'set';
  if (column.type === 'flag') return true;
  if (column.type !== 'text' || rows.length === 0) return false;
  const seen = new Set<string>();
  const looked = Math.min(rows.length, ROWS_LOOKED_AT);
  for (let i = 0; i < looked; i++) {
    seen.add(displayText(column, rows[i]!, context));
    if (seen.size > FEW_VALUES) return false;
  }
  // Of three rows three names are no set.
  return seen.size <= 12 || seen.size * 2 <= looked;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compareWords(a: string, b: string): number {
  return collator.compare(a, b);
}
