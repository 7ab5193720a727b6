// Replies that can't be read: kept for people in the spool folder's quarantine, without their secrets.
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ApiError } from '../starlink/api-error.ts';
import { decodeBody } from '../starlink/decode-body.ts';
import { headerLine, removeSpool, type SpoolHeader } from './spool.ts';

const STRAY_ENDING = '.stray';
/** One comes at every poll while that lasts. */
const MOST_STRAYS = 100;

/** What kept the reply from being read says that it is no telemetry at all, such as a sign-in page. */
export function isStray({ kind }: ApiError): boolean {
  return kind === 'not-json' || kind === 'rejected';
}

export interface UnreadableReply {
  /** Its file in the spool folder. */
  readonly path: string;
  readonly header: SpoolHeader;
  readonly wire: Uint8Array;
  /** Of strays only the newest are kept. */
  readonly isStray: boolean;
  /** Takes tokens and secrets out: a page may echo the request. */
  mask(text: string): Promise<string>;
}

/** Answers its new path. The unmasked file stays where it is until the masked one is there. */
export async function quarantineReply({ path, header, wire, isStray, mask }: UnreadableReply): Promise<string> {
  const decoded = await decodeBody(wire, header.contentEncoding).catch(() => null);
  const text = Buffer.from(decoded?.bytes ?? wire).toString('utf8');
  const safe = await mask(text);
  const place = await placeFor(path, isStray ? STRAY_ENDING : '');
  if (safe === text) await rename(path, place);
  else {
    await writeFile(`${place}.part`, Buffer.concat([headerLine({ ...header, contentEncoding: null }), Buffer.from(safe)]), { flush: true });
    await rename(`${place}.part`, place);
    await removeSpool(path);
  }
  if (isStray) await removeOldStrays(join(place, '..'));
  return place;
}

/** Moves a file that is none of ours out of the way, unchanged. Answers its new path. */
export async function quarantineFile(path: string): Promise<string> {
  const place = await placeFor(path, '');
  await rename(path, place);
  return place;
}

async function placeFor(path: string, ending: string): Promise<string> {
  const folder = join(path, '..', 'quarantine');
  await mkdir(folder, { recursive: true });
  return join(folder, `${basename(path)}${ending}`);
}

async function removeOldStrays(folder: string): Promise<void> {
  // Names begin with the time of their request.
  const strays = (await readdir(folder)).filter((name) => name.endsWith(STRAY_ENDING)).sort();
  for (const name of strays.slice(0, -MOST_STRAYS)) await rm(join(folder, name), { force: true });
}
