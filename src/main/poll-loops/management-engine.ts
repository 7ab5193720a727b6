// All Management pollers of the worker and the one history they share.
import { wordsOf } from '#shared/error-words.ts';
import type { LogLevel } from '#shared/log-line.ts';
import { fail, ok, type Failure, type Result } from '#shared/result.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { CopiedHistory } from '../history/backup/copy-telemetry.ts';
import type { CurrentManagement } from '../history/current-management.ts';
import { openManagementHistory, type ManagementHistory } from '../history/management-history.ts';
import { createUsageKeeper } from '../history/usage-keeper.ts';
import { createManagementPollLoop } from './management-poll-loop.ts';
import { reportHistory } from './management-problems.ts';
import { runBackup, type BackupRun } from './run-backup.ts';
import type { PollerPorts, PollLoop } from './poller-ports.ts';

const DAY_MS = 86_400_000;

export interface ManagementEngineOptions {
  /** Holds management.duckdb; made when it is not there. */
  readonly folder: string;
  readonly log: (level: LogLevel, text: string) => void;
  /** Parts with news, as they come. */
  readonly onCurrent: (current: CurrentManagement) => void;
  /** Setting: days that a user terminal stays after it was last listed. */
  readonly retentionDays?: number;
  /** Setting: days that what was listed is known for. */
  readonly historyDays?: () => number;
  readonly version?: string;
  readonly now?: () => number;
}

export interface ManagementEngine {
  /** Starts polling, or starts anew with these ports when the account is polled already. */
  startAccount(ports: PollerPorts): Promise<void>;
  /** Resolves when the request in hand is finished and its rows are stored. */
  stopAccount(credentialId: string): Promise<void>;
  pollNow(credentialId: string): void;
  /** All that is known, of accounts that are not polled too. */
  current(): readonly CurrentManagement[];
  /** The stored usage of every credential, whole: what main begins with. */
  loadUsage(): Promise<readonly CurrentManagement[]>;
  /** What was known at a time; empty while there is no history. */
  asOf(atMs: number): Promise<readonly CurrentManagement[]>;
  /** The credential was removed: stops it and lists nothing of it any more; its past stays on disk. */
  endCredential(credentialId: string, atMs: number): Promise<void>;
  /** Copies the database; polling goes on. Failures: 'no-history' and those of runBackup. */
  backUp(run: BackupRun): Promise<Result<CopiedHistory>>;
  /** Why there is no history, null when all is well. Every polled account carries it as a problem, too. */
  readonly historyFailure: Failure | null;
  close(): Promise<void>;
}

export async function createManagementEngine(options: ManagementEngineOptions): Promise<ManagementEngine> {
  const opened = await openAndLoad(options);
  const { history, known } = opened.ok ? opened.value : { history: null, known: new Map<string, CurrentManagement>() };
  const historyFailure = opened.ok ? null : opened.error;
  if (historyFailure) options.log('error', historyFailure.message);
  const usage = history?.usage ?? createUsageKeeper(null, options);
  const now = options.now ?? Date.now;
  const loops = new Map<string, PollLoop>();
  const changes = new Map<string, Promise<void>>();

  /** Starts and stops of one account, one after the other. */
  function change(credentialId: string, act: () => Promise<void>): Promise<void> {
    const done = (changes.get(credentialId) ?? Promise.resolve()).then(act, act);
    changes.set(credentialId, done);
    return done;
  }

  async function stopLoop(credentialId: string): Promise<void> {
    const loop = loops.get(credentialId);
    loops.delete(credentialId);
    await loop?.stop();
  }

  function applyNews(news: CurrentManagement): void {
    // Usage is kept by its keeper.
    const { usage: _usage, ...lists } = news;
    known.set(news.credentialId, { ...known.get(news.credentialId), ...lists });
    options.onCurrent(news);
  }

  return {
    historyFailure,
    startAccount: (ports) =>
      change(ports.account.credentialId, async () => {
        const { credentialId } = ports.account;
        await stopLoop(credentialId);
        if (historyFailure) reportHistory(ports, historyFailure.message);
        loops.set(credentialId, createManagementPollLoop(ports, {
          history, usage, known: known.get(credentialId), onCurrent: applyNews,
          ...(options.version === undefined ? {} : { version: options.version }),
        }));
      }),
    stopAccount: (credentialId) => change(credentialId, () => stopLoop(credentialId)),
    pollNow: (credentialId) => loops.get(credentialId)?.pollNow(),
    current: () => [...known.values()],
    async loadUsage() {
      try {
        return [...(await usage.load(now()))].map(([credentialId, news]) => ({ credentialId, usage: news }));
      } catch (error) {
        options.log('error', `The stored data usage can't be read: ${wordsOf(error)}`);
        return [];
      }
    },
    asOf: async (atMs) => (history ? history.loadAsOf(atMs) : []),
    endCredential: (credentialId, atMs) =>
      change(credentialId, async () => {
        await stopLoop(credentialId);
        known.delete(credentialId);
        await usage.end(credentialId);
        await history?.endCredential(credentialId, atMs);
      }),
    async backUp(run) {
      if (history === null) return fail('no-history', historyFailure?.message ?? 'The history of the Management lists is not open.');
      return runBackup(run, async (copying) => ({ files: await history.copyTo(run.target, copying), missing: [] }));
    },
    async close() {
      await Promise.all([...loops.keys()].map((credentialId) => change(credentialId, () => stopLoop(credentialId))));
      await history?.close();
    },
  };
}

async function openAndLoad(options: ManagementEngineOptions): Promise<Result<{ history: ManagementHistory; known: Map<string, CurrentManagement> }>> {
  const opened = await openManagementHistory({ folder: options.folder, log: options.log, historyDays: options.historyDays ?? (() => defaultSettings.historyDays) });
  if (!opened.ok) return opened;
  const history = opened.value;
  const lapsedSinceMs = (options.now ?? Date.now)() - (options.retentionDays ?? defaultSettings.retentionDays) * DAY_MS;
  try {
    return ok({ history, known: new Map((await history.loadCurrent(lapsedSinceMs)).map((current) => [current.credentialId, current])) });
  } catch (error) {
    await history.close();
    return fail('unreadable', `The history of the Management lists can't be read: ${wordsOf(error)}`);
  }
}
