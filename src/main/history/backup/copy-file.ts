// Copies a file byte for byte onto the disk, and says which bytes they were.
import { createHash } from 'node:crypto';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

export interface Copying {
  readonly signal: AbortSignal;
  /** Bytes copied since the last call. */
  onBytes(bytes: number): void;
}

/** What a backup says of each of its files. */
export interface CopiedFile {
  /** Relative, with `/` on every system. */
  readonly file: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Large enough for the disk, small enough that whoever shares this thread waits a millisecond or two. */
const CHUNK_BYTES = 1024 * 1024;

/** Rejects with the system's error, or with the signal's reason; what was copied by then is left to the caller to remove. The target must not exist. */
export async function copyFile(source: string, target: string, copying: Copying): Promise<Omit<CopiedFile, 'file'>> {
  const copied = await copyUnsynced(source, target, copying);
  await syncFile(target);
  return copied;
}

/** As copyFile, but the bytes may still be on their way to the disk: `syncFile` waits for them. */
export async function copyUnsynced(source: string, target: string, copying: Copying): Promise<Omit<CopiedFile, 'file'>> {
  const handle = await open(source, 'r');
  try {
    return await copyOpenFile(handle, target, copying);
  } finally {
    await handle.close();
  }
}

export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** As copyUnsynced. */
export async function copyOpenFile(source: FileHandle, target: string, copying: Copying): Promise<Omit<CopiedFile, 'file'>> {
  await mkdir(path.dirname(target), { recursive: true });
  const copy = await open(target, 'wx', 0o600);
  try {
    return await readChunks(source, copying, async (chunk) => {
      for (let written = 0; written < chunk.length; ) written += (await copy.write(chunk, written)).bytesWritten;
    });
  } finally {
    await copy.close();
  }
}

export async function hashFile(file: string, copying: Copying): Promise<Omit<CopiedFile, 'file'>> {
  const handle = await open(file, 'r');
  try {
    return await readChunks(handle, copying, () => Promise.resolve());
  } finally {
    await handle.close();
  }
}

async function readChunks(source: FileHandle, { signal, onBytes }: Copying, take: (chunk: Uint8Array) => Promise<void>): Promise<Omit<CopiedFile, 'file'>> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  const hash = createHash('sha256');
  let bytes = 0;
  for (;;) {
    signal.throwIfAborted();
    // By position: the handle may have been read before.
    const { bytesRead } = await source.read(buffer, 0, CHUNK_BYTES, bytes);
    if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    await take(chunk);
    bytes += bytesRead;
    onBytes(bytesRead);
  }
}
