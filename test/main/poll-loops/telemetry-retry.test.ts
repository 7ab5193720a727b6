import { expect, test } from 'vitest';
import { nextRetryMs } from '../../../src/main/poll-loops/telemetry-retry.ts';
import { ApiError } from '../../../src/main/starlink/api-error.ts';

const unreachable = new ApiError({ kind: 'unreachable', call: 'Telemetry stream', host: 'h', what: 'x' });

test('waits 5 s, doubles to 60 s, and spreads by a fifth', () => {
  const waits = [1, 2, 3, 4, 5, 50].map((failures) => nextRetryMs(unreachable, failures, 0.5));
  expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  expect(nextRetryMs(unreachable, 1, 0)).toBe(4_000);
  expect(nextRetryMs(unreachable, 1, 1)).toBeCloseTo(6_000, 6);
  expect(nextRetryMs(unreachable, 9, 1)).toBe(60_000);
});

test('never asks earlier than the server said', () => {
  const limited = new ApiError({ kind: 'rate-limited', call: 'Telemetry stream', host: 'h', what: 'x', retryAfterMs: 90_000 });
  expect(nextRetryMs(limited, 1, 0.5)).toBe(90_000);
});

test('asks slowly where a permission is missing', () => {
  const forbidden = new ApiError({ kind: 'forbidden', call: 'Telemetry stream', host: 'h', what: 'x' });
  expect(nextRetryMs(forbidden, 1, 0.5)).toBe(300_000);
});
