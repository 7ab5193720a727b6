// A copy of an open database such as a kill could have left it: the caller keeps every write away meanwhile.
import path from 'node:path';
import type { OpenDatabase } from '../open-database.ts';
import { isMissing } from '../archive/durable-file.ts';
import { copyOpenFile, copyUnsynced, syncFile, type CopiedFile, type Copying } from './copy-file.ts';

/** On Windows nobody may read a file that DuckDB has open. */
export class HeldOpenError extends Error {}

/** Not yet safe on the disk: see syncCopies. @param folder where `<name of the database>` and, if there is one, its log come to lie */
export async function copyDatabase(database: OpenDatabase, folder: string, copying: Copying): Promise<CopiedFile[]> {
  // With no log the copy is one file. Queries that run just now may keep it from happening; then the log is copied too.
  await database.writer.run('CHECKPOINT').catch(() => undefined);
  const name = path.basename(database.file);
  const handle = await database.readHandle().catch((error: unknown) => {
    throw isBusy(error) ? new HeldOpenError(`${name} can't be read while it is open`) : error;
  });
  return [{ file: name, ...(await copyOpenFile(handle, path.join(folder, name), copying)) }, ...(await copyLog(database.file, folder, copying))];
}

export async function copyClosedDatabase(file: string, folder: string, copying: Copying): Promise<CopiedFile[]> {
  const name = path.basename(file);
  return [{ file: name, ...(await copyUnsynced(file, path.join(folder, name), copying)) }, ...(await copyLog(file, folder, copying))];
}

/** Apart from the copying: a disk takes longer for it than for the copy, and writes need not wait for that. */
export async function syncCopies(folder: string, copies: readonly CopiedFile[]): Promise<void> {
  for (const { file } of copies) await syncFile(path.join(folder, file));
}

async function copyLog(file: string, folder: string, copying: Copying): Promise<CopiedFile[]> {
  const log = `${path.basename(file)}.wal`;
  try {
    return [{ file: log, ...(await copyUnsynced(`${file}.wal`, path.join(folder, log), copying)) }];
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EBUSY' || error.code === 'EPERM' || error.code === 'EACCES');
}
