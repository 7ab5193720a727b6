import { expect, test } from 'vitest';
import { findCurrentChange, gatherCurrentRows, type Receipt } from '../../../src/main/history/current-devices.ts';
import { countBlocks, receivedAgain } from '../../../src/main/history/current-rows.ts';
import { announceChange, applyChange, createCurrentState, type CurrentState } from '../../../src/main/history/current-state.ts';
import type { CurrentTelemetry } from '../../../src/main/history/current-telemetry.ts';
import { packTelemetry, unpackTelemetry } from '../../../src/main/workers/pack-telemetry.ts';
import { buildBatch, NOON_MS, nsAt, type BatchSpec } from './build-batch.ts';

const receipt: Receipt = { credentialId: 'cred-1', receivedAtMs: NOON_MS };

function receive(state: CurrentState, spec: BatchSpec, receivedAtMs = NOON_MS): CurrentTelemetry {
  const change = findCurrentChange(state, buildBatch(spec), { ...receipt, receivedAtMs }).buildRows();
  applyChange(state, change);
  return announceChange(change);
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Every kind of field, with and without a value. */
const mixed: BatchSpec = {
  terminals: [
    { id: 'ut1', ns: nsAt(NOON_MS, 1n), numbers: { latencyMs: 31, pingDropRate: 0 }, h3Cell: '855f4157fffffff', inTerritorialWaters: true, countryCode: 'DE' },
    { id: 'ut2', ns: nsAt(NOON_MS - 5), numbers: {}, inTerritorialWaters: false, softwareVersion: 'v\u001f1' },
    { id: 'ut3', ns: nsAt(NOON_MS - 9), alerts: [51] },
  ],
  routers: [{ id: 'Router-01', ns: nsAt(NOON_MS), deviceId: 'ut1', numbers: { clients: 3, wanReceivedBytes: 2 ** 40 } }, { id: 'Router-02', ns: nsAt(NOON_MS), deviceId: null }],
  ips: [{ deviceId: 'ut1', ns: nsAt(NOON_MS), lists: [['192.0.2.1', '192.0.2.2'], [], null] }],
};

test('rows reach main as they are, from the columns they came in', () => {
  const news = receive(createCurrentState(), mixed);
  expect(countBlocks(news.terminals)).toBe(1);
  const arrived = [...packTelemetry(news)].map(unpackTelemetry);
  expect(arrived).toHaveLength(1);
  // A control character of our own packing is the one thing that doesn't travel.
  const sent = plain({ ...news, terminals: news.terminals.map((row) => ({ ...(plain(row) as object), softwareVersion: row.softwareVersion === null ? null : 'v 1' })) });
  expect(plain(arrived[0])).toEqual(sent);
});

test('rows of several replies, and late ones, reach main as they are', () => {
  const state = createCurrentState();
  receive(state, mixed);
  const late = receive(state, { terminals: [{ id: 'ut4', ns: nsAt(NOON_MS) }, { id: 'ut1', ns: nsAt(NOON_MS - 1_000) }] }, NOON_MS + 1_000);
  expect(late.terminals.map((row) => [row.deviceId, row.latencyMs, row.receivedAtMs])).toEqual([['ut4', null, NOON_MS + 1_000], ['ut1', 31, NOON_MS + 1_000]]);
  const [arrived] = [...packTelemetry(late)].map(unpackTelemetry);
  expect(plain(arrived!.terminals)).toEqual(plain(late.terminals));
});

test('a row received again is another row: the one before it stays as it was', () => {
  const [row] = receive(createCurrentState(), mixed).terminals;
  const again = receivedAgain(row!, NOON_MS + 5);
  expect(plain(again)).toEqual({ ...(plain(row) as object), receivedAtMs: NOON_MS + 5 });
  expect(row!.receivedAtMs).toBe(NOON_MS);
});

test('terminals that fell silent one by one do not keep the columns of every reply', () => {
  const state = createCurrentState();
  for (let reply = 0; reply < 20; reply++) receive(state, { terminals: [{ id: `ut${reply}`, ns: nsAt(NOON_MS), numbers: { latencyMs: reply }, inTerritorialWaters: null, h3Cell: null }] });
  const before = plain([...state.terminals]);
  expect(countBlocks(state.terminals.values())).toBe(20);
  gatherCurrentRows(state);
  expect(countBlocks(state.terminals.values())).toBe(1);
  expect(plain([...state.terminals])).toEqual(before);
});
