// Writes a backup of the data folder: under a name that says it is unfinished, renamed when it is whole. Nothing is left of one that failed.
import { lstat, mkdir, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BackupProgress } from '#shared/backup.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { archiveKinds } from '../history/archive/archive-path.ts';
import { isMissing } from '../history/archive/durable-file.ts';
import { copyFile, hashFile, type CopiedFile, type Copying } from '../history/backup/copy-file.ts';
import type { CopiedHistory } from '../history/backup/copy-telemetry.ts';
import { describeFileError } from '../history/backup/describe-file-error.ts';
import type { ServerConnection } from '../server-connection.ts';
import { BACKUP_FORMAT, DATA_PART, MANIFEST_FILE, PAGE_MEMORY_FILE, schemaVersions, SETTINGS_PART, settingsFiles, type BackupManifest } from './backup-manifest.ts';
import { checkRoom } from './disk-room.ts';
import { syncFolder } from '../history/sync-folder.ts';

export interface BackupSource {
  readonly userDataDir: string;
  readonly connection: Pick<ServerConnection, 'mode' | 'folder'>;
  readonly version: string;
  readonly nowMs: number;
  /** Layouts and saved views, which only a page can read. */
  readonly pageMemory: Readonly<Record<string, string>>;
  /** The workers copy what they own. */
  copyHistories(target: string, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<Result<CopiedHistory>>;
  freeDiskBytes(folder: string): Promise<number>;
}

export interface FileWork {
  readonly signal: AbortSignal;
  onProgress(progress: BackupProgress): void;
}

export interface WrittenBackup {
  readonly folder: string;
  readonly bytes: number;
  readonly files: number;
  readonly missing: readonly string[];
}

/** Failures: 'cancelled', 'no-room', 'not-written' and those of the workers, each one sentence. */
export async function writeBackup(source: BackupSource, place: string, work: FileWork): Promise<Result<WrittenBackup>> {
  let part: string | null = null;
  try {
    if (await isWithin(source.userDataDir, place)) return fail('not-written', 'A backup can’t lie in the data folder itself. Choose another folder, best on another disk.');
    const totalBytes = await readDataBytes(source.connection.folder);
    const room = await checkRoom('The backup', totalBytes, place, source.freeDiskBytes);
    if (!room.ok) return room;
    const folder = await findFreeName(place, backupName(source));
    part = `${folder}.part`;
    await mkdir(part);
    const written = await fill(source, part, totalBytes, work);
    if (!written.ok) return await giveUp(part, written);
    await rename(part, folder);
    // It is whole by now: a network disk that knows no such thing takes nothing from that.
    await syncFolder(place).catch(() => undefined);
    return ok({ folder, ...written.value });
  } catch (error) {
    const failure = work.signal.aborted ? fail('cancelled', 'The backup was cancelled.') : fail('not-written', `The backup was given up: ${describeFileError(error, place)}.`);
    return part === null ? failure : giveUp(part, failure);
  }
}

async function fill(source: BackupSource, part: string, totalBytes: number, { signal, onProgress }: FileWork): Promise<Result<Omit<WrittenBackup, 'folder'>>> {
  const tell = (bytes: number): void => onProgress({ step: 'writing', bytes: Math.min(bytes, totalBytes), totalBytes });
  const copying: Copying = { signal, onBytes: () => undefined };
  tell(0);
  const settings = await copySettings(source, part, copying);
  const histories = await source.copyHistories(path.join(part, DATA_PART), signal, tell);
  if (!histories.ok) return histories;
  signal.throwIfAborted();
  const files = [...histories.value.files.map((copied) => ({ ...copied, file: `${DATA_PART}/${copied.file}` })), ...settings];
  const { mode } = source.connection;
  const manifest: BackupManifest = { formatVersion: BACKUP_FORMAT, appVersion: source.version, mode, createdAtMs: source.nowMs, schemas: schemaVersions, files };
  await writeDurably(path.join(part, MANIFEST_FILE), JSON.stringify(manifest, null, 1));
  return ok({ bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), files: files.length, missing: histories.value.missing });
}

/** The simulation keeps a list of its own credentials beside its histories. */
async function copySettings({ userDataDir, connection, pageMemory }: BackupSource, part: string, copying: Copying): Promise<CopiedFile[]> {
  const wanted = [
    ...settingsFiles.filter((name) => name !== PAGE_MEMORY_FILE).map((name) => ({ from: path.join(userDataDir, name), file: `${SETTINGS_PART}/${name}` })),
    { from: path.join(connection.folder, 'credentials.json'), file: `${DATA_PART}/credentials.json` },
  ];
  const copied: CopiedFile[] = [];
  for (const { from, file } of wanted) {
    try {
      copied.push({ file, ...(await copyFile(from, path.join(part, file), copying)) });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  const file = `${SETTINGS_PART}/${PAGE_MEMORY_FILE}`;
  await mkdir(path.join(part, SETTINGS_PART), { recursive: true });
  await writeDurably(path.join(part, file), JSON.stringify(pageMemory));
  return [...copied, { file, ...(await hashFile(path.join(part, file), copying)) }];
}

export async function writeDurably(file: string, text: string): Promise<void> {
  await writeFile(file, text, { flag: 'wx', mode: 0o600, flush: true });
}

async function giveUp(part: string, failure: Result<never>): Promise<Result<never>> {
  await rm(part, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  return failure;
}

/** 'groundtrack-backup-2026-11-27-1345-simulation', in UTC. */
function backupName({ nowMs, connection }: BackupSource): string {
  const time = new Date(nowMs).toISOString().slice(0, 16).replace('T', '-').replace(':', '');
  return `groundtrack-backup-${time}${connection.mode === 'live' ? '' : `-${connection.mode}`}`;
}

async function findFreeName(place: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const folder = path.join(place, number === 1 ? name : `${name}-${number}`);
    if (!(await exists(folder)) && !(await exists(`${folder}.part`))) return folder;
  }
}

export async function exists(file: string): Promise<boolean> {
  return lstat(file).then(() => true, (error: unknown) => {
    if (isMissing(error)) return false;
    throw error;
  });
}

export async function isWithin(outer: string, inner: string): Promise<boolean> {
  const relative = path.relative(await realpath(outer), await realpath(inner));
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}

/** What will be copied of this mode, as it is just now. */
async function readDataBytes(folder: string): Promise<number> {
  const names = ['telemetry.duckdb', 'telemetry.duckdb.wal', 'management.duckdb', 'management.duckdb.wal', 'spool', ...archiveKinds];
  return (await Promise.all(names.map((name) => sizeOf(path.join(folder, name))))).reduce((sum, bytes) => sum + bytes, 0);
}

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (!found.isDirectory()) return found.size;
    let sum = 0;
    for (const name of await readdir(file)) sum += await sizeOf(path.join(file, name));
    return sum;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}
