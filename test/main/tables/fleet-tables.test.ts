// Rows are joined from telemetry, Management and accounts; changes anywhere reach every row they show in.
import { beforeEach, expect, test } from 'vitest';
import { createFleetTables, type FleetTables } from '../../../src/main/tables/fleet-tables.ts';
import type { AccountContext } from '../../../src/main/tables/terminal-state.ts';
import { buildAlert, buildIpAllocation, buildManaged, buildManagement, buildRouter, buildServiceLine, buildTelemetry, buildTerminal, TERMINAL } from './current-rows.ts';

const account: AccountContext = { credentialId: 'c1', accountNumber: 'ACC-1', accountName: 'Example Maritime', pollingEnabled: true, caughtUp: true, telemetryFailure: null, managementCurrent: true };
let fleet: FleetTables;
let now: number;

beforeEach(() => {
  now = 1_795_363_220_000;
  fleet = createFleetTables({ settings: () => ({ offlineAfterMs: 600_000, telemetryPollMs: 60_000 }), now: () => now, schedule: (run) => run() });
  fleet.setAccounts(new Map([['c1', account]]));
});

const terminal = (id = TERMINAL) => fleet.states.userTerminals.get(id);

test('a terminal joins its line, its account and its cell; fractions become percent', () => {
  fleet.applyTelemetry(buildTelemetry({ terminals: [buildTerminal()] }));
  expect(terminal()).toMatchObject({ deviceName: TERMINAL, kitNumber: null, state: 'Online', pingDropPercent: 0.66, signalQualityPercent: 99, accountName: 'Example Maritime' });
  expect(terminal()?.latitude).toBeCloseTo(8.10523, 6);
  expect(terminal()?.longitude).toBeCloseTo(-62.708811, 6);
  fleet.applyManagement(buildManagement());
  expect(terminal()).toMatchObject({ deviceName: 'MV Example', kitNumber: 'KIT1', serialNumber: 'HP1', serviceLineNumber: 'SL-1' });
  fleet.applyManagement(buildManagement({ serviceLines: [buildServiceLine({ nickname: 'MV Renamed' })], terminals: undefined }));
  expect(terminal()?.deviceName).toBe('MV Renamed');
  fleet.applyManagement(buildManagement({ serviceLines: [], terminals: undefined }));
  expect(terminal()?.deviceName).toBe('fore');
});

test('missing stays missing: no position, no telemetry, nothing becomes zero', () => {
  fleet.applyTelemetry(buildTelemetry({ terminals: [buildTerminal({ h3Cell: null, latencyMs: null, pingDropRate: null })] }));
  expect(terminal()).toMatchObject({ latitude: null, longitude: null, latencyMs: null, pingDropPercent: null, activeAlerts: 0 });
  fleet.applyManagement(buildManagement({ terminals: [buildManaged({ deviceId: 'ut-quiet' }), buildManaged()] }));
  expect(terminal('ut-quiet')).toMatchObject({ state: 'Offline', sampledAtMs: null, downlinkMbps: null, activeAlerts: null });
});

test('an alert changes its terminal, and goes with its removal', () => {
  fleet.applyTelemetry(buildTelemetry({ terminals: [buildTerminal()], alerts: [buildAlert()] }));
  expect(terminal()).toMatchObject({ state: 'Critical', activeAlerts: 1, alertNames: ['disabled_no_active_service_line'] });
  expect(fleet.states.alerts.get(`${TERMINAL}/55`)).toMatchObject({ source: 'User Terminal', severity: 'critical', deviceName: TERMINAL, activeSinceBefore: true });
  fleet.applyTelemetry(buildTelemetry({ removed: { alerts: [`${TERMINAL}/55`] } }));
  expect(terminal()).toMatchObject({ state: 'Online', activeAlerts: 0 });
  expect(fleet.states.alerts.size).toBe(0);
});

test('a router joins its terminal by id, also when the name comes later', () => {
  fleet.applyTelemetry(buildTelemetry({ routers: [buildRouter()] }));
  expect(fleet.states.routers.get('Router-01')).toMatchObject({ deviceId: TERMINAL, deviceName: TERMINAL, internetPingDropPercent: 50, clients: null });
  fleet.applyTelemetry(buildTelemetry({ terminals: [buildTerminal()] }));
  fleet.applyManagement(buildManagement());
  expect(fleet.states.routers.get('Router-01')?.deviceName).toBe('MV Example');
});

test('an IP allocation without a known terminal shows all the same', () => {
  fleet.applyTelemetry(buildTelemetry({ ipAllocations: [buildIpAllocation()] }));
  expect(fleet.states.ipAllocations.get(`ip-${TERMINAL}`)).toMatchObject({ deviceName: TERMINAL, ipv4: ['192.0.2.10'] });
  fleet.applyTelemetry(buildTelemetry({ removed: { ipAllocations: [`ip-${TERMINAL}`] } }));
  expect(fleet.states.ipAllocations.size).toBe(0);
});

