import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createArchiveKeeper, type ArchiveKeeper } from '../../../src/main/poll-loops/archive-keeper.ts';
import type { PollerPorts } from '../../../src/main/poll-loops/poller-ports.ts';
import { openTelemetryHistory } from '../../../src/main/history/telemetry-history.ts';
import { openArchive, DAY, terminalAt } from '../history/archive/archive-bench.ts';
import { buildBatch, buildMeta, NOON_MS } from '../history/build-batch.ts';
import { createTempFolder } from '../history/temp-folder.ts';
import { patient } from '../../patient.ts';

interface Poller {
  readonly ports: PollerPorts;
  readonly standing: Map<string, string>;
}

/** An account of which only its problems matter here. */
function createPoller(): Poller {
  const standing = new Map<string, string>();
  const ports = { raiseProblem: (problem) => void standing.set(problem.topic, problem.cause), clearProblem: (topic) => void standing.delete(topic) } satisfies Partial<PollerPorts> as unknown as PollerPorts;
  return { ports, standing };
}

async function openKeeper(folder: string, polled: () => Iterable<PollerPorts>): Promise<ArchiveKeeper> {
  const history = await openTelemetryHistory({ folder, log: () => undefined });
  const keeper = createArchiveKeeper({ folder, log: () => undefined, limits: () => ({ historyDays: 400, historyMaxGB: 0 }), now: Date.now, atPoint: () => undefined, polled });
  keeper.start(history);
  onTestFinished(async () => {
    await keeper.stop();
    await history.close();
  });
  return keeper;
}

test('trouble with the archive is told by one account, and by another one when that is polled no longer', async () => {
  const folder = createTempFolder();
  const bench = await openArchive(folder);
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS)] }), buildMeta());
  await bench.archive.runPass();
  await bench.close();
  const [first, second] = [createPoller(), createPoller()];
  let polled = [first, second];
  const keeper = await openKeeper(folder, () => polled.map(({ ports }) => ports));
  expect(await keeper.describe()).toMatchObject({ ok: true, value: { archivedDays: 1, oldestDay: DAY } });
  const file = `telemetry/date=${DAY}/1-000.parquet`;
  rmSync(join(folder, file));
  keeper.check(file);
  await vi.waitUntil(() => first.standing.size > 0, patient);
  expect(first.standing.get('telemetry-archive')).toContain(file);
  expect(second.standing.size).toBe(0);
  polled = [second];
  keeper.pollersChanged();
  expect([first.standing.size, [...second.standing.keys()]]).toEqual([0, ['telemetry-archive']]);
  expect(await keeper.describe()).toMatchObject({ value: { damagedFiles: 1 } });
});

test('before the history is open there is nothing to describe', async () => {
  const keeper = createArchiveKeeper({ folder: createTempFolder(), log: () => undefined, limits: () => ({ historyDays: 400, historyMaxGB: 0 }), now: Date.now, atPoint: () => undefined, polled: () => [] });
  expect(await keeper.describe()).toMatchObject({ ok: false, error: { code: 'no-history' } });
  await keeper.stop();
});
