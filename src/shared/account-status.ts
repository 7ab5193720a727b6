// What the status bar and the Accounts page say of one credential's polling.
import type { CoverageFigures } from './coverage.ts';

export type Authentication = 'Successful' | 'Failed' | 'Not checked' | 'Secret unavailable' | 'No credential';

export interface PollerStatus {
  /** off: not polling · waiting: for the next poll · polling: a request is in hand · stopping: the request in hand finishes · failing: the last poll failed */
  readonly phase: 'off' | 'waiting' | 'polling' | 'stopping' | 'failing';
  readonly lastSuccessAtMs: number | null;
  readonly nextPollAtMs: number | null;
  readonly lastError: string | null;
}

export interface AccountStatus {
  readonly credentialId: string;
  /** Account number, or the client id while unknown. */
  readonly accountNumber: string;
  readonly accountName: string | null;
  readonly authentication: Authentication;
  readonly authenticationReason: string | null;
  readonly pollingEnabled: boolean;
  readonly pollingPending: boolean;
  readonly telemetry: PollerStatus;
  readonly management: PollerStatus;
  /** Age of the newest sample at `statusAtMs`; null before the first. */
  readonly newestSampleAtMs: number | null;
  /** null: not known yet in this run. */
  readonly caughtUp: boolean | null;
  /** Of the last 24 hours; null: not known yet in this run. */
  readonly coverage: CoverageFigures | null;
  readonly requestsLastMinute: number;
  readonly requestBudgetPerMinute: number;
  /** True once a poll could not keep up and the recommended batch settings would help. */
  readonly fallingBehind: boolean;
}

export const pollerOff: PollerStatus = { phase: 'off', lastSuccessAtMs: null, nextPollAtMs: null, lastError: null };
