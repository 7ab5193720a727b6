// The truth table of a user terminal's state: the first rule that fits, with its reason (pages.md, "State").
import type { AlertSeverity } from '#shared/alert-catalogue.ts';
import type { UserTerminalState } from '#shared/table-schemas.ts';

/** What the rows of one account hang on. */
export interface AccountContext {
  readonly credentialId: string;
  readonly accountNumber: string;
  readonly accountName: string | null;
  readonly pollingEnabled: boolean;
  /** This run has drained the stream once: what is current is known. */
  readonly caughtUp: boolean;
  /** The telemetry poll's failure, while it lasts. */
  readonly telemetryFailure: string | null;
  /** The last Management poll of this run worked: what its lists say is current. */
  readonly managementCurrent: boolean;
}

export interface StateSettings {
  readonly offlineAfterMs: number;
  readonly telemetryPollMs: number;
}

export interface StateInput {
  readonly account: AccountContext;
  /** null: known to Management only. */
  readonly sampledAtMs: number | null;
  readonly worstAlert: { readonly severity: AlertSeverity; readonly name: string } | null;
  readonly previous: UserTerminalState | null;
  readonly nowMs: number;
  readonly settings: StateSettings;
}

export interface StateVerdict {
  readonly state: UserTerminalState;
  readonly reason: string;
  /** The row's telemetry is not current: it gets the stale look. */
  readonly stale: boolean;
}

/** Three polls, but never less than three minutes, without a sample make a terminal Stale. */
const STALE_AFTER_POLLS = 3;
const STALE_AT_LEAST_MS = 180_000;

export function decideTerminalState(input: StateInput): StateVerdict {
  const { account, sampledAtMs, nowMs, settings } = input;
  if (!account.pollingEnabled) return { state: 'Unknown', reason: 'Polling of this account is off', stale: true };
  if (!account.caughtUp) {
    const why = account.telemetryFailure ?? 'This run has not caught up with the stream yet';
    return { state: 'Unknown', reason: why, stale: true };
  }
  if (account.telemetryFailure !== null) {
    return { state: input.previous ?? 'Unknown', reason: `Last known state. The telemetry poll fails: ${account.telemetryFailure}`, stale: true };
  }
  if (sampledAtMs === null) return { state: 'Offline', reason: 'Known to the Management API only: no telemetry', stale: false };
  const ageMs = nowMs - sampledAtMs;
  if (ageMs > settings.offlineAfterMs) return { state: 'Offline', reason: `No sample for ${ageText(ageMs)}`, stale: true };
  const staleAfterMs = Math.max(STALE_AFTER_POLLS * settings.telemetryPollMs, STALE_AT_LEAST_MS);
  if (ageMs > staleAfterMs) return { state: 'Stale', reason: `No sample for ${ageText(ageMs)}`, stale: true };
  const { worstAlert } = input;
  if (worstAlert?.severity === 'critical') return { state: 'Critical', reason: `Critical alert: ${worstAlert.name}`, stale: false };
  if (worstAlert?.severity === 'warning') return { state: 'Degraded', reason: `Warning: ${worstAlert.name}`, stale: false };
  return { state: 'Online', reason: 'Samples are current and no alert needs attention', stale: false };
}

/** The two greatest units, so that a row that only ages changes rarely: "42m", "6d 4h". */
export function ageText(ageMs: number): string {
  const minutes = Math.floor(ageMs / 60_000);
  const days = Math.floor(minutes / 1_440);
  const hours = Math.floor((minutes % 1_440) / 60);
  if (days > 0) return `${days}d ${hours}h`;
  if (hours > 0) return `${hours}h ${minutes % 60}m`;
  return `${minutes}m`;
}
