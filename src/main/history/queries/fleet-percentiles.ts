// How a metric is spread over the fleet, by time: from histograms of five minutes, a thousandth of the samples.
import { BIGINT, INTEGER, VARCHAR } from '@duckdb/node-api';
import type { HistoryRequest } from '#shared/history-query.ts';
import { valueOf } from '../rollup-bins.ts';
import { ROLLUP_BUCKET_MS, rollupMetrics } from '../rollup-rows.ts';
import { sqlName } from '../sql-name.ts';
import type { Found } from './history-queries.ts';
import type { HistoryReader } from './history-reader.ts';
import { metricColumns } from './metric-columns.ts';
import { bucketMsOf, buildRange, clampMs } from './time-range.ts';

const shares = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

/** Buckets are whole five minutes of UTC: the range grows to their edges. */
export async function queryFleetPercentiles(reader: HistoryReader, request: HistoryRequest<'fleetPercentiles'>): Promise<Found<'fleetPercentiles'>> {
  const fromMs = Math.floor(clampMs(request.fromMs) / ROLLUP_BUCKET_MS) * ROLLUP_BUCKET_MS;
  const toMs = Math.ceil(clampMs(request.toMs) / ROLLUP_BUCKET_MS) * ROLLUP_BUCKET_MS;
  const bucketMs = Math.max(1, Math.ceil(bucketMsOf({ fromMs, toMs }, request.buckets) / ROLLUP_BUCKET_MS)) * ROLLUP_BUCKET_MS;
  const range = request.fromMs < request.toMs ? buildRange(fromMs, toMs) : null;
  if (range === null) return percentilesOf(bucketMs, 1, []);
  const { column, scale } = metricColumns[request.metric];
  const files = await reader.files({ kind: 'rollups', ...range });
  const isOfAll = request.accountNumber === null;
  const bins = await reader.columns(
    `WITH rows AS (
       SELECT bucket_ns // 1000000 AS bucket_ms, r.bin, r.samples, r.sum, r.min, r.max FROM fleet_rollup_rows r
       ${isOfAll ? '' : 'JOIN batches b USING (batch_no)'}
       WHERE metric_no = $metric AND bucket_ns >= $fromNs AND bucket_ns < $toNs ${isOfAll ? '' : 'AND b.account_number = $account'}
       UNION ALL
       SELECT bucket_ms, bin, samples, sum, min, max FROM ${reader.relation({ kind: 'rollups' }, files)}
       WHERE metric = $name AND bucket_ms >= $from AND bucket_ms < $to AND ($account IS NULL OR account_number = $account))
     SELECT $from + (bucket_ms - $from) // $bucket * $bucket AS start_ms, bin::INTEGER, sum(samples)::DOUBLE, sum(sum) FILTER (isfinite(sum)), min(min) FILTER (isfinite(min)), max(max) FILTER (isfinite(max))
     FROM rows GROUP BY start_ms, bin ORDER BY start_ms, bin`,
    {
      metric: rollupMetrics.indexOf(column as (typeof rollupMetrics)[number]), name: sqlName(column), account: request.accountNumber,
      from: BigInt(range.fromMs), to: BigInt(range.toMs), fromNs: range.fromNs, toNs: range.toNs, bucket: BigInt(bucketMs),
    },
    { metric: INTEGER, name: VARCHAR, account: VARCHAR, from: BIGINT, to: BIGINT, fromNs: BIGINT, toNs: BIGINT, bucket: BIGINT },
  );
  return percentilesOf(bucketMs, scale, bins);
}

interface Bucket {
  readonly startMs: number;
  readonly bins: { readonly bin: number; readonly samples: number }[];
  samples: number;
  sum: number;
  min: number;
  max: number;
}

/** Rows of one bucket and bin each, ordered by both. */
function percentilesOf(bucketMs: number, scale: number, [startMs = [], bin = [], samples = [], sum = [], min = [], max = []]: readonly (readonly unknown[])[]): Found<'fleetPercentiles'> {
  const buckets: Bucket[] = [];
  for (let row = 0; row < startMs.length; row++) {
    const start = Number(startMs[row]);
    let bucket = buckets.at(-1);
    if (bucket?.startMs !== start) buckets.push((bucket = { startMs: start, bins: [], samples: 0, sum: 0, min: Infinity, max: -Infinity }));
    const count = Number(samples[row]);
    bucket.bins.push({ bin: Number(bin[row]), samples: count });
    bucket.samples += count;
    // Sum and bounds of many bins stand on one of their rows.
    if (typeof sum[row] === 'number') bucket.sum += sum[row] as number;
    if (typeof min[row] === 'number') bucket.min = Math.min(bucket.min, min[row] as number);
    if (typeof max[row] === 'number') bucket.max = Math.max(bucket.max, max[row] as number);
  }
  const column = (of: (bucket: Bucket) => number): Float64Array => Float64Array.from(buckets, of);
  const share = (wanted: number): Float64Array => column((bucket) => percentile(bucket, wanted) * scale);
  return {
    bucketMs, startMs: column((bucket) => bucket.startMs), samples: column((bucket) => bucket.samples),
    min: column((bucket) => bucket.min * scale), max: column((bucket) => bucket.max * scale), mean: column((bucket) => (bucket.sum / bucket.samples) * scale),
    p50: share(shares.p50), p95: share(shares.p95), p99: share(shares.p99),
  };
}

/** The middle of the bin that holds the sample of that rank, never beyond the exact bounds. */
function percentile({ bins, samples, min, max }: Bucket, share: number): number {
  let left = Math.ceil(share * samples);
  for (const { bin, samples: count } of bins) {
    left -= count;
    if (left <= 0) return Math.min(Math.max(valueOf(bin), min), max);
  }
  return max;
}
