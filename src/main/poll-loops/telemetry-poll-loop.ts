// Polls the telemetry stream of one account: request, spool, parse, store, tell; again at once while batches are full, else at the next poll.
import type { PollerStatus } from '#shared/account-status.ts';
import { wordsOf } from '#shared/error-words.ts';
import type { CurrentTelemetry } from '../history/current-telemetry.ts';
import type { PollState } from '../history/ledger/poll-recorder.ts';
import type { TelemetryHistory } from '../history/telemetry-history.ts';
import { ApiError } from '../starlink/api-error.ts';
import { createHttpClient, type HttpClient } from '../starlink/http-client.ts';
import type { ParseMemory } from '../starlink/parse-memory.ts';
import type { PollerPorts, PollLoop, TelemetryProgress } from './poller-ports.ts';
import { createReplyEndJudge } from './reply-end.ts';
import { formatMegabytes, neededDiskBytes, readFreeDiskBytes } from './telemetry-disk.ts';
import { createPaintPlan } from './telemetry-paint.ts';
import { createFindingReporter } from './telemetry-findings.ts';
import { createPause } from './telemetry-pause.ts';
import { createProblemDesk, repeatedBatch, sharedAccount } from './telemetry-problems.ts';
import { describeReply, fetchReply, type TelemetryReply } from './telemetry-reply.ts';
import { nextRetryMs } from './telemetry-retry.ts';
import { storeReply, type StorageContext } from './telemetry-storage.ts';

export interface TelemetryPollLoopDeps {
  readonly history: TelemetryHistory;
  readonly spoolFolder: string;
  readonly freeDiskBytes?: (folder: string) => Promise<number>;
  /** Tests kill the process at named points. */
  readonly atPoint?: (name: string) => void;
  readonly onCurrent: (changed: CurrentTelemetry) => void;
  readonly onProgress: (progress: TelemetryProgress) => void;
  /** Paints current values before the stream has caught up (telemetry/query). Rejects with ApiError. */
  readonly paint?: (client: HttpClient) => Promise<void>;
  /** A torn reply waits in the spool folder for column names; called with its path. */
  readonly onWaiting?: (path: string) => void;
  /** A whole reply was stored: torn ones that waited for its columns can be stored now. */
  readonly onWholeReply?: () => Promise<void>;
  /** Of what all accounts' replies have in common. */
  readonly memory: ParseMemory;
  /** Oddities of the API that any account's loop has logged in this run. */
  readonly loggedInRun?: Set<string>;
  /** Groundtrack's version for the user agent. */
  readonly version?: string;
}

/** Room on the disk is looked at again this often. */
const DISK_RETRY_MS = 10_000;

/** How a round ended: when the next comes, and what went wrong. */
interface RoundEnd {
  readonly waitMs: number;
  readonly error: string | null;
}

