import { readFileSync } from 'node:fs';
import { cellToLatLng } from 'h3-js';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../src/main/starlink/api-error.ts';
import { UnknownColumnsError } from '../../../src/main/starlink/column-names.ts';
import { parseTelemetryBody } from '../../../src/main/starlink/parse-telemetry-body.ts';
import type { TelemetryBatch } from '../../../src/main/starlink/telemetry-batch.ts';

const receivedAtMs = Date.UTC(2026, 10, 22, 17);
const fixture = (name: string): Buffer => readFileSync(new URL(`../../fixtures/${name}`, import.meta.url));
const parse = (body: string | Uint8Array, knownColumns: Record<string, string[]> | null = null): TelemetryBatch =>
  parseTelemetryBody(typeof body === 'string' ? Buffer.from(body) : body, { receivedAtMs, knownColumns });
const kinds = (batch: TelemetryBatch): string[] => batch.findings.map((finding) => finding.kind);
const errorOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

const uColumns = [
  'DeviceType', 'UtcTimestampNs', 'DeviceId', 'DownlinkThroughput', 'UplinkThroughput', 'PingDropRateAvg', 'PingLatencyMsAvg', 'ObstructionPercentTime', 'Uptime',
  'SignalQuality', 'H3CellId', 'SecondsUntilSwupdateRebootPossible', 'RunningSoftwareVersion', 'CountryCode', 'InTerritorialWaters', 'ActiveAlerts',
];
const time = '1795363215000000000';
const row = (changes: Partial<Record<string, string>> = {}): string => {
  const values: Record<string, string> = {
    DeviceType: '"u"', UtcTimestampNs: time, DeviceId: '"ut01-02-03"', DownlinkThroughput: '41.27', UplinkThroughput: '6', PingDropRateAvg: '0', PingLatencyMsAvg: '28',
    ObstructionPercentTime: '0.1', Uptime: '100', SignalQuality: '1', H3CellId: '599423848638578687', SecondsUntilSwupdateRebootPossible: '-1',
    RunningSoftwareVersion: '"v1"', CountryCode: '"BE"', InTerritorialWaters: 'false', ActiveAlerts: '[]', ...(changes as Record<string, string>),
  };
  return `[${uColumns.map((name) => values[name]).join(',')}]`;
};
const reply = (rows: readonly string[], columns: unknown = { u: uColumns }, metadata: unknown = {}): string =>
  `{"data":{"values":[${rows.join(',')}],"columnNamesByDeviceType":${JSON.stringify(columns)}},"metadata":${JSON.stringify(metadata)}}`;

