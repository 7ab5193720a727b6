import { expect, onTestFinished, test } from 'vitest';
import { openTelemetryHistory } from '../../../src/main/history/telemetry-history.ts';
import { splitByDay } from '../../../src/main/history/split-by-day.ts';
import { DAY_MS, dayOfNs, dayText, parseDay } from '../../../src/main/history/utc-day.ts';
import { buildBatch, buildMeta, NOON_MS, nsAt } from './build-batch.ts';
import { readTable } from './read-table.ts';
import { createTempFolder } from './temp-folder.ts';

const sample = (id: string, ms: number, latencyMs = 30) => ({ id, ns: nsAt(ms), numbers: { latencyMs } });

async function tablesOf(folder: string): Promise<Record<string, number>> {
  const tables = await readTable(folder, `SELECT table_name AS name FROM duckdb_tables() WHERE table_name LIKE 'terminal_samples_%' ORDER BY name`);
  const counts = tables.map(async ({ name }) => [String(name), Number((await readTable(folder, `SELECT count(*)::INTEGER AS n FROM ${String(name)}`))[0]!['n'])] as const);
  return Object.fromEntries(await Promise.all(counts));
}

test('days before 1970 and at their edges', () => {
  expect([0n, -1n, -86_400_000_000_000n, -86_400_000_000_001n, 86_399_999_999_999n].map(dayOfNs)).toEqual([0, -1, -1, -2, 0]);
  expect([dayText(-1), dayText(20_783)]).toEqual(['1969-12-31', '2026-11-26']);
  expect([parseDay('2026-11-26'), parseDay('2026-02-30'), parseDay('20261126')]).toEqual([20_783, null, null]);
  expect(splitByDay(BigInt64Array.of(5n, 6n))).toEqual([{ day: 0, rows: null }]);
  expect(splitByDay(BigInt64Array.of(5n, -6n, 7n))).toEqual([{ day: 0, rows: [0, 2] }, { day: -1, rows: [1] }]);
  expect(splitByDay(new BigInt64Array())).toEqual([]);
});

test('each row goes into the table of its own date, of far dates into the stray one, and the view shows all', async () => {
  const folder = createTempFolder();
  const history = await openTelemetryHistory({ folder, log: () => undefined });
  onTestFinished(() => history.close());
  const terminals = [
    sample('ut1', NOON_MS), sample('ut2', NOON_MS - DAY_MS), sample('ut3', NOON_MS + DAY_MS), sample('ut4', NOON_MS - 2 * DAY_MS), sample('ut5', 0), sample('ut6', NOON_MS + 400 * DAY_MS),
  ];
  await history.append(buildBatch({ terminals }), buildMeta());
  await history.append(buildBatch({ terminals: [sample('ut1', NOON_MS + 1)] }), buildMeta());
  await history.close();
  expect(await tablesOf(folder)).toEqual({ terminal_samples_20261121: 1, terminal_samples_20261122: 2, terminal_samples_20261123: 1, terminal_samples_stray: 3 });
  expect(await readTable(folder, 'SELECT device_id FROM terminal_history ORDER BY timestamp_ns')).toEqual(['ut5', 'ut4', 'ut2', 'ut1', 'ut1', 'ut3', 'ut6'].map((device_id) => ({ device_id })));
});

test('a computer whose clock is a year behind still gets tables for the days of its fleet, a wild device clock does not', async () => {
  const folder = createTempFolder();
  const history = await openTelemetryHistory({ folder, log: () => undefined });
  onTestFinished(() => history.close());
  for (let day = 0; day < 12; day++) {
    await history.append(buildBatch({ terminals: [sample('ut1', NOON_MS + day * DAY_MS), sample('ut2', NOON_MS + day * DAY_MS), sample('wild', day * 40 * DAY_MS)] }), buildMeta({ receivedAtMs: NOON_MS - 365 * DAY_MS }));
  }
  await history.close();
  const tables = await tablesOf(folder);
  expect(Object.keys(tables)).toHaveLength(9);
  expect(tables['terminal_samples_20261122']).toBe(2);
  expect(tables['terminal_samples_stray']).toBe(12 + 4 * 2);
});

test('fleet statistics come with every batch: counts by five minutes and bin, with exact sum, minimum and maximum', async () => {
  const folder = createTempFolder();
  const history = await openTelemetryHistory({ folder, log: () => undefined });
  onTestFinished(() => history.close());
  const edge = Math.ceil(NOON_MS / 300_000) * 300_000;
  const terminals = [sample('ut1', edge - 1, 10), sample('ut1', edge, 20), sample('ut2', edge, 20), sample('ut3', edge, 40), { id: 'ut4', ns: nsAt(edge) }, sample('ut5', edge, 0)];
  await history.append(buildBatch({ terminals }), buildMeta());
  await history.append(buildBatch({ terminals: [sample('ut6', edge + 299_999, -5)] }), buildMeta({ accountNumber: 'ACC-2' }));
  await history.close();
  const rows = await readTable(folder, `SELECT (bucket_ms - ${edge})::INTEGER AS start, account_number AS account, metric, sum(samples)::INTEGER AS n, count(*)::INTEGER AS bins, sum(sum) AS sum, min(min) AS min, max(max) AS max
    FROM fleet_rollups GROUP BY ALL ORDER BY start, account`);
  expect(rows).toEqual([
    { start: -300_000, account: 'ACC-1', metric: 'latency_ms', n: 1, bins: 1, sum: 10, min: 10, max: 10 },
    { start: 0, account: 'ACC-1', metric: 'latency_ms', n: 4, bins: 3, sum: 80, min: 0, max: 40 },
    { start: 0, account: 'ACC-2', metric: 'latency_ms', n: 1, bins: 1, sum: -5, min: -5, max: -5 },
  ]);
});
