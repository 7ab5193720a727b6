import { describe, expect, test } from 'vitest';
import { createRequestBudget, type RequestBudgetOptions } from '../../../src/main/credentials/request-budget.ts';
import type { ExchangeGroup } from '../../../src/main/starlink/exchange.ts';

/** A clock that only moves when told, and runs what was scheduled on the way. */
function createFakeClock() {
  let nowMs = 1_000_000;
  let timers: { atMs: number; run: () => void }[] = [];
  return {
    now: () => nowMs,
    schedule(delayMs: number, run: () => void) {
      const timer = { atMs: nowMs + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    setBack(ms: number) {
      nowMs -= ms;
    },
    async advance(ms: number) {
      const untilMs = nowMs + ms;
      for (;;) {
        const next = timers.filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
        await settled();
      }
      nowMs = untilMs;
      await settled();
    },
    pending: () => timers.length,
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

function setUp(options: Partial<RequestBudgetOptions> = {}) {
  const clock = createFakeClock();
  const budget = createRequestBudget({ perMinute: 10, reserveForManagement: 4, reserveForTelemetry: 1, now: clock.now, schedule: clock.schedule, ...options });
  const granted: string[] = [];
  const ask = (name: string, credentialId: string, group: ExchangeGroup): void => void budget.lease(credentialId, group).then(() => granted.push(name), () => granted.push(`${name} refused`));
  return { clock, budget, granted, ask };
}

describe('the request budget', () => {
  test('lets the limit through at once and the next one only when the window has moved on', async () => {
    const { clock, budget, granted, ask } = setUp({ reserveForTelemetry: 0 });
    for (let index = 0; index < 11; index += 1) ask(`m${String(index)}`, 'a', 703);
    await settled();
    expect(granted).toHaveLength(10);
    expect(budget.used('a')).toBe(10);
    await clock.advance(60_000);
    expect(granted).toHaveLength(10);
    await clock.advance(1_000);
    expect(granted).toHaveLength(11);
    expect(budget.used('a')).toBe(1);
  });

  test('slides: room comes back one by one, as each lease gets old', async () => {
    const { clock, granted, ask } = setUp({ reserveForTelemetry: 0 });
    for (let index = 0; index < 10; index += 1) {
      ask(`m${String(index)}`, 'a', 703);
      await clock.advance(1_000);
    }
    for (let index = 10; index < 13; index += 1) ask(`m${String(index)}`, 'a', 703);
    await clock.advance(50_000);
    expect(granted).toHaveLength(10);
    await clock.advance(1_000);
    expect(granted.slice(10)).toEqual(['m10']);
    await clock.advance(1_000);
    expect(granted.slice(10)).toEqual(['m10', 'm11']);
    await clock.advance(1_000);
    expect(granted.slice(10)).toEqual(['m10', 'm11', 'm12']);
  });

  test('keeps a part for management that telemetry cannot take, and one for the stream', async () => {
    const { granted, ask } = setUp();
    for (let index = 0; index < 8; index += 1) ask(`t${String(index)}`, 'a', 702);
    await settled();
    expect(granted).toEqual(['t0', 't1', 't2', 't3', 't4', 't5']);
    for (let index = 0; index < 4; index += 1) ask(`m${String(index)}`, 'a', 704);
    await settled();
    expect(granted.slice(6)).toEqual(['m0', 'm1', 'm2']);
  });

  test('a walk of many pages leaves the stream its own part', async () => {
    const { granted, ask } = setUp({ reserveForManagement: 0 });
    for (let index = 0; index < 20; index += 1) ask(`m${String(index)}`, 'a', 703);
    ask('t', 'a', 702);
    await settled();
    expect(granted.filter((name) => name.startsWith('m'))).toHaveLength(9);
    expect(granted).toContain('t');
  });

  test('serves in order of arrival', async () => {
    const { clock, granted, ask } = setUp({ perMinute: 1, reserveForManagement: 0, reserveForTelemetry: 0 });
    ask('m0', 'a', 703);
    ask('t1', 'a', 702);
    ask('m2', 'a', 703);
    ask('t3', 'a', 702);
    await clock.advance(61_000 * 3);
    expect(granted).toEqual(['m0', 't1', 'm2', 't3']);
    expect(clock.pending()).toBe(0);
  });

  test('token calls need no lease and are not counted', async () => {
    const { budget, granted, ask } = setUp();
    for (let index = 0; index < 30; index += 1) ask('token', 'a', 700);
    await settled();
    expect(granted).toHaveLength(30);
    expect(budget.used('a')).toBe(0);
  });

  test('accounts do not share, credentials of one account do', async () => {
    const { budget, granted, ask } = setUp();
    for (let index = 0; index < 9; index += 1) ask('a', 'a', 703);
    ask('b', 'b', 703);
    await settled();
    expect(granted).toHaveLength(10);
    budget.assignAccount('a', 'ACC-1');
    budget.assignAccount('b', 'ACC-1');
    expect(budget.used('a')).toBe(10);
    expect(budget.used('b')).toBe(10);
    ask('b again', 'b', 703);
    await settled();
    expect(granted).not.toContain('b again');
  });

  test('whoever waits when the account becomes known is still served', async () => {
    const { clock, budget, granted, ask } = setUp({ perMinute: 1, reserveForManagement: 0, reserveForTelemetry: 0 });
    ask('first', 'a', 703);
    ask('waiting', 'a', 703);
    budget.assignAccount('a', 'ACC-1');
    await clock.advance(61_000);
    expect(granted).toEqual(['first', 'waiting']);
  });

  test('backs off one account and lets the others go on; a shorter pause does not end a longer one', async () => {
    const { clock, budget, granted, ask } = setUp();
    budget.backOff('a', 20_000);
    budget.backOff('a', 5_000);
    ask('a', 'a', 702);
    ask('b', 'b', 702);
    await clock.advance(19_999);
    expect(granted).toEqual(['b']);
    await clock.advance(1);
    expect(granted).toEqual(['b', 'a']);
  });

  test('429s double the pause up to a minute, answers in flight add nothing, success starts anew', async () => {
    const { clock, budget } = setUp();
    const pauseAfter429 = async (): Promise<number> => {
      budget.noteStatus('a', 429);
      budget.noteStatus('a', 429);
      budget.noteStatus('a', 200);
      let free = false;
      void budget.lease('a', 703).then(() => (free = true));
      let seconds = 0;
      for (; !free; seconds += 1) await clock.advance(1_000);
      await clock.advance(61_000);
      return seconds;
    };
    expect([await pauseAfter429(), await pauseAfter429(), await pauseAfter429(), await pauseAfter429(), await pauseAfter429()]).toEqual([5, 10, 20, 40, 60]);
    expect(await pauseAfter429()).toBe(60);
    budget.noteStatus('a', 200);
    expect(await pauseAfter429()).toBe(5);
  });

  test('a 429 that asks for a longer pause gets it, for the whole account', async () => {
    const { clock, budget, granted, ask } = setUp();
    budget.noteStatus('a', 429, 30_000);
    // In flight at the same time.
    budget.noteStatus('a', 429, 40_000);
    budget.noteStatus('a', 503, 90_000);
    ask('stream', 'a', 702);
    ask('lists', 'a', 703);
    await clock.advance(39_999);
    expect(granted).toEqual([]);
    await clock.advance(1);
    expect(granted).toEqual(['stream', 'lists']);
  });

  test('a clock that is set back an hour does not hold the account for an hour', async () => {
    const { clock, granted, ask } = setUp({ reserveForTelemetry: 0 });
    for (let index = 0; index < 11; index += 1) ask('m', 'a', 703);
    await settled();
    clock.setBack(3_600_000);
    ask('late', 'a', 703);
    await clock.advance(61_000);
    expect(granted).toHaveLength(12);
  });

  test('nor does it make hours out of a pause', async () => {
    const { clock, budget, granted, ask } = setUp();
    budget.backOff('a', 20_000);
    clock.setBack(3_600_000);
    ask('late', 'a', 703);
    await clock.advance(20_000);
    expect(granted).toEqual(['late']);
  });

  test('forgetting refuses who waits and leaves a sharing credential alone', async () => {
    const { clock, budget, granted, ask } = setUp({ perMinute: 1, reserveForManagement: 0, reserveForTelemetry: 0 });
    budget.assignAccount('a', 'ACC-1');
    budget.assignAccount('b', 'ACC-1');
    ask('a0', 'a', 703);
    ask('a1', 'a', 703);
    ask('b0', 'b', 703);
    budget.forget('a');
    await clock.advance(61_000);
    expect(granted).toEqual(['a0', 'a1 refused', 'b0']);
  });

  test('with its own timers serves a waiter by itself', async () => {
    let offsetMs = 0;
    const budget = createRequestBudget({ perMinute: 2, reserveForManagement: 0, reserveForTelemetry: 0, now: () => Date.now() + offsetMs });
    await budget.lease('a', 703);
    await budget.lease('a', 703);
    budget.backOff('a', 20);
    offsetMs = 61_000;
    await budget.lease('a', 703);
    expect(budget.used('a')).toBe(1);
  });
});
