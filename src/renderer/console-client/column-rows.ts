// Rows of a large delivery stay in the columns they came in: each row is an object that reads its fields there when it is asked. Ten thousand objects with
// all their fields would cost half a frame to make and as much to collect, and most fields of most rows are never looked at.
import { splitTexts, unpackRows, type PackedRows, type UnpackedText } from '#shared/packed-rows.ts';
import type { FieldKind, RowSchema } from '#shared/row-schema.ts';

export interface ColumnRows<Row extends object> {
  /** Rows as `unpackRows` makes them, field by field, but read where they lie. Small deliveries are plain objects. */
  read(packed: PackedRows): Row[];
  /** The row is no longer in the table. */
  drop(row: Row): void;
  /** Lets columns go in which few rows are still in the table: those rows move together. A row stays the same object. */
  settle(rows: Iterable<Row>): void;
}

/** Fewer are cheaper as plain objects than the columns they would keep. */
export const LEAST_ROWS = 256;
/** Columns with fewer of their rows in the table are let go. */
const LEAST_SHARE = 0.25;

/** Numbers (NaN is null), flags (2 is null), or texts and lists; those in one string until a row is asked for its own. undefined: the sender did not know the field. */
type Column = Float64Array | Uint8Array | readonly UnpackedText[] | string | undefined;

interface Block {
  readonly columns: Column[];
  readonly count: number;
  /** How many of its rows are in the table. */
  live: number;
}

/** No field of a table begins with a dollar. */
interface ColumnRow {
  $block: Block;
  $at: number;
}

type RowClass = new (block: Block, at: number) => ColumnRow;

export function createColumnRows<Row extends object>(schema: RowSchema): ColumnRows<Row> {
  const fields = Object.entries(schema.fields);
  /** Texts that come again are not taken apart again: a poll brings new figures, and the same names and ids. */
  const memory: { texts: string; cells: readonly UnpackedText[] }[] = [];
  const ColumnRow = buildRowClass(fields, readTexts);
  let sparse: Block[] = [];

  function readTexts(block: Block, place: number, isList: boolean): readonly UnpackedText[] {
    const column = block.columns[place] as string | readonly UnpackedText[];
    if (typeof column !== 'string') return column;
    const known = memory[place];
    const cells = known?.texts === column ? known.cells : splitTexts(column, isList);
    memory[place] = { texts: column, cells };
    block.columns[place] = cells;
    return cells;
  }

  function gather(rows: readonly ColumnRow[]): Block {
    const columns = fields.map(([, kind], place): Column => {
      if (kind === 'number') return Float64Array.from(rows, ({ $block: block, $at: at }) => (block.columns[place] as Float64Array | undefined)?.[at] ?? NaN);
      if (kind === 'flag') return Uint8Array.from(rows, ({ $block: block, $at: at }) => (block.columns[place] as Uint8Array | undefined)?.[at] ?? 2);
      return rows.map(({ $block: block, $at: at }) => (block.columns[place] === undefined ? null : readTexts(block, place, kind === 'list')[at]!));
    });
    return { columns, count: rows.length, live: rows.length };
  }

  return {
    read(packed) {
      if (packed.count < LEAST_ROWS) return unpackRows(schema, packed) as object as Row[];
      const columns = fields.map(([name]): Column => {
        const column = packed.columns[name];
        if (column === undefined) return undefined;
        return 'numbers' in column ? column.numbers : 'flags' in column ? column.flags : column.texts;
      });
      const block: Block = { columns, count: packed.count, live: packed.count };
      const rows: ColumnRow[] = [];
      for (let at = 0; at < packed.count; at++) rows.push(new ColumnRow(block, at));
      return rows as object[] as Row[];
    },
    drop(row) {
      if (!(row instanceof ColumnRow)) return;
      const { $block: block } = row;
      block.live -= 1;
      if (block.live === Math.floor(block.count * LEAST_SHARE)) sparse.push(block);
    },
    settle(rows) {
      const leaving = new Set(sparse.filter(({ live }) => live > 0));
      sparse = [];
      if (leaving.size === 0) return;
      const moving: ColumnRow[] = [];
      for (const row of rows) if (row instanceof ColumnRow && leaving.has(row.$block)) moving.push(row);
      const block = gather(moving);
      moving.forEach((row, at) => Object.assign(row, { $block: block, $at: at }));
    },
  };
}

function buildRowClass(fields: readonly (readonly [name: string, kind: FieldKind])[], readTexts: (block: Block, place: number, isList: boolean) => readonly UnpackedText[]): RowClass {
  class Row implements ColumnRow {
    $block: Block;
    $at: number;
    constructor(block: Block, at: number) {
      this.$block = block;
      this.$at = at;
    }
  }
  fields.forEach(([name, kind], place) => Object.defineProperty(Row.prototype, name, { get: buildGetter(kind, place, readTexts), enumerable: true }));
  return Row;
}

function buildGetter(kind: FieldKind, place: number, readTexts: (block: Block, place: number, isList: boolean) => readonly UnpackedText[]): (this: ColumnRow) => unknown {
  switch (kind) {
    case 'number':
      return function () {
        const value = (this.$block.columns[place] as Float64Array | undefined)?.[this.$at] ?? NaN;
        return Number.isNaN(value) ? null : value;
      };
    case 'flag':
      return function () {
        const flag = (this.$block.columns[place] as Uint8Array | undefined)?.[this.$at] ?? 2;
        return flag === 2 ? null : flag === 1;
      };
    case 'text': case 'list':
      return function () {
        return this.$block.columns[place] === undefined ? null : readTexts(this.$block, place, kind === 'list')[this.$at];
      };
  }
}