export function createTelemetryPollLoop(ports: PollerPorts, deps: TelemetryPollLoopDeps): PollLoop {
  const { credentialId } = ports.account;
  const atPoint = deps.atPoint ?? (() => undefined);
  const pause = createPause();
  const problems = createProblemDesk(ports);
  const findings = createFindingReporter(ports.log, problems, deps.loggedInRun);
  const judgeEnd = createReplyEndJudge();
  let stopping = false;
  let stopLease: (() => void) | null = null;
  let phase: PollerStatus['phase'] = 'polling';
  let lastSuccessAtMs: number | null = null;
  let lastError: string | null = null;
  /** Failures and torn replies in a row. */
  let failures = 0;
  let pollAgain = false;
  /** When the full batches in a row began; null while caught up. */
  let drainingSinceMs: number | null = null;
  const painting = createPaintPlan(deps.paint ?? null, ports.now());
  /** When the request in hand was begun. */
  let attemptAtMs = ports.now();

  const client = createHttpClient({
    apiUrl: ports.apiUrl, credentialId, tokens: ports.tokens, now: ports.now, reportExchange: ports.reportExchange,
    leaseRequest: (group) => untilStopped(ports.leaseRequest(group)),
    ...(deps.version === undefined ? {} : { version: deps.version }),
  });
  const storage: StorageContext = {
    ports, problems, history: deps.history, memory: deps.memory, pause, atPoint, isStopping: () => stopping,
    onTrouble(cause) {
      if (cause === null && lastError === null) return;
      lastError = cause;
      if (cause !== null) note('paused', 'disk');
      report(stopping ? 'stopping' : cause === null ? 'polling' : 'failing', null);
    },
  };

  /** Waiting for the request budget is no request in hand: stopping ends the wait. */
  function untilStopped(lease: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      stopLease = () => reject(new Stopped());
      if (stopping) stopLease();
      lease.then(resolve, reject);
    });
  }

  function report(next: PollerStatus['phase'], nextPollAtMs: number | null): void {
    phase = next;
    ports.reportStatus({ phase, lastSuccessAtMs, nextPollAtMs, lastError });
  }

  async function run(): Promise<void> {
    while (!stopping) {
      pollAgain = false;
      report('polling', null);
      const end = await runRound();
      if (end === null || stopping) break;
      lastError = end.error;
      // Asked for during a round that failed: it may have begun with the old settings or the old credential.
      const waitMs = pollAgain && end.error !== null ? 0 : end.waitMs;
      report(end.error === null ? 'waiting' : 'failing', ports.now() + waitMs);
      await pause.wait(waitMs);
    }
    await client.close();
    deps.history.endPolls(credentialId);
    problems.clearAll();
    lastError = null;
    report('off', null);
  }

  /** null: stopped. Never rejects: whatever goes wrong, polling goes on. */
  async function runRound(): Promise<RoundEnd | null> {
    const startedAtMs = ports.now();
    try {
      for (;;) {
        if (stopping) return null;
        const paintError = await tryPaint();
        if (stopping) return null;
        attemptAtMs = ports.now();
        const noRoom = await findDiskTrouble();
        if (noRoom !== null) {
          note('paused', 'disk');
          writeNotes();
          return { waitMs: DISK_RETRY_MS, error: noRoom };
        }
        if (stopping) return null;
        const again = await poll();
        if (paintError !== null) raisePaintProblem(paintError);
        if (again === null) return { waitMs: restOfPoll(ports.settings().telemetryPollS * 1_000, ports.now() - startedAtMs), error: null };
        if (again.error !== null || again.waitMs > 0) return again;
      }
    } catch (error) {
      return error instanceof Stopped ? null : failed(error);
    }
  }

  /** One request and its storage. null: caught up, all is well. */
  async function poll(): Promise<RoundEnd | null> {
    const reply = await fetchReply(client, ports, deps.spoolFolder, atPoint);
    const stored = await storeReply(reply, storage);
    if (stored.kind === 'unreadable') throw stored.error;
    if (stored.kind === 'left-in-spool') return null;
    problems.clear('telemetry-request');
    if (stored.kind === 'waiting') {
      note('failing', 'truncated');
      deps.onWaiting?.(stored.path);
      return torn(reply, 'none of its rows can be read before the next whole reply');
    }
    const { batch, outcome } = stored;
    deps.onCurrent(outcome.changed);
    findings.report(batch);
    problems.tell(sharedAccount, outcome.looksShared);
    ports.log(2, describeReply(reply, batch, ports.now()));
    ports.log(5, `Columns of the reply: ${Object.entries(batch.columnNames).map(([letter, names]) => `${letter} ${names.join(' ')}`).join('; ')}`);
    const damaged = batch.findings.some(({ kind }) => kind === 'damaged');
    if (!reply.complete || batch.truncated || damaged) {
      progress(false);
      return torn(reply, `its ${batch.rowCount} complete rows are stored`);
    }
    problems.clear('telemetry-body');
    failures = 0;
    lastSuccessAtMs = ports.now();
    await deps.onWholeReply?.();
    const end = judgeEnd(batch, reply.header.batchSize);
    progress(end === 'drained');
    problems.tell(repeatedBatch, end === 'repeated');
    return end === 'more' ? { waitMs: 0, error: null } : null;
  }

  function progress(caughtUp: boolean): void {
    if (caughtUp) {
      drainingSinceMs = null;
      painting.caughtUp(ports.now());
      problems.clear('telemetry-query');
    } else {
      drainingSinceMs ??= ports.now();
      painting.behind(ports.now());
    }
    const drainedMs = drainingSinceMs === null ? 0 : ports.now() - drainingSinceMs;
    deps.onProgress({
      newestSampleAtMs: deps.history.newestSampleAtMs(credentialId), caughtUp,
      // A backlog of a poll or two is normal after a start; beyond that the batch settings don't suffice.
      fallingBehind: drainedMs > 2 * ports.settings().telemetryPollS * 1_000,
    });
  }

  /** The next request follows at once the first time, then more and more slowly. */
  function torn(reply: TelemetryReply, kept: string): RoundEnd {
    failures++;
    const why = reply.error?.cause ?? 'Telemetry stream: the reply ended before its JSON did.';
    problems.raise({
      topic: 'telemetry-body', call: 'Telemetry stream', cause: `${why} Of the reply ${kept}; Starlink does not send the rest again.`,
      nextStep: 'Polling goes on by itself; if it happens often, check the network.', severity: 'error',
    });
    if (failures === 1) return { waitMs: 0, error: null };
    return { waitMs: nextRetryMs(null, failures - 1, Math.random()), error: why };
  }

  function failed(error: unknown): RoundEnd {
    failures++;
    note('failing', error instanceof ApiError ? error.kind : 'other');
    writeNotes();
    const api = error instanceof ApiError ? error : null;
    const cause = api?.cause ?? `The telemetry poll broke off: ${wordsOf(error)}`;
    if (api === null) ports.log('error', cause);
    // Main mints tokens and says itself what is wrong with them.
    if (api?.call !== 'Token') {
      const nextStep = api?.nextStep ?? 'Report it; polling tries again by itself.';
      problems.raise({ topic: 'telemetry-request', call: 'Telemetry stream', cause, nextStep, severity: 'error' });
    }
    return { waitMs: nextRetryMs(api, failures, Math.random()), error: cause };
  }

  /** While current values are old. Its failure is told only when the stream itself answers: else both have one cause. */
  async function tryPaint(): Promise<ApiError | null> {
    const error = await painting.paint(client, ports.now(), ports.settings().telemetryPollS * 1_000);
    if (error === null) return null;
    if (error.kind !== 'forbidden' && error.kind !== 'not-found') return error;
    ports.log(1, `Current values come with the stream: ${error.cause}`);
    problems.clear('telemetry-query');
    return null;
  }

  function raisePaintProblem(error: ApiError): void {
    if (!painting.isWanted()) return;
    const nextStep = 'Nothing to do: current values come with the stream.';
    problems.raise({ topic: 'telemetry-query', call: 'Telemetry query', cause: error.cause, nextStep, severity: 'warning' });
  }

  function note(state: PollState, reason: string): void {
    deps.history.notePoll({ credentialId, state, reason, fromMs: attemptAtMs, toMs: ports.now() });
  }

  /** Nobody waits for it: what can't be written is written with a later reply. */
  function writeNotes(): void {
    deps.history.writePolls().catch((error: unknown) => ports.log(2, `When polls failed is written later: ${String(error)}`));
  }

  /** Why there is no room for another reply; null when there is. */
  async function findDiskTrouble(): Promise<string | null> {
    const needed = neededDiskBytes(ports.settings().telemetryBatchSize);
    const free = await (deps.freeDiskBytes ?? readFreeDiskBytes)(deps.spoolFolder);
    if (free >= needed) {
      problems.clear('telemetry-disk');
      return null;
    }
    const cause = `The disk of the data folder has ${formatMegabytes(free)} free; a telemetry reply needs ${formatMegabytes(needed)}.`;
    problems.raise({
      topic: 'telemetry-disk', call: 'Telemetry stream', cause, severity: 'warning',
      nextStep: 'Free space. Polling pauses and goes on by itself; Starlink keeps 8 hours, so nothing is lost until then.',
    });
    return cause;
  }

  const running = run();

  return {
    stop() {
      if (!stopping) {
        stopping = true;
        if (phase !== 'waiting') report('stopping', null);
        stopLease?.();
        pause.wake();
      }
      return running;
    },
    pollNow() {
      pollAgain = true;
      pause.wake();
    },
  };
}

class Stopped extends Error {}

/** A clock that was set back meanwhile must not make the wait longer than a poll. */
function restOfPoll(pollMs: number, passedMs: number): number {
  return Math.min(pollMs, Math.max(0, pollMs - passedMs));
}
