// Terminals → the cells that the map draws: one for each H3 cell, or for its parent where cells would be too small to see.
import type { CellGeometry } from './cell-geometry.ts';
import type { ColourMode, MapTerminal } from './colour-modes.ts';

export interface MergedCell {
  readonly cell: string;
  readonly terminals: readonly MapTerminal[];
  /** Worst band of its terminals, in the colour mode it was merged for. */
  readonly band: number;
  /** How many of its terminals are in each band of the mode. */
  readonly counts: readonly number[];
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
  const merged = new Map<string, { cell: string; terminals: MapTerminal[]; band: number; counts: number[]; isHollow: boolean }>();
  for (const terminal of terminals) {
    if (terminal.h3Cell === null) continue;
    const cell = geometry.parentOf(terminal.h3Cell, resolution);
    if (cell === null) continue;
    const band = mode.bandOf(terminal);
    const isHollow = mode.bands[band]!.isHollow;
    const known = merged.get(cell);
    if (known === undefined) merged.set(cell, { cell, terminals: [terminal], band, counts: mode.bands.map((_, index) => (index === band ? 1 : 0)), isHollow });
    else {
      known.counts[band]! += 1;
      known.terminals.push(terminal);
      known.band = Math.min(known.band, band);
      known.isHollow &&= isHollow;
    }
  }
  return [...merged.values()];
}

/** A part smaller than this, of the height of a hexagon, is not seen. */
const LEAST_SHARE = 0.24;

/** How a mixed cell parts: its worst band fills the hexagon from below by its share, the most frequent other band the rest; null where all are alike. */
export function findShare(merged: Pick<MergedCell, 'band' | 'counts'>): { readonly worst: number; readonly restBand: number } | null {
  const total = merged.counts.reduce((sum, count) => sum + count, 0);
  const own = merged.counts[merged.band] ?? 0;
  if (own === total) return null;
  let restBand = -1;
  merged.counts.forEach((count, band) => {
    if (band !== merged.band && count > (merged.counts[restBand] ?? 0)) restBand = band;
  });
  return { worst: Math.max(LEAST_SHARE, own / total), restBand };
}

/** Terminals by band, for the legend. */
export function countBands(terminals: readonly MapTerminal[], mode: ColourMode): readonly number[] {
  const counts = mode.bands.map(() => 0);
  for (const terminal of terminals) counts[mode.bandOf(terminal)]! += 1;
  return counts;
}
