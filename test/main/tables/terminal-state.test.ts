// The truth table of a terminal's state, rule by rule, at its edges.
import { expect, test } from 'vitest';
import { ageText, decideTerminalState, type AccountContext, type StateInput } from '../../../src/main/tables/terminal-state.ts';

const now = 1_800_000_000_000;
const account: AccountContext = { credentialId: 'c', accountNumber: 'ACC-1', accountName: null, pollingEnabled: true, caughtUp: true, telemetryFailure: null, managementCurrent: true };
const settings = { offlineAfterMs: 600_000, telemetryPollMs: 60_000 };
const decide = (part: Partial<StateInput>, accountPart: Partial<AccountContext> = {}) =>
  decideTerminalState({ account: { ...account, ...accountPart }, sampledAtMs: now - 15_000, worstAlert: null, previous: null, nowMs: now, settings, ...part });

test('polling off, or a stream not yet drained in this run, is Unknown whatever else is known', () => {
  expect(decide({}, { pollingEnabled: false })).toMatchObject({ state: 'Unknown', stale: true, reason: 'Polling of this account is off' });
  expect(decide({ worstAlert: { severity: 'critical', name: 'thermal_shutdown' } }, { caughtUp: false })).toMatchObject({ state: 'Unknown', stale: true });
  expect(decide({}, { caughtUp: false, telemetryFailure: 'host unreachable' }).reason).toContain('host unreachable');
});

test('a failing telemetry poll keeps the last state in the stale look, with the failure', () => {
  const verdict = decide({ previous: 'Critical', sampledAtMs: now - 3_600_000 }, { telemetryFailure: 'host unreachable' });
  expect(verdict).toMatchObject({ state: 'Critical', stale: true });
  expect(verdict.reason).toContain('host unreachable');
});

test('no telemetry at all, or none for over ten minutes, is Offline with the age of the sample', () => {
  expect(decide({ sampledAtMs: null })).toMatchObject({ state: 'Offline', stale: false });
  expect(decide({ sampledAtMs: now - 600_001 })).toMatchObject({ state: 'Offline', stale: true, reason: 'No sample for 10m' });
  expect(decide({ sampledAtMs: now - 600_000 }).state).toBe('Stale');
});

test('three polls, but at least three minutes, without a sample are Stale', () => {
  expect(decide({ sampledAtMs: now - 180_001 })).toMatchObject({ state: 'Stale', stale: true });
  expect(decide({ sampledAtMs: now - 180_000 }).state).toBe('Online');
  const slow = { settings: { offlineAfterMs: 3_600_000, telemetryPollMs: 300_000 } };
  expect(decide({ ...slow, sampledAtMs: now - 900_000 }).state).toBe('Online');
  expect(decide({ ...slow, sampledAtMs: now - 900_001 }).state).toBe('Stale');
});

test('alerts decide only where samples are current: critical, then warning; a notice changes nothing', () => {
  expect(decide({ worstAlert: { severity: 'critical', name: 'thermal_shutdown' } })).toMatchObject({ state: 'Critical', reason: 'Critical alert: thermal_shutdown' });
  expect(decide({ worstAlert: { severity: 'warning', name: 'mast_not_vertical' } }).state).toBe('Degraded');
  expect(decide({ worstAlert: { severity: 'info', name: 'pop_change' } }).state).toBe('Online');
  expect(decide({ worstAlert: { severity: 'critical', name: 'thermal_shutdown' }, sampledAtMs: now - 700_000 }).state).toBe('Offline');
});

test('ages are told in their two greatest units', () => {
  expect([0, 59_999, 60_000, 3_600_000, 90_060_000, 65_700_000_000].map(ageText)).toEqual(['0m', '0m', '1m', '1h 0m', '1d 1h', '760d 10h']);
});

// Each situation alone gives its state; of two at once the one further up counts.
const situations: readonly (readonly [state: string, part: Partial<StateInput>, account: Partial<AccountContext>])[] = [
  ['Unknown', {}, { pollingEnabled: false }],
  ['Unknown', {}, { caughtUp: false }],
  ['Stale', { previous: 'Stale' }, { telemetryFailure: 'host unreachable' }],
  ['Offline', { sampledAtMs: now - 700_000 }, {}],
  ['Stale', { sampledAtMs: now - 300_000 }, {}],
  ['Critical', { worstAlert: { severity: 'critical', name: 'thermal_shutdown' } }, {}],
  ['Degraded', { worstAlert: { severity: 'warning', name: 'mast_not_vertical' } }, {}],
  ['Online', {}, {}],
];

test('the first rule that fits decides, whatever else is true', () => {
  situations.forEach(([state, part, accountPart], index) => {
    expect(decide(part, accountPart).state, `rule ${index}`).toBe(state);
    for (const [, otherPart, otherAccount] of situations.slice(index + 1)) {
      const both = decide({ ...otherPart, ...part }, { ...otherAccount, ...accountPart });
      expect(both.state, `rule ${index} before ${JSON.stringify([otherPart, otherAccount])}`).toBe(state);
      expect(both.reason.length).toBeGreaterThan(10);
    }
  });
});

test('where the poll fails before this run knew any state, none is claimed', () => {
  expect(decide({ previous: null }, { telemetryFailure: 'host unreachable' })).toMatchObject({ state: 'Unknown', stale: true });
});
