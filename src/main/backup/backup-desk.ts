// Backups and restores of this console: one at a time, of the session that runs.
import type { BackupProgress } from '#shared/backup.ts';
import { fail, type Result } from '#shared/result.ts';
import { readFreeDiskBytes } from '../poll-loops/telemetry-disk.ts';
import type { ConsoleSession } from '../session/console-session.ts';
import { checkBackup, type CheckedBackup } from './check-backup.ts';
import { prepareRestore } from './prepare-restore.ts';
import { writeBackup, type FileWork, type WrittenBackup } from './write-backup.ts';

export interface BackupDesk {
  /** Into a new folder in `place`. Failures here and below: 'busy', 'no-session' and those of the step itself. */
  write(place: string, pageMemory: Readonly<Record<string, string>>, onProgress: (progress: BackupProgress) => void): Promise<Result<WrittenBackup>>;
  check(folder: string, onProgress: (progress: BackupProgress) => void): Promise<Result<CheckedBackup>>;
  /** Of the backup that was checked last: the next start puts it in place. */
  restore(onProgress: (progress: BackupProgress) => void): Promise<Result<null>>;
  cancel(): void;
  /** Cancels, then resolves when nothing is under way. */
  stop(): Promise<void>;
}

export interface BackupDeskOptions {
  readonly userDataDir: string;
  readonly version: string;
  readonly session: () => Pick<ConsoleSession, 'connection' | 'workers'> | null;
  readonly log: (level: 'error' | 0, text: string) => void;
}

export function createBackupDesk({ userDataDir, version, session, log }: BackupDeskOptions): BackupDesk {
  let checked: CheckedBackup | null = null;
  let underWay: { readonly stop: AbortController; readonly done: Promise<unknown> } | null = null;

  async function run<T>(what: string, onProgress: FileWork['onProgress'], work: (open: Pick<ConsoleSession, 'connection' | 'workers'>, fileWork: FileWork) => Promise<Result<T>>): Promise<Result<T>> {
    const open = session();
    if (open === null) return fail('no-session', 'The console is still starting.');
    if (underWay !== null) return fail('busy', 'Another backup or restore is under way. Wait for its end, or cancel it.');
    const stop = new AbortController();
    const done = work(open, { signal: stop.signal, onProgress });
    underWay = { stop, done };
    try {
      const outcome = await done;
      if (outcome.ok) log(0, `${what} is done`);
      else if (outcome.error.code !== 'cancelled') log('error', `${what}: ${outcome.error.message}`);
      return outcome;
    } finally {
      underWay = null;
    }
  }

  return {
    write: (place, pageMemory, onProgress) =>
      run('A backup', onProgress, ({ connection, workers }, work) =>
        writeBackup({ userDataDir, connection, version, nowMs: Date.now(), pageMemory, copyHistories: workers.backUp, freeDiskBytes: readFreeDiskBytes }, place, work)),
    async check(folder, onProgress) {
      checked = null;
      const outcome = await run('The check of a backup', onProgress, ({ connection }, work) => checkBackup(folder, connection.mode, work));
      if (outcome.ok) checked = outcome.value;
      return outcome;
    },
    async restore(onProgress) {
      const backup = checked;
      if (backup === null) return fail('not-checked', 'No backup was checked.');
      return run('Preparing a restore', onProgress, ({ connection }, work) =>
        prepareRestore(backup, { userDataDir, dataFolder: connection.folder, nowMs: Date.now(), freeDiskBytes: readFreeDiskBytes }, work));
    },
    cancel: () => underWay?.stop.abort(),
    async stop() {
      underWay?.stop.abort();
      await underWay?.done.catch(() => undefined);
    },
  };
}
