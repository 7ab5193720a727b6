// Which rows a table shows and in what order: our own index over row objects, since a generic row model costs twice as much (performance.md).
import type { ColumnDeclaration, ColumnSort, MoneyColumn, TableDeclaration } from './column.ts';
import { createTextRanks, type TextRanks } from './text-ranks.ts';

export interface RowIndexInput<Row> {
  readonly rows: readonly Row[];
  readonly sorting: readonly ColumnSort[];
  /** null shows all. */
  readonly matches: ((row: Row) => boolean) | null;
}

export interface RowIndex<Row> {
  /** Rows in the order shown; the same array while nothing that matters has changed. */
  update(input: RowIndexInput<Row>): readonly Row[];
}

/** Null, and the number that NaN would spoil, sort last whichever way the column is turned. */
const LAST = Number.POSITIVE_INFINITY;
/** Amounts whose currency is not known come after all codes. */
const AFTER_CURRENCIES = '\u{10FFFF}';

export function createRowIndex<Row>(declaration: TableDeclaration<Row>): RowIndex<Row> {
  const columns = new Map(declaration.columns.map((column) => [column.id, column]));
  const ranks = new Map<string, TextRanks>();
  const keyRanks = createTextRanks(compareCodes);
  let lastInput: RowIndexInput<Row> | null = null;
  let shown: readonly Row[] = [];

  return {
    update(input) {
      if (lastInput !== null && lastInput.rows === input.rows && lastInput.sorting === input.sorting && lastInput.matches === input.matches) return shown;
      lastInput = input;
      const kept = input.matches === null ? input.rows : input.rows.filter(input.matches);
      shown = sortRows(kept, input.sorting);
      return shown;
    },
  };

  function sortRows(rows: readonly Row[], sorting: readonly ColumnSort[]): readonly Row[] {
    const keys: Float64Array[] = [];
    for (const sort of sorting) {
      const column = columns.get(sort.id);
      if (column === undefined || column.type === 'action') continue;
      if (column.type === 'money') keys.push(currencyKeys(rows, column));
      keys.push(sortKeys(rows, column, sort.desc));
    }
    // The row's key decides between equals, so that two deliveries of the same values give the same order.
    keys.push(keyRanks.of(rows.map(declaration.keyOf)));
    return sortedBy(rows, keys);
  }

  function sortKeys(rows: readonly Row[], column: ColumnDeclaration<Row>, desc: boolean): Float64Array {
    const values = rows.map((row) => sortValue(column, row));
    const isText = values.some((value) => typeof value === 'string');
    const keys = isText ? ranksOf(column.id).of(values.map((value) => (value === null ? null : String(value)))) : Float64Array.from(values, toNumber);
    if (desc) for (let i = 0; i < keys.length; i++) if (keys[i] !== LAST) keys[i] = -keys[i]!;
    return keys;
  }

  /** Currencies stay in their order whichever way the amounts are turned; rows without an amount stay last of all. */
  function currencyKeys(rows: readonly Row[], column: MoneyColumn<Row>): Float64Array {
    return ranksOf(`${column.id}/currency`).of(rows.map((row) => (column.value(row) === null ? null : (column.currency(row) ?? AFTER_CURRENCIES))));
  }

  function ranksOf(columnId: string): TextRanks {
    const known = ranks.get(columnId);
    if (known !== undefined) return known;
    const created = createTextRanks(compareWords);
    ranks.set(columnId, created);
    return created;
  }
}

/** Whether a click on the header sorts. */
export function isSortable<Row>(column: ColumnDeclaration<Row>): boolean {
  return column.type !== 'action';
}

function sortValue<Row>(column: ColumnDeclaration<Row>, row: Row): string | number | null {
  if (column.sortBy !== undefined) return column.sortBy(row);
  switch (column.type) {
    case 'text': case 'number': case 'money': case 'time': case 'date':
      return column.value(row);
    case 'list': {
      const values = column.value(row);
      return values === null || values.length === 0 ? null : values.join(', ');
    }
    case 'flag': {
      const flag = column.value(row);
      return flag === null ? null : flag ? 0 : 1;
    }
    case 'action':
      return null;
  }
}

function toNumber(value: string | number | null): number {
  return typeof value === 'number' && !Number.isNaN(value) ? value : LAST;
}

function sortedBy<Row>(rows: readonly Row[], keys: readonly Float64Array[]): readonly Row[] {
  const order = Array.from({ length: rows.length }, (_, index) => index);
  const first = keys[0]!;
  const others = keys.slice(1);
  order.sort((a, b) => {
    // Infinity minus Infinity is NaN: both last, the next key decides.
    const byFirst = first[a]! - first[b]!;
    if (byFirst !== 0 && !Number.isNaN(byFirst)) return byFirst;
    for (const key of others) {
      const difference = key[a]! - key[b]!;
      if (difference !== 0 && !Number.isNaN(difference)) return difference;
    }
    return 0;
  });
  return order.map((index) => rows[index]!);
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** "Ferry 2" before "Ferry 10", capitals beside small letters. */
function compareWords(a: string, b: string): number {
  return collator.compare(a, b);
}

function compareCodes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
