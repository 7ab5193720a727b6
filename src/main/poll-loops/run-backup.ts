// One copy of a history for a backup, as a worker answers main: failures in words, progress a few times a second.
import { firstLineOf } from '#shared/error-words.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Copying } from '../history/backup/copy-file.ts';
import { describeFileError } from '../history/backup/describe-file-error.ts';

/** So often main hears of progress. */
const TELL_AFTER_MS = 150;

export interface BackupRun {
  /** Where the copy comes to lie. */
  readonly target: string;
  readonly signal: AbortSignal;
  /** Bytes copied so far. */
  onBytes(bytes: number): void;
  /** Runs the work when its turn has come; at once if there is nothing to wait for. */
  inTurn?<T>(work: () => Promise<T>): Promise<T>;
}

/** Failures: 'cancelled', 'not-copied'. While the work waits for its turn a cancel is answered at once, later when the file in hand has been let go. */
export async function runBackup<T>({ target, signal, onBytes, inTurn = (run) => run() }: BackupRun, work: (copying: Copying) => Promise<T>): Promise<Result<T>> {
  let bytes = 0;
  let toldAtMs = -TELL_AFTER_MS;
  const copying: Copying = {
    signal,
    onBytes(more) {
      bytes += more;
      if (performance.now() - toldAtMs < TELL_AFTER_MS) return;
      toldAtMs = performance.now();
      onBytes(bytes);
    },
  };
  let begun = false;
  const cancelled = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => begun || reject(new Error('cancelled')), { once: true });
  });
  try {
    const copied = inTurn(async () => {
      signal.throwIfAborted();
      begun = true;
      return work(copying);
    });
    const done = await Promise.race([copied, cancelled]);
    onBytes(bytes);
    return ok(done);
  } catch (error) {
    if (signal.aborted) return fail('cancelled', 'The backup was cancelled.');
    return fail('not-copied', `The backup was given up: ${isSystemError(error) ? describeFileError(error, target) : firstLineOf(error)}.`);
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code);
}
