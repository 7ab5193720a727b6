import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { expect, onTestFinished, test } from 'vitest';
import { insertColumns, NO_NUMBER, pickRows, type ColumnValues } from '../../../src/main/history/column-writer.ts';

async function connect(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  onTestFinished(() => {
    connection.disconnectSync();
    instance.closeSync();
  });
  await connection.run('CREATE TABLE t (d DOUBLE, i INTEGER, b BIGINT, u UBIGINT, f BOOLEAN, x VARCHAR, n INTEGER, s VARCHAR, o BIGINT)');
  return connection;
}

/** 5,000 rows: more than two of DuckDB's vectors, the last one not full. */
const count = 5_000;
const columns: readonly ColumnValues[] = [
  { doubles: Float64Array.from({ length: count }, (_, row) => (row % 3 === 0 ? NaN : row + 0.5)) },
  { integers: Int32Array.from({ length: count }, (_, row) => (row % 5 === 0 ? NO_NUMBER : -row)) },
  { bigints: BigInt64Array.from({ length: count }, (_, row) => 1_795_363_215_000_000_000n + BigInt(row)) },
  { unsigned: BigUint64Array.from({ length: count }, (_, row) => (row % 7 === 0 ? 0n : 0x8f5194d07ffffff0n + BigInt(row % 16))) },
  { flags: Uint8Array.from({ length: count }, (_, row) => row % 3) },
  { texts: Array.from({ length: count }, (_, row) => (row % 11 === 0 ? null : `é\u0000 ${row} ${'long enough not to be inlined'}`)) },
  { everyRow: 42 },
  { everyText: 'ACC-1' },
  // NULL in the first vector only: the next one must not keep it.
  { bigintsOrNull: Array.from({ length: count }, (_, row) => (row < 2_048 ? null : 9_007_199_254_740_993n)) },
];

function expected(row: number): unknown[] {
  return [
    row % 3 === 0 ? null : row + 0.5, row % 5 === 0 ? null : -row, 1_795_363_215_000_000_000n + BigInt(row), row % 7 === 0 ? null : 0x8f5194d07ffffff0n + BigInt(row % 16),
    row % 3 === 2 ? null : row % 3 === 1, row % 11 === 0 ? null : `é\u0000 ${row} long enough not to be inlined`, 42, 'ACC-1',
    row < 2_048 ? null : 9_007_199_254_740_993n,
  ];
}

test('every kind of value and NULL arrives, over vector borders', async () => {
  const connection = await connect();
  await insertColumns(connection, 't', count, columns);
  const rows = (await connection.runAndReadAll('SELECT * FROM t ORDER BY b')).getRowsJS();
  expect(rows).toHaveLength(count);
  for (const row of [0, 1, 2, 7, 11, 63, 64, 2_047, 2_048, 2_049, 4_095, 4_096, 4_999]) expect(rows[row]).toEqual(expected(row));
  expect(rows.every((cells, row) => (cells[0] === null) === (row % 3 === 0) && (cells[5] === null) === (row % 11 === 0))).toBe(true);
});

test('picked rows keep their values and NULLs', async () => {
  const connection = await connect();
  await insertColumns(connection, 't', 3, pickRows(columns, [4_999, 0, 11]));
  expect((await connection.runAndReadAll('SELECT * FROM t')).getRowsJS()).toEqual([expected(4_999), expected(0), expected(11)]);
});

test('an insert that breaks half-way writes nothing, then or later', async () => {
  const connection = await connect();
  await connection.run('BEGIN TRANSACTION');
  await expect(insertColumns(connection, 't', count, columns.slice(0, 8))).rejects.toThrow();
  await connection.run('ROLLBACK');
  expect((await connection.runAndReadAll('SELECT count(*)::INTEGER FROM t')).getRowsJS()).toEqual([[0]]);
});
