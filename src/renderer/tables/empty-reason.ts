// Why a table shows no row, in the operator's words: pure, from what the console knows of itself.
import type { AccountStatus } from '#shared/account-status.ts';
import type { ConsoleState, StatusReport } from '#shared/ipc-contract.ts';
import type { TableName } from '#shared/table-schemas.ts';

export interface EmptyReasonInput {
  readonly table: TableName;
  /** Plural: "user terminals". */
  readonly noun: string;
  /** False until main has sent the first rows. */
  readonly isLoaded: boolean;
  /** Why main does not send the table; null while it does. */
  readonly failure: string | null;
  /** Rows before the filter. */
  readonly totalRows: number;
  readonly filterText: string;
  readonly hasColumnFilters?: boolean;
  readonly console: Pick<ConsoleState, 'firstRun' | 'demoAvailable'>;
  readonly accounts: StatusReport['accounts'];
  readonly problems: StatusReport['problems'];
}

export interface EmptyReason {
  readonly headline: string;
  /** One line each: what to do, or how each account stands. */
  readonly details: readonly string[];
  readonly action: 'clearFilter' | 'openConfiguration' | 'openAccounts' | 'openUserTerminals' | null;
}

export function buildEmptyReason(input: EmptyReasonInput): EmptyReason {
  const { noun, accounts } = input;
  if (input.totalRows > 0) return filteredReason(input);
  if (input.failure !== null) return reason(`The ${noun} could not be loaded`, [input.failure, 'It is tried again by itself.'], null);
  if (!input.isLoaded) return reason('Loading …', [], null);
  if (input.table === 'userTerminalDves') {
    return reason('No user terminal has a DVE', ['Switch “DVE Creation” on in User Terminals: the terminal’s window then comes back at every start.'], 'openUserTerminals');
  }
  if (accounts.length === 0) return reason('No credential', [noCredentialHint(input.console)], 'openConfiguration');
  if (input.table === 'accounts') return reason('No account known yet', accounts.map(accountLine), null);

  const polling = accounts.filter((account) => account.pollingEnabled);
  if (polling.length === 0) return reason('Polling is off', ['Nothing is asked of Starlink until an account’s Polling is on.'], 'openAccounts');
  const failing = polling.filter((account) => failureOf(account, input) !== null);
  if (failing.length === polling.length) return reason(`No ${noun}: polling fails`, polling.map((account) => `${nameOf(account)}: ${failureOf(account, input)!}`), null);
  const waiting = polling.filter((account) => !hasPolled(account, input.table));
  if (waiting.some((account) => failureOf(account, input) === null)) {
    return reason('First poll under way', polling.map((account) => lineOf(account, input)), null);
  }
  return reason(`Starlink has reported no ${noun}`, polling.length > 1 || failing.length > 0 ? polling.map((account) => lineOf(account, input)) : [], null);
}

function reason(headline: string, details: readonly string[], action: EmptyReason['action']): EmptyReason {
  return { headline, details, action };
}

function filteredReason({ filterText, hasColumnFilters = false }: EmptyReasonInput): EmptyReason {
  const typed = filterText.trim();
  if (typed === '') return reason('No row fits the filters', ['Filters of columns stand above the table.'], 'clearFilter');
  // What asks a column by name finds it hidden or not.
  const textHint = typed.includes(':') ? [] : ['A text is looked for in the columns that are shown.'];
  const details = hasColumnFilters ? ['Filters of columns are in effect too: they stand above the table.'] : textHint;
  return reason(`No row matches “${typed}”`, details, 'clearFilter');
}

function noCredentialHint(state: EmptyReasonInput['console']): string {
  const add = 'Add a credential in Configuration.';
  return state.firstRun && state.demoAvailable ? `${add} Or enable the demo accounts to look around first.` : add;
}

/** The Management call that brings a table's rows, as problems name it; the other tables come from telemetry. */
const managementCalls: { readonly [Table in TableName]?: string } = {
  services: 'Service lines', overageLines: 'Data usage', monthlyDataUsage: 'Data usage', dailyDataUsage: 'Data usage',
};

/** Terminals come from both pollers. */
function pollersOf(account: AccountStatus, table: TableName): readonly AccountStatus['telemetry'][] {
  if (table === 'userTerminals') return [account.telemetry, account.management];
  return [managementCalls[table] === undefined ? account.telemetry : account.management];
}

function hasPolled(account: AccountStatus, table: TableName): boolean {
  return pollersOf(account, table).every((poller) => poller.lastSuccessAtMs !== null);
}

function failureOf(account: AccountStatus, { table, problems }: EmptyReasonInput): string | null {
  if (account.authentication === 'Failed' || account.authentication === 'Secret unavailable') {
    return account.authenticationReason ?? `Authentication: ${account.authentication}`;
  }
  // Lists fail each for itself: the others of the same round may have come.
  const call = managementCalls[table];
  const problem = call === undefined ? undefined : problems.find((each) => each.credentialId === account.credentialId && each.call === call && each.severity === 'error');
  if (problem !== undefined) return problem.cause;
  const failing = pollersOf(account, table).find((poller) => poller.phase === 'failing');
  return failing === undefined ? null : (failing.lastError ?? 'The last poll failed');
}

function lineOf(account: AccountStatus, input: EmptyReasonInput): string {
  const failure = failureOf(account, input);
  if (failure !== null) return `${nameOf(account)}: ${failure}`;
  return `${nameOf(account)}: ${hasPolled(account, input.table) ? 'nothing reported' : 'first poll under way'}`;
}

function accountLine(account: AccountStatus): string {
  return `${nameOf(account)}: ${account.authenticationReason ?? account.authentication}`;
}

function nameOf(account: AccountStatus): string {
  return account.accountName ?? account.accountNumber;
}
