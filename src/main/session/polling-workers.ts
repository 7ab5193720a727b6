// Both pollers as the session sees them: two workers, and which accounts each of them polls.
import type { PollerStatus } from '#shared/account-status.ts';
import type { Coverage, CoverageFigures, CoverageRequest } from '#shared/coverage.ts';
import type { HistoryExportProgress, HistoryExportRequest } from '#shared/history-export.ts';
import type { HistoryAnswer, HistoryQueryName, HistoryQuestion } from '#shared/history-query.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Settings } from '#shared/settings.ts';
import type { StorageReport, StorageState } from '#shared/storage-report.ts';
import type { CopiedHistory } from '../history/backup/copy-telemetry.ts';
import type { CurrentManagement } from '../history/current-management.ts';
import type { CurrentTelemetry } from '../history/current-telemetry.ts';
import type { ExportedHistory, ExportPlace } from '../history/queries/export-history.ts';
import type { Ticket } from '../history/queries/query-service.ts';
import type { Log } from '../log.ts';
import type { PolledAccount, ProblemTopic, RaisedProblem, TelemetryProgress } from '../poll-loops/poller-ports.ts';
import type { Exchange, RecordedDetails } from '../starlink/exchange.ts';
import type { Redactor } from '../starlink/masked-text.ts';
import { unpackManagement } from '../workers/pack-management.ts';
import { unpackTelemetry } from '../workers/pack-telemetry.ts';
import { createWorkerHost, type WorkerHost, type WorkerName } from '../workers/worker-host.ts';
import type { MainRequests, WorkerEvents } from '../workers/worker-protocol.ts';
import type { EventHandlers, RequestHandlers } from '../workers/message-rpc.ts';

export interface PollingWorkersOptions {
  readonly folder: string;
  readonly apiUrl: string;
  readonly version: string;
  /** Workers know no client secret: what they say is masked once more. */
  readonly redact: Redactor;
  readonly settings: () => Settings;
  readonly handlers: RequestHandlers<MainRequests>;
  readonly log: Log;
  readonly onTelemetry: (news: CurrentTelemetry) => void;
  readonly onPainted: (painted: CurrentTelemetry) => void;
  readonly onManagement: (news: CurrentManagement) => void;
  readonly onStatus: (credentialId: string, poller: WorkerName, status: PollerStatus) => void;
  readonly onProgress: (credentialId: string, progress: TelemetryProgress) => void;
  readonly onCoverage: (credentialId: string, coverage: CoverageFigures) => void;
  /** Which closed day is being archived just now. */
  readonly onStorage?: (state: StorageState) => void;
  readonly onExchange: (exchange: Exchange) => void;
  readonly onExchangeDetails: (exchangeId: string, details: RecordedDetails) => void;
  readonly onProblem: (credentialId: string, problem: RaisedProblem) => void;
  readonly onProblemCleared: (credentialId: string, topic: ProblemTopic) => void;
  readonly onWorkerDown: (worker: WorkerName, reason: string, restartInMs: number) => void;
  readonly onWorkerUp: (worker: WorkerName) => void;
  readonly onWorkerFailed: (worker: WorkerName, reason: string) => void;
}

