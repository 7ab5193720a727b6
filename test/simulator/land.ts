// Natural Earth's land polygons, to see whether a place is at sea.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** [longitude, latitude, longitude, latitude] of one piece of coast. */
type Coast = readonly [number, number, number, number];

/** Tells whether a point is on land at 1:10 million. Not to be asked north of 65°, where Asia's polygon crosses the date line. */
export function loadLand(): (latitude: number, longitude: number) => boolean {
  const file = createRequire(import.meta.url).resolve('world-atlas/land-10m.json');
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology<{ land: GeometryCollection }>;
  const rings: Position[][] = feature(topology, topology.objects.land).features.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? geometry.coordinates : geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []);
  // By whole degree of latitude, so that a question looks at one strip of the world only.
  const strips = new Map<number, Coast[]>();
  for (const ring of rings) {
    for (const [position, [x = 0, y = 0]] of ring.entries()) {
      const [nextX = 0, nextY = 0] = ring[position + 1] ?? ring[0] ?? [];
      for (let strip = Math.floor(Math.min(y, nextY)); strip <= Math.floor(Math.max(y, nextY)); strip++) {
        const coasts = strips.get(strip) ?? [];
        coasts.push([x, y, nextX, nextY]);
        strips.set(strip, coasts);
      }
    }
  }
  // Outlines and lakes never cross: a ray to the east meets an odd number of them exactly on land.
  return (latitude, longitude) => (strips.get(Math.floor(latitude)) ?? []).reduce((inside, [x, y, nextX, nextY]) => {
    const meets = y > latitude !== nextY > latitude && longitude < ((nextX - x) * (latitude - y)) / (nextY - y) + x;
    return meets ? !inside : inside;
  }, false);
}
