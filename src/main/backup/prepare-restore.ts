// First half of a restore: the backup is copied beside the data it will replace, then a marker says so. The next start does the rest (finish-restore.ts).
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '#shared/result.ts';
import { copyFile } from '../history/backup/copy-file.ts';
import { describeFileError } from '../history/backup/describe-file-error.ts';
import { DATA_PART, settingsFiles } from './backup-manifest.ts';
import type { CheckedBackup } from './check-backup.ts';
import { checkRoom } from './disk-room.ts';
import { MARKER_FILE, RESTORING_FOLDER, type RestoreMarker } from './restore-marker.ts';
import { syncFolder } from '../history/sync-folder.ts';
import { exists, writeDurably, type FileWork } from './write-backup.ts';

export interface RestoreTarget {
  readonly userDataDir: string;
  /** The mode's folder in it. */
  readonly dataFolder: string;
  readonly nowMs: number;
  freeDiskBytes(folder: string): Promise<number>;
}

/** Failures: 'cancelled', 'no-room', 'damaged-backup', 'not-restored'; the present data is as it was, and nothing is left behind. */
export async function prepareRestore(backup: CheckedBackup, target: RestoreTarget, work: FileWork): Promise<Result<null>> {
  const { userDataDir } = target;
  const restoring = path.join(userDataDir, RESTORING_FOLDER);
  const marker = path.join(userDataDir, MARKER_FILE);
  try {
    if (await exists(marker)) return fail('not-restored', 'A backup is prepared already. Start Groundtrack again to put it in place.');
    const room = await checkRoom('The restored data', backup.bytes, userDataDir, target.freeDiskBytes);
    if (!room.ok) return room;
    await rm(restoring, { recursive: true, force: true });
    const copied = await copyAll(backup, target, restoring, work);
    if (!copied.ok) return await giveUp(restoring, copied);
    const written: RestoreMarker = buildMarker(backup, target);
    await writeDurably(`${marker}.part`, JSON.stringify(written)).catch(async (error: unknown) => {
      await rm(`${marker}.part`, { force: true });
      throw error;
    });
    await rename(`${marker}.part`, marker);
    await syncFolder(userDataDir);
    return ok(null);
  } catch (error) {
    const failure = work.signal.aborted
      ? fail('cancelled', 'The restore was cancelled.')
      : fail('not-restored', `The restore was given up: ${describeFileError(error, userDataDir)}. The present data is as it was.`);
    return giveUp(restoring, failure);
  }
}

async function copyAll(backup: CheckedBackup, { dataFolder }: RestoreTarget, restoring: string, { signal, onProgress }: FileWork): Promise<Result<null>> {
  let bytes = 0;
  const onBytes = (more: number): void => onProgress({ step: 'restoring', bytes: (bytes += more), totalBytes: backup.bytes });
  onBytes(0);
  for (const listed of backup.manifest.files) {
    const to = path.join(restoring, placeOf(listed.file, dataFolder));
    const { sha256 } = await copyFile(path.join(backup.folder, listed.file), to, { signal, onBytes });
    if (sha256 !== listed.sha256) return fail('damaged-backup', `The backup is damaged: ${listed.file} has changed since it was checked. The present data is as it was.`);
    if (path.basename(listed.file) === 'credentials.json') await switchPollingOff(to);
  }
  signal.throwIfAborted();
  return ok(null);
}

/** From the place in a backup to the one in the data folder. */
function placeOf(file: string, dataFolder: string): string {
  const [part, ...rest] = file.split('/');
  return path.join(part === DATA_PART ? path.basename(dataFolder) : '.', ...rest);
}

/** Files that the backup lacks go aside too: what is in place afterwards is what was in place then. */
function buildMarker({ manifest, folder }: CheckedBackup, { dataFolder, nowMs }: RestoreTarget): RestoreMarker {
  const has = (name: string): boolean => manifest.files.some(({ file }) => path.join(placeOf(file, dataFolder)).split(path.sep)[0] === name);
  const time = new Date(nowMs).toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  return {
    version: 1, backup: path.basename(folder), backedUpAtMs: manifest.createdAtMs, keepIn: `before-restore-${time}`,
    entries: [path.basename(dataFolder), ...settingsFiles].map((name) => ({ name, isRestored: has(name) })),
  };
}

const storedCredentials = z.looseObject({ value: z.looseObject({ credentials: z.array(z.looseObject({})) }) });

/** Two consoles that poll one account share its stream's rows out between them, and the other one may still run. A list that can't be read is left for the credential store, which sets it aside. */
async function switchPollingOff(file: string): Promise<void> {
  const stored = storedCredentials.safeParse(parseJson(await readFile(file, 'utf8')));
  if (!stored.success) return;
  const credentials = stored.data.value.credentials.map((credential) => ({ ...credential, pollingEnabled: false }));
  await writeFile(file, JSON.stringify({ ...stored.data, value: { ...stored.data.value, credentials } }, null, '\t'), { flush: true });
}

async function giveUp(restoring: string, failure: Result<never>): Promise<Result<never>> {
  await rm(restoring, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  return failure;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
