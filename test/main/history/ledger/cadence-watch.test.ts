// The signs of a second client, and what looks like them but is not.
import { describe, expect, test } from 'vitest';
import { createCadenceWatch } from '../../../../src/main/history/ledger/cadence-watch.ts';
import { NOON_MS } from '../build-batch.ts';

interface Poll {
  /** Whether a terminal's row at this second is there. */
  readonly has?: (device: number, second: number) => boolean;
  readonly caughtUp?: boolean;
  readonly whole?: boolean;
  readonly interrupted?: boolean;
}

/** Polls once a minute a fleet of 20 terminals; answers what the watch says after each. */
function watch(polls: number, pollAt: (index: number) => Poll): boolean[] {
  const cadence = createCadenceWatch();
  return Array.from({ length: polls }, (_, index) => {
    const { has = () => true, caughtUp = true, whole = true, interrupted = false } = pollAt(index);
    const rows: [number, number][] = [];
    for (let second = index * 60; second < (index + 1) * 60; second++) {
      for (let device = 0; device < 20; device++) if (second % 15 === device % 15 && has(device, second)) rows.push([device, second]);
    }
    if (interrupted) cadence.interrupt();
    const times = rows.map(([, second]) => NOON_MS + second * 1_000);
    return cadence.take(
      { requestedAtMs: NOON_MS, receivedAtMs: NOON_MS, startMs: times[0] ?? null, endMs: times.at(-1) ?? null, caughtUp, whole, damaged: false },
      Int32Array.from(rows, ([device]) => device), BigInt64Array.from(times, (ms) => BigInt(ms) * 1_000_000n),
    );
  });
}

const everySecondMinuteHalf = (_: number, second: number): boolean => second % 60 < 30;

test('half of every minute gone to somebody else is noticed within ten minutes, and its end within fifteen', () => {
  const said = watch(40, (index) => ({ has: index < 20 ? everySecondMinuteHalf : () => true }));
  expect(said.indexOf(true)).toBeGreaterThan(5);
  expect(said.indexOf(true)).toBeLessThanOrEqual(10);
  expect(said.lastIndexOf(true)).toBeGreaterThan(20);
  expect(said.lastIndexOf(true)).toBeLessThanOrEqual(35);
});

test('rows taken at random are noticed too', () => {
  expect(watch(20, () => ({ has: (device, second) => (Math.imul(device * 4_099 + second, 2_654_435_761) >>> 16) % 10 > 3 }))).toContain(true);
});

describe('no second client is', () => {
  test('a whole stream, whose rows may come a step late', () => expect(watch(30, () => ({}))).not.toContain(true));
  test('a third of the fleet that goes silent, or comes and goes', () => {
    expect(watch(30, () => ({ has: (device, second) => device % 3 > 0 || Math.floor(second / 45) % 2 === 0 }))).not.toContain(true);
  });
  test('an outage of everything once in a while', () => expect(watch(40, (index) => ({ has: () => index % 20 > 2 }))).not.toContain(true));
  test('a stream that is never caught up', () => expect(watch(30, () => ({ has: everySecondMinuteHalf, caughtUp: false }))).not.toContain(true));
  test('a connection that breaks replies off every other minute', () => {
    expect(watch(30, (index) => ({ has: everySecondMinuteHalf, whole: index % 2 === 0 }))).not.toContain(true);
  });
  test('an API that fails between the replies', () => expect(watch(30, () => ({ has: everySecondMinuteHalf, interrupted: true }))).not.toContain(true));
});
