// A copy of all telemetry of a data folder: replies that wait to be stored, the database, the files of closed days.
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { listArchiveFiles } from '../archive/archive-files.ts';
import { isMissing } from '../archive/durable-file.ts';
import { spoolFolderOf } from '../spool.ts';
import type { TelemetryHistory } from '../telemetry-history.ts';
import { copyFile, type CopiedFile, type Copying } from './copy-file.ts';

export interface CopiedHistory {
  /** Named from the data folder. */
  readonly files: readonly CopiedFile[];
  /** Listed files of the archive that are not there any more, and those that the disk can't read. */
  readonly missing: readonly string[];
}

/**
 * Call it while the archive is paused. Replies come first: what is stored while they are copied is in the database's copy too, and a reply
 * that is in both is stored once. The other way round one that is stored in between would be in neither.
 */
export async function copyTelemetry(history: TelemetryHistory, folder: string, target: string, copying: Copying): Promise<CopiedHistory> {
  const spool = path.basename(spoolFolderOf(folder));
  const files: CopiedFile[] = [];
  const missing: string[] = [];

  async function add(file: string): Promise<boolean> {
    try {
      files.push({ file, ...(await copyFile(path.join(folder, file), path.join(target, file), copying)) });
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      if (!isUnreadable(error)) throw error;
      // Of a disk that begins to fail a backup is wanted most: all but this file.
      await rm(path.join(target, file), { force: true });
      return false;
    }
  }

  // One that is gone by now was stored meanwhile, and is in the database.
  for (const file of await listSpoolFiles(folder, spool)) if (!(await add(file)) && (await isThere(path.join(folder, file)))) missing.push(file);
  const listed = await history.archivePort.beside((connection) => listArchiveFiles(connection));
  files.push(...(await history.copyTo(target, copying)));
  for (const { file } of listed) if (!(await add(file))) missing.push(file);
  return { files, missing };
}

/** Reading, not writing, went wrong: a sector that is gone, or no file at all. */
function isUnreadable(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'read' && 'code' in error && (error.code === 'EIO' || error.code === 'EISDIR');
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(() => true, () => false);
}

async function listSpoolFiles(folder: string, spool: string): Promise<string[]> {
  const places = [spool, `${spool}/quarantine`];
  const found = await Promise.all(places.map(async (place) => {
    const entries = await readdir(path.join(folder, place), { withFileTypes: true }).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    return entries.flatMap((entry) => (entry.isFile() && /^[\w-][\w.-]*\.(spool|body)$/.test(entry.name) ? [`${place}/${entry.name}`] : []));
  }));
  return found.flat().sort();
}
