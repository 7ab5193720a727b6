// What is known of each account's authentication and polling; the status bar, the Accounts page and terminal states all read it here.
import { pollerOff, type AccountStatus, type Authentication, type PollerStatus } from '#shared/account-status.ts';
import type { CoverageFigures } from '#shared/coverage.ts';
import type { AccountContext } from './tables/terminal-state.ts';
import type { TelemetryProgress } from './poll-loops/poller-ports.ts';

export interface AccountIdentityRow {
  readonly credentialId: string;
  /** Account number, or the client id while unknown. */
  readonly accountNumber: string;
  readonly accountName: string | null;
  readonly pollingEnabled: boolean;
}

export interface AccountBoard {
  setAccounts(rows: readonly AccountIdentityRow[]): void;
  setAuthentication(credentialId: string, authentication: Authentication, reason: string | null): void;
  setPollingPending(credentialId: string, pending: boolean): void;
  setPoller(credentialId: string, poller: 'telemetry' | 'management', status: PollerStatus): void;
  setProgress(credentialId: string, progress: TelemetryProgress | null): void;
  /** Of the last 24 hours; it stays while the account is not polled. */
  setCoverage(credentialId: string, coverage: CoverageFigures): void;
  /** Polling was switched off and the requests in hand are done. */
  setPollersOff(credentialId: string): void;
  /** A worker died: what its pollers last said no longer holds. */
  resetPoller(poller: 'telemetry' | 'management', reason: string): void;
  statuses(): readonly AccountStatus[];
  /** What terminal states hang on, by credential id. */
  contexts(): ReadonlyMap<string, AccountContext>;
}

interface Runtime {
  authentication: Authentication;
  authenticationReason: string | null;
  pending: boolean;
  telemetry: PollerStatus;
  management: PollerStatus;
  /** How the last Management round of this run ended; null before the first. While the next one runs this still holds. */
  managementWorked: boolean | null;
  progress: TelemetryProgress | null;
  coverage: CoverageFigures | null;
  /** This run has drained the stream once: being behind later makes samples old, not unknown. */
  everCaughtUp: boolean;
}

export interface AccountBoardOptions {
  readonly onChange: () => void;
  readonly requestsLastMinute: (credentialId: string) => number;
  readonly requestBudgetPerMinute: number;
}

export function createAccountBoard(options: AccountBoardOptions): AccountBoard {
  let accounts: readonly AccountIdentityRow[] = [];
  const runtimes = new Map<string, Runtime>();

  function runtimeOf(credentialId: string): Runtime {
    let runtime = runtimes.get(credentialId);
    if (!runtime) {
      runtime = { authentication: 'Not checked', authenticationReason: null, pending: false, telemetry: pollerOff, management: pollerOff, managementWorked: null, progress: null, coverage: null, everCaughtUp: false };
      runtimes.set(credentialId, runtime);
    }
    return runtime;
  }

  function change(credentialId: string, part: Partial<Runtime>): void {
    Object.assign(runtimeOf(credentialId), part);
    options.onChange();
  }

  return {
    setAccounts(rows) {
      accounts = rows;
      const known = new Set(rows.map((row) => row.credentialId));
      for (const id of runtimes.keys()) if (!known.has(id)) runtimes.delete(id);
      options.onChange();
    },
    setAuthentication: (id, authentication, authenticationReason) => change(id, { authentication, authenticationReason }),
    setPollingPending: (id, pending) => change(id, { pending }),
    setPoller(id, poller, status) {
      // Switching on is pending until the telemetry poller says that it runs.
      const started = poller === 'telemetry' && status.phase !== 'off' && accounts.some((account) => account.credentialId === id && account.pollingEnabled);
      change(id, { [poller]: status, ...(poller === 'management' ? workedAfter(status) : {}), ...(started ? { pending: false } : {}) });
    },
    setProgress: (id, progress) => change(id, { progress, everCaughtUp: progress !== null && (progress.caughtUp || runtimeOf(id).everCaughtUp) }),
    setCoverage(id, coverage) {
      // The history knows credentials that are gone.
      if (accounts.some((account) => account.credentialId === id)) change(id, { coverage });
    },
    setPollersOff(id) {
      const { telemetry, management } = runtimeOf(id);
      change(id, { telemetry: switchedOff(telemetry), management: switchedOff(management), managementWorked: null, progress: null, everCaughtUp: false });
    },
    resetPoller(poller, reason) {
      for (const { credentialId, pollingEnabled } of accounts) {
        if (!pollingEnabled) continue;
        const runtime = runtimeOf(credentialId);
        runtime[poller] = { ...runtime[poller], phase: 'failing', nextPollAtMs: null, lastError: reason };
        if (poller === 'management') runtime.managementWorked = false;
        if (poller === 'telemetry') Object.assign(runtime, { progress: null, everCaughtUp: false, pending: false });
      }
      options.onChange();
    },
    statuses: () =>
      accounts.map((account) => {
        const runtime = runtimeOf(account.credentialId);
        return {
          ...account,
          authentication: runtime.authentication,
          authenticationReason: runtime.authenticationReason,
          pollingPending: runtime.pending,
          telemetry: runtime.telemetry,
          management: runtime.management,
          newestSampleAtMs: runtime.progress?.newestSampleAtMs ?? null,
          caughtUp: runtime.progress?.caughtUp ?? null,
          coverage: runtime.coverage,
          requestsLastMinute: options.requestsLastMinute(account.credentialId),
          requestBudgetPerMinute: options.requestBudgetPerMinute,
          fallingBehind: runtime.progress?.fallingBehind ?? false,
        };
      }),
    contexts: () => new Map(accounts.map((account) => [account.credentialId, contextOf(account, runtimeOf(account.credentialId))])),
  };
}

const switchedOff = (status: PollerStatus): PollerStatus => ({ ...status, phase: 'off', nextPollAtMs: null, lastError: null });

function workedAfter({ phase }: PollerStatus): Partial<Runtime> {
  if (phase === 'off') return { managementWorked: null };
  return phase === 'waiting' || phase === 'failing' ? { managementWorked: phase === 'waiting' } : {};
}

function contextOf(account: AccountIdentityRow, runtime: Runtime): AccountContext {
  return {
    ...account,
    caughtUp: runtime.everCaughtUp,
    telemetryFailure: runtime.telemetry.phase === 'failing' ? (runtime.telemetry.lastError ?? 'the last poll failed') : null,
    managementCurrent: account.pollingEnabled && runtime.managementWorked === true,
  };
}
