import { describe, expect, test } from 'vitest';
import { findCurrentChange, type Receipt } from '../../../src/main/history/current-devices.ts';
import { announceChange, announceState, applyChange, createCurrentState, type CurrentState } from '../../../src/main/history/current-state.ts';
import { buildBatch, NOON_MS, nsAt, type BatchSpec } from './build-batch.ts';

const receipt: Receipt = { credentialId: 'cred-1', receivedAtMs: NOON_MS };

function receive(state: CurrentState, spec: BatchSpec, from: Partial<Receipt> = {}) {
  const found = findCurrentChange(state, buildBatch(spec), { ...receipt, ...from });
  const rows = found.buildRows();
  const change = { ...found, ...rows };
  applyChange(state, rows);
  return { change, news: announceChange(change) };
}

describe('newest by full ns wins', () => {
  test('inside a reply, whatever the order of rows', () => {
    const state = createCurrentState();
    const { news } = receive(state, {
      terminals: [
        { id: 'ut1', ns: nsAt(NOON_MS, 1n), numbers: { latencyMs: 31 } },
        { id: 'ut1', ns: nsAt(NOON_MS), numbers: { latencyMs: 28 } },
      ],
    });
    expect(news.terminals).toHaveLength(1);
    expect(state.terminals.get('ut1')).toMatchObject({ latencyMs: 31, timestampNs: '1795366800000000001', sampledAtMs: NOON_MS });
  });

  test('over replies: an older backlog row and a duplicate change no value, but count as received', () => {
    const state = createCurrentState();
    receive(state, { terminals: [{ id: 'ut1', ns: nsAt(NOON_MS), numbers: { latencyMs: 31 } }] });
    const old = receive(state, { terminals: [{ id: 'ut1', ns: nsAt(NOON_MS - 3_600_000), numbers: { latencyMs: 99 }, alerts: [51] }] }, { receivedAtMs: NOON_MS + 60_000 });
    expect(state.terminals.get('ut1')).toMatchObject({ latencyMs: 31, sampledAtMs: NOON_MS, receivedAtMs: NOON_MS + 60_000 });
    expect(old.news.alerts).toEqual([]);
    expect(old.change.edges).toEqual([]);
    const same = receive(state, { terminals: [{ id: 'ut1', ns: nsAt(NOON_MS), numbers: { latencyMs: 5 } }] }, { receivedAtMs: NOON_MS + 60_000 });
    expect(same.news.terminals).toEqual([]);
    expect(state.terminals.get('ut1')).toMatchObject({ latencyMs: 31 });
  });

  test('null stays null: it is not the older value', () => {
    const state = createCurrentState();
    receive(state, { terminals: [{ id: 'ut1', ns: nsAt(NOON_MS), numbers: { latencyMs: 31 }, h3Cell: '855f4157fffffff' }] });
    receive(state, { terminals: [{ id: 'ut1', ns: nsAt(NOON_MS, 5n) }] });
    expect(state.terminals.get('ut1')).toMatchObject({ latencyMs: null, h3Cell: null });
  });
});

test('a sample over two minutes ahead does not become current, raises nothing, and is counted', () => {
  const state = createCurrentState();
  const { change, news } = receive(state, {
    terminals: [
      { id: 'ut1', ns: nsAt(NOON_MS + 120_000, 1n), alerts: [51] },
      { id: 'ut1', ns: nsAt(NOON_MS + 119_000), numbers: { latencyMs: 20 } },
      { id: 'ut2', ns: nsAt(NOON_MS + 86_400_000), alerts: [51] },
    ],
  });
  expect(change.futureSamples).toBe(2);
  expect(news.terminals.map((row) => row.deviceId)).toEqual(['ut1']);
  expect(state.terminals.get('ut1')).toMatchObject({ latencyMs: 20, sampledAtMs: NOON_MS + 119_000 });
  expect(news.alerts).toEqual([]);
});

