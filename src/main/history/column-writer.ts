// Bulk insert: whole columns are copied into DuckDB's vectors, without a statement, an object or a call a value (texts excepted).
import { BIGINT, BOOLEAN, DOUBLE, DuckDBDataChunk, INTEGER, UBIGINT, VARCHAR, type DuckDBConnection, type DuckDBType } from '@duckdb/node-api';
// node-api sets values one call at a time; its own bindings copy 2,048 at once: a tenth of the time.
import bindings from '@duckdb/node-bindings';

/** DuckDB's own vector size. */
const CHUNK_ROWS = 2_048;
/** Stands for NULL in an Int32Array. */
export const NO_NUMBER = -2_147_483_648;

/** One column of as many values as the insert has rows; `everyRow` and `everyText` are one value for all of them. */
export type ColumnValues =
  /** NaN is NULL. */
  | { readonly doubles: Float64Array }
  /** NO_NUMBER is NULL. */
  | { readonly integers: Int32Array }
  | { readonly bigints: BigInt64Array }
  | { readonly bigintsOrNull: readonly (bigint | null)[] }
  /** 0n is NULL: no H3 index is 0. */
  | { readonly unsigned: BigUint64Array }
  /** 2 is NULL. */
  | { readonly flags: Uint8Array }
  | { readonly texts: readonly (string | null)[] }
  | { readonly everyRow: number }
  | { readonly everyText: string };

type Vector = ReturnType<typeof bindings.data_chunk_get_vector>;
type NumberArray = Float64Array | Int32Array | BigInt64Array | BigUint64Array | Uint8Array;

/** Inserts into all columns of `table`, in their order, inside the caller's transaction. On an error nothing of it reaches the table later. */
export async function insertColumns(connection: DuckDBConnection, table: string, count: number, columns: readonly ColumnValues[]): Promise<void> {
  if (count === 0) return;
  const appender = await connection.createAppender(table);
  const types = columns.map(typeOf);
  try {
    // The appender copies what it is given: one chunk serves for all rows.
    const chunk = DuckDBDataChunk.create(types);
    for (let offset = 0; offset < count; offset += CHUNK_ROWS) {
      const rows = Math.min(CHUNK_ROWS, count - offset);
      chunk.reset();
      chunk.rowCount = rows;
      for (const [index, column] of columns.entries()) fillVector(bindings.data_chunk_get_vector(chunk.chunk, index), column, offset, rows);
      appender.appendDataChunk(chunk);
    }
  } catch (error) {
    // An appender that is dropped with rows in it would write them outside of the transaction.
    appender.clear();
    throw error;
  } finally {
    appender.closeSync();
  }
}

/** The same columns for some of their rows only. */
export function pickRows(columns: readonly ColumnValues[], rows: readonly number[]): ColumnValues[] {
  const count = rows.length;
  return columns.map((column) => {
    if ('doubles' in column) return { doubles: pickDoubles(column.doubles, rows) };
    if ('integers' in column) return { integers: pick(column.integers, rows, new Int32Array(count)) };
    if ('bigints' in column) return { bigints: pick(column.bigints, rows, new BigInt64Array(count)) };
    if ('bigintsOrNull' in column) return { bigintsOrNull: pick(column.bigintsOrNull, rows, new Array<bigint | null>(count)) };
    if ('unsigned' in column) return { unsigned: pick(column.unsigned, rows, new BigUint64Array(count)) };
    if ('flags' in column) return { flags: pick(column.flags, rows, new Uint8Array(count)) };
    return 'texts' in column ? { texts: pick(column.texts, rows, new Array<string | null>(count)) } : column;
  });
}

/** As pick; by itself, since a loop over one kind of array runs several times as fast and most columns are of this kind. */
export function pickDoubles(from: Float64Array, rows: ArrayLike<number>): Float64Array {
  const to = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) to[index] = from[rows[index]!]!;
  return to;
}

function pick<Value, Target extends { [index: number]: Value }>(from: ArrayLike<Value>, rows: readonly number[], to: Target): Target {
  for (let index = 0; index < rows.length; index++) to[index] = from[rows[index]!]!;
  return to;
}

