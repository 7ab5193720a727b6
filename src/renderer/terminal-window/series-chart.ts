// One uPlot chart: mean as a line, minimum to maximum as a band, gaps as hatched ground. Made by script, so CSP-safe.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatTime, type TimeDisplay } from '../formats/format-time.ts';
import type { ChartMetric } from './chart-metrics.ts';
import type { ChartPoints, Gap } from './chart-points.ts';

export interface ChartReading {
  readonly atMs: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/** The pointer is where no samples are. */
export interface GapReading {
  readonly atMs: number;
  readonly gap: Gap;
}

export interface SeriesChart {
  show(points: ChartPoints, fromMs: number, toMs: number): void;
  resize(width: number, height: number): void;
  /** Moves the cursor to the next point that way; for the keyboard. */
  step(direction: -1 | 1): void;
  close(): void;
}

interface SeriesChartOptions {
  readonly metric: ChartMetric;
  readonly timeDisplay: TimeDisplay;
  readonly width: number;
  readonly height: number;
  /** null: the pointer has left. */
  readonly onReading: (reading: ChartReading | GapReading | null) => void;
}

/** A chart without an answer yet. */
export const noPoints: ChartPoints = { timesS: [], mean: [], min: [], max: [], gaps: [] };
const DAY_S = 86_400;
/** Room above the highest point. */
const HEADROOM = 1.08;

export function createSeriesChart(target: HTMLElement, options: SeriesChartOptions): SeriesChart {
  const { metric, timeDisplay, onReading } = options;
  const colour = tokenReader(target);
  let shown = noPoints;
  let range: [number, number] = [0, 1];
  const axis = {
    stroke: colour('--gt-text-muted'), font: "11px 'Inter Variable', sans-serif",
    grid: { stroke: colour('--gt-chart-grid'), width: 1 }, ticks: { show: false },
  };
  const edge = { stroke: 'transparent', points: { show: false } };
  const plot = new uPlot(
    {
      width: options.width, height: options.height, padding: [8, 22, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, y: false, points: { size: 7 } },
      tzDate: (timeS) => (timeDisplay === 'utc' ? uPlot.tzDate(new Date(timeS * 1_000), 'Etc/UTC') : new Date(timeS * 1_000)),
      scales: { x: { time: true, range: () => range }, y: { range: (_plot, _min, max) => valueRange(max, metric.ceiling) } },
      axes: [
        // Two lines: the date stands below the clock where a day begins.
        { ...axis, size: 36, gap: 6, space: 76, values: (_plot, splits) => splits.map((timeS, i) => timeLabel(timeS, splits[i - 1], timeDisplay)) },
        // Figures beside an empty chart would claim a scale.
        { ...axis, size: 54, space: 44, values: (_plot, splits) => splits.map((value) => (shown.timesS.length === 0 ? '' : String(Number(value.toPrecision(6))))) },
      ],
      series: [{}, { stroke: colour('--gt-accent'), width: 1.6, points: { show: isLonely, size: 5 } }, edge, edge],
      bands: [{ series: [3, 2], fill: colour('--gt-chart-band') }],
      hooks: {
        drawClear: [(drawn) => drawGaps(drawn, shown.gaps, colour('--gt-sunken'), colour('--gt-line'))],
        setCursor: [(drawn) => onReading(gapAt(shown, drawn) ?? readingAt(shown, drawn.cursor.idx))],
      },
    },
    [[], [], [], []],
    target,
  );

  return {
    show: (points, fromMs, toMs) => {
      shown = points;
      range = [fromMs / 1_000, toMs / 1_000];
      plot.setData([points.timesS, points.mean, points.min, points.max]);
    },
    resize: (width, height) => plot.setSize({ width, height }),
    step: (direction) => {
      const from = plot.cursor.idx ?? (direction > 0 ? -1 : shown.timesS.length);
      let index = from + direction;
      while (index >= 0 && index < shown.timesS.length && shown.mean[index] === null) index += direction;
      const timeS = shown.timesS[index];
      if (timeS !== undefined) plot.setCursor({ left: plot.valToPos(timeS, 'x'), top: 0 });
    },
    close: () => plot.destroy(),
  };
}

/** The nearest point may be far outside of a gap: what lies under the pointer counts. */
function gapAt({ gaps }: ChartPoints, { cursor, posToVal }: uPlot): GapReading | null {
  if (cursor.left === undefined || cursor.left < 0) return null;
  const atS = posToVal(cursor.left, 'x');
  const gap = gaps.find(({ fromS, toS }) => atS > fromS && atS < toS);
  return gap === undefined ? null : { atMs: atS * 1_000, gap };
}

function readingAt(points: ChartPoints, index: number | null | undefined): ChartReading | null {
  if (index === null || index === undefined) return null;
  const mean = points.mean[index];
  const min = points.min[index];
  const max = points.max[index];
  if (typeof mean !== 'number' || typeof min !== 'number' || typeof max !== 'number') return null;
  return { atMs: points.timesS[index]! * 1_000, mean, min, max };
}

/** Zero stands at the foot of every chart: heights compare. */
function valueRange(max: number | null, ceiling: number | undefined): [number, number] {
  const top = max === null || max <= 0 ? 1 : max * HEADROOM;
  return [0, ceiling === undefined ? top : Math.min(top, ceiling)];
}

/** The date where a new day begins, else hours and minutes. */
function timeLabel(timeS: number, beforeS: number | undefined, timeDisplay: TimeDisplay): string {
  const text = formatTime(timeS * 1_000, timeDisplay);
  const clock = text.slice(11, 16);
  const date = text.slice(5, 10);
  if (beforeS === undefined) return clock === '00:00' ? date : clock;
  const isNewDay = formatTime(beforeS * 1_000, timeDisplay).slice(0, 10) !== text.slice(0, 10);
  if (timeS - beforeS >= DAY_S) return date;
  return isNewDay ? `${clock}\n${date}` : clock;
}

/** A point between two gaps has no line: it needs a dot of its own. */
function isLonely(plot: uPlot, seriesIndex: number): boolean {
  return (plot.data[seriesIndex] ?? []).filter((value) => value !== null).length < 40;
}

function drawGaps(plot: uPlot, gaps: readonly Gap[], ground: string, edge: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const gap of gaps) {
    const left = plot.valToPos(gap.fromS, 'x', true);
    const right = plot.valToPos(gap.toS, 'x', true);
    ctx.fillStyle = ground;
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    hatch(ctx, left, right, bbox, edge);
  }
  ctx.restore();
}

function hatch(ctx: CanvasRenderingContext2D, left: number, right: number, bbox: uPlot.BBox, edge: string): void {
  const stepPx = 8 * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, bbox.top, right - left, bbox.height);
  ctx.clip();
  ctx.strokeStyle = edge;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  for (let x = left - bbox.height; x < right; x += stepPx) {
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
  }
  ctx.stroke();
  ctx.restore();
}

function tokenReader(element: HTMLElement): (token: string) => string {
  const style = getComputedStyle(element);
  return (token) => style.getPropertyValue(token).trim();
}
