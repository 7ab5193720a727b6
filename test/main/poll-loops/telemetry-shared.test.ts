// Another client on the same service account takes rows: the hint comes, and no other trouble brings it.
import { expect, test } from 'vitest';
import type { Fault } from '../../../src/simulator/faults.ts';
import { createTokens, openBench, type TelemetryBench } from './telemetry-bench.ts';

interface Rhythm {
  readonly bench: TelemetryBench;
  /** Half a minute passes, `between` happens, another half passes, then we poll; so many times. */
  run(minutes: number, between: (minute: number) => unknown): Promise<void>;
}

async function openRhythm(): Promise<Rhythm> {
  let clockMs = Date.parse('2026-11-20T00:00:00Z');
  const bench = await openBench({ terminals: 12, seed: 26, nowNs: () => BigInt(clockMs) * 1_000_000n, startBackS: 0 }, { now: () => clockMs });
  const ended = (): boolean => {
    const last = bench.heard.statuses.at(-1);
    return last !== undefined && (last.phase === 'waiting' || last.phase === 'failing') && (last.nextPollAtMs ?? 0) > clockMs;
  };
  await bench.start();
  await bench.until(ended);
  return {
    bench,
    async run(minutes, between) {
      for (let minute = 0; minute < minutes; minute++) {
        clockMs += 30_000;
        await between(minute);
        clockMs += 30_000;
        const before = bench.heard.statuses.length;
        bench.engine.pollNow('cred-0');
        await bench.until(() => bench.heard.statuses.length > before && ended());
      }
    },
  };
}

const isSaid = ({ heard }: TelemetryBench): boolean => heard.standing.has('telemetry-shared');

test('a client that reads in between is noticed within ten minutes, and when it is gone', async () => {
  const { bench, run } = await openRhythm();
  const token = await createTokens(bench.simulator).token(null);
  const readBeside = async (): Promise<void> => {
    const reply = await fetch(`${bench.simulator.url}/telemetry/stream`, {
      method: 'POST', body: JSON.stringify({ batchSize: 65_000, maxLingerMs: 0 }),
      headers: { authorization: `Bearer ${token.ok ? token.value.accessToken : ''}`, 'content-type': 'application/json' },
    });
    expect(reply.status).toBe(200);
    await reply.text();
  };
  await run(5, readBeside);
  expect(isSaid(bench)).toBe(false);
  await run(6, readBeside);
  expect(bench.heard.standing.get('telemetry-shared')).toMatchObject({
    severity: 'warning', cause: expect.stringContaining('another client') as string, nextStep: expect.stringContaining('a service account of its own') as string,
  });
  await run(12, () => undefined);
  expect(isSaid(bench)).toBe(false);
});

test('failing requests, torn replies, delays and silent terminals do not look like one', async () => {
  const { bench, run } = await openRhythm();
  const faults: readonly Fault[] = [
    { kind: 'truncated', rows: 25, times: 1 }, { kind: 'status', status: 500, call: 'stream', times: 1 }, { kind: 'truncated', rows: 5, times: 1 },
    { kind: 'reset', call: 'stream', times: 1 }, { kind: 'telemetryDelay', delayS: 90, times: 1 },
  ];
  await run(40, (minute) => (minute % 3 === 2 ? null : bench.simulator.setFault(faults[minute % faults.length]!)));
  expect(bench.heard.raised.map(({ topic }) => topic)).toContain('telemetry-body');
  expect(bench.heard.raised.map(({ topic }) => topic)).not.toContain('telemetry-shared');
});
