import { copyFileSync, cpSync, existsSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createArchive } from '../../../../src/main/history/archive/archive.ts';
import type { ArchivePort } from '../../../../src/main/history/archive/archive-port.ts';
import { openTelemetryHistory } from '../../../../src/main/history/telemetry-history.ts';
import { TELEMETRY_FILE } from '../../../../src/main/history/telemetry-schema.ts';
import { buildBatch, buildMeta, NOON_MS, nsAt } from '../build-batch.ts';
import { createTempFolder } from '../temp-folder.ts';
import { DAY, DAY_MS, openArchive, storedSamples, terminalAt, type ArchiveBench } from './archive-bench.ts';

const file = `telemetry/date=${DAY}/1-000.parquet`;
const samples = [`ut1 ${nsAt(NOON_MS)} 1`, `ut1 ${nsAt(NOON_MS + 1)} 2`, `ut2 ${nsAt(NOON_MS)} 3`];

async function appendDay(bench: ArchiveBench): Promise<void> {
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS, 1), terminalAt('ut1', NOON_MS + 1, 2), terminalAt('ut2', NOON_MS, 3)] }), buildMeta());
}

async function closeOneDay(folder: string): Promise<void> {
  const bench = await openArchive(folder);
  await appendDay(bench);
  await bench.archive.runPass();
  await bench.close();
}

test('a file that does not hold what was written never counts', async () => {
  const folder = createTempFolder();
  await closeOneDay(folder);
  const part = join(folder, 'telemetry/date=2026-11-23/.2-000.parquet.part');
  let lying = true;
  const bench = await openArchive(folder, {
    atPoint: (name) => {
      // A disk that mixes up its files: whole, of the same shape, and of another day.
      if (name === 'slice-written' && lying && existsSync(part)) copyFileSync(join(folder, file), part);
    },
  });
  await bench.history.append(buildBatch({ terminals: [1, 2, 3].map((ut) => terminalAt(`ut${ut}`, NOON_MS + DAY_MS, ut)) }), buildMeta({ receivedAtMs: NOON_MS + DAY_MS }));
  bench.nowMs += DAY_MS;
  await bench.archive.runPass();
  expect(bench.troubles).toMatchObject([{ cause: expect.stringContaining('telemetry/date=2026-11-23/2-000.parquet does not hold what was written') as string }]);
  expect(await bench.query(`SELECT count(*)::INTEGER AS n FROM terminal_samples`)).toEqual([{ n: 3 }]);
  lying = false;
  await bench.archive.runPass();
  expect(bench.troubles.at(-1)).toBeNull();
  expect(await bench.files('telemetry', 'count(*)::INTEGER AS n')).toEqual([{ n: 6 }]);
});

test('without room for the files the day stays hot, which is said once, and closes when there is room', async () => {
  const folder = createTempFolder();
  const bench = await openArchive(folder);
  await appendDay(bench);
  bench.freeBytes = 10_000_000;
  await bench.archive.runPass();
  await bench.archive.runPass();
  expect(bench.troubles).toEqual([{ cause: 'The history of 2026-11-22 is not archived yet: that needs 34 MB on the disk of the data folder, and 10 MB are free.', nextStep: expect.stringContaining('Make room') as string }]);
  expect(existsSync(join(folder, 'telemetry'))).toBe(false);
  expect(await storedSamples(bench)).toEqual(samples);
  bench.freeBytes = 1e9;
  await bench.archive.runPass();
  expect(bench.troubles.at(-1)).toBeNull();
  expect(await bench.files('telemetry', 'count(*)::INTEGER AS n')).toEqual([{ n: 3 }]);
});

test.each(['compaction-begun', 'slice-written', 'slice-sealed', 'slices-sealed', 'compaction-before-commit'])('a disk that refuses at %s costs nothing: files go, rows stay, and the next pass closes the day', async (point) => {
  const folder = createTempFolder();
  let failing = true;
  const bench = await openArchive(folder, {
    atPoint: (name) => {
      if (name === point && failing) throw new Error('ENOSPC: no space left on device');
    },
  });
  await appendDay(bench);
  await bench.archive.runPass();
  await bench.archive.runPass();
  expect(bench.troubles).toEqual([{ cause: `Old days of the telemetry history can't be archived now: ENOSPC: no space left on device.`, nextStep: expect.stringContaining('nothing of the history is lost') as string }]);
  expect(existsSync(join(folder, file))).toBe(false);
  expect(await storedSamples(bench)).toEqual(samples);
  failing = false;
  await bench.archive.runPass();
  expect(bench.troubles.at(-1)).toBeNull();
  expect(await storedSamples(bench)).toEqual(samples);
  expect(await bench.query(`SELECT count(*)::INTEGER AS n FROM terminal_samples`)).toEqual([{ n: 0 }]);
});

