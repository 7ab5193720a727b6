// Spool files: a stream reply on disk as its bytes arrive, before anybody parses them. The server never sends a row twice.
//
// <folder>/spool/<spool id>.spool                  one line of JSON (SpoolHeader), then the body as it lay on the wire
// <folder>/spool/<spool id>.<received at ms>.body  the same after its last byte: whole
// <folder>/spool/quarantine/                       what can't be read, kept for people (quarantine.ts)
import { randomBytes } from 'node:crypto';
import { close as closeFile, closeSync, fdatasync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { syncFolder } from './sync-folder.ts';

const spoolHeaderSchema = z.object({
  version: z.literal(1),
  spoolId: z.string().min(1),
  credentialId: z.string().min(1),
  accountNumber: z.string(),
  requestedAtMs: z.number(),
  batchSize: z.number().int(),
  lingerMs: z.number(),
  contentEncoding: z.string().nullable(),
});
export type SpoolHeader = z.infer<typeof spoolHeaderSchema>;

export interface SpoolFile {
  readonly path: string;
  /** Epoch ms; null when the last byte never came. */
  readonly receivedAtMs: number | null;
}

export interface FinishedSpool {
  readonly path: string;
  /** All bytes and the name are on the disk. Rejects with the system's own error. */
  readonly onDisk: Promise<void>;
}

/** A spool that is being written. Every method throws the system's own error (ENOSPC, EIO, …). */
export interface SpoolWriter {
  /** Synchronous: what arrived before a kill is in the file, not in a queue. */
  write(chunk: Uint8Array): void;
  /** A whole body gets its final name. A kill of ours leaves it as it is from here on; a power cut does once `onDisk` has resolved. */
  finish(whole: { readonly receivedAtMs: number } | null): FinishedSpool;
  /** Ends it half-way; the file stays as it is. Never throws. */
  abandon(): void;
}

export class UnreadableSpoolError extends Error {
  override readonly name = 'UnreadableSpoolError';
}

const NEW_LINE = 0x0a;

/** Begins with the time, so that names sort by it and DuckDB's zone maps find it. */
export function buildSpoolId(requestedAtMs: number): string {
  return `${String(Math.floor(requestedAtMs)).padStart(14, '0')}-${randomBytes(8).toString('hex')}`;
}

export function spoolFolderOf(dataFolder: string): string {
  return join(dataFolder, 'spool');
}

export function createSpool(spoolFolder: string, header: SpoolHeader): SpoolWriter {
  mkdirSync(spoolFolder, { recursive: true });
  const path = join(spoolFolder, nameOf(header, null));
  let file: number | null = openSync(path, 'wx');
  const writeAll = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length; ) at += writeSync(file!, bytes, at, bytes.length - at);
  };
  const close = (): void => {
    if (file !== null) closeSync(file);
    file = null;
  };
  try {
    writeAll(headerLine(header));
  } catch (error) {
    close();
    throw error;
  }
  return {
    write: writeAll,
    finish(whole) {
      const finalPath = join(spoolFolder, nameOf(header, whole));
      if (whole !== null) renameSync(path, finalPath);
      const written = file!;
      file = null;
      return { path: finalPath, onDisk: bringToDisk(written, whole === null ? null : spoolFolder) };
    },
    abandon() {
      try {
        close();
      } catch {
        // The file could not be closed in order; the system does it with the process.
      }
    },
  };
}

/** All of a body from memory, in place of a spool that could not be written to its end. Answers the path. */
export function rewriteSpool(spoolFolder: string, header: SpoolHeader, body: Uint8Array, whole: { readonly receivedAtMs: number } | null): string {
  // In a folder of its own first: what there is of the old file stays until the new one is safe.
  const workshop = join(spoolFolder, 'rewritten');
  rmSync(workshop, { recursive: true, force: true });
  mkdirSync(workshop, { recursive: true });
  const name = nameOf(header, whole);
  writeFileSync(join(workshop, name), Buffer.concat([headerLine(header), body]), { flush: true });
  const path = join(spoolFolder, name);
  renameSync(join(workshop, name), path);
  if (whole !== null) rmSync(join(spoolFolder, nameOf(header, null)), { force: true });
  return path;
}

function nameOf(header: SpoolHeader, whole: { readonly receivedAtMs: number } | null): string {
  return whole === null ? `${header.spoolId}.spool` : `${header.spoolId}.${Math.floor(whole.receivedAtMs)}.body`;
}

export function headerLine(header: SpoolHeader): Buffer {
  return Buffer.from(`${JSON.stringify(header)}\n`);
}

/** In the order of the requests. An absent folder is an empty one. */
export async function listSpools(spoolFolder: string): Promise<SpoolFile[]> {
  await mkdir(spoolFolder, { recursive: true });
  const names = (await readdir(spoolFolder)).filter((name) => /\.(spool|body)$/.test(name)).sort();
  return names.map((name) => ({ path: join(spoolFolder, name), receivedAtMs: receivedAtOf(name) }));
}

/** null: a file without a byte, left by a kill at its making. Rejects with UnreadableSpoolError when the first line is no header of ours. */
export async function readSpool(path: string): Promise<{ readonly header: SpoolHeader; readonly wire: Uint8Array } | null> {
  const bytes = await readFile(path);
  if (bytes.length === 0) return null;
  const end = bytes.indexOf(NEW_LINE);
  if (end === -1) throw new UnreadableSpoolError('it has no header line');
  const header = spoolHeaderSchema.safeParse(parseJson(bytes.toString('utf8', 0, end)));
  if (!header.success) throw new UnreadableSpoolError('its header line is not one of ours');
  return { header: header.data, wire: bytes.subarray(end + 1) };
}

export async function removeSpool(path: string): Promise<void> {
  await rm(path, { force: true });
}

function receivedAtOf(name: string): number | null {
  const match = /\.(\d+)\.body$/.exec(name);
  return match ? Number(match[1]) : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Closes the file too, however it ends. */
async function bringToDisk(file: number, renamedIn: string | null): Promise<void> {
  try {
    await promisify(fdatasync)(file);
  } finally {
    await promisify(closeFile)(file);
  }
  if (renamedIn !== null) await syncFolder(renamedIn);
}
