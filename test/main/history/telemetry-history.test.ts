import { describe, expect, onTestFinished, test } from 'vitest';
import type { LogLevel } from '../../../src/shared/log-line.ts';
import { openTelemetryHistory, type TelemetryHistory, type TelemetryHistoryOptions } from '../../../src/main/history/telemetry-history.ts';
import { buildBatch, buildMeta, NOON_MS, nsAt, type BatchSpec } from './build-batch.ts';
import { readTable } from './read-table.ts';
import { createTempFolder } from './temp-folder.ts';

async function open(folder: string, options: Partial<TelemetryHistoryOptions> = {}): Promise<TelemetryHistory> {
  const history = await openTelemetryHistory({ folder, log: () => undefined, ...options });
  onTestFinished(() => history.close());
  return history;
}

const terminal = 'ut01000000-00000000-00a1b2c3';
const router = 'Router-0100000000000000001ACBB9';
const everything: BatchSpec = {
  terminals: [
    {
      id: terminal, ns: nsAt(NOON_MS, 1n), softwareVersion: '2026.10.20.mr70111', countryCode: 'BE', inTerritorialWaters: false, h3Cell: '85194d07fffffff', alerts: [51, 62],
      numbers: { downlinkMbps: 41.27, uplinkMbps: 6.02, pingDropRate: 0.006666667, latencyMs: 31, obstructionPercent: 0.00034, uptimeS: 349_198, signalQuality: 0.99, rebootPossibleInS: -1 },
      unknown: '{"Bandwidth":12345678901234567890}',
    },
    { id: terminal, ns: nsAt(NOON_MS), alerts: [] },
    { id: 'ut2', ns: nsAt(NOON_MS), alerts: null, inTerritorialWaters: null },
  ],
  routers: [{ id: router, ns: nsAt(NOON_MS, 431_614_720n), deviceId: terminal, numbers: { wanReceivedBytes: 177_439_788_174, clients: 6, internetPingLatencyMs: 46.6205 }, alerts: [52] }],
  ips: [{ deviceId: terminal, ns: nsAt(NOON_MS), lists: [['192.0.2.10'], ['2001:db8:5600:6dc8::/64'], []] }],
  unknownRows: [{ letter: 'd', json: '["d",1795366800000000001,"x\\u0000y"]' }],
  badRows: [{ letter: 'u', json: '["u"]' }],
  names: { u: { 51: 'ethernet_slow_100mbps', 62: 'pop_change' }, r: { 52: 'sandbox_disabled' } },
  columnNames: { u: ['DeviceType', 'DeviceId'], r: ['DeviceType'] },
};

