// The layer of hexagons: what to draw, which one is highlighted, which one is under the pointer.
import type { Map as LeafletMap } from 'leaflet';
import { createCanvasPane } from './canvas-pane.ts';
import type { Band } from './colour-modes.ts';
import { drawHexagons, lookOrder } from './draw-hexagons.ts';
import type { MapPalette } from './palette.ts';
import { findCell, type PlacedCell } from './placed-cell.ts';

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

export function createHexagonLayer(map: LeafletMap, palette: () => MapPalette): HexagonLayer {
  let cells: readonly PlacedCell[] = [];
  let bands: readonly Band[] = [];
  let highlight: string | null = null;
  const pane = createCanvasPane(map, 'hexagons', HEXAGON_Z_INDEX, (context, view) => drawHexagons(context, view, { cells, bands, highlight }, palette()));
  return {
    setCells: (newCells, newBands) => {
      cells = inDrawingOrder(newCells);
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

/** Better ones first, so that the worst lie on top where cells overlap; those that look alike side by side. */
function inDrawingOrder(cells: readonly PlacedCell[]): readonly PlacedCell[] {
  const byLook: PlacedCell[][] = [];
  for (const placed of cells) (byLook[lookOrder(placed.merged)] ??= []).push(placed);
  return byLook.reverse().flat();
}
