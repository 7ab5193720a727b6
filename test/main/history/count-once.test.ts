import { expect, onTestFinished, test } from 'vitest';
import { openTelemetryHistory, type TelemetryHistory } from '../../../src/main/history/telemetry-history.ts';
import { buildBatch, buildMeta, NOON_MS, nsAt } from './build-batch.ts';
import { askOk } from './queries/ask-history.ts';
import { createTempFolder } from './temp-folder.ts';

interface Bench {
  history: TelemetryHistory;
  append(receivedAtMs: number, samples: readonly (readonly [id: string, ns: bigint, latencyMs: number])[]): Promise<void>;
  /** Samples of latency that fleet statistics count, with their mean. */
  counted(): Promise<readonly [number, number]>;
}

async function open(folder = createTempFolder()): Promise<Bench> {
  const bench: Bench = {
    history: await openTelemetryHistory({ folder, log: () => undefined }),
    async append(receivedAtMs, samples) {
      await bench.history.append(buildBatch({ terminals: samples.map(([id, ns, latencyMs]) => ({ id, ns, numbers: { latencyMs } })) }), buildMeta({ receivedAtMs }));
    },
    async counted() {
      const { samples, mean } = await askOk(bench.history, 'fleetPercentiles', { metric: 'latencyMs', accountNumber: null, fromMs: NOON_MS - 86_400_000, toMs: NOON_MS + 86_400_000, buckets: 1 });
      return [samples[0] ?? 0, Math.round(mean[0] ?? 0)];
    },
  };
  onTestFinished(() => bench.history.close());
  return bench;
}

const at = (seconds: number, ns = 0n): bigint => nsAt(NOON_MS + seconds * 1_000, ns);

test('a sample that comes again counts as the first time, whatever it says now', async () => {
  const bench = await open();
  await bench.append(NOON_MS, [['ut1', at(-30), 10], ['ut1', at(-15), 20], ['ut2', at(-15), 30]]);
  await bench.append(NOON_MS + 60_000, [['ut1', at(-15), 90], ['ut1', at(15), 40], ['ut2', at(-15), 30], ['ut3', at(15), 50]]);
  expect(await bench.counted()).toEqual([5, 30]);
});

test('one that comes late for the first time counts, and one a nanosecond beside another', async () => {
  const bench = await open();
  await bench.append(NOON_MS, [['ut1', at(-15), 10]]);
  await bench.append(NOON_MS + 60_000, [['ut1', at(-45), 20], ['ut1', at(-15, 1n), 30], ['ut1', at(-15, -1n), 40]]);
  expect(await bench.counted()).toEqual([4, 25]);
});

test('within one reply, too, in any order of rows', async () => {
  const bench = await open();
  await bench.append(NOON_MS, [['ut1', at(-15), 10], ['ut2', at(-20), 30], ['ut1', at(-30), 20], ['ut1', at(-15), 90], ['ut1', at(-30), 90], ['ut2', at(-20), 90]]);
  expect(await bench.counted()).toEqual([3, 20]);
});

test('samples from the future, which never became current', async () => {
  const bench = await open();
  await bench.append(NOON_MS, [['ut1', at(-15), 10], ['ut1', at(600), 30]]);
  await bench.append(NOON_MS + 30_000, [['ut1', at(15), 20], ['ut1', at(600), 90]]);
  expect(await bench.counted()).toEqual([3, 20]);
});

test('of a terminal that has left the tables since, and after a start', async () => {
  const folder = createTempFolder();
  const bench = await open(folder);
  await bench.append(NOON_MS, [['ut1', at(-15), 10], ['ut2', at(-15), 20]]);
  await bench.history.expire(NOON_MS + 3 * 86_400_000, 1, new Set(['ut2']));
  await bench.history.close();
  bench.history = (await open(folder)).history;
  await bench.append(NOON_MS + 60_000, [['ut1', at(-15), 90], ['ut2', at(-15), 90], ['ut2', at(15), 30]]);
  expect(await bench.counted()).toEqual([3, 20]);
});
