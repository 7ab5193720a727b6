// What the engine does before and around the loops: open, replay, refuse, wait, forget.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listSpools, spoolFolderOf } from '../../../src/main/history/spool.ts';
import { openTelemetryHistory, telemetryPlan } from '../../../src/main/history/telemetry-history.ts';
import { TELEMETRY_FILE } from '../../../src/main/history/telemetry-schema.ts';
import { buildBatch, buildMeta } from '../history/build-batch.ts';
import { createTempFolder } from '../history/temp-folder.ts';
import { compareRows, readSentRows, readStoredRows } from './stored-rows.ts';
import { openBench, type TelemetryBench } from './telemetry-bench.ts';

const phase = (bench: TelemetryBench): string | undefined => bench.heard.statuses.at(-1)?.phase;
const caughtUp = (bench: TelemetryBench): boolean => bench.heard.progress.at(-1)?.caughtUp === true && phase(bench) === 'waiting';
const requests = (bench: TelemetryBench): number => bench.heard.exchanges.length;

async function expectAllStored(bench: TelemetryBench): Promise<void> {
  await bench.engine.close();
  const sent = readSentRows(bench.simulator.ledger, bench.simulator.credentials[0]!.accountNumber);
  expect(compareRows(await readStoredRows(bench.folder), sent)).toEqual({ missing: [], surplus: [] });
  expect(sent.length).toBeGreaterThan(0);
}

/** Fails as a full disk does, for as long as `full` is set. */
function createFullDisk(): { full: boolean; atPoint(name: string): void } {
  return {
    full: true,
    atPoint(name) {
      if (this.full && name === 'before-commit') throw new Error('ENOSPC: no space left on device, write');
    },
  };
}

describe('at the start', () => {
  test('a history of a newer version is refused: one message, no request, nothing changed', async () => {
    const folder = createTempFolder();
    const log = (): void => undefined;
    await (await openTelemetryHistory({ folder, log, plan: { ...telemetryPlan, version: 9 } })).close();
    const before = readFileSync(join(folder, TELEMETRY_FILE));
    const bench = await openBench({}, { folder });
    await bench.start();
    expect(bench.heard.raised).toMatchObject([{ topic: 'telemetry-history', call: 'Telemetry storage', cause: expect.stringContaining('written by a newer Groundtrack') as string }]);
    expect(phase(bench)).toBe('failing');
    expect((await bench.engine.current()).terminals).toEqual([]);
    expect(await bench.engine.ask('series', { deviceId: 'ut1', metric: 'latencyMs', fromMs: 0, toMs: 1, buckets: 1 }, { queryId: '1', chart: null })).toMatchObject({ ok: false, error: { code: 'no-history' } });
    await bench.engine.close();
    expect(requests(bench)).toBe(0);
    expect(readFileSync(join(folder, TELEMETRY_FILE)).equals(before)).toBe(true);
  });

  test('a spool that can’t be stored holds polling back until it can', async () => {
    const folder = createTempFolder();
    mkdirSync(spoolFolderOf(folder));
    writeFileSync(join(spoolFolderOf(folder), '00000000000001-a.2.body'), `${JSON.stringify({
      version: 1, spoolId: '00000000000001-a', credentialId: 'cred-0', accountNumber: 'ACC', requestedAtMs: 1, batchSize: 10, lingerMs: 0, contentEncoding: null,
    })}\n{"data":{"values":[],"columnNamesByDeviceType":{}},"metadata":{}}`);
    const disk = createFullDisk();
    const bench = await openBench({}, { folder, atPoint: (name) => disk.atPoint(name) });
    const id = await bench.start();
    expect([...bench.heard.standing.keys()]).toEqual(['telemetry-history']);
    expect(requests(bench)).toBe(0);
    disk.full = false;
    bench.engine.pollNow(id);
    await bench.until(() => caughtUp(bench));
    expect(bench.heard.standing.size).toBe(0);
    expect(await listSpools(spoolFolderOf(folder))).toEqual([]);
    await expectAllStored(bench);
  });

  test('a spool that can’t be read is set aside: one message, and polling goes on', async () => {
    const folder = createTempFolder();
    mkdirSync(spoolFolderOf(folder));
    writeFileSync(join(spoolFolderOf(folder), '00000000000001-a.spool'), 'no header');
    const bench = await openBench({}, { folder });
    const id = await bench.start();
    await bench.until(() => caughtUp(bench));
    expect(bench.heard.raised).toMatchObject([{ topic: 'telemetry-history', severity: 'warning', cause: expect.stringContaining('set aside') as string }]);
    expect(existsSync(join(spoolFolderOf(folder), 'quarantine', '00000000000001-a.spool'))).toBe(true);
    await bench.engine.stopAccount(id);
    expect(bench.heard.standing.size).toBe(0);
    await expectAllStored(bench);
  });

  test('the last known rows are there before anything is polled', async () => {
    const folder = createTempFolder();
    const first = await openBench({}, { folder });
    await first.start();
    await first.until(() => caughtUp(first));
    const before = await first.engine.current();
    await first.engine.close();
    const second = await openBench({}, { folder });
    const after = await second.engine.current();
    expect(after.terminals.length).toBe(6);
    for (const kind of ['terminals', 'routers', 'ipAllocations', 'alerts'] as const) {
      expect(after[kind].map((row) => JSON.stringify(row)).sort()).toEqual(before[kind].map((row) => JSON.stringify(row)).sort());
    }
    expect(requests(second)).toBe(0);
  });
});

