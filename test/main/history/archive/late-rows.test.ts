import { expect, test } from 'vitest';
import { buildBatch, buildMeta, NOON_MS, nsAt } from '../build-batch.ts';
import { createTempFolder } from '../temp-folder.ts';
import { CLOSES_MS, DAY, DAY_MS, MIDNIGHT_MS, openArchive, storedSamples, terminalAt } from './archive-bench.ts';

const HOUR_MS = 3_600_000;
/** Late rows wait so long after their day was last put into files. */
const LATE_EVERY_MS = 6 * HOUR_MS;

test('rows of a closed day get a file of their own, without those that are archived already', async () => {
  const bench = await openArchive(createTempFolder());
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS, 1), terminalAt('ut2', NOON_MS, 2)], routers: [{ id: 'Router-1', ns: nsAt(NOON_MS) }] }), buildMeta());
  await bench.archive.runPass();
  bench.nowMs += LATE_EVERY_MS;
  const late = { terminals: [terminalAt('ut1', NOON_MS, 99), terminalAt('ut1', NOON_MS + 15_000, 3), terminalAt('ut3', NOON_MS, 4), terminalAt('ut9', bench.nowMs)], routers: [{ id: 'Router-1', ns: nsAt(NOON_MS) }] };
  await bench.history.append(buildBatch(late), buildMeta({ receivedAtMs: bench.nowMs }));
  await bench.archive.runPass();
  expect(bench.troubles).toEqual([]);
  const expected = [`ut1 ${nsAt(NOON_MS)} 1`, `ut1 ${nsAt(NOON_MS + 15_000)} 3`, `ut2 ${nsAt(NOON_MS)} 2`, `ut3 ${nsAt(NOON_MS)} 4`];
  const ofDay = async (): Promise<string[]> => (await storedSamples(bench)).filter((sample) => !sample.startsWith('ut9'));
  expect(await ofDay()).toEqual(expected);
  expect(await bench.query(`SELECT file, row_count::INTEGER AS n FROM archive_files WHERE file LIKE '%late%' ORDER BY file`)).toEqual([
    { file: `rollups/date=${DAY}/2-late-000.parquet`, n: 2 }, { file: `telemetry/date=${DAY}/2-late-000.parquet`, n: 2 },
  ]);
  expect(await bench.files('rollups', 'sum(samples)::INTEGER AS n, sum(sum) AS sum')).toEqual([{ n: 4, sum: 10 }]);
  // The same once more changes nothing, and leaves no file.
  await bench.history.append(buildBatch(late), buildMeta({ receivedAtMs: bench.nowMs }));
  bench.nowMs += LATE_EVERY_MS;
  await bench.archive.runPass();
  expect(await ofDay()).toEqual(expected);
  expect(await bench.query(`SELECT count(*)::INTEGER AS n FROM archive_files WHERE generation = 3`)).toEqual([{ n: 0 }]);
  expect(bench.lines.at(-1)).toEqual([0, expect.stringMatching(/^Late rows of 2026-11-22 archived: 0 rows in 0 files/)]);
});

test('a terminal whose clock is two days behind fills few files, and is in every answer meanwhile', { timeout: 180_000 }, async () => {
  const bench = await openArchive(createTempFolder());
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS, 1)] }), buildMeta());
  for (let pass = 0; pass < 144; pass++) {
    await bench.archive.runPass();
    bench.nowMs += 600_000;
    await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', bench.nowMs), terminalAt('behind', MIDNIGHT_MS + pass * 600_000)] }), buildMeta({ receivedAtMs: bench.nowMs }));
  }
  const samples = async (): Promise<number> => (await storedSamples(bench)).filter((sample) => sample.startsWith('behind ')).length;
  expect(await samples()).toBe(144);
  bench.nowMs += LATE_EVERY_MS;
  await bench.archive.runPass();
  expect(await samples()).toBe(144);
  expect(await bench.query(`SELECT count(*)::INTEGER AS n FROM archive_files WHERE kind = 'telemetry' AND day = DATE '${DAY}' AND file LIKE '%late%'`)).toEqual([{ n: 4 }]);
  expect(bench.troubles).toEqual([]);
});

