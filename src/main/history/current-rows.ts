// Current rows as columns: a reply changes ten thousand devices of forty fields, and an object with all fields for each costs more than the insert.
// A row looks like any other; its fields are read in the columns it came in.
import type { FieldKind, RowFields, RowOf, RowSchema } from '#shared/row-schema.ts';

interface ColumnKinds {
  text: readonly (string | null)[];
  /** NaN is null. */
  number: Float64Array;
  /** 2 is null. */
  flag: Uint8Array;
  list: readonly (readonly string[] | null)[];
}

type Column = ColumnKinds[FieldKind];
type Block = Readonly<Record<string, Column>>;

/** The receipt is a row's own: a late reply changes it and nothing else. */
const OWN = 'receivedAtMs';

export type CurrentColumns<Fields extends RowFields> = { readonly [Name in Exclude<keyof Fields, typeof OWN>]: ColumnKinds[Fields[Name]] };

export interface CurrentRowMaker<Schema extends RowSchema> {
  /** One row for each place of the columns. They must not change any more. */
  make(columns: CurrentColumns<Schema['fields']>, count: number, receivedAtMs: number): RowOf<Schema>[];
  /** The same rows in columns of their own: they no longer hold those of rows that have gone. */
  gather(rows: readonly RowOf<Schema>[]): RowOf<Schema>[];
}

/** A row of such columns. */
class ColumnRow {
  readonly block: Block;
  readonly place: number;
  readonly receivedAtMs: number | null;
  constructor(block: Block, place: number, receivedAtMs: number | null) {
    this.block = block;
    this.place = place;
    this.receivedAtMs = receivedAtMs;
  }
}

export function defineCurrentRows<const Schema extends RowSchema>(schema: Schema): CurrentRowMaker<Schema> {
  // A class of its own for each schema, so that its fields are found as fast as those of any class.
  const Row = class extends ColumnRow {};
  const fields = Object.entries(schema.fields).filter(([name]) => name !== OWN);
  for (const [name, kind] of fields) Object.defineProperty(Row.prototype, name, { enumerable: true, get: buildGetter(name, kind) });
  // As text it is an object with all its fields, like any other row.
  Object.defineProperty(Row.prototype, 'toJSON', {
    value(this: Readonly<Record<string, unknown>>) {
      return Object.fromEntries(Object.keys(schema.fields).map((name) => [name, this[name]]));
    },
  });
  const rowsOf = (block: Block, count: number, receivedAtMs: (place: number) => number | null): RowOf<Schema>[] => {
    const rows = new Array<ColumnRow>(count);
    for (let place = 0; place < count; place++) rows[place] = new Row(block, place, receivedAtMs(place));
    return rows as unknown as RowOf<Schema>[];
  };
  return {
    make: (columns, count, receivedAtMs) => rowsOf(columns as Block, count, () => receivedAtMs),
    gather(rows) {
      const cells = rows as readonly Readonly<Record<string, unknown>>[];
      const block = Object.fromEntries(fields.map(([name, kind]) => [name, gatherColumn(cells, name, kind)]));
      return rowsOf(block, rows.length, (place) => cells[place]![OWN] as number | null);
    },
  };
}

function buildGetter(name: string, kind: FieldKind): (this: ColumnRow) => unknown {
  if (kind === 'number') {
    return function () {
      const value = (this.block[name] as Float64Array)[this.place]!;
      return Number.isNaN(value) ? null : value;
    };
  }
  if (kind === 'flag') {
    return function () {
      const value = this.block[name]![this.place];
      return value === 2 ? null : value === 1;
    };
  }
  return function () {
    return this.block[name]![this.place]!;
  };
}

function gatherColumn(rows: readonly Readonly<Record<string, unknown>>[], name: string, kind: FieldKind): Column {
  if (kind === 'number') return Float64Array.from(rows, (row) => (row[name] as number | null) ?? NaN);
  if (kind === 'flag') return Uint8Array.from(rows, (row) => (row[name] === null ? 2 : row[name] === true ? 1 : 0));
  return rows.map((row) => row[name] as string | null);
}

/** The row as it was, but received again. */
export function receivedAgain<Row extends { readonly receivedAtMs: number | null }>(row: Row, receivedAtMs: number): Row {
  if (!(row instanceof ColumnRow)) return { ...row, receivedAtMs };
  const { block, place } = row;
  const Same = row.constructor as typeof ColumnRow;
  return new Same(block, place, receivedAtMs) as unknown as Row;
}

/** In how many replies' columns the rows stand; rows that are objects of their own count none. */
export function countBlocks(rows: Iterable<unknown>): number {
  const blocks = new Set<Block>();
  for (const row of rows) if (row instanceof ColumnRow) blocks.add(row.block);
  return blocks.size;
}

/** The columns of rows that stand one behind the other in one reply's columns, copied; null when they don't. */
export function columnsOf(rows: readonly object[]): Readonly<Record<string, Column>> | null {
  const [first] = rows;
  if (!(first instanceof ColumnRow)) return null;
  const { block, place } = first;
  for (const [index, row] of rows.entries()) if (!(row instanceof ColumnRow) || row.block !== block || row.place !== place + index) return null;
  const columns = Object.entries(block).map(([name, column]) => [name, column.slice(place, place + rows.length)] as const);
  return { ...Object.fromEntries(columns), [OWN]: Float64Array.from(rows as readonly ColumnRow[], (row) => row.receivedAtMs ?? NaN) };
}
