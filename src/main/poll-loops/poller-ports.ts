// What a poll loop needs from the world, so that it runs the same in a utility process and in a plain Node test.
import type { PollerStatus } from '#shared/account-status.ts';
import type { LogLevel } from '#shared/log-line.ts';
import type { Settings } from '#shared/settings.ts';
import type { ExchangeGroup, ReportExchange } from '../starlink/exchange.ts';
import type { TokenSource } from '../starlink/token-source.ts';

/** A credential whose polling is on. It carries no secret. */
export interface PolledAccount {
  readonly credentialId: string;
  /** Account number, or the client id while unknown: for logs and history. */
  readonly accountNumber: string;
}

/** Names one thing that can go wrong for an account; at most one problem per topic stands at a time. */
export type ProblemTopic =
  | 'telemetry-request' | 'telemetry-body' | 'telemetry-rows' | 'telemetry-clock' | 'telemetry-disk' | 'telemetry-history' | 'telemetry-archive' | 'telemetry-query' | 'telemetry-shared' | 'telemetry-repeated'
  | 'account' | 'managed-accounts' | 'user-terminals' | 'service-lines' | 'products' | 'data-usage' | 'management-history';

export interface RaisedProblem {
  readonly topic: ProblemTopic;
  /** 'Telemetry stream', 'User terminals', … */
  readonly call: string;
  readonly cause: string;
  readonly nextStep: string;
  readonly severity: 'error' | 'warning';
}

export interface PollerPorts {
  readonly account: PolledAccount;
  /** `https://starlink.com/api/public/v2`, without a slash at the end. */
  readonly apiUrl: string;
  readonly tokens: TokenSource;
  settings(): Settings;
  /** Resolves when the account's budget of 250 requests a minute has room; ask before EVERY request. */
  leaseRequest(group: ExchangeGroup): Promise<void>;
  reportStatus(status: PollerStatus): void;
  raiseProblem(problem: RaisedProblem): void;
  clearProblem(topic: ProblemTopic): void;
  readonly reportExchange: ReportExchange;
  /** Takes client secrets out of a text that is to be kept; this process does not know them. */
  maskSecrets?(text: string): Promise<string>;
  log(level: LogLevel, text: string): void;
  now(): number;
}

export interface TelemetryProgress {
  /** null before the first sample. */
  readonly newestSampleAtMs: number | null;
  readonly caughtUp: boolean;
  /** True once full batches could not be drained inside the request budget. */
  readonly fallingBehind: boolean;
}

/** A running loop. `stop` lets the request in hand finish, stores its rows, then resolves; it never aborts a stream request. */
export interface PollLoop {
  stop(): Promise<void>;
  /** Takes changed settings or a new credential at once: polls now if it was only waiting. */
  pollNow(): void;
}