test('time alone turns a terminal Stale and Offline, with everything that hangs on it', () => {
  fleet.applyTelemetry(buildTelemetry({ terminals: [buildTerminal()], routers: [buildRouter()], alerts: [buildAlert()] }));
  expect(fleet.states.alerts.get(`${TERMINAL}/55`)?.stale).toBe(false);
  now += 200_000;
  fleet.tick();
  expect(terminal()).toMatchObject({ state: 'Stale', stale: true });
  now += 600_000;
  fleet.tick();
  expect(terminal()).toMatchObject({ state: 'Offline', stateReason: 'No sample for 13m' });
  expect(fleet.states.routers.get('Router-01')?.stale).toBe(true);
  expect(fleet.states.alerts.get(`${TERMINAL}/55`)).toMatchObject({ stale: true });
});

test('a failing account keeps its rows in the stale look; a removed one takes them away', () => {
  fleet.applyTelemetry(buildTelemetry({ terminals: [buildTerminal()] }));
  fleet.setAccounts(new Map([['c1', { ...account, telemetryFailure: 'host unreachable' }]]));
  expect(terminal()).toMatchObject({ state: 'Online', stale: true });
  fleet.setAccounts(new Map());
  expect(terminal()).toBeUndefined();
});

test('a terminal seen in another account belongs to that one', () => {
  fleet.setAccounts(new Map([['c1', account], ['c2', { ...account, credentialId: 'c2', accountNumber: 'ACC-2' }]]));
  fleet.applyTelemetry(buildTelemetry({ terminals: [buildTerminal()] }));
  fleet.applyTelemetry(buildTelemetry({ terminals: [buildTerminal({ credentialId: 'c2' })] }));
  expect(terminal()?.accountNumber).toBe('ACC-2');
});

test('a terminal that no list names any more stays as it was, stale, and does not count on its line', () => {
  fleet.applyManagement(buildManagement());
  expect([terminal()?.stale, fleet.states.services.get('SL-1')?.terminals]).toEqual([false, 1]);
  fleet.applyManagement(buildManagement({ terminals: [buildManaged({ lastListedAtMs: now }), buildManaged({ deviceId: 'ut-swapped-in' })] }));
  expect(terminal()).toMatchObject({ kitNumber: 'KIT1', deviceName: 'MV Example', stale: true });
  expect(fleet.states.services.get('SL-1')?.terminals).toBe(1);
  fleet.setDves(new Set([TERMINAL]));
  fleet.applyManagement(buildManagement({ terminals: [buildManaged({ deviceId: 'ut-swapped-in' })] }));
  expect(terminal()).toMatchObject({ kitNumber: 'KIT1', stale: true, dveEnabled: true });
  fleet.setDves(new Set());
  expect(terminal()).toBeUndefined();
});

test('a terminal that another account lists is not taken back by the one that only remembers it', () => {
  fleet.setAccounts(new Map([['c1', account], ['c2', { ...account, credentialId: 'c2', accountNumber: 'ACC-2' }]]));
  fleet.applyManagement(buildManagement());
  fleet.applyManagement({ credentialId: 'c2', terminals: [buildManaged({ credentialId: 'c2', serviceLineNumber: null })] });
  fleet.applyManagement({ credentialId: 'c1', terminals: [buildManaged({ lastListedAtMs: now }), buildManaged({ deviceId: 'ut-other' })] });
  expect(terminal()?.accountNumber).toBe('ACC-2');
  expect(terminal('ut-other')?.accountNumber).toBe('ACC-1');
});

const other: AccountContext = { ...account, credentialId: 'c2', accountNumber: 'ACC-2', accountName: 'Other' };

/** Both accounts list the terminal and its line, the second one last. */
function listTwice(): void {
  fleet.setAccounts(new Map([['c1', account], ['c2', other]]));
  fleet.applyManagement(buildManagement());
  fleet.applyManagement({ credentialId: 'c2', terminals: [buildManaged({ credentialId: 'c2', kitNumber: 'KIT2' })], serviceLines: [buildServiceLine({ credentialId: 'c2', nickname: 'Other name' })] });
  expect(terminal()).toMatchObject({ accountNumber: 'ACC-2', kitNumber: 'KIT2', deviceName: 'Other name' });
}

test.each([
  ['remembers it', [buildManaged({ credentialId: 'c2', lastListedAtMs: 1 })]],
  ['knows nothing of it', []],
])('a terminal of two accounts belongs to the one that still lists it when the other only %s', (_how, left) => {
  listTwice();
  fleet.applyManagement({ credentialId: 'c2', terminals: left, serviceLines: [] });
  expect(terminal()).toMatchObject({ accountNumber: 'ACC-1', kitNumber: 'KIT1', deviceName: 'MV Example', stale: false });
  expect(fleet.states.services.get('SL-1')).toMatchObject({ accountNumber: 'ACC-1', serviceName: 'MV Example', terminals: 1 });
});

