// Room on the disk of the data folder, asked before each stream request: what the server has sent it never sends again.
import { statfs } from 'node:fs/promises';

/** Keeps room for the database's own log and a checkpoint. */
const RESERVE_BYTES = 16 * 1024 * 1024;
/** A row is about 170 bytes of JSON, once as spool and once in the database, at most a kilobyte together. */
const BYTES_PER_ROW = 1_024;

export function neededDiskBytes(batchSize: number): number {
  return RESERVE_BYTES + batchSize * BYTES_PER_ROW;
}

/** Free bytes for a program without special rights. */
export async function readFreeDiskBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** '16.1 MB', for messages. */
export function formatMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
