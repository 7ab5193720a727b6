// The smallest frame around a fleet, across the antimeridian where that is shorter.
import { unwrapLongitude } from './mercator.ts';

export interface Frame {
  readonly south: number;
  readonly north: number;
  /** −180 to 180; east may go beyond 180 where the frame crosses the antimeridian. */
  readonly west: number;
  readonly east: number;
}

/** null for no position at all. */
export function buildFleetFrame(positions: readonly { readonly latitude: number; readonly longitude: number }[]): Frame | null {
  if (positions.length === 0) return null;
  let south = 90;
  let north = -90;
  for (const { latitude } of positions) {
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  const longitudes = positions.map((position) => position.longitude).sort((a, b) => a - b);
  // The frame leaves out the widest stretch without a terminal: first the one across ±180°, then any wider.
  let west = longitudes[0]!;
  let east = longitudes.at(-1)!;
  let widestGap = west + 360 - east;
  for (let i = 1; i < longitudes.length; i++) {
    const gap = longitudes[i]! - longitudes[i - 1]!;
    if (gap > widestGap) {
      widestGap = gap;
      west = longitudes[i]!;
      east = longitudes[i - 1]! + 360;
    }
  }
  return { south, north, west, east };
}

/** Whether a position lies in a frame, however often the world was turned to get there. */
export function isInFrame(frame: Frame, latitude: number, longitude: number): boolean {
  if (latitude < frame.south || latitude > frame.north) return false;
  if (frame.east - frame.west >= 360) return true;
  const middle = (frame.west + frame.east) / 2;
  const near = unwrapLongitude(longitude, middle);
  return near >= frame.west && near <= frame.east;
}
