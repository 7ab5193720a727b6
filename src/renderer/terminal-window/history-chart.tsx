// The chart of the terminal window: metric and range to choose, the figures of the range, the value under the pointer.
import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Coverage } from '#shared/coverage.ts';
import { attachChart } from '../charts/attach-chart.ts';
import { useTimeDisplay } from '../console-client/use-console.ts';
import { formatCount } from '../formats/format-number.ts';
import { formatTime, zoneLabel } from '../formats/format-time.ts';
import switchClasses from '../shell/display-switches.module.css';
import { useColorScheme } from '../theme/theme-root.tsx';
import { chartMetrics, chartRanges, type ChartMetric, type ChartRange } from './chart-metrics.ts';
import { buildChartPoints, summarizeSeries } from './chart-points.ts';
import classes from './history-chart.module.css';
import { describeGap } from './describe-gap.ts';
import { createSeriesChart, noPoints, type ChartReading, type GapReading, type SeriesChart } from './series-chart.ts';
import { useCoverage } from './use-coverage.ts';
import { useSeries, type ShownSeries } from './use-series.ts';

interface HistoryChartProps {
  readonly deviceId: string;
  readonly newestSampleAtMs: number | null;
}

export function HistoryChart({ deviceId, newestSampleAtMs }: HistoryChartProps): React.ReactNode {
  const [metric, setMetric] = useState<ChartMetric>(chartMetrics[0]!);
  const [range, setRange] = useState<ChartRange>(chartRanges[1]);
  const { ref, width } = useElementSize<HTMLElement>();
  // A bucket for every two pixels, in coarse steps: dragging the window's edge asks the history a few times only.
  const buckets = Math.min(2_000, Math.max(100, Math.ceil(width / 200) * 100));
  const { shown, failure } = useSeries({ deviceId, metric: metric.metric, spanMs: range.spanMs, buckets, newestSampleAtMs });
  const [reading, setReading] = useState<ChartReading | GapReading | null>(null);
  const { shown: coverage } = useCoverage(deviceId, range.spanMs, newestSampleAtMs);
  const current = shown?.metric === metric.metric ? shown : null;
  return (
    <section ref={ref} className={classes.card} aria-label="History">
      <div className={classes.controls}>
        <SegmentedControl
          aria-label="Metric" classNames={switchClasses} data={chartMetrics.map(({ metric: value, shortName }) => ({ value, label: shortName }))} value={metric.metric}
          onChange={(value) => {
            setMetric(chartMetrics.find((entry) => entry.metric === value) ?? metric);
            setReading(null);
          }}
        />
        <SegmentedControl
          aria-label="Range" classNames={switchClasses} data={chartRanges.map(({ label }) => label)} value={range.label}
          onChange={(label) => setRange(chartRanges.find((entry) => entry.label === label) ?? range)}
        />
      </div>
      <div className={classes.title}>
        <h2>{metric.name} <span>{metric.unit}</span></h2>
        <Figures metric={metric} shown={current} failed={failure !== null} reading={reading} coverage={coverage?.coverage ?? null} />
      </div>
      <Plot metric={metric} range={range} shown={current} onReading={setReading} />
      {failure !== null && <p className={classes.failure} role="alert">History: {failure}</p>}
    </section>
  );
}

interface FiguresProps {
  readonly metric: ChartMetric;
  readonly shown: ShownSeries | null;
  readonly failed: boolean;
  readonly reading: ChartReading | GapReading | null;
  /** null: not known yet. */
  readonly coverage: Coverage | null;
}

function Figures({ metric, shown, failed, reading, coverage }: FiguresProps): React.ReactNode {
  const timeDisplay = useTimeDisplay();
  const summary = useMemo(() => (shown === null ? null : summarizeSeries(shown.series)), [shown]);
  if (reading !== null && 'gap' in reading) return <p className={classes.figures}>{describeGap(reading, coverage, timeDisplay)}</p>;
  if (reading !== null) {
    return (
      <p className={classes.figures}>
        {formatTime(reading.atMs, timeDisplay)} {zoneLabel(reading.atMs, timeDisplay)} · min <b>{metric.format(reading.min)}</b> · mean <b>{metric.format(reading.mean)}</b> · max <b>{metric.format(reading.max)}</b>
      </p>
    );
  }
  if (summary === null) return <p className={classes.figures}>{shown !== null ? 'No sample in this range' : failed ? 'No history' : 'Reading history…'}</p>;
  return (
    <p className={classes.figures}>
      min <b>{metric.format(summary.min)}</b> · mean <b>{metric.format(summary.mean)}</b> · max <b>{metric.format(summary.max)}</b> · {formatCount(summary.samples)} {summary.samples === 1 ? 'sample' : 'samples'}
    </p>
  );
}

interface PlotProps {
  readonly metric: ChartMetric;
  readonly range: ChartRange;
  readonly shown: ShownSeries | null;
  readonly onReading: (reading: ChartReading | GapReading | null) => void;
}

function Plot({ metric, range, shown, onReading }: PlotProps): React.ReactNode {
  const timeDisplay = useTimeDisplay();
  const scheme = useColorScheme();
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<SeriesChart | null>(null);

  // The scheme is read from the page's own colours: a change of theme draws the chart anew.
  useEffect(
    () => attachChart(chart, host.current!, (element, size) => createSeriesChart(element, { metric, timeDisplay, ...size, onReading })),
    [metric, timeDisplay, scheme, onReading],
  );

  useEffect(() => {
    if (shown !== null) chart.current?.show(buildChartPoints(shown.series, shown.fromMs, shown.toMs), shown.fromMs, shown.toMs);
    else chart.current?.show(noPoints, Date.now() - range.spanMs, Date.now());
  }, [shown, range, metric, timeDisplay, scheme, onReading]);

  return (
    <div
      className={classes.plot} tabIndex={0} role="img" aria-label={`${metric.name} in ${metric.unit}, last ${range.label}. Hatched ground: no samples. Arrow keys move along the line.`}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        chart.current?.step(event.key === 'ArrowLeft' ? -1 : 1);
      }}
      onBlur={() => onReading(null)}
    >
      <div ref={host} className={classes.host} />
    </div>
  );
}
