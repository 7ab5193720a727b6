// What of the ledger is older than the history is kept for.
import type { DuckDBConnection } from '@duckdb/node-api';

/** Inside the caller's transaction. First sights stay: coverage counts from them. */
export async function expireLedger(connection: DuckDBConnection, beforeMs: number): Promise<void> {
  const before = { before: Math.floor(beforeMs) };
  await connection.run(`DELETE FROM terminal_gaps WHERE to_ms < $before`, before);
  await connection.run(`DELETE FROM poll_spans WHERE to_ms < $before`, before);
  await connection.run(`DELETE FROM stream_reads WHERE received_at_ms < $before`, before);
}
