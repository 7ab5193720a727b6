// kill -9 at every step of closing a day and of retention, twenty times each: every row stays, once, and the next run goes on.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listArchiveFiles } from '../../../../src/main/history/archive/archive-files.ts';
import { readParquet } from '../../../../src/main/history/archive/archive-path.ts';
import { TELEMETRY_FILE } from '../../../../src/main/history/telemetry-schema.ts';
import { buildChild } from '../../kill/build-child.ts';
import { buildBatch, buildMeta, NOON_MS, nsAt } from '../build-batch.ts';
import type { ArchiveChildOrder } from './archive-child.ts';
import { CLOSES_MS, createArchiveBench, DAY_MS, terminalAt, type ArchiveBench } from './archive-bench.ts';
import { createLanes } from '../../lanes.ts';

/** The issue asks for twenty kills at each point. */
const KILLS = 20;
const LANES = 2;
const TIMEOUT_MS = 300_000;
/** The first one is closed beforehand, and late rows of it have come since. */
const DAYS = 3;
const LAST_DAY_CLOSES_MS = CLOSES_MS + (DAYS - 1) * DAY_MS;

const points = ['compaction-begun', 'slice-written', 'slice-sealed', 'slices-sealed', 'compaction-before-commit', 'compaction-done', 'files-unlisted'] as const;
/** At which of its hits a point kills: files of every kind in turn; else the first (late rows), and at last the second (a day of its own). */
function hitOf(point: (typeof points)[number], kill: number): number {
  if (point === 'slice-written' || point === 'slice-sealed') return 1 + (kill % 9);
  return kill < 17 || point === 'compaction-done' || point === 'files-unlisted' ? 1 : 2;
}

let childFile: string;
let prepared: string;
/** The same with all days archived. */
let archived: string;
let expected: Stored;
const inLane = createLanes(LANES);

interface Stored {
  readonly samples: readonly string[];
  /** Counts and sums of the other kinds. */
  readonly others: unknown;
}

beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), 'groundtrack-archive-'));
  childFile = await buildChild(new URL('./archive-child.ts', import.meta.url));
  const bench = await createArchiveBench(prepared, { rowsPerSlice: 4 });
  await appendDays(bench, 0, 1, 0);
  await bench.archive.runPass();
  await appendDays(bench, 1, DAYS, 0);
  await appendDays(bench, 0, 1, 1);
  await bench.close();
  expected = await readStored(prepared);
  expect(expected.samples).toHaveLength(6 * (DAYS + 1));
  archived = mkdtempSync(join(tmpdir(), 'groundtrack-archive-'));
  cpSync(prepared, archived, { recursive: true });
  await (await runToEnd(archived, 400)).close();
}, TIMEOUT_MS);

