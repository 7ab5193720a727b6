// A copy of an open history: whole, consistent, while replies go on being stored.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyTelemetry } from '../../../../src/main/history/backup/copy-telemetry.ts';
import { TELEMETRY_FILE } from '../../../../src/main/history/telemetry-schema.ts';
import { buildBatch, buildMeta, NOON_MS } from '../build-batch.ts';
import { createTempFolder } from '../temp-folder.ts';
import { CLOSES_MS, DAY, DAY_MS, openArchive, storedSamples, terminalAt, type ArchiveBench } from '../archive/archive-bench.ts';

const calm = { signal: new AbortController().signal, onBytes: () => undefined };
const ROWS = 40;
const nextDay = NOON_MS + DAY_MS;

/** Of the archived day one reply, of the open one so many. */
async function openWithData(folder: string, openReplies: number): Promise<ArchiveBench> {
  const bench = await openArchive(folder);
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS), terminalAt('ut2', NOON_MS)] }), buildMeta());
  await bench.archive.runPass();
  expect(bench.troubles).toEqual([]);
  for (let reply = 0; reply < openReplies; reply++) await append(bench, reply);
  return bench;
}

async function append(bench: ArchiveBench, reply: number): Promise<void> {
  await bench.history.append(buildBatch({ terminals: Array.from({ length: ROWS }, (_, row) => terminalAt(`ut${row}`, nextDay + reply * 1_000)) }), buildMeta({ receivedAtMs: nextDay }));
}

describe('a copy of an open history', () => {
  test('opens and holds every row, hot and archived, with replies that wait', async () => {
    const folder = createTempFolder();
    const target = join(createTempFolder(), 'data');
    mkdirSync(join(folder, 'spool', 'quarantine'), { recursive: true });
    writeFileSync(join(folder, 'spool', '1-a.2.body'), 'waiting');
    writeFileSync(join(folder, 'spool', 'quarantine', '0-b.spool'), 'odd');
    writeFileSync(join(folder, 'spool', 'note to myself (1).txt'), 'none of ours');
    const bench = await openWithData(folder, 3);
    const copied = await bench.archive.whilePaused(() => copyTelemetry(bench.history, folder, target, calm));
    const stored = await storedSamples(bench);
    expect(copied.missing).toEqual([]);
    expect(copied.files.map(({ file }) => file)).toEqual(expect.arrayContaining(['spool/1-a.2.body', 'spool/quarantine/0-b.spool', TELEMETRY_FILE, `telemetry/date=${DAY}/1-000.parquet`]));
    // What is stored meanwhile must be in one of the two.
    expect(copied.files.findIndex(({ file }) => file.startsWith('spool/'))).toBeLessThan(copied.files.findIndex(({ file }) => file === TELEMETRY_FILE));
    expect(copied.files.filter(({ file }) => file.includes('note'))).toEqual([]);
    // Settled at a checkpoint: one file.
    expect(readdirSync(target)).not.toContain(`${TELEMETRY_FILE}.wal`);
    await bench.close();
    const copy = await openArchive(target, { nowMs: CLOSES_MS });
    await copy.archive.runPass();
    expect(await storedSamples(copy)).toEqual(stored);
    expect(stored).toHaveLength(2 + 3 * ROWS);
    expect((await copy.archive.describe()).damagedFiles).toBe(0);
  });

  test('is of one moment although replies are stored all the while, none half, and loses nothing of the original', async () => {
    const folder = createTempFolder();
    const target = createTempFolder();
    const bench = await openWithData(folder, 1);
    let isCopying = true;
    const copying = copyTelemetry(bench.history, folder, join(target, 'data'), calm).finally(() => (isCopying = false));
    let replies = 1;
    while (isCopying || replies < 3) await append(bench, replies++);
    await copying;
    const all = await storedSamples(bench);
    expect(all).toHaveLength(2 + replies * ROWS);
    const copy = await openArchive(join(target, 'data'));
    const [{ rows, batches }] = (await copy.query(`SELECT (SELECT count(*) FROM terminal_history)::INTEGER AS rows, (SELECT count(*) FROM batches WHERE received_at_ms = ${nextDay})::INTEGER AS batches`)) as [{ rows: number; batches: number }];
    expect(rows).toBe(batches * ROWS);
    expect(batches).toBeGreaterThanOrEqual(1);
    // The copy can go on by itself.
    await append(copy, 900);
  });

  test('leaves the original locked: another process still can’t open it', async () => {
    const folder = createTempFolder();
    const bench = await openWithData(folder, 1);
    for (const round of ['first', 'second']) await bench.history.copyTo(join(createTempFolder(), round), calm);
    const intruder = spawnSync(process.execPath, ['-e', `require('@duckdb/node-api').DuckDBInstance.create(process.argv[1]).then(() => console.log('opened'), (error) => console.log(error.message))`, join(folder, TELEMETRY_FILE)], { encoding: 'utf8' });
    expect(intruder.stdout).toMatch(/lock|used by another process/i);
  });

  test('goes on without a file that is gone, and says which', async () => {
    const folder = createTempFolder();
    const bench = await openWithData(folder, 1);
    rmSync(join(folder, 'telemetry', `date=${DAY}`, '1-000.parquet'));
    const { missing, files } = await copyTelemetry(bench.history, folder, join(createTempFolder(), 'data'), calm);
    expect(missing).toEqual([`telemetry/date=${DAY}/1-000.parquet`]);
    expect(files.map(({ file }) => file)).toContain(`snapshots/date=${DAY}/1-000.parquet`);
  });

  test('goes on without a file that the disk can’t read, and says which', async () => {
    const folder = createTempFolder();
    const bench = await openWithData(folder, 1);
    const file = `telemetry/date=${DAY}/1-000.parquet`;
    // Opens, and fails at the first byte, as a bad sector does.
    rmSync(join(folder, file));
    mkdirSync(join(folder, file));
    const target = join(createTempFolder(), 'data');
    const { missing, files } = await copyTelemetry(bench.history, folder, target, calm);
    expect(missing).toEqual([file]);
    expect(files.map((copied) => copied.file)).toEqual(expect.arrayContaining([TELEMETRY_FILE, `snapshots/date=${DAY}/1-000.parquet`]));
    expect(existsSync(join(target, file))).toBe(false);
  });

  test('that fails leaves the history as it was, open and writable', async () => {
    const folder = createTempFolder();
    const bench = await openWithData(folder, 1);
    const inTheWay = createTempFolder();
    writeFileSync(join(inTheWay, TELEMETRY_FILE), 'somebody else’s');
    await expect(bench.history.copyTo(inTheWay, calm)).rejects.toMatchObject({ code: 'EEXIST' });
    const stop = new AbortController();
    await expect(bench.history.copyTo(join(inTheWay, 'cancelled'), { signal: stop.signal, onBytes: () => stop.abort(new Error('enough')) })).rejects.toThrow('enough');
    await append(bench, 1);
    expect(await storedSamples(bench)).toHaveLength(2 + 2 * ROWS);
  });
});