test('a terminal seen by another credential belongs to that one, its alerts too', () => {
  const state = createCurrentState();
  receive(state, { terminals: [{ id: 'ut1', ns: nsAt(NOON_MS), alerts: [51] }] });
  const { news } = receive(state, { terminals: [{ id: 'ut1', ns: nsAt(NOON_MS + 15_000), alerts: [51] }] }, { credentialId: 'cred-2', receivedAtMs: NOON_MS + 15_000 });
  expect(news.terminals[0]).toMatchObject({ credentialId: 'cred-2' });
  expect(news.alerts[0]).toMatchObject({ credentialId: 'cred-2', activeSinceMs: NOON_MS });
});

describe('IP allocations', () => {
  const allocation = (ns: bigint, ...ipv4: string[]) => ({ deviceId: 'ut1', ns, lists: [ipv4, [], []] as const });

  test('three empty lists clear it, and an older row does not bring it back', () => {
    const state = createCurrentState();
    expect(receive(state, { ips: [allocation(nsAt(NOON_MS), '192.0.2.10')] }).news.ipAllocations[0]).toMatchObject({ ipAllocationId: 'ip-ut1', ipv4: ['192.0.2.10'] });
    const cleared = receive(state, { ips: [allocation(nsAt(NOON_MS + 8))] }).news;
    expect(cleared.ipAllocations).toEqual([]);
    expect(cleared.removed.ipAllocations).toEqual(['ip-ut1']);
    expect(receive(state, { ips: [allocation(nsAt(NOON_MS + 4), '192.0.2.10')] }).news.ipAllocations).toEqual([]);
    expect(announceState(state).ipAllocations).toEqual([]);
    expect(receive(state, { ips: [allocation(nsAt(NOON_MS + 9), '192.0.2.11')] }).news.ipAllocations).toHaveLength(1);
  });

  test('lists that the reply does not give are unknown, not empty', () => {
    const state = createCurrentState();
    const { news } = receive(state, { ips: [{ deviceId: 'ut1', ns: nsAt(NOON_MS), lists: [null, null, null] }] });
    expect(news.ipAllocations[0]).toMatchObject({ ipv4: null });
  });
});

test('an alert ends with the first sample that lists it no more, and main hears which', () => {
  const state = createCurrentState();
  receive(state, { terminals: [{ id: 'ut1', ns: nsAt(NOON_MS), alerts: [51, 62] }], routers: [{ id: 'Router-01', ns: nsAt(NOON_MS), deviceId: 'ut1', alerts: [55] }] });
  const { news, change } = receive(state, { terminals: [{ id: 'ut1', ns: nsAt(NOON_MS + 15_000), alerts: [51] }], routers: [{ id: 'Router-01', ns: nsAt(NOON_MS + 15_000), alerts: [] }] });
  expect(news.alerts.map((alert) => alert.alertKey)).toEqual(['ut1/51']);
  expect([...news.removed.alerts].sort()).toEqual(['Router-01/55', 'ut1/62']);
  expect(change.edges.filter((edge) => edge.edge === 'cleared').map((edge) => edge.name).sort()).toEqual(['offline_networks_disabled', 'pop_change']);
  expect(announceState(state).alerts.map((alert) => alert.alertKey)).toEqual(['ut1/51']);
});

test('router numbers, flags and its terminal come through', () => {
  const state = createCurrentState();
  receive(state, { routers: [{ id: 'Router-01', ns: nsAt(NOON_MS, 736_515_993n), deviceId: 'ut1', numbers: { clients: 6, clients5GhzSignalStrengthMin: -62 } }] });
  expect(state.routers.get('Router-01')).toMatchObject({
    deviceId: 'ut1', clients: 6, clients5GhzSignalStrengthMin: -62, clients2GhzSignalStrengthMin: null, isRepeater: false, isBypassed: null, timestampNs: '1795366800736515993',
  });
});
