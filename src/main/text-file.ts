// A text file that comes into being whole or not at all: written beside its place first, then moved into it. What goes wrong is one sentence.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '#shared/result.ts';
import { describeFileError } from './history/backup/describe-file-error.ts';

export interface TextFile {
  /** One at a time. After a failure nothing is left behind, and every later call fails the same way. */
  append(piece: string): Promise<Result<null>>;
  /** The file is in its place, and on the disk. */
  finish(): Promise<Result<null>>;
  /** Nothing is left behind; the old file, if any, stands as it was. */
  discard(): Promise<void>;
  /** As `discard`, for a process that ends now. */
  discardNow(): void;
}

/** Pieces are written together, so many characters at a time. */
const WRITE_LENGTH = 256 * 1024;

export async function createTextFile(file: string): Promise<Result<TextFile>> {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(4).toString('hex')}.part`);
  let handle: FileHandle | null;
  let failure: Result<never> | null = null;
  let waiting = '';
  try {
    handle = await open(beside, 'wx', 0o600);
  } catch (error) {
    return notSaved(file, error);
  }

  async function giveUp(): Promise<void> {
    await handle?.close().catch(() => undefined);
    handle = null;
    await rm(beside, { force: true }).catch(() => undefined);
  }

  async function attempt(run: (open: FileHandle) => Promise<void>): Promise<Result<null>> {
    if (failure !== null) return failure;
    if (handle === null) return fail('not-saved', `${path.basename(file)} was not saved: it was given up.`);
    try {
      await run(handle);
      return ok(null);
    } catch (error) {
      failure = notSaved(file, error);
      await giveUp();
      return failure;
    }
  }

  return ok({
    append: (piece) => attempt(async (open) => {
      waiting += piece;
      if (waiting.length < WRITE_LENGTH) return;
      const text = waiting;
      waiting = '';
      await open.writeFile(text);
    }),
    finish: () => attempt(async (open) => {
      await open.writeFile(waiting);
      await open.sync();
      await open.close();
      handle = null;
      await rename(beside, file);
    }),
    discard: giveUp,
    discardNow: () => {
      handle = null;
      rmSync(beside, { force: true });
    },
  });
}

/** What went wrong with a file, as one sentence for the operator. */
export function notSaved(file: string, error: unknown): Result<never> {
  return fail('not-saved', `${path.basename(file)} was not saved: ${describeFileError(error, path.dirname(file))}.`);
}