test.each([
  ['missing', (path: string): void => rmSync(path), 'it is missing'],
  ['cut short', (path: string): void => truncateSync(path, 500), 'it has 500 bytes instead of '],
  ['overwritten at its end', (path: string): void => writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, -4), Buffer.from('oops')])), 'its end is not that of a Parquet file'],
])('a listed file that is %s is left out and said; when it is back it counts again', async (_what, damage, reason) => {
  const folder = createTempFolder();
  await closeOneDay(folder);
  const path = join(folder, file);
  copyFileSync(path, join(folder, 'kept'));
  damage(path);
  const bench = await openArchive(folder);
  await bench.archive.runPass();
  expect(bench.troubles).toEqual([{ cause: expect.stringContaining(`A file of the telemetry history is left out: ${file}, ${reason}`) as string, nextStep: expect.stringContaining('backup') as string }]);
  expect(bench.lines).toContainEqual(['error', expect.stringContaining(`${file} (3 rows) is left out`)]);
  expect(await storedSamples(bench)).toEqual([]);
  expect((await bench.archive.describe()).damagedFiles).toBe(1);
  await bench.close();
  renameSync(join(folder, 'kept'), path);
  const again = await openArchive(folder);
  await again.archive.runPass();
  expect(await storedSamples(again)).toEqual(samples);
  expect(again.troubles).toEqual([]);
});

test('a file that breaks inside is found out when a query can not read it', async () => {
  const folder = createTempFolder();
  await closeOneDay(folder);
  breakInside(join(folder, file));
  const bench = await openArchive(folder);
  await bench.archive.runPass();
  expect(bench.troubles).toEqual([]);
  await expect(storedSamples(bench)).rejects.toThrow();
  expect(await bench.archive.check(file)).toBe(true);
  expect(await storedSamples(bench)).toEqual([]);
  expect(bench.troubles).toMatchObject([{ cause: expect.stringContaining(`${file}, its content is not what was written`) as string }]);
  expect(await bench.archive.check(`snapshots/date=${DAY}/1-000.parquet`)).toBe(false);
});

function breakInside(path: string): void {
  const bytes = readFileSync(path);
  writeFileSync(path, Buffer.concat([bytes.subarray(0, 4), Buffer.alloc(200, 0xff), bytes.subarray(204)]));
}

test('files that break inside keep no day open: neither a late one that they belong to, nor the next', async () => {
  const folder = createTempFolder();
  await closeOneDay(folder);
  const bench = await openArchive(folder);
  await bench.archive.runPass();
  breakInside(join(folder, file));
  breakInside(join(folder, `snapshots/date=${DAY}/1-000.parquet`));
  bench.nowMs += DAY_MS;
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS, 6), terminalAt('ut1', NOON_MS + 5, 7), terminalAt('ut2', NOON_MS + DAY_MS, 8), terminalAt('ut2', bench.nowMs, 9)] }), buildMeta({ receivedAtMs: bench.nowMs }));
  await bench.archive.runPass();
  expect((await bench.query(`SELECT file FROM archive_damaged_files ORDER BY file`)).map((row) => row['file'])).toEqual([`snapshots/date=${DAY}/1-000.parquet`, file]);
  expect(await bench.files('telemetry', 'latency_ms AS ms', 'ORDER BY timestamp_ns')).toEqual([{ ms: 6 }, { ms: 7 }, { ms: 8 }]);
  expect(bench.troubles.at(-1)).toMatchObject({ cause: expect.stringContaining('2 files of the telemetry history are left out') as string });
});

test('an older database that is put back takes up the files it does not know, each row once', async () => {
  const folder = createTempFolder();
  const first = await openArchive(folder);
  await appendDay(first);
  await first.close();
  copyFileSync(join(folder, TELEMETRY_FILE), join(folder, 'older'));
  await closeOneDay(folder).catch(() => undefined);
  const closed = readFileSync(join(folder, file));
  copyFileSync(join(folder, 'older'), join(folder, TELEMETRY_FILE));
  const bench = await openArchive(folder);
  await bench.archive.runPass();
  expect(bench.troubles).toEqual([]);
  expect(bench.lines).toContainEqual([0, expect.stringContaining("3 files of the history's archive were not in its list")]);
  // What the database still had of that day was in the files already.
  expect(await storedSamples(bench)).toEqual(samples);
  expect(readFileSync(join(folder, file)).equals(closed)).toBe(true);
  expect(await bench.files('rollups', 'sum(samples)::INTEGER AS n')).toEqual([{ n: 3 }]);
});

test('a foreign file that can not be read is set aside, never deleted or put over another, and no number is used twice', async () => {
  const folder = createTempFolder();
  await closeOneDay(folder);
  const foreign = `telemetry/date=${DAY}/7-000.parquet`;
  writeFileSync(join(folder, foreign), 'PAR1 no parquet PAR1');
  const aside = `telemetry/date=${DAY}/_7-000.parquet`;
  writeFileSync(join(folder, `${aside}.damaged`), 'of an earlier time');
  writeFileSync(join(folder, 'telemetry', `date=${DAY}`, '.8-000.parquet.part'), 'half');
  const bench = await openArchive(folder);
  await bench.archive.runPass();
  // An underscore, since pyarrow and others read whatever else lies in a folder.
  expect(readFileSync(join(folder, `${aside}.2.damaged`), 'latin1')).toBe('PAR1 no parquet PAR1');
  expect(readFileSync(join(folder, `${aside}.damaged`), 'latin1')).toBe('of an earlier time');
  expect(existsSync(join(folder, foreign))).toBe(false);
  expect(existsSync(join(folder, 'telemetry', `date=${DAY}`, '.8-000.parquet.part'))).toBe(false);
  expect(bench.lines).toContainEqual(['error', expect.stringContaining(`${aside}.2.damaged`)]);
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut5', NOON_MS + DAY_MS)] }), buildMeta({ receivedAtMs: NOON_MS + DAY_MS }));
  bench.nowMs += DAY_MS;
  await bench.archive.runPass();
  expect(await bench.query(`SELECT max(generation)::INTEGER AS n FROM archive_files`)).toEqual([{ n: 8 }]);
});

