// Which rows a table shows and in what order: our own index over row objects, since a generic row model costs twice as much (performance.md).
import type { ColumnDeclaration, ColumnSort, MoneyColumn, TableDeclaration } from './column.ts';
import { presort } from './presorted.ts';
import { createTextRanks, type TextRanks } from './text-ranks.ts';

export interface RowIndexInput<Row> {
  readonly rows: readonly Row[];
  readonly sorting: readonly ColumnSort[];
  /** null shows all. */
  readonly matches: ((row: Row) => boolean) | null;
  /** Rows that were shown stay in their places with their new values; whatever would move, come or stop to fit waits. Not when sorting or filter change. */
  readonly holdsOrder?: boolean;
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
  let lastInput: RowIndexInput<Row> | null = null;
  let shown: readonly Row[] = [];
  /** Places of the last order: rows come in the same places again, so the next sort begins almost sorted. */
  let lastOrder: readonly number[] = [];
  /** `shown` is not what sorting and filter say. */
  let isHeld = false;

  return {
    update(input) {
      const asksTheSame = lastInput !== null && lastInput.sorting === input.sorting && lastInput.matches === input.matches;
      const holds = asksTheSame && input.holdsOrder === true;
      if (asksTheSame && lastInput!.rows === input.rows && (holds || !isHeld)) return shown;
      lastInput = input;
      isHeld = holds;
      if (holds) {
        shown = inSamePlaces(shown, input.rows, declaration.keyOf);
        return shown;
      }
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
    const compareRows = (a: number, b: number): number => compareCodes(declaration.keyOf(rows[a]!), declaration.keyOf(rows[b]!));
    lastOrder = buildOrder(keys, compareRows, seedOrder(lastOrder, rows.length));
    return lastOrder.map((index) => rows[index]!);
  }

  function sortKeys(rows: readonly Row[], column: ColumnDeclaration<Row>, desc: boolean): Float64Array {
    const keys = numberKeys(rows, column) ?? ranksOf(column.id).of(rows.map((row) => textOrNull(sortValue(column, row))));
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

function inSamePlaces<Row>(shown: readonly Row[], rows: readonly Row[], keyOf: (row: Row) => string): readonly Row[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return shown.flatMap((row) => byKey.get(keyOf(row)) ?? []);
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

/** null when the column holds texts. By a loop: over ten thousand rows the methods of arrays cost twice the time. */
function numberKeys<Row>(rows: readonly Row[], column: ColumnDeclaration<Row>): Float64Array | null {
  const keys = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = sortValue(column, rows[i]!);
    if (typeof value === 'string') return null;
    keys[i] = toNumber(value);
  }
  return keys;
}

function textOrNull(value: string | number | null): string | null {
  return value === null ? null : String(value);
}

function toNumber(value: string | number | null): number {
  return typeof value === 'number' && !Number.isNaN(value) ? value : LAST;
}

/** Every place once, those of the last order first and in that order. */
function seedOrder(last: readonly number[], length: number): number[] {
  const seed = last.length <= length ? [...last] : last.filter((index) => index < length);
  for (let index = seed.length; index < length; index++) seed.push(index);
  return seed;
}

function buildOrder(keys: readonly Float64Array[], compareRows: (a: number, b: number) => number, order: number[]): readonly number[] {
  const [first] = keys;
  if (first === undefined) return order.sort(compareRows);
  return presort(first, order).sort((a, b) => {
    // Mostly the first key decides; it is not looked up by a loop.
    const byFirst = first[a]! - first[b]!;
    if (byFirst < 0 || byFirst > 0) return byFirst;
    for (const key of keys) {
      // Infinity minus Infinity is NaN: both last, the next key decides.
      const difference = key[a]! - key[b]!;
      if (difference !== 0 && !Number.isNaN(difference)) return difference;
    }
    return compareRows(a, b);
  });
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** "Ferry 2" before "Ferry 10", capitals beside small letters. */
function compareWords(a: string, b: string): number {
  return collator.compare(a, b);
}

function compareCodes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
