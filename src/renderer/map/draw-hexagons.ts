// Draws hexagons, each as one convex area on another: filling those is the fastest thing a canvas does; strokes and paths of many cost twice as much (measured).
import { formatBrief } from './brief-count.ts';
import type { CanvasView } from './canvas-pane.ts';
import { findShare, type MergedCell } from './cell-merge.ts';
import type { Band } from './colour-modes.ts';
import { cutLevel, eachPlace, outlineOf, type CellPlace } from './hexagon-outline.ts';
import type { MapPalette } from './palette.ts';
import type { PlacedCell } from './placed-cell.ts';

export interface HexagonScene {
  /** In the order of lookOrder, the worst last. */
  readonly cells: readonly PlacedCell[];
  readonly bands: readonly Band[];
  readonly highlight: string | null;
}

/** A gap between neighbours shows where one ends. */
const SHRINK = 0.93;
/** Between a hexagon and the line around the chosen one. */
const HIGHLIGHT_GAP_PX = 4;
/** Smaller ones carry no figure: it would not be read. */
const TEXT_FROM_RADIUS_PX = 9;
const LINE_PX = 1.25;
/** Broken outlines are for the few: thousands of them cost more than all else. */
const DASHES_UP_TO = 300;

/** Cells of the same order look alike; the worst have the least. */
export function lookOrder(merged: MergedCell): number {
  return merged.band * 2 + (merged.isHollow ? 1 : 0);
}

export function drawHexagons(context: CanvasRenderingContext2D, view: CanvasView, scene: HexagonScene, colours: MapPalette): void {
  const { cells, bands, highlight } = scene;
  context.lineJoin = 'round';
  for (let start = 0, end = 0; start < cells.length; start = end) {
    const order = lookOrder(cells[start]!.merged);
    while (end < cells.length && lookOrder(cells[end]!.merged) === order) end++;
    drawAlike(context, view, cells.slice(start, end), bands, colours);
  }
  const chosen = highlight === null ? undefined : cells.find((placed) => placed.merged.cell === highlight);
  if (chosen !== undefined) drawHighlight(context, view, chosen, colours);
}

function drawAlike(context: CanvasRenderingContext2D, view: CanvasView, cells: readonly PlacedCell[], bands: readonly Band[], colours: MapPalette): void {
  const { band: bandIndex, isHollow } = cells[0]!.merged;
  const band = bands[bandIndex]!;
  const inners: number[][] = [];
  const others = new Map<number, number[][]>();
  const signs: Sign[] = [];
  const isDashed = isHollow && band.dash.length > 0 && cells.length <= DASHES_UP_TO;
  context.fillStyle = isDashed ? colours.ground : colours.tones[band.tone];
  for (const { merged, shape } of cells) {
    const share = isHollow ? null : findShare(merged);
    eachPlace(view, shape, (place) => {
      fillOutline(context, outlineOf(shape, place, SHRINK));
      const inner = outlineOf(shape, place, SHRINK - LINE_PX / place.radius);
      if (share === null) inners.push(inner);
      else {
        const { lower, upper } = cutLevel(inner, share.worst);
        inners.push(lower);
        others.set(share.restBand, [...(others.get(share.restBand) ?? []), upper]);
      }
      if (band.mark !== null || merged.terminals.length > 1) signs.push({ count: merged.terminals.length, place });
    });
  }
  // Colours mixed with the ground instead of translucent: coasts do not shine through.
  context.fillStyle = isHollow ? colours.ground : colours.fills[band.tone];
  for (const inner of inners) fillOutline(context, inner);
  for (const [index, uppers] of others) {
    context.fillStyle = colours.fills[bands[index]!.tone];
    for (const upper of uppers) fillOutline(context, upper);
  }
  if (isDashed) strokeDashed(context, inners, band, colours);
  drawSigns(context, signs, band, colours);
}

interface Sign {
  readonly count: number;
  readonly place: CellPlace;
}

function strokeDashed(context: CanvasRenderingContext2D, outlines: readonly number[][], band: Band, colours: MapPalette): void {
  context.strokeStyle = colours.tones[band.tone];
  context.lineWidth = LINE_PX;
  context.setLineDash([...band.dash]);
  for (const outline of outlines) {
    trace(context, outline);
    context.stroke();
  }
  context.setLineDash([]);
}

/** The number of terminals where it is not one; the band's shape in the middle of a single, at the upper corner of many. */
function drawSigns(context: CanvasRenderingContext2D, signs: readonly Sign[], band: Band, colours: MapPalette): void {
  const badges: number[][] = [];
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = colours.text;
  for (const { count, place: { x, y, radius } } of signs) {
    if (count === 1 || radius < TEXT_FROM_RADIUS_PX) continue;
    context.font = `600 ${Math.round(Math.max(9, Math.min(13, radius * 0.8)))}px "Inter Variable", system-ui, sans-serif`;
    context.fillText(formatBrief(count), x, y + 0.5);
    if (band.mark !== null) badges.push(markOutline(band.mark, x + radius * 0.5, y - radius * 0.72, Math.min(5.5, Math.max(3.5, radius * 0.28))));
  }
  if (band.mark === null) return;
  context.fillStyle = colours.tones[band.tone];
  for (const { count, place: { x, y, radius } } of signs) {
    if (count === 1 || radius < TEXT_FROM_RADIUS_PX) fillOutline(context, markOutline(band.mark, x, y, Math.min(6, radius * 0.55)));
  }
  // A rim of the ground's colour parts the shape from the cells under it.
  context.strokeStyle = colours.ground;
  context.lineWidth = 3;
  for (const badge of badges) {
    trace(context, badge);
    context.stroke();
    context.fill();
  }
}

function markOutline(mark: NonNullable<Band['mark']>, x: number, y: number, size: number): number[] {
  return mark === 'triangle'
    ? [x, y - size * 0.9, x + size, y + size * 0.85, x - size, y + size * 0.85]
    : [x, y - size, x + size, y, x, y + size, x - size, y];
}

function fillOutline(context: CanvasRenderingContext2D, outline: readonly number[]): void {
  trace(context, outline);
  context.fill();
}

function drawHighlight(context: CanvasRenderingContext2D, view: CanvasView, chosen: PlacedCell, colours: MapPalette): void {
  context.strokeStyle = colours.accent;
  context.lineWidth = 2.5;
  eachPlace(view, chosen.shape, (place) => {
    trace(context, outlineOf(chosen.shape, place, SHRINK + HIGHLIGHT_GAP_PX / place.radius));
    context.stroke();
  });
}

function trace(context: CanvasRenderingContext2D, points: readonly number[]): void {
  context.beginPath();
  for (let i = 0; i < points.length; i += 2) {
    if (i === 0) context.moveTo(points[0]!, points[1]!);
    else context.lineTo(points[i]!, points[i + 1]!);
  }
  context.closePath();
}
