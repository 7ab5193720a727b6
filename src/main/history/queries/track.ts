// Where a terminal was: its samples in time order, one row for each stay in an H3 cell.
import { BIGINT, INTEGER, VARCHAR } from '@duckdb/node-api';
import type { HistoryRequest } from '#shared/history-query.ts';
import type { Found } from './history-queries.ts';
import type { HistoryReader } from './history-reader.ts';
import { buildRange } from './time-range.ts';

/** A line of more corners than a small map has pixels across. */
const MOST_STAYS = 5_000;

export async function queryTrack(reader: HistoryReader, request: HistoryRequest<'track'>): Promise<Found<'track'>> {
  const range = buildRange(request.fromMs, request.toMs);
  if (range === null) return trackOf([], false);
  const files = await reader.files({ kind: 'telemetry', deviceId: request.deviceId, ...range });
  const stays = await reader.columns(
    `WITH rows AS (
       SELECT batch_no, timestamp_ns, lower(to_hex(h3_cell)) AS cell FROM terminal_samples WHERE device_no = $no AND timestamp_ns >= $from AND timestamp_ns < $to
       UNION ALL
       SELECT 0, timestamp_ns, h3_cell FROM ${reader.relation({ kind: 'telemetry' }, files)} WHERE device_id = $device AND timestamp_ns >= $from AND timestamp_ns < $to),
     samples AS (SELECT timestamp_ns, arg_min_null(cell, batch_no) AS cell FROM rows GROUP BY timestamp_ns),
     steps AS (SELECT *, cell IS DISTINCT FROM lag(cell) OVER w OR row_number() OVER w = 1 AS starts FROM samples WINDOW w AS (ORDER BY timestamp_ns)),
     stays AS (SELECT *, sum(starts::INTEGER) OVER (ORDER BY timestamp_ns) AS stay FROM steps)
     SELECT (min(timestamp_ns) // 1000000)::DOUBLE, (max(timestamp_ns) // 1000000)::DOUBLE, any_value(cell), count(*)::DOUBLE FROM stays GROUP BY stay ORDER BY stay`,
    { no: reader.textNo(request.deviceId) ?? -1, device: request.deviceId, from: range.fromNs, to: range.toNs },
    { no: INTEGER, device: VARCHAR, from: BIGINT, to: BIGINT },
  );
  const count = stays[0]?.length ?? 0;
  if (count <= MOST_STAYS) return trackOf(stays, false);
  const step = count / MOST_STAYS;
  return trackOf(stays.map((column) => Array.from({ length: MOST_STAYS }, (_, index) => column[Math.floor(index * step)])), true);
}

function trackOf([fromMs = [], toMs = [], cells = [], samples = []]: readonly (readonly unknown[])[], thinned: boolean): Found<'track'> {
  return {
    fromMs: Float64Array.from(fromMs, Number), toMs: Float64Array.from(toMs, Number), h3Cell: cells.map((cell) => (typeof cell === 'string' ? cell : null)),
    samples: Float64Array.from(samples, Number), thinned,
  };
}
