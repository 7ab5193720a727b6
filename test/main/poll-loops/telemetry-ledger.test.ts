// The ledger's verdicts against what the simulator and the script really did: a real engine, a real simulator, a clock that the test holds.
import { expect, test } from 'vitest';
import { coverageRequestSchema, type Coverage, type GapClass } from '../../../src/shared/coverage.ts';
import { buildFleet } from '../../../src/simulator/fleet.ts';
import { createInterventions } from '../../../src/simulator/interventions.ts';
import { foldSeed } from '../../../src/simulator/seeded-numbers.ts';
import { createStreamFeed } from '../../../src/simulator/stream-feed.ts';
import type { Terminal } from '../../../src/simulator/terminals.ts';
import { createTempFolder } from '../history/temp-folder.ts';
import { openBench, type TelemetryBench } from './telemetry-bench.ts';

const MIN = 60_000;
/** Among its twelve terminals one is silent 41 minutes in four hours, and one always. */
const SEED = 26;
const STEP_MIN = 5;

interface Script {
  readonly bench: TelemetryBench;
  readonly nowMs: () => number;
  /** Polls every five minutes for so long. */
  poll(minutes: number): Promise<void>;
  /** So long passes, and nobody polls. */
  pass(minutes: number): void;
  off(): Promise<void>;
  on(): Promise<void>;
  /** The app is closed for so long, then opened again. */
  reopen(minutes: number): Promise<void>;
  coverage(deviceId: string | null): Promise<Coverage>;
}

async function openScript(): Promise<Script> {
  // Always the same: the silences of the fleet hang on it.
  let clockMs = Date.parse('2026-11-20T00:00:00Z');
  const startMs = clockMs;
  const folder = createTempFolder();
  const options = { folder, now: () => clockMs };
  const bench = await openBench({ terminals: 12, seed: SEED, nowNs: () => BigInt(clockMs) * 1_000_000n, startBackS: 0 }, options);
  let engine = bench.engine;
  const phase = (): string | undefined => bench.heard.statuses.at(-1)?.phase;
  /** Told once a round; a round that fails ends as well. */
  const round = async (begin: () => unknown): Promise<void> => {
    const before = bench.heard.statuses.length;
    await begin();
    await bench.until(() => bench.heard.statuses.length > before && (phase() === 'waiting' || phase() === 'failing') && !isBetweenRequests());
  };
  /** After the first torn reply the next request follows at once. */
  const isBetweenRequests = (): boolean => (bench.heard.statuses.at(-1)?.nextPollAtMs ?? 0) <= clockMs;
  const on = (): Promise<void> => round(() => bench.start());
  return {
    bench, nowMs: () => clockMs,
    async poll(minutes) {
      for (let passed = 0; passed < minutes; passed += STEP_MIN) {
        clockMs += STEP_MIN * MIN;
        await round(() => engine.pollNow('cred-0'));
      }
    },
    pass: (minutes) => void (clockMs += minutes * MIN),
    off: () => engine.stopAccount('cred-0'),
    on,
    async reopen(minutes) {
      await engine.close();
      clockMs += minutes * MIN;
      engine = await bench.reopen(options);
    },
    async coverage(deviceId) {
      const answer = await engine.coverage(coverageRequestSchema.parse({ deviceId, credentialId: deviceId === null ? 'cred-0' : null, fromMs: startMs, toMs: clockMs }));
      if (!answer.ok) throw new Error(answer.error.message);
      return answer.value;
    },
  };
}

function fleet(): readonly Terminal[] {
  return buildFleet({ seed: foldSeed(SEED), terminals: 12, accounts: 1, serviceAccountsPerAccount: 1 })[0]!.terminals;
}

/** The times at which each terminal made a sample, and at which one was sent; sorted ms by device id. */
function readTruth({ bench, nowMs }: Script): Map<string, { readonly made: readonly number[]; readonly sent: readonly number[] }> {
  const { simulator } = bench;
  const terminals = fleet();
  const truth = new Map(terminals.map((terminal) => [terminal.streamId.toLowerCase(), { made: [] as number[], sent: [] as number[] }]));
  const feed = createStreamFeed(terminals, createInterventions(150));
  const untilS = nowMs() / 1_000;
  feed.walk(feed.start(untilS - 16 * 3_600, false), untilS, Infinity, ({ letter, terminal, second }) => {
    if (letter === 'u') truth.get(terminal.streamId.toLowerCase())!.made.push(second * 1_000);
  });
  for (const { letter, deviceId, timestampNs } of simulator.ledger.rows(simulator.credentials[0]!.accountNumber)) {
    if (letter === 'u') truth.get(deviceId.toLowerCase())!.sent.push(Number(BigInt(timestampNs) / 1_000_000n));
  }
  for (const { made, sent } of truth.values()) for (const times of [made, sent]) times.sort((a, b) => a - b);
  return truth;
}

interface Window {
  readonly fromMs: number;
  readonly toMs: number;
  readonly gapClass: GapClass;
}

/** The time in which samples were made and not sent: nobody can know who was silent then. */
function windowOf(truth: ReturnType<typeof readTruth>, aboutMs: readonly [number, number], gapClass: GapClass): Window {
  const unsent = [...truth.values()].flatMap(({ made, sent }) => {
    const known = new Set(sent);
    return made.filter((atMs) => atMs >= aboutMs[0] && atMs <= aboutMs[1] && !known.has(atMs));
  });
  return { fromMs: Math.min(...unsent), toMs: Math.max(...unsent), gapClass };
}

