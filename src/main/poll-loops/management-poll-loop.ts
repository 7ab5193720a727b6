// Polls the Management lists of one account: now, and then every `managementPollMin`.
import type { PollerStatus } from '#shared/account-status.ts';
import { wordsOf } from '#shared/error-words.ts';
import type { CurrentManagement } from '../history/current-management.ts';
import type { ManagementHistory } from '../history/management-history.ts';
import { createUsageKeeper, type UsageKeeper } from '../history/usage-keeper.ts';
import type { ApiError } from '../starlink/api-error.ts';
import { createHttpClient } from '../starlink/http-client.ts';
import type { PartContext } from './management-part.ts';
import { createPatientClient } from './management-pauses.ts';
import { reportAccountWide } from './management-problems.ts';
import { PAST_CYCLES } from './management-usage-part.ts';
import { runManagementRound, type RoundEnd, type SaidOnce } from './management-round.ts';
import type { PollerPorts, PollLoop } from './poller-ports.ts';

export interface ManagementPollLoopOptions {
  /** null: the file could not be opened; the lists still reach the windows. */
  readonly history: ManagementHistory | null;
  /** The history's, unless it outlives this loop without one. */
  readonly usage?: UsageKeeper;
  /** What is known of the credential before the first poll. */
  readonly known?: CurrentManagement | undefined;
  /** A part that changed, or that this loop read for the first time; parts without news don't come. */
  readonly onCurrent: (current: CurrentManagement) => void;
  /** Groundtrack's version for the user agent. */
  readonly version?: string;
}

/** After a failure of the whole account the next try comes within a minute, so that recovery shows soon. */
const FAILURE_RETRY_MS = 60_000;
const MINUTE_MS = 60_000;

export function createManagementPollLoop(ports: PollerPorts, options: ManagementPollLoopOptions): PollLoop {
  const { credentialId } = ports.account;
  const stopping = new AbortController();
  const stopped = new Promise<never>((_, reject) => stopping.signal.addEventListener('abort', () => reject(stopping.signal.reason as Error)));
  stopped.catch(() => undefined);
  const client = createPatientClient(createHttpClient({
    apiUrl: ports.apiUrl, credentialId, tokens: ports.tokens, now: ports.now, reportExchange: ports.reportExchange,
    // Waiting for the budget is not a request in hand: stopping ends the wait.
    leaseRequest: (group) => Promise.race([ports.leaseRequest(group), stopped]),
    ...(options.version === undefined ? {} : { version: options.version }),
  }), { pauseFor, goOn: () => ports.clearProblem('account') });
  const context: PartContext = {
    ports, client, history: options.history, onCurrent: options.onCurrent, signal: stopping.signal,
    usage: options.usage ?? options.history?.usage ?? createUsageKeeper(null, { log: ports.log }),
    memory: { known: options.known ?? { credentialId }, told: new Set(), failing: options.known?.failing ?? [], usage: { pastCycles: PAST_CYCLES, heldUntilMs: -Infinity } },
  };
  const said: SaidOnce = new Set();
  let lastSuccessAtMs: number | null = null;
  let lastError: string | null = null;
  let wake: (() => void) | null = null;
  let pollAgain = false;

  function report(phase: PollerStatus['phase'], nextPollAtMs: number | null): void {
    ports.reportStatus({ phase, lastSuccessAtMs, nextPollAtMs, lastError });
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      pollAgain = false;
      report('polling', null);
      const end = await round();
      if (end === null || stopping.signal.aborted) return;
      lastError = end.error;
      const endedAtMs = ports.now();
      if (end.succeeded) lastSuccessAtMs = endedAtMs;
      // Asked for during the round: that one may have begun with the old settings or the old credential.
      const delayMs = pollAgain ? 0 : delayAfter(end);
      report(end.succeeded ? 'waiting' : 'failing', endedAtMs + delayMs);
      await wait(delayMs);
    }
  }

  /** In the middle of a round. */
  async function pauseFor(error: ApiError, pauseMs: number): Promise<void> {
    stopping.signal.throwIfAborted();
    lastError = error.cause;
    reportAccountWide(ports, error);
    ports.log(1, error.cause);
    report('failing', ports.now() + pauseMs);
    await wait(pauseMs);
    stopping.signal.throwIfAborted();
    report('polling', null);
  }

  /** null: stopped. */
  async function round(): Promise<RoundEnd | null> {
    try {
      return await runManagementRound(context, said);
    } catch (error) {
      if (stopping.signal.aborted) return null;
      // Anything but an ApiError is a fault of this program: said, and tried again like an outage.
      const words = wordsOf(error);
      ports.log('error', `The Management poll broke off: ${words}`);
      ports.raiseProblem({
        topic: 'account', call: 'Management poll', cause: `The Management poll broke off: ${words}.`,
        nextStep: 'Report it; polling tries again by itself.', severity: 'error',
      });
      return { succeeded: false, error: words, pauseMs: null, passing: true };
    }
  }

  function delayAfter(end: RoundEnd): number {
    const intervalMs = ports.settings().managementPollMin * MINUTE_MS;
    if (end.pauseMs !== null) return end.pauseMs;
    return end.passing ? Math.min(intervalMs, FAILURE_RETRY_MS) : intervalMs;
  }

  function wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, delayMs);
      wake = done;
      function done(): void {
        clearTimeout(timer);
        wake = null;
        resolve();
      }
    });
  }

  async function end(): Promise<void> {
    report('stopping', null);
    stopping.abort(new Error('Polling was switched off'));
    wake?.();
    await running;
    await client.close();
    report('off', null);
  }

  const running = run();
  let ending: Promise<void> | null = null;

  return {
    stop: () => (ending ??= end()),
    pollNow() {
      pollAgain = true;
      wake?.();
    },
  };
}
