// The Accounts table: one row an account, with a credential or without. To add a column: one entry here.
import type { TableRow } from '#shared/table-schemas.ts';
import { fail } from '#shared/result.ts';
import type { MissingMs } from '#shared/coverage.ts';
import { describeMissing, formatShare } from '../../formats/format-coverage.ts';
import { formatCount } from '../../formats/format-number.ts';
import { formatAge } from '../../formats/format-time.ts';
import { fullTime, nothing, type ColumnDeclaration, type FormatContext, type TableDeclaration, type Tone } from '../column.ts';
import { requestPolling } from '../table-actions.ts';

export type AccountRow = TableRow<'accounts'>;

const noCredential = 'No credential covers this account: add one in Configuration to poll it';

const authenticationTones: Readonly<Record<string, Tone>> = { Successful: 'ok', Failed: 'crit', 'Secret unavailable': 'warn' };

const columns: readonly ColumnDeclaration<AccountRow>[] = [
  { type: 'text', id: 'accountName', header: 'Account Name', width: 150, fit: true, help: 'Name of the account at Starlink.', value: (row) => row.accountName },
  { type: 'text', id: 'accountNumber', header: 'Account Number', width: 180, fit: true, help: 'Starlink’s number (ACC-…), or the client id while the account may not be read.', value: (row) => row.accountNumber },
  { type: 'text', id: 'region', header: 'Region', width: 80, help: 'Region code of the account.', value: (row) => row.regionCode },
  { type: 'list', id: 'suspensions', header: 'Suspensions', width: 120, fit: true, help: 'Why Starlink has suspended the account, if it has.', value: (row) => row.suspensions },
  {
    type: 'text', id: 'authentication', header: 'Authentication', width: 140, help: 'How the last token request ended; Starlink’s words are in the tooltip.',
    value: (row) => row.authentication,
    cell: { kind: 'toned', tone: (row) => authenticationTones[row.authentication ?? ''] ?? 'muted' },
    title: (row) => row.authenticationReason,
  },
  {
    type: 'flag', id: 'polling', header: 'Polling', width: 150, words: ['On', 'Off'], help: 'Nothing is asked of Starlink for an account until this is on.',
    value: (row) => row.pollingEnabled,
    cell: {
      kind: 'switch',
      isPending: (row) => row.pollingPending === true,
      blocked: (row) => row.credentialId === null ? noCredential : null,
      blockedLabel: 'no credential',
      set: async (row, enabled) => row.credentialId === null ? fail('no-credential', noCredential) : requestPolling(row.credentialId, enabled),
    },
  },
  {
    type: 'number', id: 'terminals', header: 'Terminals', width: 80, align: 'right', help: 'Terminals of the account that Groundtrack knows; leads to them.',
    value: (row) => row.terminals, format: formatCount,
    cell: { kind: 'link', to: (row) => (row.terminals ?? 0) > 0 ? { table: 'userTerminals', key: row.accountNumber } : null },
  },
  { type: 'time', id: 'lastTelemetry', header: 'Last Telemetry', width: 152, align: 'right', help: 'Last telemetry poll that succeeded.', value: (row) => row.lastTelemetryAtMs },
  { type: 'time', id: 'lastManagement', header: 'Last Management', width: 152, align: 'right', help: 'Last management poll that succeeded.', value: (row) => row.lastManagementAtMs },
  {
    type: 'number', id: 'lag', header: 'Lag', width: 76, align: 'right', help: 'Age of the newest sample.',
    value: (row) => row.lagMs, format: formatAge, unitMs: 1, raw: { unit: 'ms' },
    title: lagTitle,
  },
  {
    type: 'number', id: 'coverage', header: 'Coverage', unit: '%', width: 88, align: 'right', help: 'Part of the last 24 hours that is covered by samples, over all terminals seen; a sample covers 30 s. Why the rest is missing is in the tooltip.',
    value: (row) => row.coverageShare === null ? null : 100 * row.coverageShare, format: (percent) => formatShare(percent / 100),
    title: coverageTitle,
  },
  { type: 'number', id: 'requestsPerMinute', header: 'Requests/min', width: 90, align: 'right', help: 'Requests in the last minute; Starlink allows 250.', value: (row) => row.requestsPerMinute, format: formatCount },
  {
    type: 'text', id: 'lastError', header: 'Last Error', width: 120, grow: true, nullText: nothing, help: 'What failed last, until it works again.',
    value: (row) => row.lastError, title: (row) => row.lastError,
  },
];

/** The exact time behind the age, and whether the stream has been drained. */
function lagTitle(row: AccountRow, context: FormatContext): string | null {
  const newest = row.newestSampleAtMs === null ? null : `Newest sample ${fullTime(row.newestSampleAtMs, context)}`;
  const standing = row.caughtUp === null ? null : row.caughtUp ? 'Caught up with the stream' : 'Behind: older samples are still coming';
  return [newest, standing].filter((line) => line !== null).join('\n') || null;
}

/** Time without samples by its cause, of all terminals together. */
function coverageTitle(row: AccountRow): string | null {
  if (row.coverageShare === null) return row.credentialId === null ? null : 'No terminal of this account was seen in the last 24 hours';
  const missing: MissingMs = { silent: row.silentMs ?? 0, 'not-polled': row.notPolledMs ?? 0, 'api-failed': row.apiFailedMs ?? 0, lost: row.lostMs ?? 0, coming: row.comingMs ?? 0 };
  const lines = describeMissing(missing);
  return lines.length === 0 ? 'Nothing is missing in the last 24 hours' : [`Missing in the last 24 hours, ${formatCount(row.coveredTerminals)} terminals together:`, ...lines].join('\n');
}

export const accountsTable: TableDeclaration<AccountRow> = {
  table: 'accounts',
  title: 'Accounts',
  noun: 'accounts',
  columns,
  keyOf: (row) => row.accountNumber,
  defaultSort: [{ id: 'accountName', desc: false }],
};
