// Rows as columns for a trip between processes: one typed array or one string a column instead of an object a row.
// Objects cost main 20 ms for 10,000 rows, columns 3 (performance.md).
import type { RowOf, RowSchema } from './row-schema.ts';

/** NaN in `numbers` is null; 2 in `flags` is null; a text column is one string, cells parted by U+001F, U+0000 is null. */
export type PackedColumn =
  | { readonly numbers: Float64Array }
  | { readonly flags: Uint8Array }
  | { readonly texts: string };

export interface PackedRows {
  readonly count: number;
  readonly columns: Readonly<Record<string, PackedColumn>>;
}

const SEPARATOR = '\u001f';
const NULL_TEXT = '\u0000';
/** Both marks are control characters that no API text carries; one that does arrive is made a space. */
const RESERVED = /[\u0000\u001f]/g;

export function packRows<Schema extends RowSchema>(schema: Schema, rows: readonly RowOf<Schema>[]): PackedRows {
  const columns: Record<string, PackedColumn> = {};
  for (const [name, kind] of Object.entries(schema.fields)) {
    const cells = rows as readonly Record<string, unknown>[];
    if (kind === 'number') columns[name] = { numbers: packNumbers(cells, name) };
    else if (kind === 'flag') columns[name] = { flags: packFlags(cells, name) };
    else columns[name] = { texts: packTexts(cells, name) };
  }
  return { count: rows.length, columns };
}

/** As packRows, from columns of equal length: a row of ten thousand is never an object. A field without a column is null. Typed arrays go as they are, in PackedColumn's terms. */
export function packColumns<Schema extends RowSchema>(schema: Schema, count: number, cells: { readonly [Name in keyof Schema['fields']]?: readonly unknown[] | Float64Array | Uint8Array }): PackedRows {
  const columns: Record<string, PackedColumn> = {};
  for (const [name, kind] of Object.entries(schema.fields)) {
    const values = (cells as Readonly<Record<string, readonly unknown[] | Float64Array | Uint8Array | undefined>>)[name] ?? new Array<null>(count).fill(null);
    if (values instanceof Float64Array) columns[name] = { numbers: values };
    else if (values instanceof Uint8Array) columns[name] = { flags: values };
    else if (kind === 'number') columns[name] = { numbers: Float64Array.from(values, numberOrNaN) };
    else if (kind === 'flag') columns[name] = { flags: Uint8Array.from(values, flagOf) };
    else columns[name] = { texts: values.map(textOf).join(SEPARATOR) };
  }
  return { count, columns };
}

/** The inverse of packRows; a column that the sender did not know comes out as null. */
export function unpackRows<Schema extends RowSchema>(schema: Schema, packed: PackedRows): RowOf<Schema>[] {
  // Every row begins as a copy of one that has all its fields: rows that grow field by field cost twice the time and leave ten times the garbage.
  const empty: Readonly<Record<string, unknown>> = Object.fromEntries(Object.keys(schema.fields).map((name) => [name, null]));
  const rows: Record<string, unknown>[] = [];
  for (let i = 0; i < packed.count; i++) rows.push({ ...empty });
  for (const [name, kind] of Object.entries(schema.fields)) {
    const column = packed.columns[name];
    if (column === undefined || packed.count === 0) continue;
    if ('numbers' in column) {
      for (let i = 0; i < packed.count; i++) if (!Number.isNaN(column.numbers[i]!)) rows[i]![name] = column.numbers[i]!;
    } else if ('flags' in column) {
      for (let i = 0; i < packed.count; i++) if (column.flags[i] !== 2) rows[i]![name] = column.flags[i] === 1;
    } else {
      const cells = splitTexts(column.texts, kind === 'list');
      for (let i = 0; i < packed.count; i++) rows[i]![name] = cells[i]!;
    }
  }
  return rows as RowOf<Schema>[];
}

/** A cell of a text or list column. */
export type UnpackedText = string | readonly string[] | null;

/** A text or list column's cells, one a row; of no rows one, which nobody asks for. */
export function splitTexts(texts: string, isList: boolean): readonly UnpackedText[] {
  return texts.split(SEPARATOR).map((cell) => unpackText(cell, isList));
}

function packNumbers(rows: readonly Record<string, unknown>[], name: string): Float64Array {
  const numbers = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) numbers[i] = numberOrNaN(rows[i]![name]);
  return numbers;
}

function packFlags(rows: readonly Record<string, unknown>[], name: string): Uint8Array {
  const flags = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) flags[i] = flagOf(rows[i]![name]);
  return flags;
}

function packTexts(rows: readonly Record<string, unknown>[], name: string): string {
  const cells = new Array<string>(rows.length);
  for (let i = 0; i < rows.length; i++) cells[i] = textOf(rows[i]![name]);
  return cells.join(SEPARATOR);
}

function numberOrNaN(value: unknown): number {
  return typeof value === 'number' ? value : NaN;
}

function flagOf(value: unknown): number {
  return value === true ? 1 : value === false ? 0 : 2;
}

/** JSON text escapes control characters, so only plain text needs the clean-up. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify(value);
  return typeof value === 'string' ? value.replace(RESERVED, ' ') : NULL_TEXT;
}

function unpackText(cell: string, isList: boolean): UnpackedText {
  if (cell === NULL_TEXT) return null;
  if (!isList) return cell;
  return cell === '[]' ? [] : (JSON.parse(cell) as readonly string[]);
}
