import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTimeOrder, isLaterNs, splitNs } from '../../../src/main/history/time-order.ts';

const anyNs = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

test('orders exact times as BigInt does, also 1 ns apart and before 1970', () => {
  fc.assert(
    fc.property(anyNs, anyNs, (a, b) => {
      const order = createTimeOrder(BigInt64Array.from([a, b]));
      expect(order.isLater(0, 1)).toBe(a > b);
      expect(order.isAfter(0, splitNs(b))).toBe(a > b);
      expect(isLaterNs(String(a), String(b))).toBe(a > b);
    }),
  );
  const near = createTimeOrder(BigInt64Array.from([1_795_363_215_000_000_001n, 1_795_363_215_000_000_000n]));
  expect(near.isLater(0, 1)).toBe(true);
  expect(isLaterNs('5', null)).toBe(true);
});

test('reads a column that is a part of a larger buffer', () => {
  const all = BigInt64Array.from([9n, 1n, 2n]);
  expect(createTimeOrder(all.subarray(1)).isLater(1, 0)).toBe(true);
});