afterAll(() => [prepared, archived].forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function appendDays(bench: ArchiveBench, from: number, to: number, offsetMs: number): Promise<void> {
  for (let day = from; day < to; day++) {
    const ms = NOON_MS + day * DAY_MS + offsetMs;
    const terminals = [1, 2, 3].flatMap((ut) => [0, 1].map((step) => ({ ...terminalAt(`ut${ut}`, ms + step * 400_000, day * 10 + ut), alerts: step === 0 ? [51] : [] })));
    await bench.history.append(
      buildBatch({ terminals, routers: [{ id: 'Router-1', ns: nsAt(ms), numbers: { clients: day } }], ips: [{ deviceId: 'ut1', ns: nsAt(ms), lists: [['192.0.2.1'], [], []] }] }),
      buildMeta({ receivedAtMs: ms + 400_000 }),
    );
  }
}

/** What the folder holds after a kill, hot and archived; a row that is in both, or in neither, shows. */
async function readStored(folder: string): Promise<Stored> {
  const instance = await DuckDBInstance.create(join(folder, TELEMETRY_FILE), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    const samples = await union(connection, folder, 'telemetry', 'terminal_history', `device_id || ' ' || timestamp_ns || ' ' || latency_ms AS row`);
    return {
      samples: samples.map(({ row }) => String(row)).sort(),
      others: {
        routers: await union(connection, folder, 'routers', 'router_history', `timestamp_ns AS ns, clients`, 'ORDER BY ns'),
        ips: await union(connection, folder, 'ip-allocations', 'ip_allocation_history', `timestamp_ns AS ns, ipv4`, 'ORDER BY ns'),
        edges: await union(connection, folder, 'alert-edges', 'alert_edges', `edge, code, at_ns`, 'ORDER BY at_ns, edge'),
      },
    };
  } finally {
    connection.disconnectSync();
    instance.closeSync();
  }
}

async function union(connection: DuckDBConnection, folder: string, kind: string, hot: string, columns: string, order = ''): Promise<Record<string, unknown>[]> {
  const files = (await listArchiveFiles(connection, 'archive_files', `kind = '${kind}'`)).map(({ file }) => file);
  const archived = files.length === 0 ? '' : `UNION ALL SELECT ${columns} FROM ${readParquet(folder, files)}`;
  return (await connection.runAndReadAll(`SELECT * FROM (SELECT ${columns} FROM ${hot} ${archived}) ${order}`)).getRowObjectsJS();
}

async function runChild(order: ArchiveChildOrder): Promise<{ readonly signal: string | null; readonly said: string }> {
  const child = spawn(process.execPath, [childFile, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { signal, said };
}

describe.concurrent('every row is stored exactly once after a kill', () => {
  test.each(points)('%s', { timeout: TIMEOUT_MS }, (point) =>
    inLane(async () => {
      const isRetention = point === 'files-unlisted';
      let killed = 0;
      while (killed < KILLS) {
        const folder = mkdtempSync(join(tmpdir(), 'groundtrack-archive-'));
        try {
          cpSync(isRetention ? archived : prepared, folder, { recursive: true });
          // Retention removes one day more each time; the others go on until the folder has nothing left to kill for.
          const killsHere = isRetention ? await killWhilePossible(point, folder, killed, (kill) => DAYS - 1 - kill) : await killWhilePossible(point, folder, killed, () => 400);
          expect(killsHere).toBeGreaterThan(0);
          killed += killsHere;
          await expectClosed(folder, isRetention ? killsHere : 0);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      }
    }),
  );
});

/** @returns how often the child died in this folder */
async function killWhilePossible(point: (typeof points)[number], folder: string, before: number, historyDays: (kill: number) => number): Promise<number> {
  for (let kill = 0; before + kill < KILLS; kill++) {
    const days = historyDays(kill);
    if (days < 1) return kill;
    const { signal, said } = await runChild({ folder, nowMs: LAST_DAY_CLOSES_MS, historyDays: days, rowsPerSlice: point.startsWith('slice-') ? 4 : 100, point, hit: hitOf(point, before + kill) });
    if (signal !== 'SIGKILL') {
      expect(said).toBe('done\n');
      return kill;
    }
    const stored = await readStored(folder);
    if (point === 'files-unlisted') expect(stored.samples).toEqual(expected.samples.filter((sample) => dayOf(sample) > kill));
    else expect(stored).toEqual(expected);
  }
  return KILLS - before;
}

async function runToEnd(folder: string, historyDays: number): Promise<ArchiveBench> {
  const bench = await createArchiveBench(folder, { nowMs: LAST_DAY_CLOSES_MS, rowsPerSlice: 4, limits: () => ({ historyDays, historyMaxGB: 0 }) });
  await bench.archive.runPass();
  expect(bench.troubles).toEqual([]);
  return bench;
}

const dayOf = (sample: string): number => Math.floor((Number(sample.split(' ')[1]) / 1e6 - NOON_MS) / DAY_MS);

/** The next run goes on: then all is archived, and no file lies about that does not count. */
async function expectClosed(folder: string, removedDays: number): Promise<void> {
  const bench = await runToEnd(folder, removedDays === 0 ? 400 : DAYS - removedDays);
  expect(await bench.query(`SELECT count(*)::INTEGER AS n FROM terminal_samples`)).toEqual([{ n: 0 }]);
  expect(await bench.query(`SELECT count(*)::INTEGER AS n FROM compactions WHERE state = 'writing'`)).toEqual([{ n: 0 }]);
  const listed = (await bench.query(`SELECT file FROM archive_files ORDER BY file`)).map(({ file }) => file);
  const found = await bench.query(`SELECT file FROM glob('${folder}/*/date=*/*') ORDER BY file`);
  expect(found.map(({ file }) => String(file).slice(folder.length + 1))).toEqual(listed);
  const samples = (await bench.files('telemetry', `device_id || ' ' || timestamp_ns || ' ' || latency_ms AS row`)).map(({ row }) => String(row)).sort();
  expect(samples).toEqual(expected.samples.filter((sample) => dayOf(sample) >= removedDays));
  await bench.close();
}