/** What is missing between the first sent sample and the last: by the script where rows were taken from us, silence where none was made. */
function judgeByTruth({ made, sent }: { readonly made: readonly number[]; readonly sent: readonly number[] }, windows: readonly Window[]): Partial<Record<GapClass, number>> {
  const missing: Partial<Record<GapClass, number>> = {};
  const add = (gapClass: GapClass): void => void (missing[gapClass] = (missing[gapClass] ?? 0) + 1_000);
  for (let i = 1; i < sent.length; i++) {
    const [fromMs, toMs] = [sent[i - 1]!, sent[i]!];
    if (toMs - fromMs <= 30_000) continue;
    const unsent = made.filter((atMs) => atMs > fromMs && atMs < toMs);
    for (let atMs = fromMs + 30_000; atMs < toMs; atMs += 1_000) {
      const wasMade = unsent.some((madeMs) => Math.abs(madeMs - atMs) <= 15_000);
      const window = windows.find((one) => atMs >= one.fromMs && atMs <= one.toMs + 15_000);
      // A sample that was made, outside of the script's windows, must have come.
      add(window?.gapClass ?? (wasMade ? 'coming' : 'silent'));
    }
  }
  return missing;
}

test('every gap is found and has its true cause: silence, a torn reply, rows over 8 hours old; what was drained later is none', async () => {
  const script = await openScript();
  const { bench } = script;
  await script.on();
  await script.poll(60);
  const firstId = fleet().find((terminal) => terminal.silence === 'never')!.streamId.toLowerCase();

  // Switched off: a gap while it lasts, and none once the stream has brought the rows.
  await script.off();
  script.pass(50);
  const whileOff = await script.coverage(firstId);
  expect(whileOff.gaps).toMatchObject([{ gapClass: 'not-polled', isOpen: true, toMs: script.nowMs() }]);
  expect(whileOff.missingMs['not-polled']).toBeGreaterThan(49 * MIN);
  expect(whileOff.missingMs['not-polled']).toBeLessThanOrEqual(50 * MIN);
  await script.on();
  expect((await script.coverage(firstId)).gaps).toEqual([]);

  // The app closed: the same, over a restart.
  await script.poll(20);
  await script.reopen(40);
  expect((await script.coverage(firstId)).gaps).toMatchObject([{ gapClass: 'not-polled', isOpen: true }]);
  await script.on();

  // The API fails for a while.
  const working = bench.simulator.setFault({ kind: 'status', status: 500, call: 'stream' });
  await script.poll(30);
  const whileFailing = await script.coverage(firstId);
  expect(whileFailing.gaps).toMatchObject([{ gapClass: 'api-failed', isOpen: true }]);
  expect(whileFailing.missingMs['api-failed']).toBeGreaterThan(28 * MIN);
  working();
  await script.poll(10);
  expect((await script.coverage(firstId)).gaps).toEqual([]);

  // A reply breaks off: what it lost never comes.
  const tornFromMs = script.nowMs();
  bench.simulator.setFault({ kind: 'truncated', rows: 60, times: 1 });
  await script.poll(5);
  const tornToMs = script.nowMs();
  await script.poll(60);

  // Off for ten hours: Starlink keeps eight.
  const lostFromMs = script.nowMs();
  await script.off();
  script.pass(600);
  await script.on();
  const lostToMs = script.nowMs() - 480 * MIN;
  await script.poll(60);

  const truths = readTruth(script);
  const windows = [windowOf(truths, [tornFromMs, tornToMs], 'api-failed'), windowOf(truths, [lostFromMs, lostToMs], 'lost')];
  const sums: Partial<Record<GapClass, number>> = {};
  let gaps = 0;
  for (const [deviceId, truth] of truths) {
    const told = await script.coverage(deviceId);
    if (truth.sent.length === 0) {
      expect(told, 'never seen: not a figure').toMatchObject({ share: null, observedMs: 0, gaps: [] });
      continue;
    }
    const meant = judgeByTruth(truth, windows);
    const ofRange = truth.sent.filter((atMs, i) => i > 0 && atMs - truth.sent[i - 1]! > 30_000).length;
    gaps += ofRange;
    for (const gapClass of ['silent', 'not-polled', 'api-failed', 'lost', 'coming'] as const) {
      const [toldMs, meantMs] = [told.missingMs[gapClass], meant[gapClass] ?? 0];
      expect(Math.abs(toldMs - meantMs), `${deviceId} ${gapClass}: told ${toldMs / MIN} min, meant ${meantMs / MIN} min`).toBeLessThanOrEqual(MIN);
      sums[gapClass] = (sums[gapClass] ?? 0) + toldMs;
    }
  }
  // The script did its work on every terminal: else the comparison says nothing.
  expect(gaps).toBeGreaterThan(20);
  expect(sums.silent).toBeGreaterThan(25 * MIN);
  expect(sums['api-failed']).toBeGreaterThan(11 * 3 * MIN);
  expect(sums.lost).toBeGreaterThan(11 * 115 * MIN);

  const account = await script.coverage(null);
  expect(account.terminals).toBe(11);
  for (const [gapClass, ms] of Object.entries(sums)) expect(account.missingMs[gapClass as GapClass]).toBeCloseTo(ms, -1);
  expect(account.share).toBeCloseTo(1 - Object.values(sums).reduce((sum, ms) => sum + ms, 0) / account.observedMs, 6);
  expect(bench.heard.raised.map(({ topic }) => topic)).not.toContain('telemetry-shared');
});
