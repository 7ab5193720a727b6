// A merged cell with its outline, as drawn; and which one is under the pointer.
import type { CellShape } from './cell-geometry.ts';
import type { MergedCell } from './cell-merge.ts';
import { WORLD_SIZE } from './mercator.ts';

export interface PlacedCell {
  readonly merged: MergedCell;
  readonly shape: CellShape;
}

/** A hexagon never gets smaller than this, corner to centre: it stays visible and can be hit. */
export const LEAST_RADIUS_PX = 8;

/** The nearest cell whose drawing covers the point; x may be in any copy of the world. */
export function findCell(cells: readonly PlacedCell[], x: number, y: number, scale: number): PlacedCell | null {
  let found: PlacedCell | null = null;
  let nearest = Infinity;
  for (const placed of cells) {
    const { shape } = placed;
    const across = acrossWorld(x - shape.x);
    const distance = Math.hypot(across, y - shape.y);
    if (distance < nearest && distance <= Math.max(shape.radius, LEAST_RADIUS_PX / scale)) {
      found = placed;
      nearest = distance;
    }
  }
  return found;
}

/** The shorter way round the world. */
function acrossWorld(distance: number): number {
  const half = WORLD_SIZE / 2;
  return ((((distance + half) % WORLD_SIZE) + WORLD_SIZE) % WORLD_SIZE) - half;
}