describe('the reply captured from the live service', () => {
  const batch = parse(fixture('telemetry-stream-captured.json'));

  test('is two terminals and one router', () => {
    expect([batch.terminals.count, batch.routers.count, batch.ipAllocations.count, batch.rowCount]).toEqual([2, 1, 0, 3]);
    expect(batch.truncated).toBe(false);
    expect(batch.terminals.deviceId).toEqual(['ut01000000-00000000-00c0ffee', 'ut01000000-00000000-00decade']);
    expect([...batch.terminals.timestampNs]).toEqual([1720564202000000000n, 1730564202000000000n]);
  });

  test('places the first terminal in its cell, and the second nowhere, with one finding that says so', () => {
    expect(batch.terminals.h3Cell).toEqual(['855f4157fffffff', null]);
    const [lat, lng] = cellToLatLng(batch.terminals.h3Cell[0] ?? '');
    expect([lat.toFixed(6), lng.toFixed(6)]).toEqual(['8.105230', '-62.708811']);
    const invalid = batch.findings.filter((finding) => finding.kind === 'invalid-h3');
    expect(invalid).toHaveLength(1);
    expect(invalid[0]?.text).toContain('ut01000000-00000000-00decade');
    expect(invalid[0]?.text).toContain('6006544985028034');
  });

  test('names alert 55 as that body does', () => {
    expect(batch.terminals.activeAlerts).toEqual([[55], []]);
    expect(batch.alertNames.u.get(55)).toBe('disabled_no_active_service_line');
    expect(kinds(batch)).not.toContain('unknown-alert');
  });

  test('joins the router to its terminal and leaves the null signal strength missing', () => {
    expect(batch.routers.routerId).toEqual(['Router-010000000000000000C0FFEE']);
    expect(batch.routers.deviceId).toEqual(['ut01000000-00000000-00c0ffee']);
    expect(batch.routers.numbers.clients2GhzSignalStrengthMin[0]).toBeNaN();
    expect(batch.routers.numbers.clients2GhzSignalStrengthMax[0]).toBe(-57);
    expect(batch.routers.numbers.wanReceivedBytes[0]).toBe(177439788174);
    expect([...batch.routers.isRepeater, ...batch.routers.isBypassed]).toEqual([0, 0]);
    expect(batch.routers.activeAlerts).toEqual([null]);
  });

  test('keeps every number as it is', () => {
    expect([...batch.terminals.numbers.downlinkMbps]).toEqual([11.656345173333323, 10.656345173333323]);
    expect([...batch.terminals.numbers.uplinkMbps]).toEqual([0.38705536000000035, 0.38705536000000035]);
    expect([...batch.terminals.inTerritorialWaters]).toEqual([2, 2]);
  });

  test('says which columns of today it lacks', () => {
    const missing = batch.findings.filter((finding) => finding.kind === 'missing-column').map((finding) => finding.subject);
    expect(missing.sort()).toEqual(['r.ActiveAlerts', 'r.WifiHardwareVersion', 'r.WifiHopsFromController', 'u.CountryCode', 'u.InTerritorialWaters']);
  });
});

describe('the exactness fixture', () => {
  const batch = parse(fixture('telemetry-exactness.json'));

  test('has times that a double would merge', () => {
    expect(Number('1795363215000000001')).toBe(Number('1795363215000000002'));
  });

  test('tells two samples 1 ns apart, the newer one first', () => {
    expect([...batch.terminals.timestampNs]).toEqual([1795363215000000002n, 1795363215000000001n]);
    expect(new Set(batch.terminals.deviceId)).toEqual(new Set(['ut01000000-00000000-00a1b2c3']));
    expect([...batch.ipAllocations.timestampNs]).toEqual([1795363203960000001n]);
  });

  test('reads reordered columns by name, ints where floats were', () => {
    expect([...batch.terminals.numbers.latencyMs]).toEqual([28.5, 28]);
    expect([...batch.terminals.numbers.downlinkMbps]).toEqual([41, 41.27]);
    expect(batch.terminals.h3Cell).toEqual(['85194d07fffffff', '85194d07fffffff']);
    expect([...batch.terminals.inTerritorialWaters]).toEqual([1, 0]);
  });

  test('keeps the added column in the reply’s own spelling', () => {
    expect(batch.terminals.unknownColumns).toEqual(['{"BeamSerial":18446744073709551615}', '{"BeamSerial":1.50}']);
    expect(batch.findings.filter((finding) => finding.kind === 'unknown-column').map((finding) => finding.subject)).toEqual(['u.BeamSerial']);
  });

  test('keeps the unknown letter word for word and finds it once', () => {
    expect(batch.unknownRows).toEqual([{ letter: 'd', json: '["d", 1795363215000000003, "ut01000000-00000000-00a1b2c3", {"bytes": 9007199254740993}]' }]);
    expect(kinds(batch).filter((kind) => kind === 'unknown-letter')).toHaveLength(1);
  });

  test('keeps the unknown alert code and finds it once', () => {
    expect(batch.terminals.activeAlerts).toEqual([[199, 51], []]);
    expect(batch.findings.filter((finding) => finding.kind === 'unknown-alert')).toEqual([{ kind: 'unknown-alert', subject: 'u 199', text: expect.stringContaining('unknown_alert_199') as string }]);
  });

  test('joins the IP allocation and keeps lists', () => {
    expect(batch.ipAllocations).toMatchObject({
      ipAllocationId: ['ip-ut01000000-00000000-00a1b2c3'], deviceId: ['ut01000000-00000000-00a1b2c3'], ipv4: [['192.0.2.10']], ipv6Ue: [['2001:db8:5600:6dc8::/64']], ipv6Cpe: [[]],
    });
  });
});

