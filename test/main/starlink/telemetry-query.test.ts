import { afterEach, describe, expect, test } from 'vitest';
import { ApiError } from '../../../src/main/starlink/api-error.ts';
import { parseIsoTimeNs } from '../../../src/main/starlink/iso-time.ts';
import { fetchTelemetryQuery, parseTelemetryQuery } from '../../../src/main/starlink/telemetry-query.ts';
import type { TelemetryBatch } from '../../../src/main/starlink/telemetry-batch.ts';
import { answerJson, startLocalServer } from './local-server.ts';
import { createTestClient } from './test-client.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const receivedAtMs = Date.UTC(2026, 10, 22, 17, 1);
const terminalId = '01000000-00000000-00a1b2c3';
const terminal = {
  userTerminalId: terminalId, timestamp: '2026-11-22T17:00:15.123456789+00:00', uptimeSeconds: 349213, softwareVersion: '2026.10.20.mr70111', downlinkThroughputMbps: 41.27,
  uplinkThroughputMbps: 6.02, popPingDropRateAvg: 0.0, popPingLatencyMsAvg: 28, obstructionPercentTime: 0.00034, signalQuality: 1.0, countryCode: 'BE',
  inTerritorialWaters: false, h3CellId: '85194d07fffffff', secondsUntilSoftwareUpdateRebootPossible: null, alertSoftwareUpdateRebootPending: false,
  alertEthernetSlowLink100: true, alertPopChange: null,
  ipAllocations: { userTerminalId: terminalId, timestamp: '2026-11-22T16:58:23+00:00', ipv4: ['192.0.2.10'], ipv6Ue: ['2001:db8::/64'], ipv6Cpe: [] },
};
const router = {
  routerId: '0100000000000000001ACBB9', userTerminalId: terminalId, timestamp: '2026-11-22T17:00:14Z', uptimeSeconds: 207572, softwareVersion: '1', hardwareVersion: 'v3',
  isRepeater: false, hopsFromController: 0, isBypassed: true, internetPingDropRate: 0, internetPingLatencyMs: 46.6, popPingDropRate: 0, popPingLatencyMs: 49.6,
  dishPingDropRate: 0, dishPingLatencyMs: 0.56, clients: 6, clients2Ghz: 4, clients5Ghz: 1, clientsEthernet: 1, wanRxBytes: 177439788174, wanTxBytes: 15221703314,
  alertSandboxDisabled: true,
};
const envelope = (content: unknown): unknown => ({ content, errors: [], warnings: [], information: [], isValid: true });
function parse(content: unknown): TelemetryBatch {
  const batch = parseTelemetryQuery(envelope(content), { call: 'Telemetry query', host: 'h', status: 200 }, receivedAtMs);
  if (batch instanceof ApiError) throw batch;
  return batch;
}

test('asks for all terminals and routers, and reads what comes', async () => {
  const server = await startLocalServer(answerJson(200, envelope({ userTerminals: { [terminalId]: terminal }, routers: { [router.routerId]: router } })));
  const client = createTestClient(`${server.origin}/v2`);
  opened.push(server, client);
  const { batch } = await fetchTelemetryQuery(client, () => receivedAtMs);
  expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/v2/telemetry/query', body: '{"includeUserTerminals":true,"includeRouters":true}' });
  expect([batch.terminals.count, batch.routers.count, batch.ipAllocations.count, batch.truncated]).toEqual([1, 1, 1, false]);
  expect(batch.findings).toEqual([]);
});

describe('a snapshot', () => {
  const batch = parse({ userTerminals: { [terminalId]: terminal }, routers: { [router.routerId]: router } });

  test('has the stream’s ids, exact times and hex cells', () => {
    expect(batch.terminals.deviceId).toEqual([`ut${terminalId}`]);
    expect(batch.terminals.timestampNs[0]).toBe(BigInt(Date.UTC(2026, 10, 22, 17, 0, 15)) * 1_000_000n + 123_456_789n);
    expect(batch.terminals.h3Cell).toEqual(['85194d07fffffff']);
    expect(batch.routers.routerId).toEqual(['Router-0100000000000000001ACBB9']);
    expect(batch.routers.deviceId).toEqual([`ut${terminalId}`]);
    expect(batch.ipAllocations).toMatchObject({ ipAllocationId: [`ip-ut${terminalId}`], deviceId: [`ut${terminalId}`], ipv4: [['192.0.2.10']], ipv6Cpe: [[]] });
    expect(batch.ipAllocations.timestampNs[0]).toBe(BigInt(Date.UTC(2026, 10, 22, 16, 58, 23)) * 1_000_000n);
  });

  test('has the values, null as missing', () => {
    expect(batch.terminals.numbers).toMatchObject({ downlinkMbps: new Float64Array([41.27]), latencyMs: new Float64Array([28]), rebootPossibleInS: new Float64Array([Number.NaN]) });
    expect(batch.terminals).toMatchObject({ softwareVersion: ['2026.10.20.mr70111'], countryCode: ['BE'], inTerritorialWaters: new Uint8Array([0]) });
    expect(batch.routers.numbers).toMatchObject({ terminalPingLatencyMs: new Float64Array([0.56]), wanReceivedBytes: new Float64Array([177439788174]), clients5GhzRxRateMbpsMin: new Float64Array([Number.NaN]) });
    expect([...batch.routers.isRepeater, ...batch.routers.isBypassed]).toEqual([0, 1]);
  });

  test('turns flags that are up into codes with names', () => {
    expect(batch.terminals.activeAlerts).toEqual([[51]]);
    expect(batch.alertNames.u.get(51)).toBe('ethernet_slow_100mbps');
    expect(batch.routers.activeAlerts).toEqual([[52]]);
    expect(batch.alertNames.r.get(52)).toBe('sandbox_disabled');
  });

  test('never passes its columns off as the stream’s', () => {
    expect(batch.columnNames).toEqual({});
  });
});