test('many late rows do not wait', async () => {
  const bench = await openArchive(createTempFolder(), { rowsPerSlice: 3 });
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS, 1)] }), buildMeta());
  await bench.archive.runPass();
  const late = (second: number): Promise<unknown> => bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS + second * 1_000), terminalAt('ut1', bench.nowMs)] }), buildMeta({ receivedAtMs: bench.nowMs }));
  const waiting = (): Promise<unknown> => bench.query(`SELECT count(*)::INTEGER AS n FROM terminal_samples_stray`);
  await late(1);
  await late(2);
  await bench.archive.runPass();
  expect(await waiting()).toEqual([{ n: 2 }]);
  await late(3);
  await bench.archive.runPass();
  expect(await waiting()).toEqual([{ n: 0 }]);
});

test('rows that come while their day is being closed are kept for a later pass', async () => {
  const arrivals: Promise<unknown>[] = [];
  const bench = await openArchive(createTempFolder(), {
    atPoint: (name) => {
      if (name === 'slice-written' && arrivals.length === 0) arrivals.push(bench.history.append(buildBatch({ terminals: [terminalAt('ut9', NOON_MS, 9)] }), buildMeta()));
    },
  });
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS, 1)] }), buildMeta());
  await bench.archive.runPass();
  await Promise.all(arrivals);
  expect(arrivals).toHaveLength(1);
  expect(await storedSamples(bench)).toEqual([`ut1 ${nsAt(NOON_MS)} 1`, `ut9 ${nsAt(NOON_MS)} 9`]);
  expect(await bench.query(`SELECT count(*)::INTEGER AS n FROM terminal_samples_stray`)).toEqual([{ n: 1 }]);
  bench.nowMs += LATE_EVERY_MS;
  await bench.archive.runPass();
  expect(await storedSamples(bench)).toEqual([`ut1 ${nsAt(NOON_MS)} 1`, `ut9 ${nsAt(NOON_MS)} 9`]);
  expect(await bench.query(`SELECT count(*)::INTEGER AS n FROM terminal_samples`)).toEqual([{ n: 0 }]);
});

test('a device a few days behind is archived by its own date; one that is years off stays in the database', async () => {
  const bench = await openArchive(createTempFolder());
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS), terminalAt('behind', NOON_MS - 4 * DAY_MS), terminalAt('lost', 1_000), terminalAt('ahead', NOON_MS + 300 * DAY_MS)] }), buildMeta());
  const before = await storedSamples(bench);
  await bench.archive.runPass();
  expect(await storedSamples(bench)).toEqual(before);
  expect(await bench.query(`SELECT DISTINCT day::VARCHAR AS day FROM archive_files ORDER BY day`)).toEqual([{ day: '2026-11-18' }, { day: DAY }]);
  expect(await bench.query(`SELECT device_id FROM terminal_history ORDER BY timestamp_ns`)).toEqual([{ device_id: 'lost' }, { device_id: 'ahead' }]);
});

test('a clock that stands ahead of the terminals closes nothing by itself, and nothing is closed right after it has jumped', async () => {
  const bench = await openArchive(createTempFolder(), { nowMs: NOON_MS });
  const yearMs = 365 * DAY_MS;
  bench.runningMs = 0;
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS, 1)] }), buildMeta());
  await bench.archive.runPass();
  // It jumps a year ahead: at first only the jump shows it, then the rows that come do.
  bench.nowMs += yearMs;
  await bench.archive.runPass();
  expect(bench.lines.at(-1)).toEqual([1, expect.stringContaining('clock has jumped by 525600 min')]);
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS + 60_000, 2)] }), buildMeta({ receivedAtMs: bench.nowMs }));
  await bench.archive.runPass();
  expect(bench.lines.at(-1)).toEqual([1, expect.stringContaining('Days are closed by the terminals\' clocks: this computer\'s clock is 8760 h ahead of them')]);
  expect(await bench.query(`SELECT * FROM compactions`)).toEqual([]);
  // Put right: the day goes on as if nothing had been, and closes when it is over.
  bench.nowMs = CLOSES_MS;
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS + 120_000, 3), terminalAt('ut1', CLOSES_MS, 4)] }), buildMeta({ receivedAtMs: CLOSES_MS }));
  await bench.archive.runPass();
  await bench.archive.runPass();
  expect(await bench.files('telemetry', 'latency_ms AS ms', 'ORDER BY timestamp_ns')).toEqual([{ ms: 1 }, { ms: 2 }, { ms: 3 }]);
});

