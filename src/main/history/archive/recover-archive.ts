// The archive's folders and its list brought together at the start: unfinished files go, foreign ones are taken up, missing and damaged ones are said.
import { lstat, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { firstLineOf } from '#shared/error-words.ts';
import type { LogLevel } from '#shared/log-line.ts';
import { dayOfNs, dayText, parseDay } from '../utc-day.ts';
import { insertArchiveFile, listArchiveFiles, moveBack, moveToDamaged, type ArchiveFile } from './archive-files.ts';
import { archiveFile, archiveKinds, isPartFile, parseArchiveFile, readParquet, sqlText, type ArchiveKind, type ArchiveName } from './archive-path.ts';
import type { ArchivePort } from './archive-port.ts';
import { findQuickDamage, isMissing, removeFile } from './durable-file.ts';
import { findSumDamage } from './file-sum.ts';
import { readTraits, type SliceShape, type Traits } from './staged-slice.ts';

export interface RecoverOptions {
  readonly port: ArchivePort;
  readonly folder: string;
  readonly now: () => number;
  /** Throws when the archive is to stop: a large one that was put back takes a while to read. */
  readonly goOn: () => void;
  log(level: LogLevel, text: string): void;
}

/** A file whose rows are left out of every answer. */
export interface Damage {
  readonly file: string;
  readonly reason: string;
}

/** How many files are looked at together. */
const AT_ONCE = 32;
/** A disk that is not there makes thousands of files miss at once. */
const MOST_LINES = 10;

export const fileShapes: Readonly<Record<ArchiveKind, SliceShape>> = {
  telemetry: { id: 'device_id', timeNs: 'timestamp_ns' }, routers: { id: 'router_id', timeNs: 'timestamp_ns' },
  'ip-allocations': { id: 'ip_allocation_id', timeNs: 'timestamp_ns' }, 'alert-edges': { id: 'device_id', timeNs: 'at_ns' },
  snapshots: { id: 'device_id', timeNs: 'snapshot_ms * 1000000' }, rollups: { id: null, timeNs: 'bucket_ms * 1000000' },
};

/** @returns the highest number of any compaction or file */
export async function recoverArchive(options: RecoverOptions): Promise<number> {
  const { port, folder } = options;
  const found = await listFolders(folder);
  await dropUnfinished(options, found.names);
  const known = await port.beside(async (connection) => ({
    listed: await listArchiveFiles(connection),
    damaged: await listArchiveFiles(connection, 'archive_damaged_files'),
    removals: new Set(((await connection.runAndReadAll(`SELECT file FROM archive_removals`)).getColumnsJS()[0] ?? []).map(String)),
    lastGeneration: Number((await connection.runAndReadAll(`SELECT coalesce(max(generation), 0) FROM compactions`)).value(0, 0)),
  }));
  await checkListed(options, known.listed);
  await tryDamaged(options, known.damaged);
  const names = new Set([...known.listed, ...known.damaged].map(({ file }) => file));
  const rest = await listFolders(folder);
  await adopt(options, rest.names.filter((name) => !names.has(archiveFile(name)) && !known.removals.has(archiveFile(name))));
  // A file of the same name as one that is still to be deleted would be deleted in its place.
  const removed = [...known.removals].map(parseArchiveFile).filter((name) => name !== null);
  const generations = [...rest.names, ...found.names, ...known.listed, ...known.damaged, ...removed].map(({ generation }) => generation);
  return generations.reduce((highest, generation) => Math.max(highest, generation), known.lastGeneration);
}

export async function listDamages(connection: DuckDBConnection): Promise<Damage[]> {
  const rows = (await connection.runAndReadAll(`SELECT file, reason FROM archive_damaged_files ORDER BY file`)).getRowsJS();
  return rows.map(([file, reason]) => ({ file: String(file), reason: String(reason) }));
}

/** Files of compactions that did not end: their rows still are in the database. */
export async function dropUnfinished({ port, folder }: Pick<RecoverOptions, 'port' | 'folder'>, names?: readonly ArchiveName[]): Promise<void> {
  const unfinished = await port.beside(async (connection) => (await connection.runAndReadAll(`SELECT generation, day::VARCHAR FROM compactions WHERE state = 'writing'`)).getRowsJS());
  // Another console numbers its days as this one does: a file of that number and another day was copied in.
  const days = new Map(unfinished.map(([generation, day]) => [Number(generation), parseDay(String(day))]));
  for (const name of names ?? (await listFolders(folder)).names) if (days.get(name.generation) === name.day) await removeFile(join(folder, archiveFile(name)));
  if (days.size > 0) await port.write(async ({ writer }) => void (await writer.run(`DELETE FROM compactions WHERE state = 'writing'`)));
}

/** Removes what is hidden on the way: half-written files never count. */
async function listFolders(folder: string): Promise<{ readonly names: readonly ArchiveName[] }> {
  const names: ArchiveName[] = [];
  for (const kind of archiveKinds) {
    for (const day of await entriesOf(join(folder, kind))) {
      for (const entry of await entriesOf(join(folder, kind, day))) {
        if (isPartFile(entry)) await removeFile(join(folder, kind, day, entry));
        const name = parseArchiveFile(`${kind}/${day}/${entry}`);
        if (name !== null) names.push(name);
      }
    }
  }
  return { names };
}

async function entriesOf(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isMissing(error) || (error instanceof Error && 'code' in error && error.code === 'ENOTDIR')) return [];
    throw error;
  });
}

