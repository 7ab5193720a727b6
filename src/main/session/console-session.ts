// One session with one server: credentials, tokens, budget, both workers, and what they make of the tables.
import type { PollerStatus } from '#shared/account-status.ts';
import type { Coverage, CoverageRequest } from '#shared/coverage.ts';
import { fail, type Result } from '#shared/result.ts';
import type { Settings } from '#shared/settings.ts';
import type { StorageState } from '#shared/storage-report.ts';
import { createAccountBoard, type AccountBoard } from '../account-board.ts';
import type { Credential } from '../credentials/credential-schema.ts';
import type { CredentialStore } from '../credentials/credential-store.ts';
import { createRequestBudget } from '../credentials/request-budget.ts';
import { createTokenManager, type TokenManager, type TokenOutcome } from '../credentials/token-manager.ts';
import type { CurrentManagement } from '../history/current-management.ts';
import type { ExchangeBoard } from '../exchanges/exchange-board.ts';
import type { Log } from '../log.ts';
import type { ProblemTopic } from '../poll-loops/poller-ports.ts';
import type { ProblemBoard } from '../problem-board.ts';
import type { ServerConnection } from '../server-connection.ts';
import type { Redactor } from '../starlink/masked-text.ts';
import { fetchToken } from '../starlink/token-api.ts';
import type { FleetTables } from '../tables/fleet-tables.ts';
import { createLastErrors } from './last-errors.ts';
import { TOKEN_TIMEOUT_MS } from './read-account.ts';
import { createPollingWorkers, type PollingWorkers } from './polling-workers.ts';

export const REQUESTS_PER_MINUTE = 250;

export interface ConsoleSessionOptions {
  readonly connection: ServerConnection;
  readonly credentials: CredentialStore;
  readonly secretOf: (credential: Credential) => Promise<Result<string>>;
  readonly settings: () => Settings;
  readonly fleet: FleetTables;
  readonly problems: ProblemBoard;
  readonly log: Log;
  readonly exchanges: ExchangeBoard;
  /** Takes the client secrets of this run out of a text. */
  readonly redact: Redactor;
  readonly rememberToken: (credentialId: string, accessToken: string) => void;
  readonly version: string;
  /** Something that the status report or the tables of accounts show has changed. */
  readonly onChange: () => void;
  readonly onStorage: (state: StorageState) => void;
}

export interface ConsoleSession {
  readonly connection: ServerConnection;
  readonly board: AccountBoard;
  readonly tokens: TokenManager;
  readonly workers: PollingWorkers;
  /** Switches polling of one account; resolves when both pollers have taken it. */
  setPolling(credentialId: string, enabled: boolean): Promise<Result<null>>;
  /** A client id or secret changed, or a credential came: polls with it at once. */
  credentialChanged(credentialId: string): Promise<void>;
  /** Stops polling and forgets all about it; its history stays on disk. */
  credentialRemoved(credentialId: string): Promise<void>;
  coverage(request: CoverageRequest): Promise<Result<Coverage>>;
  lastErrors(): ReadonlyMap<string, string>;
  /** Lets requests in hand finish, then ends both workers. */
  close(): Promise<void>;
}