describe('exact integers', () => {
  test.each([
    ['1795363215000000001', 1795363215000000001n],
    ['"1795363215000000001"', 1795363215000000001n],
    ['9223372036854775807', 9223372036854775807n],
    ['-9223372036854775808', -9223372036854775808n],
    ['-1795363215000000001', -1795363215000000001n],
    ['5', 5n],
    ['0', 0n],
    ['123.0', 123n],
    ['1.7e18', 1700000000000000000n],
    ['1.795363215000000001E+18', 1795363215000000001n],
    ['179536321501e7', 1795363215010000000n],
    ['1795363215001e6', 1795363215001000000n],
    ['1795363215000000001.000', 1795363215000000001n],
    ['  1795363215000000001\n', 1795363215000000001n],
  ])('time %s', (text, expected) => {
    expect([...parse(reply([row({ UtcTimestampNs: text })])).terminals.timestampNs]).toEqual([expected]);
  });

  test.each(['null', '"soon"', 'true', '[]', '9223372036854775808', '1e400', '99999999999999999999999999999999999999999999999999999999999999999999'])('time %s is no time: the row is kept as bad', (text) => {
    const batch = parse(reply([row({ UtcTimestampNs: text }), row()]));
    expect(batch.terminals.count).toBe(1);
    expect(batch.badRows).toEqual([{ letter: 'u', json: row({ UtcTimestampNs: text }) }]);
    expect(kinds(batch)).toEqual(['bad-row']);
  });

  test.each([
    ['599423848638578687', '85194d07fffffff'],
    ['599983582735237119', '85391e3bfffffff'],
    ['600543729148755967', '8558f56ffffffff'],
    ['599311518063919103', '8512ea67fffffff'],
    ['5.99423848638578687e17', '85194d07fffffff'],
    ['599423848638578687.0', '85194d07fffffff'],
    ['"85194d07fffffff"', '85194d07fffffff'],
    ['"85194D07FFFFFFF"', '85194d07fffffff'],
    ['"599423848638578687"', '85194d07fffffff'],
    // Resolution 15: the last digit of the number matters.
    [BigInt('0x8f194ad32bb6d6e').toString(), '8f194ad32bb6d6e'],
    [BigInt('0x8f194ad32bb6d6d').toString(), '8f194ad32bb6d6d'],
    ['null', null],
  ])('cell %s', (text, expected) => {
    const batch = parse(reply([row({ H3CellId: text })]));
    expect(batch.terminals.h3Cell).toEqual([expected]);
    expect(kinds(batch)).toEqual([]);
  });

  test.each(['6006544985028034', '0', '-599423848638578687', '599423848638578688', '"nowhere"', 'true', '1e300'])('cell %s is no cell: one finding, no position', (text) => {
    const batch = parse(reply([row({ H3CellId: text }), row({ H3CellId: text })]));
    expect(batch.terminals.h3Cell).toEqual([null, null]);
    expect(kinds(batch)).toEqual(['invalid-h3']);
    expect(batch.findings[0]?.text).toContain(text.replaceAll('"', ''));
  });
});

