import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { binOf } from '../../../../src/main/history/rollup-bins.ts';
import { buildBatch, buildMeta, NOON_MS, nsAt, type TerminalSpec } from '../build-batch.ts';
import { createTempFolder } from '../temp-folder.ts';
import { CLOSES_MS, DAY, DAY_MS, MIDNIGHT_MS, openArchive, storedSamples, terminalAt } from './archive-bench.ts';

test('a day that is over becomes files that hold every value, and its hot rows go', async () => {
  const folder = createTempFolder();
  const bench = await openArchive(folder);
  await bench.history.append(
    buildBatch({
      terminals: [
        { id: 'ut2', ns: nsAt(NOON_MS, 7n), alerts: [51, 62], h3Cell: '85194d07fffffff', softwareVersion: 'v1', countryCode: 'BE', inTerritorialWaters: false, unknown: '{"Tilt":12345678901234567890}', numbers: { downlinkMbps: 41.27, pingDropRate: 0.006666667 } },
        { id: 'ut1', ns: nsAt(NOON_MS + 1), alerts: null },
        { id: 'ut1', ns: nsAt(NOON_MS), alerts: [] },
        terminalAt('ut1', NOON_MS + DAY_MS),
      ],
      routers: [{ id: 'Router-1', ns: nsAt(NOON_MS, 431_614_720n), deviceId: 'ut1', numbers: { clients: 6 }, alerts: [52] }],
      ips: [{ deviceId: 'ut1', ns: nsAt(NOON_MS), lists: [['192.0.2.10'], [], null] }],
      names: { u: { 51: 'ethernet_slow_100mbps' } },
    }),
    buildMeta(),
  );
  await bench.archive.runPass();
  expect(bench.troubles).toEqual([]);
  expect(await bench.files('telemetry')).toEqual([
    expect.objectContaining({ device_id: 'ut1', timestamp_ns: nsAt(NOON_MS), active_alerts: [], downlink_mbps: null, unknown_columns: null }),
    expect.objectContaining({ device_id: 'ut1', timestamp_ns: nsAt(NOON_MS + 1), active_alerts: null, h3_cell: null }),
    {
      device_id: 'ut2', timestamp_ns: nsAt(NOON_MS, 7n), account_number: 'ACC-1', credential_id: 'cred-1', received_at_ms: BigInt(NOON_MS), downlink_mbps: 41.27, uplink_mbps: null, ping_drop_rate: 0.006666667,
      latency_ms: null, obstruction_percent: null, uptime_s: null, signal_quality: null, reboot_possible_in_s: null, h3_cell: '85194d07fffffff', software_version: 'v1', country_code: 'BE',
      in_territorial_waters: false, active_alerts: [51, 62], unknown_columns: '{"Tilt":12345678901234567890}',
    },
  ]);
  expect(await bench.files('routers', 'router_id, device_id, timestamp_ns, clients, active_alerts, software_version')).toEqual([
    { router_id: 'Router-1', device_id: 'ut1', timestamp_ns: nsAt(NOON_MS, 431_614_720n), clients: 6, active_alerts: [52], software_version: '2026.10.24.mr69990' },
  ]);
  expect(await bench.files('ip-allocations', 'ip_allocation_id, device_id, ipv4, ipv6_ue, ipv6_cpe')).toEqual([{ ip_allocation_id: 'ip-ut1', device_id: 'ut1', ipv4: ['192.0.2.10'], ipv6_ue: [], ipv6_cpe: null }]);
  expect(await bench.files('alert-edges', 'device_id, code, name, edge, before, account_number', 'ORDER BY code')).toEqual([
    { device_id: 'ut2', code: 51, name: 'ethernet_slow_100mbps', edge: 'raised', before: true, account_number: 'ACC-1' },
    { device_id: 'Router-1', code: 52, name: 'sandbox_disabled', edge: 'raised', before: true, account_number: 'ACC-1' },
    { device_id: 'ut2', code: 62, name: expect.any(String) as string, edge: 'raised', before: true, account_number: 'ACC-1' },
  ]);
  // The next day stays hot.
  expect(await bench.query(`SELECT device_id, timestamp_ns FROM terminal_history`)).toEqual([{ device_id: 'ut1', timestamp_ns: nsAt(NOON_MS + DAY_MS) }]);
  expect(await bench.query(`SELECT count(*)::INTEGER AS n FROM unknown_columns`)).toEqual([{ n: 0 }]);
  expect(await bench.query(`SELECT count(*)::INTEGER AS n FROM alert_edges`)).toEqual([{ n: 0 }]);
  expect(await bench.query(`SELECT kind, file, row_count, first_device, last_device, first_ns, last_ns FROM archive_files WHERE kind IN ('telemetry', 'rollups') ORDER BY kind`)).toEqual([
    { kind: 'rollups', file: `rollups/date=${DAY}/1-000.parquet`, row_count: 2n, first_device: null, last_device: null, first_ns: nsAt(NOON_MS), last_ns: nsAt(NOON_MS) },
    { kind: 'telemetry', file: `telemetry/date=${DAY}/1-000.parquet`, row_count: 3n, first_device: 'ut1', last_device: 'ut2', first_ns: nsAt(NOON_MS), last_ns: nsAt(NOON_MS + 1) },
  ]);
  expect(bench.states[0]).toEqual({ state: 'closing', day: DAY, slice: 1, slices: expect.any(Number) as number });
  expect(bench.states.at(-1)).toEqual({ state: 'idle' });
  expect(bench.lines).toEqual([[0, expect.stringMatching(/^History of 2026-11-22 archived: 5 rows in 6 files, /)]]);
  expect(readdirSync(join(folder, 'snapshots', `date=${DAY}`))).toEqual(['1-000.parquet']);
  expect(await bench.archive.describe()).toMatchObject({ archivedDays: 1, oldestDay: DAY, rowsPerDay: 3, damagedFiles: 0, databaseBytes: expect.any(Number) as number });
});

