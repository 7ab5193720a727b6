// A chart's series from the samples: minimum, maximum and mean of each bucket, so that a spike of one sample survives.
import { BIGINT, DOUBLE, INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import type { Series, SeriesMetric, SeriesRequest } from '#shared/history-series.ts';
import type { TerminalNumberColumn } from '../starlink/telemetry-batch.ts';
import { sqlName } from './sql-name.ts';

/** The API gives drop rate and signal quality as fractions 0–1, obstruction as percent (starlink-api.md §5.4). */
const metrics: Readonly<Record<SeriesMetric, { readonly column: TerminalNumberColumn; readonly scale: number }>> = {
  downlinkMbps: { column: 'downlinkMbps', scale: 1 },
  uplinkMbps: { column: 'uplinkMbps', scale: 1 },
  latencyMs: { column: 'latencyMs', scale: 1 },
  pingDropPercent: { column: 'pingDropRate', scale: 100 },
  obstructionPercent: { column: 'obstructionPercent', scale: 1 },
  signalQualityPercent: { column: 'signalQuality', scale: 100 },
};

/** Times outside would not fit 64 bits of ns: the years 1970 and 2262. */
const latestMs = 9_223_372_036_854;

/** @param deviceNo the terminal's number in `texts`; undefined when no sample of it was ever stored */
export async function querySeries(connection: DuckDBConnection, request: SeriesRequest, deviceNo: number | undefined): Promise<Series> {
  const fromMs = clampMs(request.fromMs);
  const toMs = clampMs(request.toMs);
  const bucketMs = Math.max(1, Math.ceil((toMs - fromMs) / request.buckets));
  if (deviceNo === undefined || toMs <= fromMs) return { bucketMs, ...columnsOf([]) };
  const { column, scale } = metrics[request.metric];
  const value = sqlName(column);
  // The inner GROUP BY collapses duplicates: the same device and full ns is the same sample.
  const answer = await connection.runAndReadAll(
    `SELECT (timestamp_ns - $from) // $bucket AS bucket, min(value) * $scale, max(value) * $scale, avg(value) * $scale, count(*)
     FROM (SELECT timestamp_ns, any_value(${value}) AS value FROM terminal_samples
       WHERE device_no = $device AND timestamp_ns >= $from AND timestamp_ns < $to AND ${value} IS NOT NULL GROUP BY timestamp_ns)
     GROUP BY bucket ORDER BY bucket`,
    { device: deviceNo, from: nsOf(fromMs), to: nsOf(toMs), bucket: nsOf(bucketMs), scale },
    { device: INTEGER, from: BIGINT, to: BIGINT, bucket: BIGINT, scale: DOUBLE },
  );
  const [bucket = [], ...values] = answer.getColumnsJS();
  return { bucketMs, ...columnsOf([bucket.map((index) => fromMs + Number(index) * bucketMs), ...values]) };
}

function columnsOf(columns: readonly (readonly unknown[])[]): Omit<Series, 'bucketMs'> {
  const [startMs, min, max, mean, samples] = [0, 1, 2, 3, 4].map((index) => Float64Array.from(columns[index] ?? [], Number));
  return { startMs: startMs!, min: min!, max: max!, mean: mean!, samples: samples! };
}

function clampMs(timeMs: number): number {
  return Math.min(Math.max(Math.floor(timeMs), 0), latestMs);
}

function nsOf(timeMs: number): bigint {
  return BigInt(timeMs) * 1_000_000n;
}