describe('what a reply leaves on disk', () => {
  test('every sample with its exact time, values, texts and lists', async () => {
    const folder = createTempFolder();
    const history = await open(folder);
    await history.append(buildBatch(everything), buildMeta({ spoolId: 's1', wireBytes: 777, requestedAtMs: NOON_MS - 15_000, batchSize: 7 }));
    await history.close();
    const terminals = await readTable(folder, 'SELECT * FROM terminal_history ORDER BY timestamp_ns DESC, device_id');
    expect(terminals[0]).toMatchObject({
      account_number: 'ACC-1', credential_id: 'cred-1', device_id: terminal, timestamp_ns: 1_795_366_800_000_000_001n, h3_cell: '85194d07fffffff',
      downlink_mbps: 41.27, ping_drop_rate: 0.006666667, signal_quality: 0.99, reboot_possible_in_s: -1, software_version: '2026.10.20.mr70111', country_code: 'BE',
      in_territorial_waters: false, active_alerts: [51, 62],
    });
    expect(terminals[1]).toMatchObject({ device_id: terminal, timestamp_ns: 1_795_366_800_000_000_000n, downlink_mbps: null, h3_cell: null, active_alerts: [] });
    expect(terminals[2]).toMatchObject({ device_id: 'ut2', active_alerts: null, in_territorial_waters: null });
    expect(await readTable(folder, 'SELECT * FROM router_history')).toMatchObject([
      { router_id: router, device_id: terminal, timestamp_ns: 1_795_366_800_431_614_720n, wan_received_bytes: 177_439_788_174, internet_ping_latency_ms: 46.6205, is_repeater: false, is_bypassed: null, active_alerts: [52] },
    ]);
    expect(await readTable(folder, 'SELECT * FROM ip_allocation_history')).toMatchObject([
      { ip_allocation_id: `ip-${terminal}`, device_id: terminal, ipv4: ['192.0.2.10'], ipv6_ue: ['2001:db8:5600:6dc8::/64'], ipv6_cpe: [] },
    ]);
  });

  test('oddities word for word, alert edges and names, and a line in the ledger', async () => {
    const folder = createTempFolder();
    const history = await open(folder);
    await history.append(buildBatch(everything), buildMeta({ spoolId: 's1', wireBytes: 777, requestedAtMs: NOON_MS - 15_000, batchSize: 7 }));
    await history.close();
    expect(await readTable(folder, 'SELECT kind, letter, json FROM unknown_rows')).toEqual([
      { kind: 'unknown-letter', letter: 'd', json: '["d",1795366800000000001,"x\\u0000y"]' },
      { kind: 'bad-row', letter: 'u', json: '["u"]' },
    ]);
    expect(await readTable(folder, 'SELECT letter, timestamp_ns, json FROM unknown_columns')).toEqual([
      { letter: 'u', timestamp_ns: nsAt(NOON_MS, 1n), json: '{"Bandwidth":12345678901234567890}' },
    ]);
    expect(await readTable(folder, 'SELECT source, code, name, edge, at_ns, before FROM alert_edges ORDER BY source, code')).toEqual([
      { source: 'r', code: 52, name: 'sandbox_disabled', edge: 'raised', at_ns: nsAt(NOON_MS, 431_614_720n), before: true },
      { source: 'u', code: 51, name: 'ethernet_slow_100mbps', edge: 'raised', at_ns: nsAt(NOON_MS, 1n), before: false },
      { source: 'u', code: 62, name: 'pop_change', edge: 'raised', at_ns: nsAt(NOON_MS, 1n), before: false },
    ]);
    expect(await readTable(folder, 'SELECT letter, code, name FROM alert_names ORDER BY letter, code')).toHaveLength(3);
    expect(await readTable(folder, 'SELECT * FROM batches')).toEqual([
      {
        batch_no: 1, spool_id: 's1', credential_id: 'cred-1', account_number: 'ACC-1', requested_at_ms: BigInt(NOON_MS - 15_000), received_at_ms: BigInt(NOON_MS), batch_size: 7,
        linger_ms: 15_000, row_count: 7, terminal_rows: 3, router_rows: 1, ip_rows: 1, unknown_rows: 1, bad_rows: 1, first_sample_ns: nsAt(NOON_MS),
        last_sample_ns: nsAt(NOON_MS, 431_614_720n), wire_bytes: 777n, caught_up: false, truncated: false, replayed: false,
      },
    ]);
  });

  test('names and columns that were known before are not written again', async () => {
    const folder = createTempFolder();
    const first = await open(folder);
    await first.append(buildBatch(everything), buildMeta());
    await first.close();
    const history = await open(folder);
    expect(history.knownColumns('cred-1')).toEqual({ u: ['DeviceType', 'DeviceId'], r: ['DeviceType'] });
    expect(history.knownColumns('cred-2')).toBeNull();
    await history.append(buildBatch({ ...everything, names: { u: { 51: 'renamed' } } }), buildMeta());
    await history.append(buildBatch({ columnNames: { u: ['torn'] }, truncated: true }), buildMeta());
    await history.close();
    expect(await readTable(folder, 'SELECT name FROM alert_names WHERE code = 51 ORDER BY name')).toEqual([{ name: 'ethernet_slow_100mbps' }, { name: 'renamed' }]);
    expect(await readTable(folder, 'SELECT columns FROM reply_columns')).toEqual([{ columns: '{"u":["DeviceType","DeviceId"],"r":["DeviceType"]}' }]);
  });
});