test('slices are cut between devices, in the order of their ids', async () => {
  const bench = await openArchive(createTempFolder(), { rowsPerSlice: 4 });
  const ids = ['utb', 'uta', 'utd', 'utc', 'ute'];
  await bench.history.append(buildBatch({ terminals: [0, 1, 2].flatMap((step) => ids.map((id, index) => terminalAt(id, NOON_MS + step, index))) }), buildMeta());
  const before = await storedSamples(bench);
  await bench.archive.runPass();
  const slices = await bench.query(`SELECT file, row_count::INTEGER AS n, first_device, last_device FROM archive_files WHERE kind = 'telemetry' ORDER BY file`);
  expect(slices.map(({ n, first_device, last_device }) => [n, first_device, last_device])).toEqual([...ids].sort().map((id) => [3, id, id]));
  expect(await storedSamples(bench)).toEqual(before);
});

test('a sample that came twice is archived once, as it was received first', async () => {
  const bench = await openArchive(createTempFolder());
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS, 20), terminalAt('ut2', NOON_MS, 5), terminalAt('ut1', NOON_MS, 21)] }), buildMeta());
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS, 22), { ...terminalAt('ut1', NOON_MS, 23), ns: nsAt(NOON_MS, 1n) }] }), buildMeta());
  await bench.archive.runPass();
  expect(await storedSamples(bench)).toEqual([`ut1 ${nsAt(NOON_MS)} 20`, `ut1 ${nsAt(NOON_MS, 1n)} 23`, `ut2 ${nsAt(NOON_MS)} 5`]);
  expect(await bench.files('rollups', 'sum(samples)::INTEGER AS n, sum(sum) AS sum')).toEqual([{ n: 3, sum: 48 }]);
});

test('statistics of the day are those of its rows', async () => {
  const bench = await openArchive(createTempFolder(), { rowsPerSlice: 3 });
  const values = [0, 0.0001, 12.5, 12.6, 48, 48, 48.4, 1_200, -3];
  const terminals = values.map((latencyMs, index) => terminalAt(`ut${index}`, NOON_MS + index * 60_000, latencyMs));
  await bench.history.append(buildBatch({ terminals }), buildMeta());
  const hot = await bench.query(`SELECT bucket_ms, account_number, metric, bin, sum(samples)::INTEGER AS n FROM fleet_rollups GROUP BY ALL ORDER BY ALL`);
  await bench.archive.runPass();
  expect(await bench.files('rollups', 'bucket_ms, account_number, metric, bin, samples::INTEGER AS n', 'ORDER BY ALL')).toEqual(hot);
  expect(new Set(hot.map(({ bin }) => bin))).toEqual(new Set(values.map(binOf)));
  expect(await bench.files('rollups', 'sum(sum) AS sum, min(min) AS min, max(max) AS max')).toEqual([{ sum: expect.closeTo(values.reduce((a, b) => a + b), 6) as number, min: -3, max: 1_200 }]);
});

