// Twelve months after the end of a cycle, to the millisecond, also in leap years.
import { expect, test } from 'vitest';
import { findRetentionStart, isExpired } from '../../../src/main/history/usage-retention.ts';

test.each([
  ['2026-11-27T09:00:00.000Z', '2025-11-27T09:00:00.000Z'],
  ['2028-02-29T12:00:00.000Z', '2027-02-28T12:00:00.000Z'],
  ['2028-03-31T00:00:00.000Z', '2027-03-31T00:00:00.000Z'],
  ['2027-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
])('at %s cycles that ended before %s go', (now, start) => {
  expect(new Date(findRetentionStart(Date.parse(now))).toISOString()).toBe(start);
});

test('a cycle stays until it has ended twelve months ago; one without an end counts as 31 days long', () => {
  const startMs = Date.parse('2025-11-27T09:00:00Z');
  expect(isExpired({ startMs: 0, endMs: startMs }, startMs)).toBe(false);
  expect(isExpired({ startMs: 0, endMs: startMs - 1 }, startMs)).toBe(true);
  expect(isExpired({ startMs: startMs - 31 * 86_400_000, endMs: null }, startMs)).toBe(false);
  expect(isExpired({ startMs: startMs - 31 * 86_400_000 - 1, endMs: null }, startMs)).toBe(true);
});
