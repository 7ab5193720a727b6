// A line of longitudes and latitudes in world units, drawn on beyond ±180° instead of jumping across the whole map.
import type { Position } from 'geojson';
import { MAX_LATITUDE, WORLD_SIZE, unwrapLongitude, worldX, worldY } from './mercator.ts';

export interface WorldLine {
  /** x, y of each point in turn. */
  readonly points: readonly number[];
  /** Where in `points` the map's edge begins that closes a ring around a pole: no coast. */
  readonly edgeFrom: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** `nearX` chooses the turn of the world that the line starts in; null keeps its own. A ring around a pole is closed along the map's edge. */
export function traceLine(line: readonly Position[], nearX: number | null): WorldLine {
  const points: number[] = [];
  let longitude = nearX === null ? (line[0]?.[0] ?? 0) : (nearX / WORLD_SIZE) * 360 - 180;
  for (const [pointLongitude, latitude] of line) {
    longitude = unwrapLongitude(pointLongitude!, longitude);
    points.push(worldX(longitude), worldY(latitude!));
  }
  const edgeFrom = points.length;
  const turned = points.length === 0 ? 0 : points.at(-2)! - points[0]!;
  if (Math.abs(turned) > WORLD_SIZE / 2) {
    const poleY = worldY(points[1]! > WORLD_SIZE / 2 ? -MAX_LATITUDE : MAX_LATITUDE);
    points.push(points.at(-2)!, poleY, points[0]!, poleY);
  }
  const xs = points.filter((_, index) => index % 2 === 0);
  const ys = points.filter((_, index) => index % 2 === 1);
  return { points, edgeFrom, left: least(xs), right: -least(xs.map((x) => -x)), top: least(ys), bottom: -least(ys.map((y) => -y)) };
}

/** Math.min spread over a coast of 10,000 points would overflow the stack. */
function least(values: readonly number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), Infinity);
}
