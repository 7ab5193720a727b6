// Which account the status bar shows first, and the words beside it.
import { describe, expect, it } from 'vitest';
import { pollerOff, type AccountStatus, type PollerStatus } from '#shared/account-status.ts';
import { nothingMissing } from '#shared/coverage.ts';
import { coverageText, coverageTitle, healthOf, lagText, nameOf, orderWorstFirst, phaseText } from '../../../src/renderer/status/account-health.ts';

const waiting: PollerStatus = { phase: 'waiting', lastSuccessAtMs: 1_000, nextPollAtMs: 61_000, lastError: null };
const fine: AccountStatus = {
  credentialId: 'c1', accountNumber: 'ACC-1', accountName: 'Nordic Fleet', authentication: 'Successful', authenticationReason: null,
  pollingEnabled: true, pollingPending: false, telemetry: waiting, management: waiting, newestSampleAtMs: 900, caughtUp: true, coverage: null,
  requestsLastMinute: 4, requestBudgetPerMinute: 250, fallingBehind: false,
};
const failing: AccountStatus = { ...fine, credentialId: 'c2', accountName: 'Failing', telemetry: { ...waiting, phase: 'failing', lastError: 'HTTP 503' } };
const hindered: AccountStatus = { ...fine, credentialId: 'c7', accountName: 'Hindered', management: { ...waiting, lastError: 'Data usage: HTTP 403' } };
const wrongSecret: AccountStatus = { ...fine, credentialId: 'c3', accountName: 'Wrong', authentication: 'Failed', pollingEnabled: false };
const behind: AccountStatus = { ...fine, credentialId: 'c4', accountName: 'Behind', caughtUp: false };
const starting: AccountStatus = { ...fine, credentialId: 'c5', accountName: 'Starting', caughtUp: null };
const off: AccountStatus = { ...fine, credentialId: 'c6', accountName: null, pollingEnabled: false, telemetry: pollerOff, management: pollerOff };

describe('healthOf', () => {
  it.each([
    [fine, 'fine'], [failing, 'failing'], [wrongSecret, 'failing'], [behind, 'behind'], [starting, 'starting'], [off, 'off'],
    [{ ...fine, fallingBehind: true }, 'behind'], [hindered, 'hindered'], [{ ...failing, telemetry: { ...failing.telemetry, phase: 'polling' } }, 'hindered'],
  ] as const)('judges %#', (account, health) => {
    expect(healthOf(account)).toBe(health);
  });
});

describe('orderWorstFirst', () => {
  it('puts trouble first and accounts that are off last', () => {
    const order = orderWorstFirst([off, fine, starting, behind, hindered, failing]).map(({ credentialId }) => credentialId);
    expect(order).toEqual(['c2', 'c7', 'c4', 'c5', 'c1', 'c6']);
  });
  it('prefers the older newest sample among equals', () => {
    const older = { ...fine, credentialId: 'older', newestSampleAtMs: 100 };
    expect(orderWorstFirst([fine, older])[0]).toBe(older);
  });
  it('orders names as the tables do', () => {
    const named = ['Fleet 10', 'Fleet 2'].map((accountName) => ({ ...fine, credentialId: accountName, accountName }));
    expect(orderWorstFirst(named).map(nameOf)).toEqual(['Fleet 2', 'Fleet 10']);
  });
});

describe('words', () => {
  it('names an account by its number until its name is known', () => {
    expect(nameOf(off)).toBe('ACC-1');
    expect(nameOf(fine)).toBe('Nordic Fleet');
  });
  it('tells caught up, behind and not known apart', () => {
    expect([fine, behind, starting, off].map(lagText)).toEqual(['caught up', 'behind', 'catching up', 'polling off']);
  });
  it('does not call a stream caught up that can’t be read now', () => {
    expect(lagText(failing)).toBe('polls fail');
    expect(lagText({ ...fine, management: { ...waiting, phase: 'failing' } })).toBe('caught up');
  });
  it('leaves the wait for the next poll to the countdown', () => {
    expect(phaseText(waiting)).toBeNull();
    expect(phaseText({ ...waiting, nextPollAtMs: null })).toBe('waiting');
    expect(phaseText({ ...waiting, phase: 'polling' })).toBe('polling now');
    expect(phaseText(pollerOff)).toBe('off');
  });
});

describe('coverage', () => {
  const known = { ...fine, coverage: { share: 0.9981, observedMs: 1_000, missingMs: { ...nothingMissing, 'not-polled': 120_000 }, terminals: 1_240 } };
  it('is a share with its reasons, and N/A while nothing is known', () => {
    expect(coverageText(known)).toBe('99.8 %');
    expect(coverageTitle(known).split('\n').slice(1)).toEqual(['Missing, 1,240 terminals together:', 'We were not polling: 2m 0s']);
    expect(coverageText(fine)).toBe('N/A');
    expect(coverageTitle(fine)).toContain('not known yet');
    expect(coverageTitle({ ...fine, coverage: { ...known.coverage, share: null } })).toContain('No terminal');
  });
});