describe('columns', () => {
  test('may stand in any order, the letter too, before or after the rows', () => {
    const names = ['DeviceId', 'ActiveAlerts', 'DeviceType', 'UtcTimestampNs', 'PingLatencyMsAvg'];
    const body = `{"metadata":{},"data":{"columnNamesByDeviceType":{"u":${JSON.stringify(names)}},"values":[["ut01-02-03",[50],"u",${time},28]],"aggregateValues":null}}`;
    const batch = parse(body);
    expect([...batch.terminals.timestampNs]).toEqual([BigInt(time)]);
    expect(batch.terminals.activeAlerts).toEqual([[50]]);
    expect([...batch.terminals.numbers.latencyMs]).toEqual([28]);
    expect(batch.unknownRows).toEqual([]);
  });

  test('ActiveAlert is ActiveAlerts', () => {
    const batch = parse(reply([row({ ActiveAlerts: '[55]' })], { u: uColumns.map((name) => (name === 'ActiveAlerts' ? 'ActiveAlert' : name)) }));
    expect(batch.terminals.activeAlerts).toEqual([[55]]);
    expect(batch.findings).toEqual([]);
  });

  test('routers may say Uptime and PingLatencyMs', () => {
    const batch = parse(`{"data":{"values":[["r",1,"Router-AB",7,46.5,"ut01"]],"columnNamesByDeviceType":{"r":["DeviceType","UtcTimestampNs","DeviceId","Uptime","PingLatencyMs","DishId"]}}}`);
    expect([batch.routers.numbers.uptimeS[0], batch.routers.numbers.internetPingLatencyMs[0]]).toEqual([7, 46.5]);
    expect(batch.routers.deviceId).toEqual(['ut01']);
  });

  test('documented ones that nobody shows are kept without a finding', () => {
    const batch = parse(reply([row().replace(/\]$/, ',42]')], { u: [...uColumns, 'ApiVersion'] }).replace('ActiveAlerts"]', 'ActiveAlerts","ApiVersion"]'));
    expect(kinds(batch)).toEqual([]);
  });

  test('of another spelling of ids are brought to ours', () => {
    const batch = parse(reply([row({ DeviceId: '"UT01-0A"' })]));
    expect(batch.terminals.deviceId).toEqual(['ut01-0a']);
  });
});

describe('values', () => {
  test('numeric strings and booleans are numbers, null is missing, all without a finding', () => {
    const batch = parse(reply([row({ DownlinkThroughput: '"12.5"', UplinkThroughput: 'true', PingLatencyMsAvg: 'null' })]));
    expect(batch.terminals.numbers.downlinkMbps[0]).toBe(12.5);
    expect(batch.terminals.numbers.uplinkMbps[0]).toBe(1);
    expect(batch.terminals.numbers.latencyMs[0]).toBeNaN();
    expect(batch.findings).toEqual([]);
  });

  test.each([
    ['DownlinkThroughput', '"fast"'], ['DownlinkThroughput', '[1]'], ['DownlinkThroughput', '""'], ['DownlinkThroughput', '1e999'],
    ['RunningSoftwareVersion', '7'], ['InTerritorialWaters', '"maybe"'], ['ActiveAlerts', '"none"'], ['ActiveAlerts', '[1.5]'],
  ])('%s = %s is missing, with one finding', (column, text) => {
    const batch = parse(reply([row({ [column]: text }), row({ [column]: text })]));
    expect(batch.terminals.count).toBe(2);
    expect(batch.findings.map(({ kind, subject }) => [kind, subject])).toEqual([['wrong-type', `u.${column}`]]);
    const { numbers, softwareVersion, inTerritorialWaters, activeAlerts } = batch.terminals;
    const value = { DownlinkThroughput: numbers.downlinkMbps[0], RunningSoftwareVersion: softwareVersion[0], InTerritorialWaters: inTerritorialWaters[0], ActiveAlerts: activeAlerts[0] }[column];
    expect(value).toBe({ DownlinkThroughput: Number.NaN, RunningSoftwareVersion: null, InTerritorialWaters: 2, ActiveAlerts: null }[column]);
  });

  test('no alerts, also written as null, and unknown alerts are two things', () => {
    const batch = parse(reply([row({ ActiveAlerts: '[]' }), row({ ActiveAlerts: 'null' }), row({ ActiveAlerts: ' null ', RunningSoftwareVersion: '7' }), row({ ActiveAlerts: '["55",55]' })]));
    expect(batch.terminals.activeAlerts).toEqual([[], [], [], [55]]);
  });

  test('strings with quotes, brackets and escapes confuse nobody', () => {
    const batch = parse(reply([row({ RunningSoftwareVersion: '"a\\\\\\"],[\\u005d é 中"' }), row()]));
    expect(batch.terminals.softwareVersion).toEqual(['a\\"],[] é 中', 'v1']);
    expect(batch.rowCount).toBe(2);
  });

  test('a tombstone keeps its three empty lists', () => {
    const batch = parse(`{"data":{"values":[["i",1,"ip-utAB",[],[],[]]],"columnNamesByDeviceType":{"i":["DeviceType","UtcTimestampNs","DeviceId","Ipv4","Ipv6Ue","Ipv6Cpe"]}}}`);
    expect(batch.ipAllocations).toMatchObject({ ipAllocationId: ['ip-utab'], ipv4: [[]], ipv6Ue: [[]], ipv6Cpe: [[]] });
  });
});

