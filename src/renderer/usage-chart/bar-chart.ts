// Stacked bars on uPlot: it keeps scales, axes and the pointer; the bars, their patterns, gaps and the limit are drawn here.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { optInPart, stackBar, type SlotUnit, type UsageBar } from './usage-bars.ts';
import { createOptInHatch, createUsageFill } from './usage-fill.ts';
import { usageKinds, type UsageAmounts } from './usage-kinds.ts';

export interface BarChart {
  show(bars: readonly UsageBar[]): void;
  resize(width: number, height: number): void;
  /** Marks a bar; null marks none. */
  mark(index: number | null): void;
  /** CSS pixels from the chart's left edge to the middle of one of `count` bars; also of bars that are not shown yet. */
  middleOf(index: number, count: number): number;
  close(): void;
}

interface BarChartOptions {
  readonly unit: SlotUnit;
  readonly width: number;
  readonly height: number;
  /** Slot of the bar under the pointer; null: the pointer has left. */
  readonly onPoint: (slotMs: number | null) => void;
}

/** Room above the highest bar or limit. */
const HEADROOM = 1.08;
/** Width of a date below the axis, and with air. */
const LABEL_TEXT_PX = 70;
const LABEL_PX = 86;
/** Beside the last bar's slot, where half a label may reach to. */
const RIGHT_PX = 12;
/** Of an amount beside the axis: its least room, the widest digit of its font, and the air around it. */
const LEAST_AXIS_PX = 58;
const DIGIT_PX = 7;
const AXIS_GAP_PX = 12;
/** "2026-11-27" and "2026-11". */
const DAY_LENGTH = 10;
const MONTH_LENGTH = 7;
/** Share of a slot that its bar takes, and the widest bar: one alone must not be a wall. */
const BAR_SHARE = 0.72;
const WIDEST_BAR_PX = 56;
/** A narrower bar has no room for a pattern: two pixels of it would look like noise. */
const PATTERN_FROM_PX = 8;

export function createBarChart(target: HTMLElement, { unit, width, height, onPoint }: BarChartOptions): BarChart {
  const style = getComputedStyle(target);
  const colour = (token: string): string => style.getPropertyValue(token).trim();
  let bars: readonly UsageBar[] = [];
  let marked: number | null = null;
  let told: number | null = null;
  // Drawing anew moves the pointer nowhere: it must not take away what the keyboard points at.
  const tell = (index: number | null): void => {
    if (index === told) return;
    told = index;
    onPoint(index === null ? null : (bars[index]?.slotMs ?? null));
  };
  const axis = { stroke: colour('--gt-text-muted'), font: "11px 'Inter Variable', sans-serif", grid: { stroke: colour('--gt-chart-grid'), width: 1 }, ticks: { show: false } };
  const plot = new uPlot(
    {
      width, height, padding: [8, RIGHT_PX, 0, 0], legend: { show: false },
      cursor: { drag: { x: false, y: false }, x: false, y: false, points: { show: false } },
      scales: { x: { time: false, range: () => [-0.5, Math.max(0.5, bars.length - 0.5)] }, y: { range: () => [0, highest(bars) * HEADROOM] } },
      axes: [
        { ...axis, size: 26, gap: 6, grid: { show: false }, splits: (drawn) => labelledBars(bars.length, drawn.bbox.width / devicePixelRatio), values: (_plot, splits) => barLabels(bars, splits, unit) },
        { ...axis, size: (_plot, values) => axisWidth(values), space: 36, values: (_plot, splits) => splits.map(axisText) },
      ],
      series: [{}, { show: true, stroke: 'transparent', points: { show: false } }],
      hooks: {
        draw: [(drawn) => drawBars(drawn, bars, marked, colour)],
        setCursor: [(drawn) => tell(drawn.cursor.idx ?? null)],
      },
    },
    [[], []],
    target,
  );
  return {
    show: (next) => {
      bars = next;
      marked = null;
      plot.setData([next.map((_, index) => index), next.map(({ totalGB }) => totalGB)]);
    },
    resize: (nextWidth, nextHeight) => plot.setSize({ width: nextWidth, height: nextHeight }),
    mark: (index) => {
      if (marked === index) return;
      marked = index;
      plot.redraw(false);
    },
    middleOf: (index, count) => (plot.bbox.left + (plot.bbox.width * (index + 0.5)) / Math.max(1, count)) / devicePixelRatio,
    close: () => plot.destroy(),
  };
}

function highest(bars: readonly UsageBar[]): number {
  const top = Math.max(0, ...bars.flatMap((bar) => [stackBar(bar).at(-1)?.toGB ?? 0, bar.limit.limitGB ?? 0]));
  return top > 0 ? top : 1;
}

/** Indexes that get a label: evenly spaced, as many as fit, back from the newest whose label isn't cut at the right edge. `width` in CSS pixels. */
export function labelledBars(count: number, width: number): number[] {
  const slotPx = Math.max(1, width) / Math.max(1, count);
  const step = Math.max(1, Math.ceil(LABEL_PX / slotPx));
  const newest = Math.min(count - 1, Math.floor((width + RIGHT_PX - LABEL_TEXT_PX / 2) / slotPx - 0.5));
  return Array.from({ length: Math.max(0, Math.floor(newest / step) + 1) }, (_, place) => (newest % step) + place * step);
}

