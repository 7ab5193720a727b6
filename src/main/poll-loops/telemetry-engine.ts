// All telemetry pollers of the worker, the one history they share, and what must be done before any of them may ask for rows.
import { mkdirSync } from 'node:fs';
import type { Coverage, CoverageFigures, CoverageRequest } from '#shared/coverage.ts';
import { firstLineOf } from '#shared/error-words.ts';
import type { HistoryExportRequest } from '#shared/history-export.ts';
import type { HistoryAnswer, HistoryQueryName, HistoryRequest } from '#shared/history-query.ts';
import type { LogLevel } from '#shared/log-line.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { StorageReport, StorageState } from '#shared/storage-report.ts';
import { nothingChanged } from '../history/current-state.ts';
import type { ArchiveLimits } from '../history/archive/archive-retention.ts';
import { copyTelemetry, type CopiedHistory } from '../history/backup/copy-telemetry.ts';
import type { CurrentTelemetry } from '../history/current-telemetry.ts';
import { exportHistory, type ExportedHistory, type ExportPlace } from '../history/queries/export-history.ts';
import type { Ticket } from '../history/queries/query-service.ts';
import { NewerSchemaError } from '../history/schema-version.ts';
import { createSerialQueue, type SerialQueue } from '../history/serial-queue.ts';
import { spoolFolderOf } from '../history/spool.ts';
import { openTelemetryHistory, type TelemetryHistory } from '../history/telemetry-history.ts';
import { ParseMemory } from '../starlink/parse-memory.ts';
import { createArchiveKeeper } from './archive-keeper.ts';
import { createCoverageReports } from './coverage-reports.ts';
import { createLeftReplies } from './left-replies.ts';
import { runBackup, type BackupRun } from './run-backup.ts';
import type { PollerPorts, PollLoop, RaisedProblem, TelemetryProgress } from './poller-ports.ts';
import { createPainter } from './telemetry-paint.ts';
import { createPause } from './telemetry-pause.ts';
import { createTelemetryPollLoop } from './telemetry-poll-loop.ts';

export interface TelemetryEngineOptions {
  /** The data folder; made when it is not there. Holds telemetry.duckdb and spool/. */
  readonly folder: string;
  readonly log: (level: LogLevel, text: string) => void;
  /** Current rows that changed or went, as they come. What was known before is in `current()`. */
  readonly onCurrent: (changed: CurrentTelemetry) => void;
  /** What telemetry/query says, before the stream has caught up: for the screen only, it never enters the history. */
  readonly onPainted?: (painted: CurrentTelemetry) => void;
  readonly onProgress: (credentialId: string, progress: TelemetryProgress) => void;
  /** An account's last 24 hours: once a minute, whether it is polled or not. */
  readonly onCoverage?: (credentialId: string, coverage: CoverageFigures) => void;
  readonly retentionDays: () => number;
  /** How much history stays; without it days are neither closed nor removed. */
  readonly archiveLimits?: () => ArchiveLimits;
  readonly onStorage?: (state: StorageState) => void;
  readonly now?: () => number;
  /** Groundtrack's version for the user agent. */
  readonly version?: string;
  readonly freeDiskBytes?: (folder: string) => Promise<number>;
  /** Takes client secrets out of a text that is to be kept; this process does not know them. */
  readonly maskSecrets?: (text: string) => Promise<string>;
  /** Tests kill the process at named points. */
  readonly atPoint?: (name: string) => void;
}

export interface TelemetryEngine {
  /** Starts polling, or starts anew with these ports when the account is polled already. While the history can't be used it says so and waits. */
  startAccount(ports: PollerPorts): Promise<void>;
  /** Resolves when the request in hand is finished and its rows are stored. */
  stopAccount(credentialId: string): Promise<void>;
  pollNow(credentialId: string): void;
  /** Failures: those of QueryService.ask, and 'no-history' with the reason while the history can't be opened. */
  ask<Name extends HistoryQueryName>(name: Name, request: HistoryRequest<Name>, ticket: Ticket): Promise<Result<HistoryAnswer<Name>>>;
  cancelQuery(queryId: string): void;
  exportHistory(request: HistoryExportRequest, place: ExportPlace, signal: AbortSignal, onProgress: (percent: number, rows: number) => void): Promise<Result<ExportedHistory>>;
  coverage(request: CoverageRequest): Promise<Result<Coverage>>;
  describeStorage(): Promise<Result<StorageReport>>;
  /** Copies all telemetry of the data folder; polling goes on. Failures: 'no-history' and those of runBackup. */
  backUp(run: BackupRun): Promise<Result<CopiedHistory>>;
  /** Newest sample of every device and the active alerts, of accounts that are not polled too. */
  current(): Promise<CurrentTelemetry>;
  /** Terminals and routers that retention must not remove, `ut…` and `Router-…`. Nothing is removed before the first call; it also removes at once. */
  setKeep(ids: readonly string[]): void;
  /** Stops all polling, then closes the file. */
  close(): Promise<void>;
}