describe('odd rows', () => {
  const short = (length: number): string => JSON.stringify(['u', 5, 'ut01', 1, 2].slice(0, length));

  test('a row shorter than its columns keeps what is there when time and device are', () => {
    const batch = parse(reply([short(5), row()]));
    expect(batch.terminals.count).toBe(2);
    expect([batch.terminals.numbers.downlinkMbps[0], batch.terminals.numbers.pingDropRate[0]]).toEqual([1, Number.NaN]);
    expect(batch.terminals.activeAlerts[0]).toBeNull();
    expect(batch.findings).toEqual([{ kind: 'short-row', subject: 'u ut01', text: expect.stringContaining('the rest is N/A') as string }]);
  });

  test.each([1, 2])('a row of %i values is kept as bad', (length) => {
    const batch = parse(reply([short(length), row()]));
    expect(batch.terminals.count).toBe(1);
    expect(batch.badRows).toEqual([{ letter: 'u', json: short(length) }]);
    expect(batch.rowCount).toBe(2);
    expect(kinds(batch)).toEqual(['bad-row']);
  });

  test('a longer row keeps its surplus raw', () => {
    const batch = parse(reply([row().replace(/\]$/, ', 18446744073709551615, "x"]')]));
    expect(batch.terminals.unknownColumns).toEqual(['{"extraValues":[18446744073709551615,"x"]}']);
    expect(kinds(batch)).toEqual(['long-row']);
  });

  test('entries that are no rows are kept as bad', () => {
    const batch = parse(reply(['null', '7', '{"a":[1]}', '[]', '[[1]]', row()]));
    expect(batch.badRows.map((one) => one.json)).toEqual(['null', '7', '{"a":[1]}', '[]', '[[1]]']);
    expect([batch.rowCount, batch.terminals.count]).toEqual([6, 1]);
  });

  test('rows of a letter without columns wait in the unknown rows', () => {
    const batch = parse(reply([row(), '["r",1,"Router-1"]']));
    expect(batch.unknownRows).toEqual([{ letter: 'r', json: '["r",1,"Router-1"]' }]);
    expect(batch.findings).toEqual([{ kind: 'missing-column', subject: 'r.*', text: expect.any(String) as string }]);
  });

  test('a device clock in the future is found once a device, its samples stay', () => {
    const nsOf = (ms: number): string => `${ms}000000`;
    const ahead = row({ UtcTimestampNs: nsOf(receivedAtMs + 120_001) });
    const batch = parse(reply([ahead, ahead, row({ UtcTimestampNs: nsOf(receivedAtMs + 120_000), DeviceId: '"ut02"' })]));
    expect(batch.terminals.count).toBe(3);
    expect(batch.findings).toEqual([{ kind: 'future-clock', subject: 'ut01-02-03', text: expect.stringContaining('120 s') as string }]);
  });

  test('one damaged row does not take the others along', () => {
    const damaged = row().replace('41.27', '41.2.7');
    const batch = parse(reply([row(), damaged, row({ DeviceId: '"ut02"' })]));
    expect(batch.terminals.deviceId).toEqual(['ut01-02-03', 'ut02']);
    expect(batch.badRows).toEqual([{ letter: '', json: damaged }]);
  });

  test('findings are bounded, with a count of the rest', () => {
    const batch = parse(reply(Array.from({ length: 500 }, (_, index) => row({ DeviceId: `"ut${index}"`, H3CellId: '1' }))));
    expect(batch.findings).toHaveLength(200);
    expect(batch.findings.at(-1)).toMatchObject({ kind: 'more', text: expect.stringContaining('+301 more') as string });
  });
});