describe('a disk that can’t be written', () => {
  test('for spool files only: the reply goes from memory to the history', async () => {
    const bench = await openBench();
    rmSync(spoolFolderOf(bench.folder), { recursive: true });
    writeFileSync(spoolFolderOf(bench.folder), 'in the way of the folder');
    await bench.start();
    await bench.until(() => caughtUp(bench));
    expect(bench.heard.log.filter(({ level }) => level === 'error')).toHaveLength(1);
    await expectAllStored(bench);
  });

  test('for both: stopping waits until the reply is stored', async () => {
    const disk = createFullDisk();
    const bench = await openBench({}, { atPoint: (name) => disk.atPoint(name) });
    rmSync(spoolFolderOf(bench.folder), { recursive: true });
    writeFileSync(spoolFolderOf(bench.folder), 'in the way of the folder');
    const id = await bench.start();
    await bench.until(() => bench.heard.standing.has('telemetry-disk'));
    let stopped = false;
    const stopping = bench.engine.stopAccount(id).then(() => (stopped = true));
    await bench.until(() => phase(bench) === 'stopping' && bench.heard.log.filter(({ text }) => text.includes('ENOSPC')).length === 2);
    expect(stopped).toBe(false);
    disk.full = false;
    rmSync(spoolFolderOf(bench.folder));
    bench.engine.pollNow(id);
    await stopping;
    expect(phase(bench)).toBe('off');
    await expectAllStored(bench);
  });

  test('for the history only: stopping leaves the reply in the spool, and the next start stores it', async () => {
    const disk = createFullDisk();
    const bench = await openBench({}, { atPoint: (name) => disk.atPoint(name) });
    const id = await bench.start();
    await bench.until(() => bench.heard.standing.has('telemetry-disk'));
    await bench.engine.stopAccount(id);
    expect(await listSpools(spoolFolderOf(bench.folder))).toHaveLength(1);
    expect(bench.heard.standing.size).toBe(0);
    await bench.engine.close();
    const next = await openBench({}, { folder: bench.folder });
    expect((await next.engine.current()).terminals).toHaveLength(6);
    await next.engine.close();
    await expectAllStored(bench);
  });
});

test('devices leave after the retention once main has said which to keep', async () => {
  const folder = createTempFolder();
  const dayMs = 86_400_000;
  const history = await openTelemetryHistory({ folder, log: () => undefined });
  const nowMs = Date.now();
  const ns = BigInt(nowMs - 2 * dayMs) * 1_000_000n;
  await history.append(buildBatch({ terminals: [{ id: 'ut-gone', ns }, { id: 'ut-kept', ns }] }), buildMeta({ receivedAtMs: nowMs - 2 * dayMs }));
  await history.close();
  const bench = await openBench({}, { folder });
  expect((await bench.engine.current()).terminals).toHaveLength(2);
  bench.engine.setKeep(['ut-kept']);
  await bench.until(() => bench.heard.current.length === 1);
  expect(bench.heard.current[0]!.removed.terminals).toEqual(['ut-gone']);
  expect((await bench.engine.current()).terminals.map((row) => row.deviceId)).toEqual(['ut-kept']);
});