interface PolledAccount {
  readonly ports: PollerPorts;
  /** null while the history is not ready. */
  loop: PollLoop | null;
}

/** A history that can't be opened or written is tried again this often. */
const PREPARE_RETRY_MS = 10_000;
const EXPIRE_EVERY_MS = 3_600_000;

/** Resolves once the history was opened and every spool file of an earlier run stored, or once that has failed for the first time. */
export async function createTelemetryEngine(options: TelemetryEngineOptions): Promise<TelemetryEngine> {
  const { folder, log } = options;
  const now = options.now ?? Date.now;
  const atPoint = options.atPoint ?? (() => undefined);
  const spoolFolder = spoolFolderOf(folder);
  const accounts = new Map<string, PolledAccount>();
  const pause = createPause();
  const leftReplies = createLeftReplies({ spoolFolder, log, atPoint, onCurrent: options.onCurrent, maskSecrets: options.maskSecrets });
  let history: TelemetryHistory | null = null;
  /** Why nothing may be polled yet; null when all is ready. */
  let trouble: RaisedProblem | null = null;
  let keep: ReadonlySet<string> | null = null;
  const loggedInRun = new Set<string>();
  const memory = new ParseMemory();
  const turns = new Map<string, SerialQueue>();
  let closing = false;

  const { archiveLimits } = options;
  const keeper = archiveLimits === undefined ? null : createArchiveKeeper({
    folder, log, now, atPoint, limits: archiveLimits, onState: options.onStorage, freeDiskBytes: options.freeDiskBytes,
    polled: () => [...accounts.values()].map(({ ports }) => ports),
  });

  async function prepare(): Promise<void> {
    mkdirSync(spoolFolder, { recursive: true });
    history ??= await openTelemetryHistory({ folder, log, atPoint, onUnreadable: (file) => keeper?.check(file) });
    await leftReplies.storeAll(history);
    keeper?.start(history);
  }

  async function tryPrepare(): Promise<boolean> {
    try {
      await prepare();
    } catch (error) {
      const next = describeTrouble(error);
      if (next.cause !== trouble?.cause) log('error', next.cause);
      trouble = next;
      for (const { ports } of accounts.values()) reportTrouble(ports, next);
      return false;
    }
    for (const { ports } of trouble === null ? [] : accounts.values()) ports.clearProblem('telemetry-history');
    trouble = null;
    return true;
  }

  async function keepPreparing(): Promise<void> {
    while (!closing && !(await tryPrepare())) await pause.wait(PREPARE_RETRY_MS);
    for (const account of accounts.values()) account.loop ??= closing ? null : startLoop(account.ports);
  }

  function startLoop(ports: PollerPorts): PollLoop | null {
    if (history === null) return null;
    const { credentialId } = ports.account;
    leftReplies.tellSetAside(ports);
    const ready = history;
    return createTelemetryPollLoop(ports, {
      history: ready, spoolFolder, atPoint, memory, loggedInRun,
      onCurrent: options.onCurrent,
      ...(options.onPainted === undefined ? {} : { paint: createPainter(ports, options.onPainted) }),
      onProgress(progress) {
        options.onProgress(credentialId, progress);
        if (progress.caughtUp) reports?.caughtUp(credentialId);
      },
      onWaiting: (path) => leftReplies.add(path, credentialId),
      onWholeReply: () => leftReplies.storeWaiting(ports, ready),
      ...(options.freeDiskBytes === undefined ? {} : { freeDiskBytes: options.freeDiskBytes }),
      ...(options.version === undefined ? {} : { version: options.version }),
    });
  }

  const notOpen = (): Result<never> => fail('no-history', trouble?.cause ?? 'The telemetry history is not open.');

  async function expire(): Promise<void> {
    if (history === null || keep === null) return;
    const changed = await history.expire(now(), options.retentionDays(), keep);
    const { removed } = changed;
    if (removed.terminals.length + removed.routers.length + removed.ipAllocations.length > 0) options.onCurrent(changed);
  }

  /** Starts and stops of one account in the order of asking. */
  function inTurn(credentialId: string, step: () => Promise<void>): Promise<void> {
    const queue = turns.get(credentialId) ?? createSerialQueue();
    turns.set(credentialId, queue);
    return queue.run(step);
  }

  async function stopAccount(credentialId: string): Promise<void> {
    const account = accounts.get(credentialId);
    // It stays listed until it has stopped: `pollNow` then makes it look at a full disk at once.
    if (account?.loop) await account.loop.stop();
    accounts.delete(credentialId);
    account?.ports.clearProblem('telemetry-history');
    keeper?.pollersChanged();
  }

  const tryExpire = (): void => void expire().catch((error: unknown) => log('error', `Old devices can't be removed: ${firstLineOf(error)}`));
  const hourly = setInterval(tryExpire, EXPIRE_EVERY_MS);
  const { onCoverage } = options;
  const preparing = (await tryPrepare()) ? Promise.resolve() : pause.wait(PREPARE_RETRY_MS).then(keepPreparing);
  const reports = onCoverage === undefined ? null : createCoverageReports({
    history: () => history, now, onCoverage,
    onFailure: (error) => log('error', `The coverage of the last 24 hours can't be read: ${firstLineOf(error)}`),
  });

  async function readCoverage(request: CoverageRequest): Promise<Result<Coverage>> {
    if (history === null) return notOpen();
    try {
      return ok(await history.coverage(request, now()));
    } catch (error) {
      return fail('history-query', `The telemetry history can't be read: ${firstLineOf(error)}.`);
    }
  }

  return {
    startAccount(ports) {
      const { credentialId } = ports.account;
      return inTurn(credentialId, async () => {
        await stopAccount(credentialId);
        if (closing) return;
        accounts.set(credentialId, { ports, loop: trouble === null ? startLoop(ports) : null });
        if (trouble !== null) reportTrouble(ports, trouble);
        keeper?.pollersChanged();
      });
    },
    stopAccount: (credentialId) => inTurn(credentialId, () => stopAccount(credentialId)),
    pollNow(credentialId) {
      pause.wake();
      accounts.get(credentialId)?.loop?.pollNow();
    },
    ask: async (name, request, ticket) => history?.queries.ask(name, request, ticket) ?? notOpen(),
    cancelQuery: (queryId) => history?.queries.cancel(queryId),
    exportHistory: async (request, place, signal, onProgress) => (history === null ? notOpen() : exportHistory(history.queries, request, place, signal, onProgress)),
    coverage: readCoverage,
    async backUp(run) {
      const open = history;
      if (open === null) return notOpen();
      return runBackup({ ...run, ...(keeper === null ? {} : { inTurn: keeper.whilePaused }) }, (copying) => copyTelemetry(open, folder, run.target, copying));
    },
    describeStorage: async () => keeper?.describe() ?? notOpen(),
    current: async () => (await history?.loadCurrent()) ?? nothingChanged,
    setKeep(ids) {
      const first = keep === null;
      keep = new Set(ids);
      if (first) tryExpire();
    },
    async close() {
      closing = true;
      clearInterval(hourly);
      pause.wake();
      await preparing;
      await reports?.stop();
      await keeper?.stop();
      await Promise.all([...turns.keys()].map((credentialId) => inTurn(credentialId, () => stopAccount(credentialId))));
      await history?.close();
    },
  };
}

function reportTrouble(ports: PollerPorts, trouble: RaisedProblem): void {
  ports.raiseProblem(trouble);
  ports.reportStatus({ phase: 'failing', lastSuccessAtMs: null, nextPollAtMs: null, lastError: trouble.cause });
}

function describeTrouble(error: unknown): RaisedProblem {
  const newer = error instanceof NewerSchemaError;
  return {
    topic: 'telemetry-history', call: 'Telemetry storage', severity: 'error',
    cause: newer ? error.message : `The telemetry history can't be used: ${firstLineOf(error)}.`,
    nextStep: newer ? 'Nothing is requested until then, and the file is left as it is.' : 'Check the disk of the data folder. Nothing is requested until it can be stored; Starlink keeps 8 hours.',
  };
}
