import fc from 'fast-check';
import { expect, test } from 'vitest';
import { presort } from '../../../src/renderer/tables/presorted.ts';

const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 }), fc.constant(Number.POSITIVE_INFINITY), fc.constant(-0));
const places = (count: number): number[] => Array.from({ length: count }, (_, place) => place);
const SEEN = 2 ** -40;

test('every place once, and numbers in order but for their last bits', () => {
  fc.assert(
    fc.property(fc.array(number, { minLength: 1_000, maxLength: 1_300 }), (values) => {
      const order = presort(Float64Array.from(values), places(values.length).reverse());
      expect([...order].sort((a, b) => a - b)).toEqual(places(values.length));
      for (const [at, place] of order.entries()) {
        const [a, b] = [values[order[Math.max(0, at - 1)]!]!, values[place]!];
        // Within the bits that the mark takes, a smaller one may stand behind.
        if (a > b && Number.isFinite(a)) expect(a - b).toBeLessThanOrEqual(Math.abs(a) * SEEN + Number.MIN_VALUE * 2 ** 21);
      }
    }),
    { numRuns: 30 },
  );
});

test.each([7, -7, 0, -0])('equal numbers stay in the order they came in, unknown ones last: %d', (equal) => {
  const keys = Float64Array.from(places(2_000), (place) => (place % 3 === 0 ? Number.POSITIVE_INFINITY : equal));
  const seed = places(2_000).sort((a, b) => ((a * 7_919) % 2_003) - ((b * 7_919) % 2_003));
  expect(presort(keys, seed)).toEqual([...seed.filter((place) => place % 3 !== 0), ...seed.filter((place) => place % 3 === 0)]);
});