test('snapshots hold what each terminal last said, and carry a silent one on for thirty days', async () => {
  const bench = await openArchive(createTempFolder(), { rowsPerSlice: 2 });
  const at = (minute: number, day = 0): number => MIDNIGHT_MS + day * DAY_MS + minute * 60_000;
  const append = (terminals: readonly TerminalSpec[], receivedAtMs: number): Promise<unknown> => bench.history.append(buildBatch({ terminals }), buildMeta({ receivedAtMs }));
  await append([terminalAt('ut1', at(1), 1), terminalAt('ut1', at(5), 2), terminalAt('ut1', at(5.01), 3), terminalAt('ut2', at(1_439.9), 9)], at(1_439.9));
  await append([terminalAt('ut2', at(12, 1), 10)], at(12, 1));
  await append([terminalAt('ut3', at(0, 31), 11)], at(0, 31));
  bench.nowMs = at(0, 32) + 9 * 3_600_000;
  await bench.archive.runPass();
  expect(bench.troubles).toEqual([]);
  const snapshot = (ms: number): Promise<unknown> => bench.files('snapshots', 'device_id AS id, latency_ms AS ms', `WHERE snapshot_ms = ${ms} ORDER BY device_id`);
  expect(await snapshot(at(5))).toEqual([{ id: 'ut1', ms: 2 }]);
  expect(await snapshot(at(10))).toEqual([{ id: 'ut1', ms: 3 }]);
  expect(await snapshot(at(1_440))).toEqual([{ id: 'ut1', ms: 3 }, { id: 'ut2', ms: 9 }]);
  expect(await snapshot(at(10, 1))).toEqual([{ id: 'ut1', ms: 3 }, { id: 'ut2', ms: 9 }]);
  expect(await snapshot(at(15, 1))).toEqual([{ id: 'ut1', ms: 3 }, { id: 'ut2', ms: 10 }]);
  // Thirty days later only the one that spoke on the second day is left beside the new one, and soon it goes too.
  expect(await snapshot(at(5, 31))).toEqual([{ id: 'ut2', ms: 10 }, { id: 'ut3', ms: 11 }]);
  expect(await snapshot(at(20, 31))).toEqual([{ id: 'ut3', ms: 11 }]);
  expect(await bench.files('snapshots', 'count(*)::INTEGER AS n', `WHERE snapshot_ms > ${at(1_440, 1)} AND snapshot_ms < ${at(0, 31)}`)).toEqual([{ n: 0 }]);
});

test('nothing closes before nine hours after midnight, and an open day is left alone', async () => {
  const bench = await openArchive(createTempFolder(), { nowMs: CLOSES_MS - 1 });
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS), terminalAt('ut1', NOON_MS + DAY_MS)] }), buildMeta({ receivedAtMs: NOON_MS + DAY_MS }));
  await bench.archive.runPass();
  expect(await bench.query(`SELECT * FROM archive_files`)).toEqual([]);
  bench.nowMs = CLOSES_MS;
  await bench.archive.runPass();
  expect(await bench.query(`SELECT DISTINCT day::VARCHAR AS day FROM archive_files`)).toEqual([{ day: DAY }]);
  expect(await bench.query(`SELECT count(*)::INTEGER AS n FROM terminal_samples`)).toEqual([{ n: 1 }]);
});

test('a day without terminal rows gets only the files that it has rows for, and a day that nothing came on gets none', async () => {
  const folder = createTempFolder();
  const bench = await openArchive(folder);
  await bench.history.append(buildBatch({ ips: [{ deviceId: 'ut1', ns: nsAt(NOON_MS), lists: [[], [], []] }] }), buildMeta());
  bench.nowMs += 3 * DAY_MS;
  await bench.archive.runPass();
  expect(await bench.query(`SELECT file FROM archive_files`)).toEqual([{ file: `ip-allocations/date=${DAY}/1-000.parquet` }]);
  expect(existsSync(join(folder, 'telemetry'))).toBe(false);
  expect(bench.troubles).toEqual([]);
});
