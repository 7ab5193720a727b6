// Rows of the Accounts and the User Terminal DVEs pages, from what the session knows.
import type { AccountStatus } from '#shared/account-status.ts';
import type { CoverageFigures } from '#shared/coverage.ts';
import type { TableRow } from '#shared/table-schemas.ts';
import type { Dve } from '../dve-store.ts';
import type { FleetTables } from '../tables/fleet-tables.ts';

/** Covered accounts first, then those that Starlink lists but no credential covers. */
export function buildAccountRows(statuses: readonly AccountStatus[], fleet: FleetTables, lastErrors: ReadonlyMap<string, string>, nowMs: number): TableRow<'accounts'>[] {
  const terminals = countTerminals(fleet);
  const covered = statuses.map((status) => buildCoveredRow(status, fleet, terminals.get(status.credentialId) ?? 0, lastErrors.get(status.credentialId) ?? null, nowMs));
  const numbers = new Set(covered.map((row) => row.accountNumber));
  const credentials = new Set(statuses.map((status) => status.credentialId));
  const others = [...fleet.inputs.managedAccounts.values()].filter((account) => !numbers.has(account.accountNumber) && credentials.has(account.credentialId ?? ''));
  return [...covered, ...others.map((account) => buildUncoveredRow(account.accountNumber, account.accountName, account.regionCode))];
}

function buildCoveredRow(status: AccountStatus, fleet: FleetTables, terminals: number, lastError: string | null, nowMs: number): TableRow<'accounts'> {
  const details = fleet.inputs.accounts.get(status.credentialId);
  return {
    accountNumber: status.accountNumber,
    accountName: status.accountName,
    credentialId: status.credentialId,
    regionCode: details?.regionCode ?? null,
    suspensions: details ? details.suspensions : null,
    authentication: status.authentication,
    authenticationReason: status.authenticationReason,
    pollingEnabled: status.pollingEnabled,
    pollingPending: status.pollingPending,
    terminals,
    lastTelemetryAtMs: status.telemetry.lastSuccessAtMs,
    lastManagementAtMs: status.management.lastSuccessAtMs,
    newestSampleAtMs: status.newestSampleAtMs,
    lagMs: status.newestSampleAtMs === null ? null : Math.max(0, nowMs - status.newestSampleAtMs),
    caughtUp: status.caughtUp,
    ...buildCoverage(status.coverage),
    requestsPerMinute: status.requestsLastMinute,
    lastError,
  };
}

function buildUncoveredRow(accountNumber: string, accountName: string | null, regionCode: string | null): TableRow<'accounts'> {
  return {
    accountNumber, accountName, regionCode, credentialId: null, suspensions: null,
    authentication: 'No credential', authenticationReason: 'Starlink lists this account; add a credential of it to poll it', pollingEnabled: false, pollingPending: false,
    terminals: null, lastTelemetryAtMs: null, lastManagementAtMs: null, newestSampleAtMs: null, lagMs: null, caughtUp: null, ...buildCoverage(null), requestsPerMinute: null, lastError: null,
  };
}

function buildCoverage(coverage: CoverageFigures | null) {
  const missing = coverage?.missingMs;
  return {
    coverageShare: coverage?.share ?? null, coveredTerminals: coverage?.terminals ?? null, silentMs: missing?.silent ?? null, notPolledMs: missing?.['not-polled'] ?? null,
    apiFailedMs: missing?.['api-failed'] ?? null, lostMs: missing?.lost ?? null, comingMs: missing?.coming ?? null,
  };
}

function countTerminals(fleet: FleetTables): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of fleet.states.userTerminals.values()) {
    const id = row.credentialId ?? '';
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

export function buildDveRows(dves: readonly Dve[], fleet: FleetTables, isOpen: (deviceId: string) => boolean): TableRow<'userTerminalDves'>[] {
  return dves.map(({ deviceId, enabled }) => {
    const terminal = fleet.states.userTerminals.get(deviceId);
    return { deviceId, deviceName: terminal?.deviceName ?? deviceId, kitNumber: terminal?.kitNumber ?? null, dveEnabled: enabled, windowOpen: isOpen(deviceId) };
  });
}