describe('leniently', () => {
  test('alerts are unknown when no flag says anything', () => {
    expect(parse({ userTerminals: { a: { timestamp: terminal.timestamp }, b: { timestamp: terminal.timestamp, alertPopChange: null } } }).terminals.activeAlerts).toEqual([null, null]);
    expect(parse({ userTerminals: { a: { timestamp: terminal.timestamp, alertPopChange: false } } }).terminals.activeAlerts).toEqual([[]]);
  });

  test('the key of the map stands in for the id', () => {
    expect(parse({ userTerminals: { '0A-1': { timestamp: terminal.timestamp } } }).terminals.deviceId).toEqual(['ut0a-1']);
  });

  test.each([[{}], [{ userTerminals: null, routers: null }], [{ userTerminals: { a: null }, routers: {} }]])('nothing is nothing: %j', (content) => {
    expect(parse(content)).toMatchObject({ rowCount: 0, terminals: { count: 0 }, routers: { count: 0 } });
  });

  test('a null cell is no position without a word, a bad one is found', () => {
    const batch = parse({ userTerminals: { a: { ...terminal, userTerminalId: 'aa', h3CellId: null }, b: { ...terminal, userTerminalId: 'bb', h3CellId: 'outside' } } });
    expect(batch.terminals.h3Cell).toEqual([null, null]);
    expect(parse({ userTerminals: { a: { ...terminal, h3CellId: '085194D07FFFFFFF' } } }).terminals.h3Cell).toEqual(['85194d07fffffff']);
    expect(batch.findings.map(({ kind, subject }) => [kind, subject])).toEqual([['invalid-h3', 'utbb "outside"']]);
  });

  test('a device without a readable time is kept as bad', () => {
    const batch = parse({ userTerminals: { a: { ...terminal, timestamp: 'yesterday' } } });
    expect(batch.terminals.count).toBe(0);
    expect(batch.badRows).toHaveLength(1);
  });

  test('new fields are kept, found once', () => {
    const batch = parse({ userTerminals: { a: { ...terminal, beam: [1, 2], alertBrandNew: true }, b: { ...terminal, userTerminalId: 'bb' } } });
    expect(JSON.parse(batch.terminals.unknownColumns[0] ?? '')).toEqual({ beam: [1, 2], alertBrandNew: true });
    expect(batch.findings.map(({ kind, subject }) => [kind, subject])).toEqual([['unknown-column', 'u.beam'], ['unknown-column', 'u.alertBrandNew']]);
  });

  test('isValid:false is a rejection, no content a wrong shape', () => {
    const answered = { call: 'Telemetry query', host: 'h', status: 200 };
    expect(parseTelemetryQuery({ isValid: false, errors: [{ errorMessage: 'No such thing' }] }, answered, 0)).toMatchObject({ kind: 'rejected', cause: expect.stringContaining('No such thing') as string });
    expect(parseTelemetryQuery({ isValid: true }, answered, 0)).toMatchObject({ kind: 'shape' });
    expect(parseTelemetryQuery([1], answered, 0)).toMatchObject({ kind: 'shape' });
  });
});

test.each([
  ['2026-11-22T17:00:15Z', 1795366815000000000n], ['2026-11-22T17:00:15.5+00:00', 1795366815500000000n], ['2026-11-22T19:00:15+02:00', 1795366815000000000n],
  ['2026-11-22T17:00:15', 1795366815000000000n], ['1969-12-31T23:59:59.999999999Z', -1n], ['2026-11-22', null], ['2026-13-22T17:00:15Z', null], [5, null], [null, null],
  ['2026-11-22 17:00:15.5+0000', 1_795_366_815_500_000_000n],
  ['2026-11-22T17:00Z', 1_795_366_800_000_000_000n],
  ['2026-11-22T19:00:00+02', 1_795_366_800_000_000_000n],
])('parseIsoTimeNs(%s)', (text, expected) => {
  expect(parseIsoTimeNs(text)).toBe(expected);
});
