// Outlines and parents of H3 cells, worked out once for each cell: 10,000 boundaries cost 18 ms, too much for every refresh.
import { cellToBoundary, cellToLatLng, cellToParent, getResolution, isValidCell } from 'h3-js';
import { unwrapLongitude, worldX, worldY } from './mercator.ts';

export interface CellShape {
  readonly cell: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Centre and corners in world units (mercator.ts); corners may lie beyond the edges of the world where the cell crosses ±180°. */
  readonly x: number;
  readonly y: number;
  /** x, y of each corner in turn: six, of twelve special cells five. */
  readonly corners: Float64Array;
  /** Mean distance of the corners from the centre. */
  readonly radius: number;
}

export interface CellGeometry {
  /** null for a text that is no H3 cell. */
  shapeOf(cell: string): CellShape | null;
  /** The cell itself when it is no finer than the resolution; null for a text that is no H3 cell. */
  parentOf(cell: string, resolution: number): string | null;
}

export function createCellGeometry(): CellGeometry {
  const shapes = new Map<string, CellShape | null>();
  const parents = new Map<number, Map<string, string | null>>();
  return {
    shapeOf: (cell) => remembered(shapes, cell, () => buildCellShape(cell)),
    parentOf: (cell, resolution) => remembered(remembered(parents, resolution, () => new Map<string, string | null>()), cell, () => findParent(cell, resolution)),
  };
}

export function buildCellShape(cell: string): CellShape | null {
  if (!isValidCell(cell)) return null;
  const [latitude, longitude] = cellToLatLng(cell);
  const x = worldX(longitude);
  const y = worldY(latitude);
  const boundary = cellToBoundary(cell);
  const corners = new Float64Array(boundary.length * 2);
  let distances = 0;
  boundary.forEach(([cornerLatitude, cornerLongitude], index) => {
    const cornerX = worldX(unwrapLongitude(cornerLongitude, longitude));
    const cornerY = worldY(cornerLatitude);
    corners[index * 2] = cornerX;
    corners[index * 2 + 1] = cornerY;
    distances += Math.hypot(cornerX - x, cornerY - y);
  });
  return { cell, latitude, longitude, x, y, corners, radius: distances / boundary.length };
}

function findParent(cell: string, resolution: number): string | null {
  if (!isValidCell(cell)) return null;
  return getResolution(cell) <= resolution ? cell : cellToParent(cell, resolution);
}

function remembered<Key, Value>(store: Map<Key, Value>, key: Key, work: () => Value): Value {
  const known = store.get(key);
  if (known !== undefined) return known;
  const value = work();
  store.set(key, value);
  return value;
}