function typeOf(column: ColumnValues): DuckDBType {
  if ('doubles' in column) return DOUBLE;
  if ('bigints' in column || 'bigintsOrNull' in column) return BIGINT;
  if ('unsigned' in column) return UBIGINT;
  if ('flags' in column) return BOOLEAN;
  return 'integers' in column || 'everyRow' in column ? INTEGER : VARCHAR;
}

/** Numbers are copied from where they lie: a copy of each slice first would cost as much as the insert. */
function fillVector(vector: Vector, column: ColumnValues, offset: number, rows: number): void {
  const end = offset + rows;
  if ('doubles' in column) {
    setValues(vector, column.doubles.subarray(offset, end), nanMask(column.doubles, offset, rows));
  } else if ('integers' in column) {
    const values = column.integers.subarray(offset, end);
    setValues(vector, values, values.includes(NO_NUMBER) ? nullMask(rows, (row) => values[row] === NO_NUMBER) : null);
  } else if ('bigints' in column) {
    setValues(vector, column.bigints.subarray(offset, end), null);
  } else if ('bigintsOrNull' in column) {
    const values = column.bigintsOrNull.slice(offset, end);
    setValues(vector, BigInt64Array.from(values, (value) => value ?? 0n), nullMask(rows, (row) => values[row] === null));
  } else if ('unsigned' in column) {
    const values = column.unsigned.subarray(offset, end);
    // As halves: a look at a 64-bit value makes an object each time.
    const halves = new Uint32Array(values.buffer, values.byteOffset, 2 * rows);
    setValues(vector, values, nullMask(rows, (row) => halves[2 * row] === 0 && halves[2 * row + 1] === 0));
  } else if ('flags' in column) {
    const flags = column.flags.subarray(offset, end);
    const nulls = flags.includes(2) ? nullMask(rows, (row) => flags[row] === 2) : null;
    setValues(vector, nulls === null ? flags : flags.map((flag) => flag & 1), nulls);
  } else if ('everyRow' in column) {
    setValues(vector, new Int32Array(rows).fill(column.everyRow), null);
  } else if ('everyText' in column) {
    for (let row = 0; row < rows; row++) bindings.vector_assign_string_element(vector, row, column.everyText);
  } else {
    const texts = column.texts.slice(offset, end);
    for (const [row, text] of texts.entries()) if (text !== null) bindings.vector_assign_string_element(vector, row, text);
    setNulls(vector, texts.includes(null) ? nullMask(rows, (row) => texts[row] === null) : null);
  }
}

function setValues(vector: Vector, { buffer, byteOffset, byteLength }: NumberArray, nulls: Uint32Array<ArrayBuffer> | null): void {
  bindings.copy_data_to_vector(vector, 0, buffer as ArrayBuffer, byteOffset, byteLength);
  setNulls(vector, nulls);
}

function setNulls(vector: Vector, nulls: Uint32Array<ArrayBuffer> | null): void {
  if (nulls === null) return;
  bindings.vector_ensure_validity_writable(vector);
  bindings.copy_data_to_vector_validity(vector, 0, nulls.buffer, 0, nulls.byteLength);
}

/** As nullMask; by itself, since a call a value would cost more than all the rest. */
function nanMask(values: Float64Array, offset: number, rows: number): Uint32Array<ArrayBuffer> | null {
  let mask: Uint32Array<ArrayBuffer> | null = null;
  for (let row = 0; row < rows; row++) {
    const value = values[offset + row];
    if (value === value) continue;
    mask ??= allValid(rows);
    mask[row >>> 5]! &= ~(1 << (row & 31));
  }
  return mask;
}

/** DuckDB's validity mask: one bit a row in 64-bit words, 1 = not NULL; null when there is no NULL. */
function nullMask(rows: number, isNull: (row: number) => boolean): Uint32Array<ArrayBuffer> | null {
  let mask: Uint32Array<ArrayBuffer> | null = null;
  for (let row = 0; row < rows; row++) {
    if (!isNull(row)) continue;
    mask ??= allValid(rows);
    mask[row >>> 5]! &= ~(1 << (row & 31));
  }
  return mask;
}

function allValid(rows: number): Uint32Array<ArrayBuffer> {
  return new Uint32Array(2 * Math.ceil(rows / 64)).fill(0xffffffff);
}
