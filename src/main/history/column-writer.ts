// Bulk insert: whole columns go to DuckDB in chunks, without a statement or an object a row.
import { BIGINT, BOOLEAN, DOUBLE, DuckDBDataChunk, INTEGER, UBIGINT, VARCHAR, type DuckDBConnection, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';

/** DuckDB's own vector size. */
const CHUNK_ROWS = 2_048;
/** Stands for NULL in an Int32Array. */
export const NO_NUMBER = -2_147_483_648;

/** One column of as many values as the insert has rows; `everyRow` is one value for all of them. */
export type ColumnValues =
  /** NaN is NULL. */
  | { readonly doubles: Float64Array }
  /** NO_NUMBER is NULL. */
  | { readonly integers: Int32Array }
  | { readonly bigints: BigInt64Array }
  /** 0n is NULL: no H3 index is 0. */
  | { readonly unsigned: BigUint64Array }
  /** 2 is NULL. */
  | { readonly flags: Uint8Array }
  | { readonly texts: readonly (string | null)[] }
  | { readonly everyRow: number };

/** Inserts into all columns of `table`, in their order, inside the caller's transaction. On an error nothing of it reaches the table later. */
export async function insertColumns(connection: DuckDBConnection, table: string, count: number, columns: readonly ColumnValues[]): Promise<void> {
  if (count === 0) return;
  const appender = await connection.createAppender(table);
  const types = columns.map(typeOf);
  try {
    for (let offset = 0; offset < count; offset += CHUNK_ROWS) {
      const rows = Math.min(CHUNK_ROWS, count - offset);
      const chunk = DuckDBDataChunk.create(types, rows);
      for (const [index, column] of columns.entries()) fillVector(chunk, index, column, offset, rows);
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

function typeOf(column: ColumnValues): DuckDBType {
  if ('doubles' in column) return DOUBLE;
  if ('bigints' in column) return BIGINT;
  if ('unsigned' in column) return UBIGINT;
  if ('flags' in column) return BOOLEAN;
  return 'texts' in column ? VARCHAR : INTEGER;
}

function fillVector(chunk: DuckDBDataChunk, index: number, column: ColumnValues, offset: number, rows: number): void {
  if ('doubles' in column) fill(chunk, index, rows, (row) => nullIf(column.doubles[offset + row]!, NaN));
  else if ('integers' in column) fill(chunk, index, rows, (row) => nullIf(column.integers[offset + row]!, NO_NUMBER));
  else if ('bigints' in column) fill(chunk, index, rows, (row) => column.bigints[offset + row]!);
  else if ('unsigned' in column) fill(chunk, index, rows, (row) => nullIf(column.unsigned[offset + row]!, 0n));
  else if ('flags' in column) fill(chunk, index, rows, (row) => flagOf(column.flags[offset + row]!));
  else if ('texts' in column) fill(chunk, index, rows, (row) => column.texts[offset + row]!);
  else fill(chunk, index, rows, () => column.everyRow);
}

function fill(chunk: DuckDBDataChunk, index: number, rows: number, valueAt: (row: number) => DuckDBValue): void {
  const vector = chunk.getColumnVector(index);
  for (let row = 0; row < rows; row++) vector.setItem(row, valueAt(row));
  vector.flush();
}

function nullIf<T extends number | bigint>(value: T, nothing: T): T | null {
  return Object.is(value, nothing) ? null : value;
}

function flagOf(flag: number): boolean | null {
  return flag === 2 ? null : flag === 1;
}
