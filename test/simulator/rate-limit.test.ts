// The sliding window of the request limit.
import { expect, test } from 'vitest';
import { createRateLimit } from '../../src/simulator/rate-limit.ts';

test('the window slides: a place frees up exactly when the oldest request leaves it', () => {
  let nowMs = 0;
  const limit = createRateLimit(2, 60_000, () => nowMs);
  expect(limit.take('a')).toBe(0);
  nowMs = 10_000;
  expect(limit.take('a')).toBe(0);
  expect(limit.take('a')).toBe(50);
  expect(limit.take('b')).toBe(0);
  nowMs = 60_000;
  expect(limit.take('a')).toBe(0);
  expect(limit.take('a')).toBe(10);
});

test('null is no limit', () => {
  const limit = createRateLimit(null, 60_000);
  expect(Array.from({ length: 1000 }, () => limit.take('a')).every((waitS) => waitS === 0)).toBe(true);
});