describe('no telemetry reply', () => {
  test.each([
    ['<!doctype html><html><title>Sign in to the hotel</title>', 'not-json', 'titled “Sign in to the hotel”'],
    ['upstream connect error', 'not-json', 'upstream connect error'],
    ['{not json at all}', 'not-json', 'text'],
    ['[1,2]', 'shape', 'no object'],
    ['"text"', 'shape', 'no object'],
    ['{"error":"x"}', 'shape', 'data.values is missing'],
    ['{"data":{"values":{"a":1}}}', 'shape', 'data.values is no list'],
    ['{"data":null}', 'shape', 'data.values is missing'],
    ['{"content":null,"errors":[{"memberNames":["batchSize"],"errorMessage":"Too large"}],"isValid":false}', 'rejected', 'Too large (batchSize)'],
  ])('%s', (body, kind, words) => {
    const error = errorOf(() => parse(body));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ kind, call: 'Telemetry stream', cause: expect.stringContaining(words) as string });
  });

  test('empty values are normal, null too', () => {
    for (const values of ['[]', 'null', ' [ ] ']) {
      const batch = parse(`{"data":{"values":${values},"columnNamesByDeviceType":{"u":["DeviceType"]}}}`);
      expect([batch.rowCount, batch.truncated, batch.findings]).toEqual([0, false, []]);
    }
  });

  test('a byte order mark and white space before the reply are nothing', () => {
    expect(parse(`\ufeff \n${reply([row()])}`).terminals.count).toBe(1);
  });
});

describe('a torn reply', () => {
  const body = reply([row(), row({ DeviceId: '"ut02"' }), row({ DeviceId: '"ut03"' })]);
  const cut = body.slice(0, body.indexOf('"ut03"'));

  test('gives its complete rows with the account’s known columns', () => {
    const batch = parse(cut, { u: uColumns });
    expect(batch.terminals.deviceId).toEqual(['ut01-02-03', 'ut02']);
    expect([batch.truncated, batch.rowCount]).toEqual([true, 2]);
    expect(batch.findings[0]).toMatchObject({ kind: 'truncated', text: expect.stringContaining('2 complete rows') as string });
  });

  test('lends no number of the torn row to the one before it', () => {
    const early = reply([row({ UtcTimestampNs: '5', H3CellId: '"85391e3bfffffff"' }), row()]);
    const batch = parse(early.slice(0, early.lastIndexOf('"v1"')), { u: uColumns });
    expect([...batch.terminals.timestampNs]).toEqual([5n]);
    expect(batch.terminals.h3Cell).toEqual(['85391e3bfffffff']);
  });

  test('without known columns waits', () => {
    const error = errorOf(() => parse(cut));
    expect(error).toBeInstanceOf(UnknownColumnsError);
    expect(error).toMatchObject({ letters: ['u'] });
  });

  test('behind its columns needs no known ones', () => {
    const batch = parse(body.slice(0, body.indexOf('"metadata"') + 12));
    expect(batch.terminals.count).toBe(3);
    expect([batch.truncated, kinds(batch)]).toEqual([true, ['truncated']]);
  });

  test('never uses a column list that is itself torn', () => {
    const torn = body.slice(0, body.indexOf('"CountryCode"') - 1);
    expect(errorOf(() => parse(torn))).toBeInstanceOf(UnknownColumnsError);
    expect(parse(torn, { u: uColumns }).terminals.numbers.latencyMs[2]).toBe(28);
  });

  test('keeps the alert names that came', () => {
    const named = reply([row({ ActiveAlerts: '[199]' })], { u: uColumns }, { enums: { AlertsByDeviceType: { u: { 199: 'brand_new', 200: 'later' } } } });
    const batch = parse(named.slice(0, named.indexOf('"later"') + 3));
    expect([...batch.alertNames.u]).toEqual([[199, 'brand_new']]);
    expect(kinds(batch)).toEqual(['truncated']);
  });
});