describe('exactly once', () => {
  test('the same spool id is stored once, over a restart too', async () => {
    const folder = createTempFolder();
    const first = await open(folder);
    const meta = buildMeta();
    expect((await first.append(buildBatch(everything), meta)).alreadyStored).toBe(false);
    const again = await first.append(buildBatch(everything), meta);
    expect(again).toMatchObject({ alreadyStored: true, changed: { terminals: [] } });
    await first.close();
    const second = await open(folder);
    expect(await second.hasSpool(meta.spoolId)).toBe(true);
    expect(await second.hasSpool('another')).toBe(false);
    expect((await second.append(buildBatch(everything), meta)).alreadyStored).toBe(true);
    await second.close();
    expect(await readTable(folder, 'SELECT count(*)::INTEGER AS n FROM terminal_samples')).toEqual([{ n: 3 }]);
  });

  test('a write that fails stores nothing of the reply, and the next try all of it', async () => {
    const folder = createTempFolder();
    let failing = true;
    const history = await open(folder, {
      atPoint(name) {
        if (name === 'before-commit' && failing) throw new Error('ENOSPC: no space left on device');
      },
    });
    const meta = buildMeta();
    await expect(history.append(buildBatch(everything), meta)).rejects.toThrow('ENOSPC');
    expect((await history.loadCurrent()).terminals).toEqual([]);
    expect(await history.hasSpool(meta.spoolId)).toBe(false);
    failing = false;
    expect((await history.append(buildBatch(everything), meta)).changed.terminals).toHaveLength(2);
    await history.close();
    expect(await readTable(folder, 'SELECT count(*)::INTEGER AS n FROM terminal_samples')).toEqual([{ n: 3 }]);
    // 5 devices, 3 texts, 3 alert lists and the credential, each under one number.
    expect(await readTable(folder, 'SELECT count(*)::INTEGER AS n, count(DISTINCT text)::INTEGER AS texts, count(DISTINCT text_no)::INTEGER AS numbers FROM texts')).toEqual([
      { n: 12, texts: 12, numbers: 12 },
    ]);
  });

  test('appends of several accounts stand in a queue', async () => {
    const folder = createTempFolder();
    const history = await open(folder);
    const accounts = Array.from({ length: 6 }, (_, index) => `cred-${index}`);
    await Promise.all(
      accounts.map((credentialId, index) =>
        history.append(buildBatch({ terminals: [{ id: `ut${index}`, ns: nsAt(NOON_MS, BigInt(index)) }] }), buildMeta({ credentialId, accountNumber: `ACC-${index}` })),
      ),
    );
    expect((await history.loadCurrent()).terminals.map((row) => `${row.deviceId} ${row.credentialId}`).sort()).toEqual(accounts.map((id, index) => `ut${index} ${id}`));
    expect(history.newestSampleAtMs('cred-3')).toBe(NOON_MS);
    expect(history.newestSampleAtMs('cred-9')).toBeNull();
    await history.close();
    expect(await readTable(folder, 'SELECT DISTINCT account_number AS a FROM terminal_history ORDER BY a')).toHaveLength(6);
  });
});

