// From a series of the history to what the chart draws: gaps stay gaps. Pure.
import type { Series } from '#shared/history-series.ts';

export interface Gap {
  readonly fromS: number;
  readonly toS: number;
}

export interface ChartPoints {
  /** Epoch seconds, as uPlot counts; a null value at a time breaks the line there. */
  readonly timesS: number[];
  readonly mean: (number | null)[];
  readonly min: (number | null)[];
  readonly max: (number | null)[];
  readonly gaps: readonly Gap[];
}

/** Silence of three usual steps is a gap (as a terminal is Stale after 3 polls), and never less than 3 minutes. */
const STEPS_OF_A_GAP = 3;
const SHORTEST_GAP_MS = 180_000;

/** `fromMs` and `toMs` bound the chart: silence at its edges is a gap too. */
export function buildChartPoints(series: Series, fromMs: number, toMs: number): ChartPoints {
  const points: ChartPoints & { gaps: Gap[] } = { timesS: [], mean: [], min: [], max: [], gaps: [] };
  const longestStepMs = Math.max(SHORTEST_GAP_MS, STEPS_OF_A_GAP * usualStepMs(series.startMs));
  let knownUntilMs = fromMs;
  for (let i = 0; i < series.startMs.length; i++) {
    const startMs = series.startMs[i]!;
    if (startMs - knownUntilMs > longestStepMs) {
      if (i > 0) pushPoint(points, (knownUntilMs + startMs) / 2, null, null, null);
      points.gaps.push({ fromS: knownUntilMs / 1_000, toS: startMs / 1_000 });
    }
    knownUntilMs = startMs + series.bucketMs;
    pushPoint(points, startMs + series.bucketMs / 2, series.mean[i]!, series.min[i]!, series.max[i]!);
  }
  if (toMs - knownUntilMs > longestStepMs) points.gaps.push({ fromS: knownUntilMs / 1_000, toS: toMs / 1_000 });
  return points;
}

export interface SeriesSummary {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly samples: number;
}

/** Over the whole range; the mean weighs each bucket by its samples. null without any. */
export function summarizeSeries(series: Series): SeriesSummary | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let samples = 0;
  for (let i = 0; i < series.startMs.length; i++) {
    const count = series.samples[i]!;
    if (!(count > 0)) continue;
    min = Math.min(min, series.min[i]!);
    max = Math.max(max, series.max[i]!);
    sum += series.mean[i]! * count;
    samples += count;
  }
  return samples === 0 ? null : { min, max, mean: sum / samples, samples };
}

/** Median distance of neighbours: what the terminal's own rhythm is at this zoom. */
function usualStepMs(startMs: Float64Array): number {
  if (startMs.length < 2) return 0;
  const steps = startMs.slice(1).map((atMs, i) => atMs - startMs[i]!).sort();
  return steps[Math.floor(steps.length / 2)]!;
}

function pushPoint(points: ChartPoints, atMs: number, mean: number | null, min: number | null, max: number | null): void {
  points.timesS.push(atMs / 1_000);
  points.mean.push(mean);
  points.min.push(min);
  points.max.push(max);
}
