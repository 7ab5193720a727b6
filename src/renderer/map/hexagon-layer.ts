// Draws the hexagons. All of one look go into one path: 10,000 polygons of their own cost Leaflet's canvas several times as much.
import type { Map as LeafletMap } from 'leaflet';
import { createCanvasPane, type CanvasView } from './canvas-pane.ts';
import type { CellShape } from './cell-geometry.ts';
import type { MergedCell } from './cell-merge.ts';
import type { Band } from './colour-modes.ts';
import { formatBrief } from './brief-count.ts';
import { LEAST_RADIUS_PX, findCell, type PlacedCell } from './placed-cell.ts';
import type { MapPalette } from './palette.ts';

export interface HexagonLayer {
  /** What to draw; `bands` is what the cells' band numbers mean. */
  setCells(cells: readonly PlacedCell[], bands: readonly Band[]): void;
  setHighlight(cell: string | null): void;
  /** The cell at a point of world units; null where there is none. */
  findCell(x: number, y: number): PlacedCell | null;
  redraw(): void;
  remove(): void;
}

const HEXAGON_Z_INDEX = 450;
/** A gap between neighbours shows where one ends. */
const SHRINK = 0.93;
/** Between a hexagon and the line around the chosen one. */
const HIGHLIGHT_GAP_PX = 4;
/** Smaller ones carry no figure: it would not be read. */
const TEXT_FROM_RADIUS_PX = 9;

export function createHexagonLayer(map: LeafletMap, palette: () => MapPalette): HexagonLayer {
  let cells: readonly PlacedCell[] = [];
  let bands: readonly Band[] = [];
  let highlight: string | null = null;
  const pane = createCanvasPane(map, 'hexagons', HEXAGON_Z_INDEX, (context, view) => drawHexagons(context, view, cells, bands, highlight, palette()));
  return {
    setCells: (newCells, newBands) => {
      // Better ones first, so that the worst lie on top where cells overlap; equals side by side, so that they become one path.
      cells = [...newCells].sort((a, b) => lookOrder(b.merged) - lookOrder(a.merged));
      bands = newBands;
      pane.redraw();
    },
    setHighlight: (cell) => {
      if (cell === highlight) return;
      highlight = cell;
      pane.redraw();
    },
    findCell: (x, y) => findCell(cells, x, y, 2 ** map.getZoom()),
    redraw: pane.redraw,
    remove: pane.remove,
  };
}

function lookOrder(merged: MergedCell): number {
  return merged.band * 2 + (merged.isHollow ? 1 : 0);
}

function drawHexagons(
  context: CanvasRenderingContext2D, view: CanvasView, cells: readonly PlacedCell[], bands: readonly Band[], highlight: string | null, colours: MapPalette,
): void {
  context.lineJoin = 'round';
  let start = 0;
  while (start < cells.length) {
    const { merged } = cells[start]!;
    let end = start;
    while (end < cells.length && lookOrder(cells[end]!.merged) === lookOrder(merged)) end++;
    drawBand(context, view, cells.slice(start, end), bands[merged.band]!, merged.isHollow, colours);
    start = end;
  }
  const chosen = highlight === null ? undefined : cells.find((placed) => placed.merged.cell === highlight);
  if (chosen === undefined) return;
  context.beginPath();
  eachPlace(view, chosen.shape, (x, y, stretch) => {
    const radius = chosen.shape.radius * view.scale * stretch;
    traceHexagon(context, chosen.shape, x, y, view.scale * stretch * ((radius * SHRINK + HIGHLIGHT_GAP_PX) / radius));
  });
  context.strokeStyle = colours.accent;
  context.lineWidth = 2.5;
  context.stroke();
}

function drawBand(context: CanvasRenderingContext2D, view: CanvasView, cells: readonly PlacedCell[], band: Band, isHollow: boolean, colours: MapPalette): void {
  const colour = colours.tones[band.tone];
  context.beginPath();
  for (const { shape } of cells) eachPlace(view, shape, (x, y, stretch) => traceHexagon(context, shape, x, y, view.scale * stretch * SHRINK));
  // Land and water must not shine through a filled cell: first the ground, then the colour on it.
  context.fillStyle = colours.ground;
  context.globalAlpha = 0.85;
  context.fill();
  if (!isHollow) {
    context.fillStyle = colour;
    context.globalAlpha = 0.38;
    context.fill();
  }
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = 1.25;
  context.setLineDash(isHollow ? [...band.dash] : []);
  context.stroke();
  context.setLineDash([]);
  const mark = band.mark === null ? null : new Path2D(band.mark);
  for (const placed of cells) eachPlace(view, placed.shape, (x, y, stretch) => drawSigns(context, placed, x, y, placed.shape.radius * view.scale * stretch, mark, colour, colours));
}

/** The number of terminals where it is not one; the band's shape in the middle of a single, at the upper corner of many. */
function drawSigns(context: CanvasRenderingContext2D, placed: PlacedCell, x: number, y: number, radius: number, mark: Path2D | null, colour: string, colours: MapPalette): void {
  const count = placed.merged.terminals.length;
  const hasText = count > 1 && radius >= TEXT_FROM_RADIUS_PX;
  if (hasText) {
    context.fillStyle = colours.text;
    context.font = `600 ${Math.round(Math.max(9, Math.min(13, radius * 0.8)))}px "Inter Variable", system-ui, sans-serif`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(formatBrief(count), x, y + 0.5);
  }
  if (mark === null) return;
  const size = hasText ? Math.min(11, Math.max(7, radius * 0.55)) : Math.min(12, radius * 1.1);
  const left = hasText ? x + radius * 0.5 - size / 2 : x - size / 2;
  const top = hasText ? y - radius * 0.72 - size / 2 : y - size / 2;
  context.save();
  context.translate(left, top);
  context.scale(size / 12, size / 12);
  if (hasText) {
    context.lineWidth = 4;
    context.strokeStyle = colours.ground;
    context.stroke(mark);
  }
  context.fillStyle = colour;
  context.fill(mark);
  context.restore();
}

/** Calls back with the centre in pixels for every copy of the world where the cell is seen; `stretch` makes small ones large enough. */
function eachPlace(view: CanvasView, shape: CellShape, draw: (x: number, y: number, stretch: number) => void): void {
  const radius = shape.radius * view.scale;
  const stretch = radius < LEAST_RADIUS_PX ? LEAST_RADIUS_PX / radius : 1;
  const reach = radius * stretch * 1.5;
  const y = shape.y * view.scale - view.originY;
  if (y < -reach || y > view.height + reach) return;
  for (const copy of view.copies) eachCopy(copy);
  // A cell across the edge of the world is seen from the next copy too.
  if (view.copies.length > 0) {
    eachCopy(view.copies[0]! - 256);
    eachCopy(view.copies.at(-1)! + 256);
  }

  function eachCopy(copy: number): void {
    const x = (shape.x + copy) * view.scale - view.originX;
    if (x >= -reach && x <= view.width + reach) draw(x, y, stretch);
  }
}

function traceHexagon(context: CanvasRenderingContext2D, shape: CellShape, x: number, y: number, scale: number): void {
  const { corners } = shape;
  for (let i = 0; i < corners.length; i += 2) {
    const cornerX = x + (corners[i]! - shape.x) * scale;
    const cornerY = y + (corners[i + 1]! - shape.y) * scale;
    if (i === 0) context.moveTo(cornerX, cornerY);
    else context.lineTo(cornerX, cornerY);
  }
  context.closePath();
}
