// A chart's question to the history and its answer: buckets that keep minimum, maximum and mean so that spikes survive.
import { z } from 'zod';
import type { Completeness } from './history-query.ts';

export const seriesMetrics = ['downlinkMbps', 'uplinkMbps', 'latencyMs', 'pingDropPercent', 'obstructionPercent', 'signalQualityPercent'] as const;
export type SeriesMetric = (typeof seriesMetrics)[number];

export const seriesRequestSchema = z.object({
  deviceId: z.string().min(1).max(100),
  metric: z.enum(seriesMetrics),
  fromMs: z.number(),
  toMs: z.number(),
  /** At most 2,000: more than any screen has columns for. */
  buckets: z.number().int().min(1).max(2_000),
});
export type SeriesRequest = z.infer<typeof seriesRequestSchema>;

/** Parallel arrays, oldest first; a bucket without samples is absent. Values in the metric's unit. */
export interface Series extends Completeness {
  readonly bucketMs: number;
  readonly startMs: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  readonly samples: Float64Array;
}