export interface PollingWorkers {
  startAccount(account: PolledAccount): Promise<void>;
  /** Resolves when both pollers have finished their request in hand. */
  stopAccount(credentialId: string): Promise<void>;
  /** The credential is gone for good. */
  endAccount(credentialId: string): Promise<void>;
  pollNow(credentialId: string): void;
  setSettings(settings: Settings): void;
  setKept(ids: readonly string[]): void;
  /** Fails with 'worker-down' while the telemetry worker is not running. */
  ask(question: HistoryQuestion, ticket: Ticket): Promise<Result<HistoryAnswer<HistoryQueryName>>>;
  cancelQuery(queryId: string): void;
  /** As `ask`; `signal` cancels it. */
  exportHistory(request: HistoryExportRequest, place: ExportPlace, signal: AbortSignal, onProgress: (progress: HistoryExportProgress) => void): Promise<Result<ExportedHistory>>;
  coverage(request: CoverageRequest): Promise<Result<Coverage>>;
  /** What the telemetry history takes on disk. */
  describeStorage(): Promise<Result<StorageReport>>;
  /** Both workers copy what they store into `target`, one after the other; `onBytes` says how much so far. */
  backUp(target: string, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<Result<CopiedHistory>>;
  close(): Promise<void>;
}

const workerNames = ['telemetry', 'management'] as const satisfies readonly WorkerName[];

export function createPollingWorkers(options: PollingWorkersOptions): PollingWorkers {
  const accounts = new Map<string, PolledAccount>();
  const ready = new Set<WorkerName>();
  let kept: readonly string[] = [];
  const exportListeners = new Map<number, (progress: HistoryExportProgress) => void>();
  let nextExportNo = 1;
  let onBackupBytes: (bytes: number) => void = () => undefined;

  const hosts: Readonly<Record<WorkerName, WorkerHost>> = { telemetry: host('telemetry'), management: host('management') };

  function host(name: WorkerName): WorkerHost {
    return createWorkerHost({
      name,
      folder: options.folder,
      handlers: options.handlers,
      onEvent: { ...eventsOf(name, options), 'history:exportProgress': ({ exportNo, progress }) => exportListeners.get(exportNo)?.(progress), 'backup:progress': ({ bytes }) => onBackupBytes(bytes) },
      async onUp(worker) {
        await worker.request('worker:start', { folder: options.folder, apiUrl: options.apiUrl, settings: options.settings(), version: options.version });
        ready.add(name);
        // Once more what may have changed while the worker was starting: until here nobody told it.
        await worker.request('settings:set', options.settings());
        await worker.request('retention:keep', { ids: kept });
        for (const account of accounts.values()) await worker.request('account:start', account);
        options.onWorkerUp(name);
      },
      onDown(reason, restartInMs) {
        ready.delete(name);
        options.onWorkerDown(name, reason, restartInMs);
      },
      onFailed: (reason) => options.onWorkerFailed(name, reason),
      log: (level, text) => options.log.write(level, name, text),
    });
  }

  /** A worker that is not up yet, or down, takes all of it from `onUp`. */
  const tellBoth = (tell: (worker: WorkerHost) => Promise<unknown>): Promise<unknown> =>
    Promise.all(workerNames.map((name) => {
      if (!ready.has(name)) return null;
      return tell(hosts[name]).catch((error: unknown) => options.log.write('error', name, `not told: ${String(error)}`));
    }));

  return {
    async startAccount(account) {
      accounts.set(account.credentialId, account);
      await tellBoth((worker) => worker.request('account:start', account));
    },
    async stopAccount(credentialId) {
      accounts.delete(credentialId);
      await tellBoth((worker) => worker.request('account:stop', { credentialId }));
    },
    async endAccount(credentialId) {
      accounts.delete(credentialId);
      await tellBoth((worker) => worker.request('account:end', { credentialId }));
    },
    pollNow: (credentialId) => void tellBoth((worker) => worker.request('account:pollNow', { credentialId })),
    setSettings: (settings) => void tellBoth((worker) => worker.request('settings:set', settings)),
    setKept(ids) {
      kept = ids;
      void tellBoth((worker) => worker.request('retention:keep', { ids }));
    },
    ask: (question, ticket) => hosts.telemetry.request('history:query', { ...ticket, question }).catch(workerDown),
    cancelQuery: (queryId) => void hosts.telemetry.request('history:cancel', { queryId }).catch(() => null),
    async exportHistory(request, place, signal, onProgress) {
      const exportNo = nextExportNo++;
      const cancel = (): void => void hosts.telemetry.request('history:cancelExport', { exportNo }).catch(() => null);
      exportListeners.set(exportNo, onProgress);
      signal.addEventListener('abort', cancel);
      try {
        return await hosts.telemetry.request('history:export', { exportNo, request, place }).catch(workerDown);
      } finally {
        exportListeners.delete(exportNo);
        signal.removeEventListener('abort', cancel);
      }
    },
    coverage: (request) => hosts.telemetry.request('history:coverage', request).catch(workerDown),
    describeStorage: () => hosts.telemetry.request('storage:describe', null).catch(workerDown),
    async backUp(target, signal, onBytes) {
      const copied: { files: CopiedHistory['files'][number][]; missing: string[] } = { files: [], missing: [] };
      const cancel = (): void => workerNames.forEach((name) => void hosts[name].request('backup:cancel', null).catch(() => null));
      signal.addEventListener('abort', cancel);
      try {
        for (const name of workerNames) {
          if (signal.aborted) return fail('cancelled', 'The backup was cancelled.');
          const before = copied.files.reduce((sum, { bytes }) => sum + bytes, 0);
          onBackupBytes = (bytes) => onBytes(before + bytes);
          const answer = await hosts[name].request('backup:write', { target }).catch(() => fail('worker-down', `The ${name} worker is not running just now; it restarts by itself.`));
          if (!answer.ok) return answer;
          copied.files.push(...answer.value.files);
          copied.missing.push(...answer.value.missing);
        }
        return ok(copied);
      } finally {
        onBackupBytes = () => undefined;
        signal.removeEventListener('abort', cancel);
      }
    },
    close: async () => void (await Promise.all(workerNames.map((name) => hosts[name].close()))),
  };
}

function workerDown(): Result<never> {
  return fail('worker-down', 'The telemetry worker is not running just now; it restarts by itself.');
}

function eventsOf(name: WorkerName, options: PollingWorkersOptions): EventHandlers<WorkerEvents> {
  const { redact } = options;
  const redactOrNull = (text: string | null): string | null => (text === null ? null : redact(text));
  return {
    'telemetry:current': (packed) => options.onTelemetry(unpackTelemetry(packed)),
    'telemetry:painted': (packed) => options.onPainted(unpackTelemetry(packed)),
    'telemetry:progress': ({ credentialId, progress }) => options.onProgress(credentialId, progress),
    'storage:state': (state) => options.onStorage?.(state),
    'telemetry:coverage': ({ credentialId, coverage }) => options.onCoverage(credentialId, coverage),
    'management:current': (packed) => options.onManagement(unpackManagement(packed)),
    'poller:status': ({ credentialId, status }) => options.onStatus(credentialId, name, { ...status, lastError: redactOrNull(status.lastError) }),
    'problem:raised': ({ credentialId, problem }) => options.onProblem(credentialId, { ...problem, cause: redact(problem.cause), nextStep: redact(problem.nextStep) }),
    'problem:cleared': ({ credentialId, topic }) => options.onProblemCleared(credentialId, topic),
    'exchange:done': (exchange) => options.onExchange({ ...exchange, url: redact(exchange.url), error: redactOrNull(exchange.error) }),
    'exchange:details': ({ exchangeId, details }) => options.onExchangeDetails(exchangeId, details),
    'log:line': ({ level, text }) => options.log.write(level, name, text),
  };
}
