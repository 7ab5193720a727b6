import { expect, test } from 'vitest';
import { walkAlerts, type ActiveAlerts, type WalkedDevice, type WalkedSample } from '../../../src/main/history/walk-alerts.ts';
import { NOON_MS, nsAt } from './build-batch.ts';

const terminal: WalkedDevice = { source: 'u', key: 'ut1', deviceId: 'ut1', routerId: null, credentialId: 'cred-1' };
const names = new Map([[51, 'ethernet_slow_100mbps'], [62, 'pop_change']]);
const none: ActiveAlerts = new Map();
const at = (seconds: number, codes: readonly number[] | null): WalkedSample => ({ timestampNs: nsAt(NOON_MS + seconds * 1_000), codes });

test('an alert that came and went inside one reply leaves two edges and is not active', () => {
  const { active, edges } = walkAlerts(terminal, none, [at(0, []), at(15, [62]), at(30, [])], nsAt(NOON_MS - 15_000), names);
  expect(active.size).toBe(0);
  expect(edges.map(({ code, name, edge, atNs, before }) => ({ code, name, edge, atNs, before }))).toEqual([
    { code: 62, name: 'pop_change', edge: 'raised', atNs: nsAt(NOON_MS + 15_000), before: false },
    { code: 62, name: 'pop_change', edge: 'cleared', atNs: nsAt(NOON_MS + 30_000), before: false },
  ]);
});

test('an alert at first sight of the device began before', () => {
  const { active, edges } = walkAlerts(terminal, none, [at(0, [51]), at(15, [51])], null, names);
  expect(active.get(51)).toMatchObject({ alertKey: 'ut1/51', activeSinceMs: NOON_MS, activeSinceBefore: true, lastSeenMs: NOON_MS + 15_000 });
  expect(edges).toHaveLength(1);
  expect(edges[0]).toMatchObject({ edge: 'raised', before: true });
});

test('what changed during a silence of over ten minutes happened before; what stayed keeps its start', () => {
  const first = walkAlerts(terminal, none, [at(0, [51])], nsAt(NOON_MS - 15_000), names);
  const { active, edges } = walkAlerts(terminal, first.active, [at(601, [51, 62])], nsAt(NOON_MS), names);
  expect(active.get(51)).toMatchObject({ activeSinceMs: NOON_MS, activeSinceBefore: false, lastSeenMs: NOON_MS + 601_000 });
  expect(active.get(62)).toMatchObject({ activeSinceMs: NOON_MS + 601_000, activeSinceBefore: true });
  expect(edges.map(({ code, before }) => ({ code, before }))).toEqual([{ code: 62, before: true }]);
  const exactlyTen = walkAlerts(terminal, none, [at(600, [62])], nsAt(NOON_MS), names);
  expect(exactlyTen.edges[0]!.before).toBe(false);
});

test('no list at all is no answer: active alerts stay as they were', () => {
  const first = walkAlerts(terminal, none, [at(0, [51])], null, names);
  const { active, edges } = walkAlerts(terminal, first.active, [at(15, null)], nsAt(NOON_MS), names);
  expect(active).toBe(first.active);
  expect(edges).toEqual([]);
});

test('the name comes from the reply; without one the code is named, not dropped', () => {
  const { active } = walkAlerts(terminal, none, [at(0, [55, 199])], null, new Map([[55, 'disabled_no_active_account']]));
  expect([...active.values()].map((alert) => alert.alertName)).toEqual(['disabled_no_active_account', 'unknown_alert_199']);
});

test('a router’s alert carries the router and its terminal', () => {
  const router: WalkedDevice = { source: 'r', key: 'Router-01', deviceId: 'ut1', routerId: 'Router-01', credentialId: 'cred-1' };
  expect(walkAlerts(router, none, [at(0, [55])], null, new Map()).active.get(55)).toMatchObject({
    alertKey: 'Router-01/55', source: 'r', deviceId: 'ut1', routerId: 'Router-01', alertName: 'offline_networks_disabled',
  });
});
