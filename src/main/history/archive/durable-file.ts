// Files that are whole or not there: written under a hidden name, brought to the disk, then renamed.
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { wordsOf } from '#shared/error-words.ts';
import { syncFolder } from '../sync-folder.ts';

/** Every Parquet file ends with these. */
const MAGIC = 'PAR1';
const FOOTER_BYTES = 8;

export async function makeFolderOf(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
}

/** After it, `path` is on the disk under its own name, whatever happens to the machine. */
export async function sealFile(part: string, path: string): Promise<void> {
  await syncToDisk(part);
  await rename(part, path);
  await syncFolder(dirname(path));
  // The folder of the day may be new as well.
  await syncFolder(dirname(dirname(path)));
}

/** null when size and footer are those of a whole file; else what is wrong. */
export async function findQuickDamage(path: string, bytes: number): Promise<string | null> {
  try {
    const { size } = await stat(path);
    if (size !== bytes) return `it has ${size} bytes instead of ${bytes}`;
    const file = await open(path, 'r');
    try {
      const { buffer } = await file.read(Buffer.alloc(FOOTER_BYTES), 0, FOOTER_BYTES, Math.max(0, size - FOOTER_BYTES));
      return buffer.subarray(4).toString('latin1') === MAGIC ? null : 'its end is not that of a Parquet file';
    } finally {
      await file.close();
    }
  } catch (error) {
    return isMissing(error) ? 'it is missing' : `it can't be read (${wordsOf(error)})`;
  }
}

/** False when it still stands; a file that was not there is gone. */
export async function removeFile(path: string): Promise<boolean> {
  try {
    await rm(path, { force: true });
    return true;
  } catch {
    return false;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function syncToDisk(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