describe('the current state', () => {
  test('is the same after a restart, cleared allocations and alerts included', async () => {
    const folder = createTempFolder();
    const first = await open(folder);
    await first.append(buildBatch(everything), buildMeta());
    await first.append(buildBatch({ terminals: [{ id: 'ut2', ns: nsAt(NOON_MS - 5) }], ips: [{ deviceId: 'ut7', ns: nsAt(NOON_MS), lists: [[], [], []] }] }), buildMeta({ receivedAtMs: NOON_MS + 60_000, credentialId: 'cred-2' }));
    const before = await first.loadCurrent();
    expect(before.terminals.find((row) => row.deviceId === 'ut2')).toMatchObject({ receivedAtMs: NOON_MS + 60_000, credentialId: 'cred-1' });
    expect(before.alerts.map((alert) => alert.alertKey).sort()).toEqual([`${router}/52`, `${terminal}/51`, `${terminal}/62`]);
    await first.close();
    const second = await open(folder);
    const after = await second.loadCurrent();
    const sorted = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
    for (const part of ['terminals', 'routers', 'ipAllocations', 'alerts'] as const) expect(sorted(after[part])).toEqual(sorted(before[part]));
    const old = await second.append(buildBatch({ ips: [{ deviceId: 'ut7', ns: nsAt(NOON_MS - 1), lists: [['192.0.2.1'], [], []] }] }), buildMeta());
    expect(old.changed.ipAllocations).toEqual([]);
  });

  test('keeps one row a device, the newest, over many replies with doubles inside', async () => {
    const folder = createTempFolder();
    const history = await open(folder);
    for (let poll = 0; poll < 5; poll++) {
      const ns = nsAt(NOON_MS + poll * 15_000);
      await history.append(buildBatch({ terminals: [{ id: 'ut1', ns, numbers: { latencyMs: poll } }, { id: 'ut1', ns, numbers: { latencyMs: 99 } }] }), buildMeta({ receivedAtMs: NOON_MS + poll * 15_000 }));
    }
    await history.close();
    expect(await readTable(folder, 'SELECT latency_ms, timestamp_ns FROM current_terminals')).toEqual([{ latency_ms: 4, timestamp_ns: nsAt(NOON_MS + 60_000) }]);
    expect(await readTable(folder, 'SELECT count(*)::INTEGER AS n FROM terminal_samples')).toEqual([{ n: 10 }]);
  });

  test('forgets what was not received for the retention, however fresh its clock says it is, but not what is to be kept', async () => {
    const folder = createTempFolder();
    const lines: [LogLevel, string][] = [];
    const history = await open(folder, { log: (level, text) => lines.push([level, text]) });
    const dayMs = 86_400_000;
    await history.append(
      buildBatch({ terminals: [{ id: 'ut-old', ns: nsAt(NOON_MS + 60_000), alerts: [51] }, { id: 'ut-kept', ns: nsAt(NOON_MS) }], routers: [{ id: 'Router-OLD', ns: nsAt(NOON_MS), alerts: [55] }], ips: [{ deviceId: 'ut-old', ns: nsAt(NOON_MS), lists: [['192.0.2.1'], [], []] }] }),
      buildMeta(),
    );
    await history.append(buildBatch({ terminals: [{ id: 'ut-late', ns: nsAt(NOON_MS - 20 * dayMs) }] }), buildMeta({ receivedAtMs: NOON_MS + dayMs }));
    expect((await history.expire(NOON_MS + dayMs, 1, new Set())).removed.terminals).toEqual([]);
    const { removed } = await history.expire(NOON_MS + dayMs + 1, 1, new Set(['ut-kept']));
    expect(removed).toEqual({ terminals: ['ut-old'], routers: ['Router-OLD'], ipAllocations: ['ip-ut-old'], alerts: ['ut-old/51', 'Router-OLD/55'] });
    expect(lines.filter(([level]) => level === 1).map(([, text]) => text.split(' ')[0])).toEqual(['ut-old', 'Router-OLD']);
    await history.close();
    const again = await open(folder);
    const rest = await again.loadCurrent();
    expect(rest.terminals.map((row) => row.deviceId).sort()).toEqual(['ut-kept', 'ut-late']);
    expect([rest.routers, rest.ipAllocations, rest.alerts]).toEqual([[], [], []]);
    await again.close();
    expect(await readTable(folder, `SELECT count(*)::INTEGER AS n FROM terminal_history WHERE device_id = 'ut-old'`)).toEqual([{ n: 1 }]);
  });
});
