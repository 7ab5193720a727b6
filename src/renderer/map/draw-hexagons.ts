// Draws hexagons. All of one look go into one path: 10,000 polygons of their own cost Leaflet's canvas several times as much.
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
/** Hexagons in one path: one by one costs calls, all at once costs the rasteriser more than it saves (measured). */
const PATH_SIZE = 64;
/** Broken outlines are for the few: thousands of them cost as much as all else. */
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
  const outlines: number[][] = [];
  const areas = new Map<number, number[][]>();
  const signs: { readonly merged: MergedCell; readonly place: CellPlace }[] = [];
  for (const { merged, shape } of cells) {
    const share = isHollow ? null : findShare(merged);
    eachPlace(view, shape, (place) => {
      const outline = outlineOf(shape, place, SHRINK);
      outlines.push(outline);
      if (band.mark !== null || merged.terminals.length > 1) signs.push({ merged, place });
      if (share === null) return addTo(areas, bandIndex, outline);
      const { lower, upper } = cutLevel(outline, share.worst);
      addTo(areas, bandIndex, lower);
      addTo(areas, share.restBand, upper);
    });
  }
  for (const [index, area] of areas) {
    // Mixed with the ground instead of translucent: coasts do not shine through, and one filling does.
    const fill = isHollow ? colours.ground : colours.fills[bands[index]!.tone];
    inPaths(context, area, () => {
      context.fillStyle = fill;
      context.fill();
    });
  }
  context.strokeStyle = colours.tones[band.tone];
  context.lineWidth = 1.25;
  context.setLineDash(isHollow && outlines.length <= DASHES_UP_TO ? [...band.dash] : []);
  inPaths(context, outlines, () => context.stroke());
  context.setLineDash([]);
  drawSigns(context, signs, band, colours);
}

/** The number of terminals where it is not one; the band's shape in the middle of a single, at the upper corner of many. */
function drawSigns(context: CanvasRenderingContext2D, signs: readonly { readonly merged: MergedCell; readonly place: CellPlace }[], band: Band, colours: MapPalette): void {
  const singles: number[][] = [];
  const badges: number[][] = [];
  context.fillStyle = colours.text;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { merged, place: { x, y, radius } } of signs) {
    const hasText = merged.terminals.length > 1 && radius >= TEXT_FROM_RADIUS_PX;
    if (hasText) {
      context.font = `600 ${Math.round(Math.max(9, Math.min(13, radius * 0.8)))}px "Inter Variable", system-ui, sans-serif`;
      context.fillText(formatBrief(merged.terminals.length), x, y + 0.5);
    }
    if (band.mark === null) continue;
    if (hasText) badges.push(markOutline(band.mark, x + radius * 0.5, y - radius * 0.72, Math.min(5.5, Math.max(3.5, radius * 0.28))));
    else singles.push(markOutline(band.mark, x, y, Math.min(6, radius * 0.55)));
  }
  context.fillStyle = colours.tones[band.tone];
  inPaths(context, singles, () => context.fill());
  // A rim of the ground's colour parts the shape from the cells under it.
  context.strokeStyle = colours.ground;
  context.lineWidth = 3;
  inPaths(context, badges, () => {
    context.stroke();
    context.fill();
  });
}

function markOutline(mark: NonNullable<Band['mark']>, x: number, y: number, size: number): number[] {
  return mark === 'triangle'
    ? [x, y - size * 0.9, x + size, y + size * 0.85, x - size, y + size * 0.85]
    : [x, y - size, x + size, y, x, y + size, x - size, y];
}

function addTo(areas: Map<number, number[][]>, index: number, outline: number[]): void {
  const known = areas.get(index);
  if (known === undefined) areas.set(index, [outline]);
  else known.push(outline);
}

/** Puts the outlines into paths of a good size and paints each. */
function inPaths(context: CanvasRenderingContext2D, outlines: readonly (readonly number[])[], paint: () => void): void {
  for (let start = 0; start < outlines.length; start += PATH_SIZE) {
    context.beginPath();
    const end = Math.min(outlines.length, start + PATH_SIZE);
    for (let i = start; i < end; i++) trace(context, outlines[i]!);
    paint();
  }
}

function drawHighlight(context: CanvasRenderingContext2D, view: CanvasView, chosen: PlacedCell, colours: MapPalette): void {
  context.beginPath();
  eachPlace(view, chosen.shape, (place) => trace(context, outlineOf(chosen.shape, place, SHRINK + HIGHLIGHT_GAP_PX / place.radius)));
  context.strokeStyle = colours.accent;
  context.lineWidth = 2.5;
  context.stroke();
}

function trace(context: CanvasRenderingContext2D, points: readonly number[]): void {
  for (let i = 0; i < points.length; i += 2) {
    if (i === 0) context.moveTo(points[0]!, points[1]!);
    else context.lineTo(points[i]!, points[i + 1]!);
  }
  context.closePath();
}