describe('current values before the stream', () => {
  test('are painted first and are no part of the history', async () => {
    const painted: number[] = [];
    const bench = await openBench({ startBackS: 0 }, { onPainted: (news) => painted.push(news.terminals.length) });
    await bench.start();
    await bench.until(() => bench.heard.progress.length > 0);
    expect(painted).toEqual([6]);
    expect(bench.heard.exchanges.map((exchange) => exchange.url.split('/').at(-1))).toEqual(['query', 'stream']);
    await bench.engine.close();
    expect(compareRows(await readStoredRows(bench.folder), readSentRows(bench.simulator.ledger, bench.simulator.credentials[0]!.accountNumber))).toEqual({ missing: [], surplus: [] });
  });

  test('are painted again after a gap, and while an old backlog comes in; never when the stream is up to date', async () => {
    let clockMs = Date.parse('2026-11-20T00:00:00Z');
    const bench = await openBench({ startBackS: 0, nowNs: () => BigInt(clockMs) * 1_000_000n }, { now: () => clockMs, onPainted: () => undefined });
    const id = await bench.start();
    const round = async (minutes: number): Promise<string> => {
      clockMs += minutes * 60_000;
      const [statuses, exchanges] = [bench.heard.statuses.length, bench.heard.exchanges.length];
      bench.engine.pollNow(id);
      await bench.until(() => bench.heard.statuses.length > statuses && ['waiting', 'failing'].includes(phase(bench) ?? ''));
      return bench.heard.exchanges.slice(exchanges).map((exchange) => exchange.url.split('/').at(-1)).join(' ');
    };
    await bench.until(() => caughtUp(bench));
    expect(await round(5)).toBe('stream');
    const working = bench.simulator.setFault({ kind: 'status', status: 500, call: 'stream' });
    expect(await round(5)).toBe('stream');
    // Nothing was heard for over a poll and three minutes: current values are old.
    expect(await round(5)).toBe('query stream');
    expect(await round(0.5)).toBe('stream');
    working();
    expect(await round(1)).toBe('query stream');
    expect(await round(5)).toBe('stream');
    // The computer slept for an hour; its backlog comes in several replies, each with a minute behind it.
    bench.set({ telemetryBatchSize: 600 });
    const asked = bench.heard.exchanges.length;
    bench.simulator.ledger.onReply(() => void (clockMs += 40_000));
    await round(60);
    const calls = bench.heard.exchanges.slice(asked).map((exchange) => exchange.url.split('/').at(-1));
    expect(calls[0]).toBe('query');
    expect(calls.filter((call) => call === 'query').length).toBeGreaterThan(1);
    expect(calls.filter((call) => call === 'query').length).toBeLessThan(calls.length / 2);
    expect(calls.at(-1)).toBe('stream');
    await expectAllStored(bench);
  });

  test('that can’t be had are a warning while the stream catches up, and none when it has', async () => {
    const bench = await openBench({ faults: [{ kind: 'status', status: 500, call: 'query' }] }, { onPainted: () => undefined }, { telemetryBatchSize: 10 });
    await bench.start();
    await bench.until(() => caughtUp(bench));
    expect(bench.heard.raised).toMatchObject([{ topic: 'telemetry-query', severity: 'warning', call: 'Telemetry query' }]);
    expect(bench.heard.standing.size).toBe(0);
  });

  test('that may not be read are a quiet line', async () => {
    const bench = await openBench({ faults: [{ kind: 'forbidden', call: 'query' }] }, { onPainted: () => undefined }, { telemetryBatchSize: 10 });
    await bench.start();
    await bench.until(() => caughtUp(bench));
    expect(bench.heard.raised).toEqual([]);
    expect(bench.heard.log.filter(({ level, text }) => level === 1 && text.startsWith('Current values come with the stream'))).toHaveLength(1);
    expect(bench.heard.exchanges.filter((exchange) => exchange.url.endsWith('/query'))).toHaveLength(1);
  });
});
