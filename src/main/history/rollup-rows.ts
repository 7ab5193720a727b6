// Fleet statistics at ingest: the values of a batch counted by five minutes, metric and bin. Ten times less to read than the samples.
import type { TerminalNumberColumn, TerminalSamples } from '../starlink/telemetry-batch.ts';
import type { ColumnValues } from './column-writer.ts';
import { binOfBits, LAST_BIN, NO_BIN, UPPER_HALF } from './rollup-bins.ts';

/** Those that a chart of the fleet shows. Stored by their place: only add at the end. */
export const rollupMetrics = ['downlinkMbps', 'uplinkMbps', 'latencyMs', 'pingDropRate', 'obstructionPercent', 'signalQuality'] as const satisfies readonly TerminalNumberColumn[];

export const ROLLUP_BUCKET_MS = 300_000;
export const ROLLUP_BUCKET_NS = 300_000_000_000n;
const BUCKET = Number(ROLLUP_BUCKET_NS);
/** How far a double may be off a time of ours, ns: nearer to a bucket's edge the exact value decides. */
const DOUBLE_STEP = 1_024;

export interface RollupRows {
  readonly count: number;
  /** Start of each row's bucket. */
  readonly bucketNs: BigInt64Array;
  /** In the order of `fleet_rollup_rows`. */
  readonly columns: readonly ColumnValues[];
}

export function buildRollupRows(samples: Pick<TerminalSamples, 'count' | 'timestampNs' | 'numbers'>, batchNo: number): RollupRows {
  const buckets: bigint[] = [];
  const metricNos: number[] = [];
  const bins: number[] = [];
  const counts: number[] = [];
  const sums: number[] = [];
  const mins: number[] = [];
  const maxs: number[] = [];
  // Index: bin + LAST_BIN.
  const countOfBin = new Int32Array(2 * LAST_BIN + 1);
  const touched: number[] = [];
  for (const [bucket, rows] of rowsByBucket(samples.timestampNs)) {
    const bucketNs = BigInt(bucket) * ROLLUP_BUCKET_NS;
    for (const [metricNo, metric] of rollupMetrics.entries()) {
      const values = samples.numbers[metric];
      const halves = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
      let sum = 0;
      let min = Infinity;
      let max = -Infinity;
      for (let index = 0; index < rows.length; index++) {
        const row = rows[index]!;
        const bin = binOfBits(halves[2 * row + UPPER_HALF]!);
        if (bin === NO_BIN) continue;
        if (countOfBin[bin + LAST_BIN]!++ === 0) touched.push(bin);
        const value = values[row]!;
        sum += value;
        if (value < min) min = value;
        if (value > max) max = value;
      }
      for (const [index, bin] of touched.entries()) {
        buckets.push(bucketNs);
        metricNos.push(metricNo);
        bins.push(bin);
        counts.push(countOfBin[bin + LAST_BIN]!);
        countOfBin[bin + LAST_BIN] = 0;
        sums.push(index === 0 ? sum : NaN);
        mins.push(index === 0 ? min : NaN);
        maxs.push(index === 0 ? max : NaN);
      }
      touched.length = 0;
    }
  }
  return {
    count: bins.length,
    bucketNs: BigInt64Array.from(buckets),
    columns: [
      { everyRow: batchNo }, { bigints: BigInt64Array.from(buckets) }, { integers: Int32Array.from(metricNos) }, { integers: Int32Array.from(bins) },
      { integers: Int32Array.from(counts) }, { doubles: Float64Array.from(sums) }, { doubles: Float64Array.from(mins) }, { doubles: Float64Array.from(maxs) },
    ],
  };
}

/** Rows of each bucket, by the bucket's number since 1970. */
function rowsByBucket(timesNs: BigInt64Array): Map<number, Int32Array> {
  const low = new Uint32Array(timesNs.buffer, timesNs.byteOffset, 2 * timesNs.length);
  const high = new Int32Array(timesNs.buffer, timesNs.byteOffset, 2 * timesNs.length);
  const bucketOfRow = new Float64Array(timesNs.length);
  const counts = new Map<number, number>();
  let lastBucket = NaN;
  let lastCount = 0;
  for (let row = 0; row < timesNs.length; row++) {
    const time = high[2 * row + 1]! * 4_294_967_296 + low[2 * row]!;
    let bucket = Math.floor(time / BUCKET);
    const rest = time - bucket * BUCKET;
    if (rest < DOUBLE_STEP || rest > BUCKET - DOUBLE_STEP) bucket = exactBucket(timesNs[row]!);
    bucketOfRow[row] = bucket;
    if (bucket === lastBucket) lastCount++;
    else {
      if (lastCount > 0) counts.set(lastBucket, (counts.get(lastBucket) ?? 0) + lastCount);
      lastBucket = bucket;
      lastCount = 1;
    }
  }
  if (lastCount > 0) counts.set(lastBucket, (counts.get(lastBucket) ?? 0) + lastCount);
  const buckets = new Map([...counts].map(([bucket, count]) => [bucket, { rows: new Int32Array(count), filled: 0 }] as const));
  let current = { rows: new Int32Array(), filled: 0 };
  lastBucket = NaN;
  for (let row = 0; row < timesNs.length; row++) {
    const bucket = bucketOfRow[row]!;
    if (bucket !== lastBucket) {
      lastBucket = bucket;
      current = buckets.get(bucket)!;
    }
    current.rows[current.filled++] = row;
  }
  return new Map([...buckets].map(([bucket, { rows }]) => [bucket, rows]));
}

function exactBucket(timeNs: bigint): number {
  const bucket = timeNs / ROLLUP_BUCKET_NS;
  return Number(timeNs < bucket * ROLLUP_BUCKET_NS ? bucket - 1n : bucket);
}
