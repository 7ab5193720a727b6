// An empty table says why: each cause of pages.md has its own words, and one failing account does not speak for the others.
import { describe, expect, it } from 'vitest';
import { pollerOff, type AccountStatus } from '#shared/account-status.ts';
import { buildEmptyReason, type EmptyReasonInput } from '../../../src/renderer/tables/empty-reason.ts';

const polled = { phase: 'waiting', lastSuccessAtMs: 1, nextPollAtMs: 2, lastError: null } as const;
const account: AccountStatus = {
  credentialId: 'c1', accountNumber: 'ACC-1', accountName: 'Nordic Fleet', authentication: 'Successful', authenticationReason: null, pollingEnabled: true, pollingPending: false,
  telemetry: polled, management: polled, newestSampleAtMs: null, caughtUp: null, coverage: null, requestsLastMinute: 0, requestBudgetPerMinute: 250, fallingBehind: false,
};
const input: EmptyReasonInput = {
  table: 'alerts', noun: 'alerts', isLoaded: true, failure: null, totalRows: 0, filterText: '', console: { firstRun: false, demoAvailable: true }, accounts: [account], problems: [],
};

describe('buildEmptyReason', () => {
  it('says that the filter hides all', () => {
    expect(buildEmptyReason({ ...input, totalRows: 5, filterText: ' zzz ' })).toMatchObject({ headline: 'No row matches “zzz”', details: [expect.stringContaining('columns that are shown')], action: 'clearFilter' });
    expect(buildEmptyReason({ ...input, totalRows: 5, filterText: 'state:critical' })).toMatchObject({ headline: 'No row matches “state:critical”', details: [], action: 'clearFilter' });
  });

  it('says that the table is on its way or could not be had', () => {
    expect(buildEmptyReason({ ...input, isLoaded: false }).headline).toBe('Loading …');
    expect(buildEmptyReason({ ...input, isLoaded: false, failure: 'Main is busy' }).details).toContain('Main is busy');
  });

  it('asks for a credential, and offers the demo on a first run only', () => {
    const none = buildEmptyReason({ ...input, accounts: [] });
    expect(none).toMatchObject({ headline: 'No credential', action: 'openConfiguration' });
    expect(none.details.join()).not.toContain('demo');
    expect(buildEmptyReason({ ...input, accounts: [], console: { firstRun: true, demoAvailable: true } }).details.join()).toContain('demo');
    expect(buildEmptyReason({ ...input, accounts: [], console: { firstRun: true, demoAvailable: false } }).details.join()).not.toContain('demo');
  });

  it('says that polling is off', () => {
    expect(buildEmptyReason({ ...input, accounts: [{ ...account, pollingEnabled: false }] })).toMatchObject({ headline: 'Polling is off', action: 'openAccounts' });
  });

  it('says that the first poll is under way, for terminals also that of management', () => {
    const first = { ...account, telemetry: { ...pollerOff, phase: 'polling' as const } };
    expect(buildEmptyReason({ ...input, accounts: [first] }).headline).toBe('First poll under way');
    const halfway = { ...account, management: { ...pollerOff, phase: 'polling' as const } };
    expect(buildEmptyReason({ ...input, accounts: [halfway] }).headline).toBe('Starlink has reported no alerts');
    expect(buildEmptyReason({ ...input, table: 'userTerminals', noun: 'user terminals', accounts: [halfway] }).headline).toBe('First poll under way');
  });

  it('waits for Management, and not for telemetry, where rows come from Management', () => {
    const noManagement = { ...account, management: { ...pollerOff, phase: 'polling' as const } };
    const noTelemetry = { ...account, telemetry: { ...polled, phase: 'failing' as const, lastError: 'Unreachable host' } };
    for (const table of ['services', 'overageLines', 'monthlyDataUsage', 'dailyDataUsage'] as const) {
      expect(buildEmptyReason({ ...input, table, accounts: [noManagement] }).headline).toBe('First poll under way');
      expect(buildEmptyReason({ ...input, table, noun: 'rows', accounts: [noTelemetry] }).headline).toBe('Starlink has reported no rows');
    }
  });

  it('names the call that fails, though the round has succeeded for others', () => {
    const problem = { key: 'c1/data-usage', credentialId: 'c1', account: 'Nordic Fleet', call: 'Data usage', cause: 'Not allowed: Service plan, View.', nextStep: 'Ask.', severity: 'error', sinceMs: 1 } as const;
    const usage = buildEmptyReason({ ...input, table: 'monthlyDataUsage', noun: 'monthly data usage', problems: [problem] });
    expect(usage).toMatchObject({ headline: 'No monthly data usage: polling fails', details: ['Nordic Fleet: Not allowed: Service plan, View.'] });
    expect(buildEmptyReason({ ...input, table: 'services', noun: 'service lines', problems: [problem] }).headline).toBe('Starlink has reported no service lines');
    expect(buildEmptyReason({ ...input, table: 'dailyDataUsage', noun: 'daily data usage', problems: [{ ...problem, credentialId: 'c2' }] }).headline).toBe('Starlink has reported no daily data usage');
  });

  it('says that Starlink reported nothing', () => {
    expect(buildEmptyReason(input)).toMatchObject({ headline: 'Starlink has reported no alerts', details: [] });
  });

  it('gives the reason of a failure in Starlink’s words', () => {
    const failing = { ...account, telemetry: { ...polled, phase: 'failing' as const, lastError: 'Unreachable host' } };
    expect(buildEmptyReason({ ...input, accounts: [failing] })).toMatchObject({ headline: 'No alerts: polling fails', details: ['Nordic Fleet: Unreachable host'] });
    const refused = { ...account, authentication: 'Failed' as const, authenticationReason: 'invalid_client' };
    expect(buildEmptyReason({ ...input, accounts: [refused] }).details).toEqual(['Nordic Fleet: invalid_client']);
  });

  it('tells each account’s own reason where they differ', () => {
    const failing = { ...account, credentialId: 'c2', accountName: null, accountNumber: 'ACC-2', telemetry: { ...polled, phase: 'failing' as const, lastError: 'Unreachable host' } };
    expect(buildEmptyReason({ ...input, accounts: [account, failing] })).toMatchObject({
      headline: 'Starlink has reported no alerts', details: ['Nordic Fleet: nothing reported', 'ACC-2: Unreachable host'],
    });
  });

  it('leads to the switch that makes a DVE', () => {
    expect(buildEmptyReason({ ...input, table: 'userTerminalDves', noun: 'DVEs', accounts: [] }).action).toBe('openUserTerminals');
  });
});