test('a partition of another console is taken up with its rows; one that lies under another date is set aside', async () => {
  const [folder, other] = [createTempFolder(), createTempFolder()];
  await closeOneDay(folder);
  const another = await openArchive(other);
  for (const [day, id] of ['ut1', 'ut8'].entries()) await another.history.append(buildBatch({ terminals: [terminalAt(id, NOON_MS + day * DAY_MS, 50)] }), buildMeta({ receivedAtMs: NOON_MS + day * DAY_MS }));
  another.nowMs += DAY_MS;
  await another.archive.runPass();
  await another.close();
  cpSync(join(other, 'telemetry/date=2026-11-23'), join(folder, 'telemetry/date=2026-11-23'), { recursive: true });
  copyFileSync(join(other, 'telemetry/date=2026-11-23/2-000.parquet'), join(folder, `telemetry/date=${DAY}/2-000.parquet`));
  // Its number, too, is taken here, by a day that was never finished.
  const bench = await openArchive(folder);
  await bench.query(`INSERT INTO compactions VALUES (2, DATE '2026-11-25', 'writing', false, 0, NULL, NULL)`);
  await bench.archive.runPass();
  expect(bench.troubles).toEqual([]);
  expect(await storedSamples(bench)).toEqual([...samples, `ut8 ${nsAt(NOON_MS + DAY_MS)} 50`]);
  expect(existsSync(join(folder, `telemetry/date=${DAY}/_2-000.parquet.damaged`))).toBe(true);
  expect(bench.lines).toContainEqual(['error', expect.stringContaining('it holds rows of 2026-11-23')]);
});

test('a start that is interrupted sets no file aside', async () => {
  const folder = createTempFolder();
  await closeOneDay(folder);
  rmSync(join(folder, TELEMETRY_FILE));
  const history = await openTelemetryHistory({ folder, log: () => undefined });
  onTestFinished(() => history.close());
  let calls = 0;
  const run = async (interruptedCall: number): Promise<void> => {
    calls = 0;
    const port: ArchivePort = { ...history.archivePort, beside: (job) => (calls++ === interruptedCall ? Promise.reject(new Error('INTERRUPT Error: Interrupted!')) : history.archivePort.beside(job)) };
    await createArchive({ port, folder, log: () => undefined, limits: () => ({ historyDays: 400, historyMaxGB: 0 }), freeDiskBytes: () => Promise.resolve(1e12), now: () => NOON_MS }).runPass();
  };
  // Call after call of the whole start, until one start needs no more of them.
  for (let call = 0; call < 20; call++) await run(call);
  expect(calls).toBeLessThan(20);
  expect((await history.archivePort.beside((connection) => connection.runAndReadAll(`SELECT file FROM archive_files`))).currentRowCount).toBe(3);
  expect(existsSync(join(folder, file))).toBe(true);
});

test('a snapshot of another version, with other columns, is carried on with what both know', async () => {
  const folder = createTempFolder();
  await closeOneDay(folder);
  const bench = await openArchive(folder);
  const snapshots = join(folder, `snapshots/date=${DAY}/1-000.parquet`);
  await bench.query(`COPY (SELECT * EXCLUDE (signal_quality), 1 AS tilt FROM read_parquet('${snapshots}')) TO '${snapshots}.new' (FORMAT parquet)`);
  renameSync(`${snapshots}.new`, snapshots);
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut5', NOON_MS + DAY_MS, 8)] }), buildMeta({ receivedAtMs: NOON_MS + DAY_MS }));
  // Size and place in the list are as if that version had written it.
  await bench.query(`UPDATE archive_files SET bytes = ${readFileSync(snapshots).length} WHERE kind = 'snapshots'`);
  bench.nowMs += DAY_MS;
  await bench.archive.runPass();
  expect(bench.troubles).toEqual([]);
  const noon = Math.ceil((NOON_MS + DAY_MS + 1) / 300_000) * 300_000;
  expect(await bench.files('snapshots', 'device_id, latency_ms, signal_quality', `WHERE snapshot_ms = ${noon} ORDER BY device_id`)).toEqual([
    { device_id: 'ut1', latency_ms: 2, signal_quality: null }, { device_id: 'ut2', latency_ms: 3, signal_quality: null }, { device_id: 'ut5', latency_ms: 8, signal_quality: null },
  ]);
});