const axisNumbers = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });

function axisText(amountGB: number): string {
  return axisNumbers.format(amountGB);
}

/** Room that amounts need left of the axis, CSS pixels: a fleet's month has seven digits. `texts` is null before the first are known. */
export function axisWidth(texts: readonly string[] | null): number {
  return Math.max(LEAST_AXIS_PX, ...(texts ?? []).map((text) => text.length * DIGIT_PX + AXIS_GAP_PX));
}

/**
 * Texts below the bars at `places`. In months: the day on which the cycle begins, unless a month holds cycles of several days; then months for
 * all, never a mixture. A month without a row has no day to name.
 */
export function barLabels(bars: readonly UsageBar[], places: readonly number[], unit: SlotUnit): string[] {
  const isMixed = bars.some(({ span, rows }) => span === null && rows > 0);
  return places.map((place) => {
    const bar = bars[place];
    if (bar === undefined) return '';
    if (unit === 'month' && (isMixed || bar.span === null)) return new Date(bar.slotMs).toISOString().slice(0, MONTH_LENGTH);
    return new Date(bar.span?.startMs ?? bar.slotMs).toISOString().slice(0, DAY_LENGTH);
  });
}

function drawBars(plot: uPlot, bars: readonly UsageBar[], marked: number | null, colour: (token: string) => string): void {
  const { ctx, bbox } = plot;
  const ground = colour('--gt-ground');
  const slotPx = bbox.width / Math.max(1, bars.length);
  const barPx = Math.max(1, Math.min(slotPx * BAR_SHARE, WIDEST_BAR_PX * devicePixelRatio));
  const hasPattern = barPx >= PATTERN_FROM_PX * devicePixelRatio;
  const fills = new Map<keyof UsageAmounts, CanvasPattern | string>(usageKinds.map((kind) => [kind.field, createUsageFill(ctx, colour(kind.colour), ground, hasPattern ? kind.pattern : 'solid')]));
  const hatch = createOptInHatch(ctx, ground);
  const y = (amountGB: number): number => Math.round(plot.valToPos(amountGB, 'y', true));
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const [index, bar] of bars.entries()) {
    const middle = plot.valToPos(index, 'x', true);
    const left = Math.round(middle - barPx / 2);
    const right = Math.round(middle + barPx / 2);
    if (index === marked) {
      ctx.fillStyle = colour('--gt-hover');
      ctx.fillRect(middle - slotPx / 2, bbox.top, slotPx, bbox.height);
    }
    if (bar.totalGB === null) {
      drawGap(ctx, middle, slotPx, bbox, colour('--gt-line-strong'));
      continue;
    }
    for (const { field, fromGB, toGB } of stackBar(bar)) {
      ctx.fillStyle = fills.get(field)!;
      // A little is never nothing: at least a device pixel.
      const foot = y(fromGB);
      const height = Math.max(1, foot - y(toGB));
      ctx.fillRect(left, foot - height, right - left, height);
      // A hair of ground between two kinds.
      ctx.fillStyle = ground;
      if (height > 3) ctx.fillRect(left, foot - height, right - left, 1);
    }
    const optIn = optInPart(bar);
    if (optIn !== null) {
      ctx.fillStyle = hatch;
      ctx.fillRect(left, y(optIn.toGB), right - left, y(optIn.fromGB) - y(optIn.toGB));
    }
  }
  drawLimits(plot, bars, slotPx, colour('--gt-crit'));
  ctx.restore();
}

/** A broken foot line says: here is nothing known. Zero has no such mark. */
function drawGap(ctx: CanvasRenderingContext2D, middle: number, slotPx: number, bbox: uPlot.BBox, stroke: string): void {
  const foot = bbox.top + bbox.height - devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 2 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(middle - (slotPx * BAR_SHARE) / 2, foot);
  ctx.lineTo(middle + (slotPx * BAR_SHARE) / 2, foot);
  ctx.stroke();
  ctx.restore();
}

/** Steps from slot to slot; interrupted where there is no limit. */
function drawLimits(plot: uPlot, bars: readonly UsageBar[], slotPx: number, stroke: string): void {
  const { ctx } = plot;
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.setLineDash([7 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  let isOpen = false;
  for (const [index, { limit }] of bars.entries()) {
    if (limit.limitGB === null) {
      isOpen = false;
      continue;
    }
    const middle = plot.valToPos(index, 'x', true);
    const top = plot.valToPos(limit.limitGB, 'y', true);
    if (isOpen) ctx.lineTo(middle - slotPx / 2, top);
    else ctx.moveTo(middle - slotPx / 2, top);
    ctx.lineTo(middle + slotPx / 2, top);
    isOpen = true;
  }
  ctx.stroke();
  ctx.setLineDash([]);
}