test('a fleet whose every clock is days behind closes its days by its own clocks', async () => {
  const bench = await openArchive(createTempFolder(), { nowMs: NOON_MS + 5 * DAY_MS });
  const sendAt = (deviceMs: number): Promise<unknown> => {
    bench.nowMs = deviceMs + 5 * DAY_MS;
    return bench.history.append(buildBatch({ terminals: [terminalAt('ut1', deviceMs, 1)] }), buildMeta({ receivedAtMs: bench.nowMs }));
  };
  const openDays = async (): Promise<unknown[]> => (await bench.query(`SELECT table_name AS name FROM duckdb_tables() WHERE table_name LIKE 'terminal_samples_2%' ORDER BY 1`)).map(({ name }) => name);
  await sendAt(NOON_MS);
  await sendAt(CLOSES_MS - 60_000);
  await bench.archive.runPass();
  expect(await openDays()).toEqual(['terminal_samples_20261122', 'terminal_samples_20261123']);
  await sendAt(CLOSES_MS + 60_000);
  await bench.archive.runPass();
  expect(await openDays()).toEqual(['terminal_samples_20261123']);
  expect(await bench.files('telemetry', 'device_id, timestamp_ns::VARCHAR AS ns')).toEqual([{ device_id: 'ut1', ns: String(nsAt(NOON_MS)) }]);
  expect(bench.troubles).toEqual([]);
});

test('a clock that jumps back opens no closed day again', async () => {
  const bench = await openArchive(createTempFolder());
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS, 1)] }), buildMeta());
  await bench.archive.runPass();
  bench.nowMs = NOON_MS;
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS + 15_000, 2)] }), buildMeta({ receivedAtMs: NOON_MS }));
  await bench.archive.runPass();
  await bench.archive.runPass();
  expect(await bench.query(`SELECT table_name FROM duckdb_tables() WHERE table_name = 'terminal_samples_20261122'`)).toEqual([]);
  expect(await storedSamples(bench)).toEqual([`ut1 ${nsAt(NOON_MS)} 1`, `ut1 ${nsAt(NOON_MS + 15_000)} 2`]);
  bench.nowMs = CLOSES_MS + LATE_EVERY_MS;
  await bench.archive.runPass();
  await bench.archive.runPass();
  expect(await bench.files('telemetry', 'latency_ms AS ms', 'ORDER BY timestamp_ns')).toEqual([{ ms: 1 }, { ms: 2 }]);
});

test('a closed day is known as closed after a restart', async () => {
  const folder = createTempFolder();
  const bench = await openArchive(folder);
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS, 1)] }), buildMeta());
  await bench.archive.runPass();
  expect(await bench.query(`SELECT (SELECT count(*) FROM terminal_samples)::INTEGER AS hot, (SELECT sum(row_count) FROM archive_files WHERE kind = 'telemetry')::INTEGER AS archived`)).toEqual([{ hot: 0, archived: 1 }]);
  await bench.close();
  const again = await openArchive(folder);
  await again.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS + 1, 2)] }), buildMeta());
  // Known over a restart as well: the day is closed.
  expect(await again.query(`SELECT count(*)::INTEGER AS n FROM terminal_samples_stray`)).toEqual([{ n: 1 }]);
});
