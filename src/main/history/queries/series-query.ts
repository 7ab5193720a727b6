// A chart's series from the samples: minimum, maximum and mean of each bucket, so that a spike of one sample survives.
import { BIGINT, DOUBLE, INTEGER, VARCHAR } from '@duckdb/node-api';
import type { HistoryRequest } from '#shared/history-query.ts';
import { sqlName } from '../sql-name.ts';
import type { Found } from './history-queries.ts';
import type { HistoryReader } from './history-reader.ts';
import { metricColumns } from './metric-columns.ts';
import { bucketMsOf, buildRange, clampMs, nsOf } from './time-range.ts';

export async function querySeries(reader: HistoryReader, request: HistoryRequest<'series'>): Promise<Found<'series'>> {
  const { deviceId } = request;
  const range = buildRange(request.fromMs, request.toMs);
  const bucketMs = bucketMsOf(range ?? { fromMs: clampMs(request.fromMs), toMs: clampMs(request.toMs) }, request.buckets);
  if (range === null) return { bucketMs, ...columnsOf([]) };
  const { column, scale } = metricColumns[request.metric];
  const value = sqlName(column);
  const files = await reader.files({ kind: 'telemetry', deviceId, ...range });
  const inRange = `timestamp_ns >= $from AND timestamp_ns < $to`;
  // Of doubles (the same terminal and full ns is the same sample) the first received counts: those in the archive were.
  const [bucket = [], ...values] = await reader.columns(
    `WITH rows AS (
       SELECT batch_no, timestamp_ns, ${value} AS value FROM terminal_samples WHERE device_no = $no AND ${inRange}
       UNION ALL
       SELECT 0, timestamp_ns, ${value} FROM ${reader.relation({ kind: 'telemetry' }, files)} WHERE device_id = $device AND ${inRange})
     SELECT (timestamp_ns - $from) // $bucket AS bucket, min(value) * $scale, max(value) * $scale, avg(value) * $scale, count(*)
     FROM (SELECT timestamp_ns, arg_min_null(value, batch_no) AS value FROM rows GROUP BY timestamp_ns)
     WHERE value IS NOT NULL GROUP BY bucket ORDER BY bucket`,
    // −1: a terminal without hot rows.
    { no: reader.textNo(deviceId) ?? -1, device: deviceId, from: range.fromNs, to: range.toNs, bucket: nsOf(bucketMs), scale },
    { no: INTEGER, device: VARCHAR, from: BIGINT, to: BIGINT, bucket: BIGINT, scale: DOUBLE },
  );
  return { bucketMs, ...columnsOf([bucket.map((index) => range.fromMs + Number(index) * bucketMs), ...values]) };
}

function columnsOf(columns: readonly (readonly unknown[])[]): Omit<Found<'series'>, 'bucketMs'> {
  const [startMs, min, max, mean, samples] = [0, 1, 2, 3, 4].map((index) => Float64Array.from(columns[index] ?? [], Number));
  return { startMs: startMs!, min: min!, max: max!, mean: mean!, samples: samples! };
}
