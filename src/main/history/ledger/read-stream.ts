// The replies of an account around a range, as stream-holes.ts judges them. With small batches there are 360,000 a day, and nearly all of them only
// go on where the one before ended: those stay in the database.
import type { DuckDBConnection } from '@duckdb/node-api';
import { FOLLOWS_WITHIN_MS, KEPT_MS, type JudgedRead } from './stream-holes.ts';
import { NO_TIME } from './stream-read.ts';

/** From the last reply asked for before `sinceMs` on, in the order of their requests, those of one millisecond as they were stored; none of a time that is still to come, when the clock was wrong. */
export async function readStream(connection: DuckDBConnection, credentialId: string, sinceMs: number, nowMs: number): Promise<JudgedRead[]> {
  const found = await connection.runAndReadAll(
    `WITH reads AS (
       SELECT *, row_number() OVER ordered AS place, count(*) OVER () AS reads, lag(whole) OVER ordered AS follows_whole,
         max(CASE WHEN caught_up THEN received_at_ms WHEN end_ms <> ${NO_TIME} THEN end_ms END) OVER (ordered ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier_ms
       FROM stream_reads WHERE credential_id = $credential AND requested_at_ms <= $now
         AND requested_at_ms >= coalesce((SELECT max(requested_at_ms) FROM stream_reads WHERE credential_id = $credential AND requested_at_ms < $since), 0)
       WINDOW ordered AS (ORDER BY requested_at_ms, rowid))
     SELECT requested_at_ms, received_at_ms, start_ms, end_ms, caught_up, whole, damaged, earlier_ms FROM reads
     WHERE place = 1 OR place = reads OR NOT whole OR damaged OR NOT follows_whole OR earlier_ms IS NULL OR requested_at_ms - ${KEPT_MS} > earlier_ms
       OR (start_ms <> ${NO_TIME} AND start_ms - earlier_ms > ${FOLLOWS_WITHIN_MS}) ORDER BY place`,
    { credential: credentialId, since: sinceMs, now: nowMs },
  );
  return found.getRowsJS().map(([requested, received, start, end, caughtUp, whole, damaged, earlier]) => ({
    requestedAtMs: Number(requested), receivedAtMs: Number(received), startMs: timeOrNull(start), endMs: timeOrNull(end),
    caughtUp: caughtUp === true, whole: whole === true, damaged: damaged === true, earlierMs: earlier === null ? null : Number(earlier),
  }));
}

function timeOrNull(value: unknown): number | null {
  const timeMs = Number(value);
  return timeMs === NO_TIME ? null : timeMs;
}