test('a terminal and a line of two accounts stay when one of the credentials is removed', () => {
  listTwice();
  fleet.applyTelemetry(buildTelemetry({ terminals: [buildTerminal({ credentialId: 'c2' })], alerts: [buildAlert({ credentialId: 'c2' })] }));
  expect(terminal()).toMatchObject({ accountNumber: 'ACC-2', state: 'Critical' });
  fleet.setAccounts(new Map([['c1', account]]));
  expect(terminal()).toMatchObject({ accountNumber: 'ACC-1', kitNumber: 'KIT1', state: 'Offline', sampledAtMs: null, activeAlerts: null, worstSeverity: null });
  expect(fleet.states.services.get('SL-1')).toMatchObject({ accountNumber: 'ACC-1', serviceName: 'MV Example', terminals: 1 });
});

test('a terminal that went to another account while it was switched off belongs to that one', () => {
  fleet.setAccounts(new Map([['c1', account], ['c2', other]]));
  fleet.applyTelemetry(buildTelemetry({ terminals: [buildTerminal()] }));
  now += 3_600_000;
  fleet.applyManagement({ credentialId: 'c2', terminals: [buildManaged({ credentialId: 'c2' })] });
  expect(terminal()).toMatchObject({ accountNumber: 'ACC-2', state: 'Offline' });
  fleet.setAccounts(new Map([['c1', { ...account, telemetryFailure: 'host unreachable' }], ['c2', other]]));
  expect(terminal()?.accountNumber).toBe('ACC-1');
});

test('ten thousand terminals are joined in slices, each exactly once', () => {
  const slices: (() => void)[] = [];
  const sliced = createFleetTables({ settings: () => ({ offlineAfterMs: 600_000, telemetryPollMs: 60_000 }), now: () => now, schedule: (run) => slices.push(run) });
  sliced.setAccounts(new Map([['c1', account]]));
  sliced.applyTelemetry(buildTelemetry({ terminals: Array.from({ length: 10_000 }, (_unused, i) => buildTerminal({ deviceId: `ut-${i}` })) }));
  let runs = 0;
  for (let run = slices.shift(); run; run = slices.shift()) {
    run();
    runs += 1;
  }
  expect(runs).toBeGreaterThan(5);
  expect(sliced.states.userTerminals.size).toBe(10_000);
});

test('what telemetry/query painted shows until the stream has something as new, and never overwrites it', () => {
  const painted = buildTelemetry({ terminals: [buildTerminal({ sampledAtMs: 1_795_363_215_000, latencyMs: 30 })], alerts: [buildAlert()] });
  fleet.applyPainted(painted);
  expect(terminal()).toMatchObject({ latencyMs: 30, state: 'Critical', activeAlerts: 1 });
  // A backlog row is older than the paint: it goes to history, not on the screen.
  fleet.applyTelemetry(buildTelemetry({ terminals: [buildTerminal({ sampledAtMs: 1_795_360_000_000, latencyMs: 99 })] }));
  expect(terminal()).toMatchObject({ latencyMs: 30, activeAlerts: 1 });
  fleet.applyTelemetry(buildTelemetry({ terminals: [buildTerminal({ sampledAtMs: 1_795_363_215_000, latencyMs: 31 })] }));
  expect(terminal()).toMatchObject({ latencyMs: 31, state: 'Online', activeAlerts: 0 });
  expect(fleet.states.alerts.size).toBe(0);
  fleet.applyPainted(painted);
  expect(terminal()).toMatchObject({ latencyMs: 31, activeAlerts: 0 });
});

test('an alert stays in the tables as long as each paint brings it', () => {
  for (const sampledAtMs of [1_795_363_215_000, 1_795_363_219_000, 1_795_363_223_000]) {
    fleet.applyPainted(buildTelemetry({ terminals: [buildTerminal({ sampledAtMs })], alerts: [buildAlert()] }));
    expect([...fleet.states.alerts.values()]).toHaveLength(1);
    expect(fleet.states.userTerminals.get(buildTerminal().deviceId)?.activeAlerts).toBe(1);
  }
});

test('a second paint replaces the alerts of the first', () => {
  fleet.applyPainted(buildTelemetry({ terminals: [buildTerminal()], alerts: [buildAlert()] }));
  fleet.applyPainted(buildTelemetry({ terminals: [buildTerminal({ sampledAtMs: 1_795_363_219_000 })] }));
  expect(terminal()).toMatchObject({ state: 'Online', activeAlerts: 0 });
  expect(fleet.states.alerts.size).toBe(0);
});
