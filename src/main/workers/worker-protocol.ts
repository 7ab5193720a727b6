// What main and a polling worker say to each other. Requests are answered; events are not.
import type { PollerStatus } from '#shared/account-status.ts';
import type { Coverage, CoverageFigures, CoverageRequest } from '#shared/coverage.ts';
import type { HistoryExportProgress, HistoryExportRequest } from '#shared/history-export.ts';
import type { HistoryAnswer, HistoryQueryName, HistoryQuestion } from '#shared/history-query.ts';
import type { LogLevel } from '#shared/log-line.ts';
import type { PackedRows } from '#shared/packed-rows.ts';
import type { Result } from '#shared/result.ts';
import type { Settings } from '#shared/settings.ts';
import type { StorageReport, StorageState } from '#shared/storage-report.ts';
import type { CopiedHistory } from '../history/backup/copy-telemetry.ts';
import type { AccountDetails, ListChanges, PolledList } from '../history/current-management.ts';
import type { UsageNews } from '../history/current-usage.ts';
import type { ExportedHistory, ExportPlace } from '../history/queries/export-history.ts';
import type { Ticket } from '../history/queries/query-service.ts';
import type { PolledAccount, ProblemTopic, RaisedProblem, TelemetryProgress } from '../poll-loops/poller-ports.ts';
import type { Exchange, ExchangeGroup, RecordedDetails } from '../starlink/exchange.ts';
import type { BearerToken } from '../starlink/token-source.ts';

export interface WorkerStart {
  readonly folder: string;
  readonly apiUrl: string;
  readonly settings: Settings;
  /** Groundtrack's version for the user agent. */
  readonly version: string;
}

/** Main asks, the worker answers. */
export interface WorkerRequests {
  'worker:start': { payload: WorkerStart; value: null };
  'account:start': { payload: PolledAccount; value: null };
  /** Answers when the request in hand is finished and its rows are stored. */
  'account:stop': { payload: { credentialId: string }; value: null };
  /** The credential was removed: stops it and lists nothing of it any more; its past stays on disk. */
  'account:end': { payload: { credentialId: string }; value: null };
  'account:pollNow': { payload: { credentialId: string }; value: null };
  'settings:set': { payload: Settings; value: null };
  /** Terminals and routers that retention must not remove. */
  'retention:keep': { payload: { ids: readonly string[] }; value: null };
  'history:query': { payload: Ticket & { question: HistoryQuestion }; value: Result<HistoryAnswer<HistoryQueryName>> };
  'history:cancel': { payload: { queryId: string }; value: null };
  /** `exportNo` counts up over all pages. */
  'history:export': { payload: { exportNo: number; request: HistoryExportRequest; place: ExportPlace }; value: Result<ExportedHistory> };
  'history:cancelExport': { payload: { exportNo: number }; value: null };
  'history:coverage': { payload: CoverageRequest; value: Result<Coverage> };
  'storage:describe': { payload: null; value: Result<StorageReport> };
  /** Copies what the worker stores into a folder; one at a time. */
  'backup:write': { payload: { target: string }; value: Result<CopiedHistory> };
  'backup:cancel': { payload: null; value: null };
  /** Stops every loop, closes the files. */
  'worker:close': { payload: null; value: null };
}

/** The worker asks, main answers. */
export interface MainRequests {
  'token:get': { payload: { credentialId: string; rejected: string | null }; value: Result<BearerToken> };
  /** Takes out what only main knows to be secret. */
  'secrets:mask': { payload: { text: string }; value: string };
  'budget:lease': { payload: { credentialId: string; group: ExchangeGroup }; value: null };
}

/** Rows of CurrentTelemetry, packed; a long list comes in several messages. */
export interface PackedTelemetry {
  readonly terminals: PackedRows | null;
  readonly routers: PackedRows | null;
  readonly ipAllocations: PackedRows | null;
  readonly alerts: PackedRows | null;
  readonly removed: { readonly terminals: readonly string[]; readonly routers: readonly string[]; readonly ipAllocations: readonly string[]; readonly alerts: readonly string[] };
}

/** UsageNews, packed; long news comes in several messages, of which only the first may say `reset`. */
export interface PackedUsage {
  readonly reset: boolean;
  readonly months: PackedRows | null;
  readonly days: PackedRows | null;
  readonly overageLines: PackedRows | null;
  readonly removed: UsageNews['removed'];
  readonly daysFromMs: number | null;
}

/** CurrentManagement, packed; undefined stays undefined. Lists hold changed rows, a long one comes in several messages. */
export interface PackedManagement {
  readonly credentialId: string;
  readonly account?: AccountDetails | undefined;
  readonly managedAccounts?: PackedRows | undefined;
  readonly terminals?: PackedRows | undefined;
  readonly serviceLines?: PackedRows | undefined;
  readonly products?: PackedRows | undefined;
  readonly changes?: ListChanges | undefined;
  readonly usage?: PackedUsage | undefined;
  readonly failing?: readonly PolledList[] | undefined;
}

export interface WorkerEvents {
  'storage:state': StorageState;
  /** Bytes copied so far by the backup under way. */
  'backup:progress': { bytes: number };
  'history:exportProgress': { exportNo: number; progress: HistoryExportProgress };
  'telemetry:current': PackedTelemetry;
  /** Rows of telemetry/query: shown where nothing newer is known. */
  'telemetry:painted': PackedTelemetry;
  'telemetry:progress': { credentialId: string; progress: TelemetryProgress };
  /** Of the last 24 hours, once a minute. */
  'telemetry:coverage': { credentialId: string; coverage: CoverageFigures };
  'management:current': PackedManagement;
  'poller:status': { credentialId: string; status: PollerStatus };
  'problem:raised': { credentialId: string; problem: RaisedProblem };
  'problem:cleared': { credentialId: string; topic: ProblemTopic };
  /** At once: the request budget hears of a 429 by it. */
  'exchange:done': Exchange;
  /** A moment later, masked. */
  'exchange:details': { exchangeId: string; details: RecordedDetails };
  'log:line': { level: LogLevel; text: string };
}
