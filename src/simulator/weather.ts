// Rain over the map: neighbours share it, it moves on within hours.
import { hash32, smooth } from './seeded-numbers.ts';

// A field of weather is three degrees wide and changes over about three hours.
const fieldDegrees = 3;
const changeS = 10_800;
// Below this the sky is dry: it rains about a sixth of the time.
const dryBelow = 0.72;

/** 0 = dry, 1 = the heaviest rain. */
export function rainAt(latitude: number, longitude: number, second: number): number {
  const field = hash32(Math.floor(latitude / fieldDegrees), Math.floor(longitude / fieldDegrees), 0x2a1);
  const wet = smooth(field, 0x2a2, second, changeS);
  return wet < dryBelow ? 0 : (wet - dryBelow) / (1 - dryBelow);
}
