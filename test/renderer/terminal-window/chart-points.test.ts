// What the chart draws of a series: points in the middle of their buckets, gaps as gaps, figures weighed by samples.
import { describe, expect, it } from 'vitest';
import type { Series } from '#shared/history-series.ts';
import { buildChartPoints, summarizeSeries } from '../../../src/renderer/terminal-window/chart-points.ts';

const MIN = 60_000;
function seriesAt(minutes: readonly number[], bucketMs = MIN): Series {
  const values = Float64Array.from(minutes, (minute) => minute);
  return {
    bucketMs, startMs: Float64Array.from(minutes, (minute) => minute * MIN), mean: values, min: values.map((v) => v - 1), max: values.map((v) => v + 1),
    samples: Float64Array.from(minutes, () => 4), missing: [],
  };
}

describe('buildChartPoints', () => {
  it('draws a steady series without a gap', () => {
    const points = buildChartPoints(seriesAt([0, 1, 2, 3]), 0, 4 * MIN);
    expect(points.gaps).toEqual([]);
    expect(points.timesS).toEqual([30, 90, 150, 210]);
    expect(points.mean).toEqual([0, 1, 2, 3]);
    expect(points.max).toEqual([1, 2, 3, 4]);
  });
  it('breaks line and band where samples are missing', () => {
    const points = buildChartPoints(seriesAt([0, 1, 2, 30, 31, 32]), 0, 33 * MIN);
    expect(points.mean).toEqual([0, 1, 2, null, 30, 31, 32]);
    expect(points.min[3]).toBeNull();
    expect(points.gaps).toEqual([{ fromS: 180, toS: 1_800 }]);
  });
  it('takes the rhythm of the terminal for what it is: one sample in five minutes is no gap', () => {
    expect(buildChartPoints(seriesAt([0, 5, 10, 15, 20]), 0, 21 * MIN).gaps).toEqual([]);
  });
  it('shows silence at both edges, and all of an empty range, as gaps', () => {
    expect(buildChartPoints(seriesAt([20, 21, 22]), 0, 60 * MIN).gaps).toEqual([{ fromS: 0, toS: 1_200 }, { fromS: 1_380, toS: 3_600 }]);
    expect(buildChartPoints(seriesAt([]), 0, 60 * MIN)).toMatchObject({ timesS: [], gaps: [{ fromS: 0, toS: 3_600 }] });
  });
  it('keeps times in order, as the chart wants them', () => {
    const { timesS } = buildChartPoints(seriesAt([0, 1, 50, 51, 99]), 0, 100 * MIN);
    expect(timesS).toEqual([...timesS].sort((a, b) => a - b));
  });
});

describe('summarizeSeries', () => {
  it('weighs the mean by samples and keeps the extremes', () => {
    const series: Series = {
      bucketMs: MIN, startMs: Float64Array.of(0, MIN), mean: Float64Array.of(10, 40), min: Float64Array.of(1, 30), max: Float64Array.of(20, 90), samples: Float64Array.of(3, 1), missing: [],
    };
    expect(summarizeSeries(series)).toEqual({ min: 1, max: 90, mean: 17.5, samples: 4 });
  });
  it('is null without a sample', () => {
    expect(summarizeSeries(seriesAt([]))).toBeNull();
  });
});
