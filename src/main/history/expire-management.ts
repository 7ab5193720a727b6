// What of the Management lists' past is older than the history is kept for.
import type { DuckDBConnection } from '@duckdb/node-api';
import { DAY_MS } from './utc-day.ts';

/** A user terminal that is no longer listed stays in the table for up to 30 days, also over a start. */
const LEAST_DAYS = 31;

export interface ExpiredManagement {
  readonly versions: number;
  readonly walks: number;
}

/**
 * Inside the caller's transaction. Whatever was known at a time within the last `historyDays` days (31 at least) is still answered: versions go that ended before, and
 * walks but those that say so: which lists had been read by then, and what began a version that stays.
 */
export async function expireManagement(connection: DuckDBConnection, nowMs: number, historyDays: number): Promise<ExpiredManagement> {
  const beforeMs = await findOldest(connection, nowMs, Math.max(historyDays, LEAST_DAYS));
  if (beforeMs === null) return { versions: 0, walks: 0 };
  const before = { before: BigInt(beforeMs) };
  const versions = await connection.run('DELETE FROM versions WHERE valid_to_ms <= $before::BIGINT', before);
  const walks = await connection.run(
    `DELETE FROM walks WHERE ended_at_ms < $before::BIGINT
       AND walk_id NOT IN (SELECT walk_id FROM versions)
       AND walk_id NOT IN (SELECT arg_max(walk_id, ended_at_ms) FROM walks WHERE outcome = 'complete' AND ended_at_ms <= $before::BIGINT GROUP BY credential_id, kind)
       AND walk_id NOT IN (SELECT max(walk_id) FROM walks WHERE outcome <> 'failed' GROUP BY credential_id, kind)`,
    before,
  );
  return { versions: versions.rowsChanged, walks: walks.rowsChanged };
}

/** Never later than the oldest of the last `historyDays` days on which a list was read: a clock that has run ahead, or a console that did not poll for a year, must not empty the past. */
async function findOldest(connection: DuckDBConnection, nowMs: number, historyDays: number): Promise<number | null> {
  const days = await connection.runAndReadAll(
    `SELECT min(day)::DOUBLE, count(*)::INTEGER FROM (SELECT DISTINCT ended_at_ms // ${DAY_MS} AS day FROM walks WHERE outcome = 'complete' ORDER BY day DESC LIMIT ${historyDays})`,
  );
  const [oldest, count] = days.getRowsJS()[0] ?? [];
  if (Number(count) < historyDays) return null;
  return Math.min(Number(oldest) * DAY_MS, nowMs - historyDays * DAY_MS);
}
