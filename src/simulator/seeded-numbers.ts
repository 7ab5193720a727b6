// Numbers that look random but depend only on their arguments: the ground of every simulated value.

/** Mixes up to four integers into one unsigned 32-bit integer (MurmurHash3's mixing steps and finaliser). */
export function hash32(a: number, b: number, c = 0, d = 0): number {
  let h = mixIn(0x9747b28c, a);
  h = mixIn(h, b);
  h = mixIn(h, c);
  h = mixIn(h, d);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function mixIn(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const h = hash ^ k;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

/** A fraction 0 ≤ x < 1. */
export function unit(a: number, b: number, c = 0, d = 0): number {
  return hash32(a, b, c, d) / 4294967296;
}

/** A whole number from `from` to `to`, both included. */
export function between(from: number, to: number, a: number, b: number, c = 0, d = 0): number {
  return from + (hash32(a, b, c, d) % (to - from + 1));
}

/** A smooth curve 0..1 over time: hashed knots every `periodS` seconds, eased between. */
export function smooth(key: number, salt: number, second: number, periodS: number): number {
  const knot = Math.floor(second / periodS);
  const x = second / periodS - knot;
  const left = unit(key, salt, knot);
  return left + (unit(key, salt, knot + 1) - left) * x * x * (3 - 2 * x);
}

/** One of `items` by key. The list must not be empty. */
export function pick<T>(items: readonly T[], a: number, b: number, c = 0, d = 0): T {
  const item = items[hash32(a, b, c, d) % items.length];
  if (item === undefined) throw new Error('pick from an empty list');
  return item;
}

/** Lower-case hex of a hash, padded to `digits` (at most 8). */
export function hexDigits(value: number, digits: number): string {
  return (value >>> 0).toString(16).padStart(digits, '0').slice(-digits);
}

/** A seed of any size folded into 32 bits. */
export function foldSeed(seed: number): number {
  return hash32(seed | 0, Math.floor(seed / 4294967296) | 0, 0x67726e64);
}
