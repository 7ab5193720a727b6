// Terminals → the cells that the map draws: one for each H3 cell, or for its parent where cells would be too small to see.
import type { CellGeometry } from './cell-geometry.ts';
import type { ColourMode, MapTerminal } from './colour-modes.ts';

export interface MergedCell {
  readonly cell: string;
  readonly terminals: readonly MapTerminal[];
  /** Worst band of its terminals, in the colour mode it was merged for. */
  readonly band: number;
  /** Nothing current is known of any of its terminals: drawn as an outline. */
  readonly isHollow: boolean;
}

/** Resolution of the cells in telemetry. */
const FINEST = 5;
/** Mean edge of a cell by H3 resolution, km (h3geo.org). */
const EDGE_KM = [1281.3, 483.1, 182.5, 68.98, 26.07, 9.85];
/** Kilometres that a pixel covers at zoom 0 on the equator. */
const KM_PER_PIXEL = 156.543;
/** Corner to corner on the equator: below this a count no longer fits into the cell. */
const LEAST_WIDTH_PX = 15;

/** The finest resolution whose cells can still carry a count at this zoom. */
export function resolutionOfZoom(zoom: number): number {
  const kmPerPixel = KM_PER_PIXEL / 2 ** zoom;
  for (let resolution = FINEST; resolution > 1; resolution--) {
    if ((2 * EDGE_KM[resolution]!) / kmPerPixel >= LEAST_WIDTH_PX) return resolution;
  }
  return 1;
}

/** Cells in the order of their first terminal; a terminal without a position is in none. */
export function mergeCells(
  terminals: readonly MapTerminal[],
  resolution: number,
  mode: ColourMode,
  geometry: Pick<CellGeometry, 'parentOf'>,
): readonly MergedCell[] {
  const merged = new Map<string, { cell: string; terminals: MapTerminal[]; band: number; isHollow: boolean }>();
  for (const terminal of terminals) {
    if (terminal.h3Cell === null) continue;
    const cell = geometry.parentOf(terminal.h3Cell, resolution);
    if (cell === null) continue;
    const band = mode.bandOf(terminal);
    const isHollow = mode.bands[band]!.isHollow;
    const known = merged.get(cell);
    if (known === undefined) merged.set(cell, { cell, terminals: [terminal], band, isHollow });
    else {
      known.terminals.push(terminal);
      known.band = Math.min(known.band, band);
      known.isHollow &&= isHollow;
    }
  }
  return [...merged.values()];
}

/** Terminals by band, for the legend. */
export function countBands(terminals: readonly MapTerminal[], mode: ColourMode): readonly number[] {
  const counts = mode.bands.map(() => 0);
  for (const terminal of terminals) counts[mode.bandOf(terminal)]! += 1;
  return counts;
}
