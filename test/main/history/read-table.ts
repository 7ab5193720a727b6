// Rows of a history file, read by a connection of its own after the history was closed.
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { TELEMETRY_FILE } from '../../../src/main/history/telemetry-schema.ts';

export type ReadRow = Record<string, unknown>;

export async function readTable(folder: string, sql: string): Promise<ReadRow[]> {
  // Read-only: closing it then needs no checkpoint.
  const instance = await DuckDBInstance.create(join(folder, TELEMETRY_FILE), { access_mode: 'READ_ONLY' });
  try {
    const connection = await instance.connect();
    const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS();
    connection.disconnectSync();
    return rows;
  } finally {
    instance.closeSync();
  }
}
