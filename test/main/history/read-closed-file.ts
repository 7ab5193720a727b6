// Rows of management.duckdb as plain JSON values, read by a connection of its own after the history was closed.
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { MANAGEMENT_FILE } from '../../../src/main/history/management-history.ts';

export async function readClosedFile(folder: string, sql: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(path.join(folder, MANAGEMENT_FILE), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(sql)).getRowsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
}