export function createConsoleSession(options: ConsoleSessionOptions): ConsoleSession {
  const { connection, credentials, problems, fleet, log, exchanges, redact, version } = options;
  const lastErrors = createLastErrors();
  /** Credentials whose stream request failed and has not worked since. */
  const streamFailed = new Set<string>();
  const budget = createRequestBudget({ perMinute: REQUESTS_PER_MINUTE, now: Date.now });
  const board = createAccountBoard({ onChange: options.onChange, requestsLastMinute: budget.used, requestBudgetPerMinute: REQUESTS_PER_MINUTE });
  const tokens = createTokenManager({
    async fetchToken({ credentialId, clientId, clientSecret }) {
      const minted = await fetchToken({
        tokenUrl: connection.tokenUrl, clientId, clientSecret, now: Date.now, timeoutMs: TOKEN_TIMEOUT_MS, version,
        viewer: { credentialId, reportExchange: exchanges.recorderFor(labelOf(credentialId)) },
      });
      if (minted.ok) options.rememberToken(credentialId, minted.value.accessToken);
      return minted;
    },
    secretOf: async (id) => {
      const credential = credentials.get(id);
      return credential ? options.secretOf(credential) : fail('unknown-credential', 'This credential was removed');
    },
    clientIdOf: (id) => credentials.get(id)?.clientId ?? null,
    now: Date.now,
  });
  const workers = createPollingWorkers({
    folder: connection.folder,
    apiUrl: connection.apiUrl,
    version,
    redact,
    settings: options.settings,
    handlers: {
      'token:get': ({ credentialId, rejected }) => tokens.token(credentialId, rejected),
      'budget:lease': async ({ credentialId, group }) => {
        await budget.lease(credentialId, group);
        return null;
      },
      'secrets:mask': ({ text }) => redact(text),
    },
    log,
    onTelemetry: fleet.applyTelemetry,
    onPainted: fleet.applyPainted,
    onManagement: applyManagement,
    onStatus: applyStatus,
    onProgress: board.setProgress,
    onCoverage: board.setCoverage,
    onStorage: options.onStorage,
    onExchange(exchange) {
      budget.noteStatus(exchange.credentialId, exchange.status, exchange.retryAfterMs);
      exchanges.record(exchange, labelOf(exchange.credentialId));
    },
    onExchangeDetails: exchanges.addDetails,
    onProblem: (credentialId, { topic, ...words }) => {
      lastErrors.note(credentialId, words.cause);
      if (topic === 'telemetry-request') streamFailed.add(credentialId);
      problems.raise({ ...words, topic, credentialId, account: labelOf(credentialId) });
    },
    onProblemCleared: endProblem,
    onWorkerDown: (worker, reason, restartInMs) => raiseWorkerProblem(worker, reason, `It restarts by itself in ${Math.round(restartInMs / 1000)} s; nothing stored is lost.`),
    onWorkerFailed: (worker, reason) => raiseWorkerProblem(worker, `${reason.replace(/\.$/, '')}.`, 'Nothing is polled by it and nothing stored is touched. Put it right and start Groundtrack again.'),
    onWorkerUp: (worker) => problems.clear(null, `worker-${worker}`),
  });

  const stopOutcomes = tokens.onOutcome(applyTokenOutcome);
  const stopChanges = credentials.onChange(showCredentials);
  const switches = new Map<string, Promise<unknown>>();
  showCredentials();
  for (const credential of credentials.list()) {
    if (credential.accountNumber !== null) budget.assignAccount(credential.credentialId, credential.accountNumber);
    if (credential.pollingEnabled) void switchPolling(credential.credentialId);
  }

  function endProblem(credentialId: string, topic: ProblemTopic): void {
    problems.clear(credentialId, topic);
    // The stream answers again: what kept Management from answering is most likely over too, and its own retry is up to a minute away.
    const isStreamBack = topic === 'telemetry-request' && streamFailed.delete(credentialId);
    if (isStreamBack && board.statuses().some((account) => account.credentialId === credentialId && account.management.phase === 'failing')) workers.pollNow(credentialId);
  }

  function raiseWorkerProblem(worker: 'telemetry' | 'management', cause: string, nextStep: string): void {
    board.resetPoller(worker, cause);
    const call = worker === 'telemetry' ? 'Telemetry worker' : 'Management worker';
    problems.raise({ topic: `worker-${worker}`, credentialId: null, account: 'Groundtrack', call, cause, nextStep, severity: 'error' });
  }

  function showCredentials(): void {
    board.setAccounts(credentials.list().map((credential) => ({
      credentialId: credential.credentialId,
      accountNumber: credential.accountNumber ?? credential.clientId,
      accountName: credential.accountName,
      pollingEnabled: credential.pollingEnabled,
    })));
  }

  function labelOf(credentialId: string): string {
    const credential = credentials.get(credentialId);
    return credential?.accountName ?? credential?.accountNumber ?? credential?.clientId ?? credentialId;
  }

  function applyStatus(credentialId: string, poller: 'telemetry' | 'management', status: PollerStatus): void {
    if (status.lastError !== null) lastErrors.note(credentialId, status.lastError);
    board.setPoller(credentialId, poller, status);
  }

  function applyTokenOutcome(outcome: TokenOutcome): void {
    const { credentialId, authentication, failure } = outcome;
    if (authentication !== null) board.setAuthentication(credentialId, authentication, failure?.message ?? null);
    if (failure === null) {
      log.write(2, 'token', () => `${labelOf(credentialId)}: a new token`);
      return problems.clear(credentialId, 'token');
    }
    const nextStep = authentication === 'Failed'
      ? 'Correct the client ID or the secret in Configuration.'
      : authentication === 'Secret unavailable' ? 'Enter the secret again in Configuration.' : 'Groundtrack keeps trying.';
    lastErrors.note(credentialId, failure.message);
    problems.raise({ topic: 'token', credentialId, account: labelOf(credentialId), call: 'Token', cause: failure.message, nextStep, severity: 'error' });
  }

  function applyManagement(news: CurrentManagement): void {
    fleet.applyManagement(news);
    const credential = credentials.get(news.credentialId);
    if (news.account && credential) void rememberAccount(credential, news.account);
    options.onChange();
  }

  async function rememberAccount(credential: Credential, account: NonNullable<CurrentManagement['account']>): Promise<void> {
    const { credentialId } = credential;
    const { accountNumber, accountName, regionCode } = account;
    if (credential.accountNumber === accountNumber && credential.accountName === accountName && credential.regionCode === regionCode) return;
    const saved = await credentials.setAccount(credentialId, { accountNumber, accountName, regionCode });
    if (saved.ok) {
      budget.assignAccount(credentialId, accountNumber);
      return problems.clear(credentialId, 'same-account');
    }
    if (saved.error.code !== 'conflict') return;
    // Two credentials of one account would share its stream's rows out between them. Said behind the switch, which ends all other messages of the account.
    await setPolling(credentialId, false);
    problems.raise({
      topic: 'same-account', credentialId, account: labelOf(credentialId), call: 'Account', cause: `${saved.error.message}.`,
      nextStep: 'Polling of this one was switched off; remove one of the two.', severity: 'error',
    });
  }

  /** One switch at a time for each account, always towards what the store says by then. */
  function switchPolling(credentialId: string): Promise<void> {
    const before = switches.get(credentialId) ?? Promise.resolve();
    const done = before.then(async () => {
      const credential = credentials.get(credentialId);
      board.setPollingPending(credentialId, true);
      if (credential?.pollingEnabled) {
        await workers.startAccount({ credentialId, accountNumber: credential.accountNumber ?? credential.clientId });
      } else {
        await workers.stopAccount(credentialId);
        board.setPollersOff(credentialId);
        problems.clearAll(credentialId);
        board.setPollingPending(credentialId, false);
      }
    });
    switches.set(credentialId, done);
    return done;
  }

  async function setPolling(credentialId: string, enabled: boolean): Promise<Result<null>> {
    const credential = credentials.get(credentialId);
    if (!credential) return fail('unknown-credential', 'There is no such credential any more');
    board.setPollingPending(credentialId, true);
    const saved = await credentials.setPolling(credentialId, enabled);
    if (!saved.ok) {
      board.setPollingPending(credentialId, false);
      return saved;
    }
    log.write(0, 'main', `${labelOf(credentialId)}: polling was switched ${enabled ? 'on' : 'off'}`);
    await switchPolling(credentialId);
    return { ok: true, value: null };
  }

  return {
    connection, board, tokens, workers, setPolling,
    async credentialChanged(credentialId) {
      tokens.forget(credentialId);
      const credential = credentials.get(credentialId);
      if (credential?.accountNumber) budget.assignAccount(credentialId, credential.accountNumber);
      if (credential?.pollingEnabled) workers.pollNow(credentialId);
    },
    async credentialRemoved(credentialId) {
      await switchPolling(credentialId);
      await workers.endAccount(credentialId);
      tokens.forget(credentialId);
      budget.forget(credentialId);
      problems.clearAll(credentialId);
      lastErrors.forget(credentialId);
    },
    coverage: workers.coverage,
    lastErrors: () => lastErrors.current(board.statuses(), problems.list()),
    async close() {
      stopOutcomes();
      stopChanges();
      await Promise.all(switches.values());
      await workers.close();
      for (const { credentialId } of credentials.list()) problems.clearAll(credentialId);
    },
  };
}
