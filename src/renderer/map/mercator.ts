// Web Mercator as the map draws it: the world is a square of 256 units, x eastward from 180° W, y southward from 85.06° N.

export const WORLD_SIZE = 256;
/** Where the square ends: nearer to the poles nothing can be drawn. */
export const MAX_LATITUDE = 85.0511287798;

export function worldX(longitude: number): number {
  return ((longitude + 180) / 360) * WORLD_SIZE;
}

export function worldY(latitude: number): number {
  const clamped = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude));
  const sine = Math.sin((clamped * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD_SIZE;
}

/** Longitude of −180 to 180. */
export function wrapLongitude(longitude: number): number {
  return ((((longitude + 180) % 360) + 360) % 360) - 180;
}

/** The same meridian, written within 180° of `near`: lines across ±180° stay short. */
export function unwrapLongitude(longitude: number, near: number): number {
  return near + wrapLongitude(longitude - near);
}

/** Left edges of the copies of the world between two x: −256, 0, 256, … */
export function findCopies(west: number, east: number): readonly number[] {
  const copies: number[] = [];
  for (let copy = Math.floor(west / WORLD_SIZE); copy * WORLD_SIZE <= east; copy++) copies.push(copy * WORLD_SIZE);
  return copies;
}
