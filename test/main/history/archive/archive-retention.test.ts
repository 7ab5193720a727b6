import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ArchiveLimits } from '../../../../src/main/history/archive/archive-retention.ts';
import { buildBatch, buildMeta, NOON_MS } from '../build-batch.ts';
import { createTempFolder } from '../temp-folder.ts';
import { CLOSES_MS, DAY, DAY_MS, openArchive, storedSamples, terminalAt, type ArchiveBench } from './archive-bench.ts';

let limits: ArchiveLimits;

/** Days 0, 1, … from that of NOON_MS, each with a row, all closed but the last. */
async function openDays(folder: string, days: number): Promise<ArchiveBench> {
  limits = { historyDays: 400, historyMaxGB: 0 };
  const bench = await openArchive(folder, { limits: () => limits });
  for (let day = 0; day < days; day++) {
    const ms = NOON_MS + day * DAY_MS;
    await bench.history.append(buildBatch({ terminals: [terminalAt(`ut${day}`, ms)], badRows: [{ letter: 'u', json: '["u"]' }] }), buildMeta({ receivedAtMs: ms }));
  }
  bench.nowMs = CLOSES_MS + (days - 2) * DAY_MS;
  await bench.archive.runPass();
  return bench;
}

const daysOf = async (bench: ArchiveBench): Promise<unknown[]> => (await bench.query(`SELECT DISTINCT day::VARCHAR AS day FROM archive_files ORDER BY day`)).map(({ day }) => day);

test('days older than the limit go whole, with their files and ledger lines; the open day stays', async () => {
  const folder = createTempFolder();
  const bench = await openDays(folder, 4);
  expect(await daysOf(bench)).toEqual([DAY, '2026-11-23', '2026-11-24']);
  limits = { historyDays: 2, historyMaxGB: 0 };
  await bench.archive.runPass();
  expect(await daysOf(bench)).toEqual(['2026-11-23', '2026-11-24']);
  for (const kind of ['telemetry', 'snapshots', 'rollups']) expect(readdirSync(join(folder, kind))).toEqual(['date=2026-11-23', 'date=2026-11-24']);
  expect(bench.lines.at(-1)).toEqual([1, expect.stringMatching(/^History of 2026-11-22 removed: older than 2 d \(3 files, /)]);
  expect(await bench.query(`SELECT count(*)::INTEGER AS n FROM batches`)).toEqual([{ n: 3 }]);
  expect(await bench.query(`SELECT count(*)::INTEGER AS n FROM unknown_rows`)).toEqual([{ n: 3 }]);
  expect(await bench.query(`SELECT device_id FROM terminal_history`)).toEqual([{ device_id: 'ut3' }]);
});

test('a limit that the open days alone exceed removes nothing, and says so once until it is raised', async () => {
  const bench = await openDays(createTempFolder(), 4);
  limits = { historyDays: 400, historyMaxGB: 0.000001 };
  await bench.archive.runPass();
  await bench.archive.runPass();
  expect(await daysOf(bench)).toEqual([DAY, '2026-11-23', '2026-11-24']);
  expect(bench.troubles).toEqual([{
    cause: 'The telemetry history can\'t be kept within 0.000001 GB: its open days and the newest closed one take more. No day is removed for this limit.',
    nextStep: 'Set “At most” in Configuration, Storage, to 2 GB or more, or to 0 for no limit.',
  }]);
  // Age goes on, limit or not.
  limits = { historyDays: 2, historyMaxGB: 0.000001 };
  await bench.archive.runPass();
  expect(await daysOf(bench)).toEqual(['2026-11-23', '2026-11-24']);
  limits = { historyDays: 400, historyMaxGB: 0 };
  await bench.archive.runPass();
  expect(bench.troubles.slice(1)).toEqual([null]);
});

test('by size the oldest days go until the rest fits; the newest closed day stays', async () => {
  const bench = await openDays(createTempFolder(), 4);
  const { databaseBytes, newestDayBytes } = await bench.archive.describe();
  // Room for the newest and a half: a checkpoint in between may change the database by pages.
  limits = { historyDays: 400, historyMaxGB: (databaseBytes + 1.5 * newestDayBytes) / 1e9 };
  await bench.archive.runPass();
  expect((await daysOf(bench)).at(-1)).toBe('2026-11-24');
  expect(bench.lines.filter(([, text]) => text.includes('the history takes more than')).length + (await daysOf(bench)).length).toBe(3);
});

test('by size no more days go than must', async () => {
  const bench = await openDays(createTempFolder(), 4);
  const { databaseBytes, archiveBytes } = await bench.archive.describe();
  const sizes = await bench.query(`SELECT sum(bytes)::DOUBLE AS bytes FROM archive_files GROUP BY day ORDER BY day`);
  const total = databaseBytes + Object.values(archiveBytes).reduce((sum, bytes) => sum + bytes, 0);
  // A checkpoint in between may change the database by pages, never by as much as is left here.
  limits = { historyDays: 400, historyMaxGB: (total - Number(sizes[0]!['bytes']) / 2) / 1e9 };
  await bench.archive.runPass();
  expect((await daysOf(bench)).length).toBeGreaterThanOrEqual(1);
  expect((await daysOf(bench)).at(-1)).toBe('2026-11-24');
});

test('a clock that runs years ahead empties nothing', async () => {
  const bench = await openDays(createTempFolder(), 4);
  bench.nowMs += 2_000 * DAY_MS;
  await bench.archive.runPass();
  await bench.archive.runPass();
  expect(await daysOf(bench)).toContain(DAY);
});

test('a file is never called as one that is still to be deleted, though nothing else knows its number', async () => {
  const folder = createTempFolder();
  const bench = await openArchive(folder);
  // As a kill leaves it between the deletion of the file and that of the line.
  await bench.query(`INSERT INTO archive_removals VALUES ('telemetry/date=${DAY}/1-000.parquet')`);
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS)] }), buildMeta());
  await bench.archive.runPass();
  expect(bench.troubles).toEqual([]);
  expect(existsSync(join(folder, `telemetry/date=${DAY}/2-000.parquet`))).toBe(true);
  expect(await storedSamples(bench)).toHaveLength(1);
});

test('a file that can not be deleted is tried again, and counts no longer meanwhile', async () => {
  const folder = createTempFolder();
  const bench = await openDays(folder, 4);
  const path = join(folder, `telemetry/date=${DAY}/1-000.parquet`);
  // A folder of that name refuses as a locked file does on Windows.
  rmSync(path);
  mkdirSync(path);
  limits = { historyDays: 2, historyMaxGB: 0 };
  await bench.archive.runPass();
  expect(await daysOf(bench)).toEqual(['2026-11-23', '2026-11-24']);
  expect(await bench.query(`SELECT file FROM archive_removals`)).toEqual([{ file: `telemetry/date=${DAY}/1-000.parquet` }]);
  await bench.close();
  rmSync(path, { recursive: true });
  const again = await openArchive(folder, { nowMs: bench.nowMs, limits: () => limits });
  await again.archive.runPass();
  expect(await again.query(`SELECT file FROM archive_removals`)).toEqual([]);
  expect(existsSync(join(folder, `telemetry/date=${DAY}`))).toBe(false);
});
