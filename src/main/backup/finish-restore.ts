// Second half of a restore, at a start before anything opens a file: present data aside, restored data in place, by renames alone.
// A kill in between leaves the marker, and the next start goes on; a rename that fails takes back those that were done.
import { mkdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { wordsOf } from '#shared/error-words.ts';
import { isMissing } from '../history/archive/durable-file.ts';
import { MARKER_FILE, RESTORING_FOLDER, restoreMarkerSchema, type RestoreMarker } from './restore-marker.ts';
import { syncFolder } from '../history/sync-folder.ts';
import { exists } from './write-backup.ts';

export type FinishedRestore =
  | { readonly outcome: 'none' }
  /** `keptIn`: full path of the folder with the data of before. */
  | { readonly outcome: 'restored'; readonly backup: string; readonly backedUpAtMs: number; readonly keptIn: string }
  /** The data of before is in place. */
  | { readonly outcome: 'undone'; readonly reason: string };

/** Old and restored data can be neither put in place nor back: nothing may open them. The message is for the operator. */
export class StuckRestoreError extends Error {}

/** @param atPoint tests end the process before each rename */
export async function finishRestore(userDataDir: string, atPoint: (name: string) => void = () => undefined): Promise<FinishedRestore> {
  const markerFile = path.join(userDataDir, MARKER_FILE);
  const restoring = path.join(userDataDir, RESTORING_FOLDER);
  const text = await readFile(markerFile, 'utf8').catch((error: unknown) => (isMissing(error) ? null : Promise.reject(error as Error)));
  if (text === null) {
    // Of a restore that was killed before it was prepared: the present data was never touched.
    await rm(restoring, { recursive: true, force: true }).catch(() => undefined);
    return { outcome: 'none' };
  }
  const marker = readMarker(text);
  if (marker === null) throw new StuckRestoreError(`${markerFile} can't be read, so it is unknown whether a restore is half done. Nothing was changed; report it, and keep the whole folder.`);
  const keptIn = path.join(userDataDir, marker.keepIn);
  const place: Places = { userDataDir, restoring, keptIn, atPoint };
  if (!(await exists(restoring)) && !(await exists(keptIn))) {
    await rm(markerFile);
    return { outcome: 'undone', reason: `the prepared copy in ${restoring} is gone` };
  }
  try {
    await putInPlace(marker, place);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const reason = error.message;
    await takeBack(marker, place).catch((second: unknown) => {
      throw new StuckRestoreError(`A restore stopped half-way (${reason}) and can't be taken back (${wordsOf(second)}). Nothing is lost: the data of before is in ${keptIn}, the restored data in ${restoring} and ${userDataDir}. Put right what keeps them from being moved and start Groundtrack again.`);
    });
    await rm(markerFile);
    await rm(restoring, { recursive: true, force: true }).catch(() => undefined);
    return { outcome: 'undone', reason };
  }
  atPoint('marker');
  await rm(markerFile);
  await syncFolder(userDataDir);
  await rm(restoring, { recursive: true, force: true }).catch(() => undefined);
  return { outcome: 'restored', backup: marker.backup, backedUpAtMs: marker.backedUpAtMs, keptIn };
}

interface Places {
  readonly userDataDir: string;
  readonly restoring: string;
  readonly keptIn: string;
  readonly atPoint: (name: string) => void;
}

/** Each step looks at what is there, so that it may be begun again after a kill at any point. */
async function putInPlace({ entries }: RestoreMarker, { userDataDir, restoring, keptIn, atPoint }: Places): Promise<void> {
  await mkdir(keptIn, { recursive: true });
  for (const { name, isRestored } of entries) {
    const present = path.join(userDataDir, name);
    const kept = path.join(keptIn, name);
    const coming = path.join(restoring, name);
    const isWaiting = isRestored && (await exists(coming));
    if ((isWaiting || !isRestored) && (await exists(present)) && !(await exists(kept))) {
      atPoint(`${name} aside`);
      await rename(present, kept);
    }
    if (isWaiting) {
      atPoint(`${name} in place`);
      if (await exists(present)) throw new StuckRestoreError(`A restore is half done, and something else now lies in its place: ${present}. Nothing is lost. Move it away and start Groundtrack again.`);
      await rename(coming, present);
    }
  }
  await syncFolder(keptIn);
  await syncFolder(userDataDir);
}

async function takeBack({ entries }: RestoreMarker, { userDataDir, restoring, keptIn }: Places): Promise<void> {
  for (const { name, isRestored } of [...entries].reverse()) {
    const present = path.join(userDataDir, name);
    const kept = path.join(keptIn, name);
    const coming = path.join(restoring, name);
    if (isRestored && !(await exists(coming)) && (await exists(present))) await rename(present, coming);
    if ((await exists(kept)) && !(await exists(present))) await rename(kept, present);
  }
  await rmdir(keptIn).catch(() => undefined);
}

function readMarker(text: string): RestoreMarker | null {
  try {
    return restoreMarkerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