async function checkListed({ port, folder, now, log }: RecoverOptions, files: readonly ArchiveFile[]): Promise<void> {
  const damages: { file: ArchiveFile; reason: string }[] = [];
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const reasons = await Promise.all(files.slice(start, start + AT_ONCE).map(async (file) => ({ file, reason: await findQuickDamage(join(folder, file.file), file.bytes) })));
    for (const { file, reason } of reasons) if (reason !== null) damages.push({ file, reason });
  }
  if (damages.length === 0) return;
  await port.write(async ({ writer }) => {
    for (const { file, reason } of damages) await moveToDamaged(writer, file, reason, now());
  });
  for (const { file, reason } of damages.slice(0, MOST_LINES)) log('error', `The history's file ${file.file} (${file.rowCount} rows) is left out: ${reason}`);
  if (damages.length > MOST_LINES) log('error', `${damages.length - MOST_LINES} more files of the history are left out`);
}

/** Back from a backup, or the disk is there again. */
async function tryDamaged({ port, folder, log, goOn }: RecoverOptions, files: readonly ArchiveFile[]): Promise<void> {
  for (const file of files) {
    goOn();
    if ((await findQuickDamage(join(folder, file.file), file.bytes)) !== null || (await findDamage(port, folder, file)) !== null) continue;
    await port.write(({ writer }) => moveBack(writer, file));
    log(0, `The history's file ${file.file} is whole again and counts again`);
  }
}

/** Reads every byte and every value. null: all is as the list says. */
export async function findDamage(port: ArchivePort, folder: string, file: ArchiveFile): Promise<string | null> {
  try {
    const damage = await findSumDamage(join(folder, file.file));
    if (damage !== null) return damage;
    const traits = await port.beside((connection) => readTraits(connection, readParquet(folder, [file.file]), fileShapes[file.kind]));
    return traits.rowCount === file.rowCount ? null : `it has ${traits.rowCount} rows instead of ${file.rowCount}`;
  } catch (error) {
    if (isOurTrouble(error)) throw error;
    return `it can't be read (${firstLineOf(error)})`;
  }
}

/** The statement was ended or lacked memory: that says nothing about the file. */
function isOurTrouble(error: unknown): boolean {
  return /^(INTERRUPT|Out of Memory)|history is closed/i.test(firstLineOf(error));
}

/** Whole files in our folders that this database does not know: it was restored from an older copy, or is new. They are never overwritten or deleted. */
async function adopt(options: RecoverOptions, names: readonly ArchiveName[]): Promise<void> {
  const { port, folder, now, log, goOn } = options;
  let adopted = 0;
  for (const name of names) {
    goOn();
    const file = archiveFile(name);
    const traits = await readForeign(port, folder, name).catch((error: unknown) => {
      if (isOurTrouble(error)) throw error;
      return firstLineOf(error);
    });
    if (typeof traits === 'string') {
      const aside = await setAside(folder, file);
      log('error', `${file} is not of this history and can't be taken up, so it was set aside as ${aside}: ${traits}`);
      continue;
    }
    const { size } = await stat(join(folder, file));
    await port.write(({ writer }) => insertUnlessCounted(writer, name, {
      kind: name.kind, day: name.day, file, generation: name.generation, rowCount: traits.rowCount, bytes: size, firstDevice: traits.firstDevice, lastDevice: traits.lastDevice,
      firstNs: BigInt(traits.firstNs), lastNs: BigInt(traits.lastNs), writtenAtMs: now(),
    }));
    adopted++;
  }
  if (adopted > 0) log(0, `${adopted} files of the history's archive were not in its list (an older database was put back?) and count again`);
}

/** Rejects with the reason that it is none of ours. */
async function readForeign(port: ArchivePort, folder: string, name: ArchiveName): Promise<Traits> {
  const file = archiveFile(name);
  const damage = await findSumDamage(join(folder, file));
  if (damage !== null) throw new Error(damage);
  const traits = await port.beside((connection) => readTraits(connection, readParquet(folder, [file]), fileShapes[name.kind]));
  // Questions look for rows by the day of their folder. The last snapshot of a day is of its end.
  const lastNs = BigInt(traits.lastNs) - (name.kind === 'snapshots' ? 1n : 0n);
  const strange = [BigInt(traits.firstNs), lastNs].map(dayOfNs).find((day) => day !== name.day);
  if (strange !== undefined) throw new Error(`it holds rows of ${dayText(strange)}`);
  return traits;
}

/** Readers of whole folders pass over names that begin with an underscore. Never over another file. @returns its new name, from the data folder */
async function setAside(folder: string, file: string): Promise<string> {
  const free = async (aside: string): Promise<boolean> => lstat(join(folder, aside)).then(() => false, isMissing);
  const named = (count: number): string => file.replace(/[^/]+$/, `_$&${count === 1 ? '' : `.${count}`}.damaged`);
  let count = 1;
  while (!(await free(named(count)))) count++;
  await rename(join(folder, file), join(folder, named(count)));
  return named(count);
}

/** Statistics of a day that has them already would count it twice. */
async function insertUnlessCounted(writer: DuckDBConnection, name: ArchiveName, file: ArchiveFile): Promise<void> {
  const isStatistics = name.kind === 'rollups' || name.kind === 'snapshots';
  const others = isStatistics && !name.isLate ? await listArchiveFiles(writer, 'archive_files', `kind = ${sqlText(name.kind)} AND file LIKE ${sqlText(`${file.file.replace(/[^/]+$/, '')}%`)}`) : [];
  if (others.every((other) => other.generation === name.generation || parseArchiveFile(other.file)?.isLate === true)) await insertArchiveFile(writer, file);
}
