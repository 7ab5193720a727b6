// Rows → a temporary table, column by column, to be joined with what is stored.
import type { DuckDBConnection } from '@duckdb/node-api';
import { insertColumns, type ColumnValues } from './column-writer.ts';

/** Numbers are staged as doubles (exact for epoch ms); the table they go into says what they are. */
export type StagedColumn<Row> =
  | { readonly name: string; readonly text: (row: Row) => string | null }
  | { readonly name: string; readonly number: (row: Row) => number | null };

/** Replaces an earlier table of that name. */
export async function stageRows<Row>(connection: DuckDBConnection, table: string, rows: readonly Row[], columns: readonly StagedColumn<Row>[]): Promise<void> {
  await createStage(connection, table, columns);
  const values = columns.map((column): ColumnValues => ('text' in column ? { texts: rows.map(column.text) } : { doubles: Float64Array.from(rows, (row) => column.number(row) ?? NaN) }));
  await insertColumns(connection, table, rows.length, values);
}

export async function createStage(connection: DuckDBConnection, table: string, columns: readonly ({ readonly name: string } & ({ readonly text: unknown } | { readonly number: unknown }))[]): Promise<void> {
  const fields = columns.map((column) => `${column.name} ${'text' in column ? 'VARCHAR' : 'DOUBLE'}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${table} (${fields.join(', ')})`);
}
