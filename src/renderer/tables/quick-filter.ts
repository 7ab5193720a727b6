// The quick filter: text typed → which rows match. Plain text over the shown columns.
import { readableText, type ColumnDeclaration, type FormatContext } from './column.ts';

export type RowMatcher<Row> = (row: Row) => boolean;

export interface RowSearch<Row> {
  /** null: nothing typed, every row matches. The text must stand in one cell, as shown, whatever its case. */
  matcher(text: string, columns: readonly ColumnDeclaration<Row>[], context: FormatContext): RowMatcher<Row> | null;
}

interface Search<Row> {
  readonly wanted: string;
  readonly columns: readonly ColumnDeclaration<Row>[];
  readonly context: FormatContext;
  readonly known: KnownMatches<Row>;
}

/** By row object: one that did not change is the same object, so after a delta only what came with it is searched, not 200,000 rows. */
type KnownMatches<Row> = WeakMap<Row & object, boolean>;

/** Remembers the last search: while a word is typed on, only rows that matched its beginning are looked at again. */
export function createRowSearch<Row extends object>(): RowSearch<Row> {
  let last: Search<Row> | null = null;
  return {
    matcher(text, columns, context) {
      const wanted = text.trim().toLowerCase();
      if (wanted === '') return (last = null);
      const isNarrower = last !== null && wanted.includes(last.wanted) && last.context === context && isSame(last.columns, columns);
      // Its matches alone, not those before them: a long word would keep a map for every letter.
      const before = isNarrower ? last!.known : null;
      const search: Search<Row> = { wanted, columns, context, known: new WeakMap() };
      last = search;
      return buildRowMatcher(search, before);
    },
  };
}

function buildRowMatcher<Row extends object>({ wanted, columns, context, known }: Search<Row>, before: KnownMatches<Row> | null): RowMatcher<Row> {
  const searched = columns.filter((column) => column.type !== 'action');
  return (row) => {
    let isMatch = known.get(row);
    if (isMatch === undefined) {
      isMatch = before?.get(row) !== false && searched.some((column) => readableText(column, row, context).toLowerCase().includes(wanted));
      known.set(row, isMatch);
    }
    return isMatch;
  };
}

function isSame<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
