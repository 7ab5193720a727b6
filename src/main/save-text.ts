// Writes a text file whole or not at all: beside its place first, then into it. What goes wrong is one sentence.
import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '#shared/result.ts';

/** Making the pieces may be all work and no waiting: after so long everybody else gets a turn. */
const LONGEST_TURN_MS = 5;
/** Pieces are written together, so many characters at a time. */
const WRITE_LENGTH = 256 * 1024;

/** On failure the old file, if any, stands as it was. */
export async function saveText(file: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<Result<null>> {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(4).toString('hex')}.part`);
  let handle: FileHandle | null = null;
  try {
    handle = await open(beside, 'wx', 0o600);
    let waiting = '';
    let turnBeganAtMs = performance.now();
    for await (const piece of pieces) {
      waiting += piece;
      if (performance.now() - turnBeganAtMs > LONGEST_TURN_MS) {
        await new Promise((resolve) => setImmediate(resolve));
        turnBeganAtMs = performance.now();
      }
      if (waiting.length < WRITE_LENGTH) continue;
      await handle.writeFile(waiting);
      waiting = '';
    }
    await handle.writeFile(waiting);
    await handle.sync();
    await handle.close();
    handle = null;
    await rename(beside, file);
    return ok(null);
  } catch (error) {
    await handle?.close().catch(() => undefined);
    await rm(beside, { force: true }).catch(() => undefined);
    return fail('not-saved', `${path.basename(file)} was not saved: ${reasonOf(error, path.dirname(file))}.`);
  }
}

function reasonOf(error: unknown, folder: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT': return `the disk of ${folder} is full`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS': return `${folder} may not be written to`;
    case 'ENOENT':
    case 'ENOTDIR': return `there is no folder ${folder}`;
    case 'EISDIR': return 'there is a folder of that name';
    case 'ENAMETOOLONG': return 'the name is too long';
    default: return `${folder} can't be written (${code === '' ? String(error) : code})`;
  }
}
