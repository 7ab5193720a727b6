// Old days go whole, oldest first: by age, and by the room that the history may take. Open days never go.
import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { LogLevel } from '#shared/log-line.ts';
import { leastLimitGB } from '#shared/storage-report.ts';
import type { AtPoint } from '../append-batch.ts';
import { hotKinds, hotTable, STRAY } from '../hot-tables.ts';
import { expireLedger } from '../ledger/expire-ledger.ts';
import { DAY_MS, DAY_NS, dayText, parseDay, startOfDayNs, type UtcDay } from '../utc-day.ts';
import { listArchiveFiles, type ArchiveFile } from './archive-files.ts';
import { archiveKinds, archiveFolder, sqlText } from './archive-path.ts';
import type { ArchivePort } from './archive-port.ts';
import { countRows } from './day-source.ts';
import { removeFile } from './durable-file.ts';

export interface ArchiveLimits {
  readonly historyDays: number;
  /** 10^9 bytes; 0: no bound. */
  readonly historyMaxGB: number;
}

export interface RetentionOptions {
  readonly port: ArchivePort;
  readonly folder: string;
  readonly now: () => number;
  readonly limits: ArchiveLimits;
  /** What the database takes on disk. */
  readonly databaseBytes: number;
  /** 'files-unlisted' is reached when a day counts no longer and its files still stand. */
  readonly atPoint: AtPoint;
  log(level: LogLevel, text: string): void;
}

interface GoingDay {
  readonly day: UtcDay;
  readonly files: readonly ArchiveFile[];
  readonly why: string;
}

/** Answers the least limit, in GB, where the one that is set can't be kept; else null. */
export async function applyRetention(options: RetentionOptions): Promise<number | null> {
  const { port, limits, log } = options;
  const { files, today } = await port.beside(async (connection) => ({
    files: [...(await listArchiveFiles(connection)), ...(await listArchiveFiles(connection, 'archive_damaged_files'))],
    today: await readToday(connection, options.now()),
  }));
  const oldestDay = today - limits.historyDays;
  const { going: days, unkept } = chooseDays(files, oldestDay, options);
  for (const { day, files: going, why } of days) {
    await port.write(async ({ writer }) => {
      const names = going.map(({ file }) => sqlText(file)).join(', ');
      for (const list of ['archive_files', 'archive_damaged_files']) await writer.run(`DELETE FROM ${list} WHERE file IN (${names})`);
      for (const { file } of going) await writer.run(`INSERT INTO archive_removals VALUES (${sqlText(file)})`);
      await writer.run(`DELETE FROM compactions WHERE day = DATE '${dayText(day)}' AND state = 'done'`);
    });
    options.atPoint('files-unlisted');
    log(1, `History of ${dayText(day)} removed: ${why} (${going.length} files, ${(going.reduce((sum, file) => sum + file.bytes, 0) / 1e6).toFixed(1)} MB)`);
  }
  await removeOldLines(port, oldestDay);
  await removeFiles(port, options.folder);
  return unkept;
}

/**
 * The day that age is counted from: never later than two days after the newest archived day, or the newest sample while there is none. A computer whose clock has
 * run ahead, or a console that did not poll for a year, must not empty the history.
 */
async function readToday(connection: DuckDBConnection, nowMs: number): Promise<UtcDay> {
  const newest = await connection.runAndReadAll(
    `SELECT coalesce((SELECT max(day) FROM archive_files WHERE kind = 'telemetry'), (SELECT DATE '1970-01-01' + (max(last_sample_ns) // ${DAY_NS})::INTEGER FROM batches))::VARCHAR`,
  );
  const day = newest.value(0, 0);
  const byClock = Math.floor(nowMs / DAY_MS);
  return day === null ? byClock : Math.min(byClock, (parseDay(String(day)) ?? byClock) + 2);
}

/** By size none goes in vain: where all of them would not be enough, or the newest would have to go too, all stay. */
function chooseDays(files: readonly ArchiveFile[], oldestDay: UtcDay, { limits, databaseBytes }: RetentionOptions): { readonly going: readonly GoingDay[]; readonly unkept: number | null } {
  const byDay = new Map<UtcDay, ArchiveFile[]>();
  for (const file of files) byDay.set(file.day, [...(byDay.get(file.day) ?? []), file]);
  const bytesOf = (some: readonly ArchiveFile[]): number => some.reduce((sum, file) => sum + file.bytes, 0);
  let bytes = databaseBytes + bytesOf(files);
  const leastGB = leastLimitGB({ databaseBytes, newestDayBytes: bytesOf(byDay.get(Math.max(...byDay.keys())) ?? []) });
  const unkept = limits.historyMaxGB !== 0 && limits.historyMaxGB < leastGB ? leastGB : null;
  const most = limits.historyMaxGB === 0 || unkept !== null ? Infinity : limits.historyMaxGB * 1e9;
  const going: GoingDay[] = [];
  for (const [day, filesOfDay] of [...byDay].sort(([a], [b]) => a - b)) {
    const isOld = day < oldestDay;
    if (!isOld && bytes <= most) continue;
    going.push({ day, files: filesOfDay, why: isOld ? `older than ${limits.historyDays} d` : `the history takes more than ${limits.historyMaxGB} GB` });
    bytes -= bytesOf(filesOfDay);
  }
  return { going, unkept };
}

/** Stray rows that were never archived go by their receipt, since their own clock is wrong; then the ledger lines that nothing refers to. */
async function removeOldLines(port: ArchivePort, oldestDay: UtcDay): Promise<void> {
  const oldestMs = oldestDay * DAY_MS;
  const isAnythingOld = await port.beside(async (connection) => {
    const lines = ['batches WHERE received_at_ms', 'terminal_gaps WHERE to_ms', 'poll_spans WHERE to_ms', 'stream_reads WHERE received_at_ms'];
    return (await countRows(connection, `(${lines.map((of) => `(SELECT 1 FROM ${of} < ${oldestMs} LIMIT 1)`).join(' UNION ALL ')})`)) > 0;
  });
  if (!isAnythingOld) return;
  await port.write(async ({ writer, hotDays }) => {
    await expireLedger(writer, oldestMs);
    const isOld = `batch_no IN (SELECT batch_no FROM batches WHERE received_at_ms < ${oldestMs})`;
    for (const kind of hotKinds) await writer.run(`DELETE FROM ${hotTable(kind, STRAY)} WHERE ${isOld}`);
    await writer.run(`DELETE FROM unknown_rows WHERE ${isOld}`);
    await writer.run(`DELETE FROM alert_edges WHERE ${isOld} AND at_ns < ${startOfDayNs(oldestDay)}`);
    // A day that could not be closed for so long keeps its lines.
    const used = hotDays.list().flatMap((day) => hotKinds.map((kind) => `SELECT batch_no FROM ${hotTable(kind, day)} WHERE ${isOld}`));
    const spare = used.length === 0 ? '' : `AND batch_no NOT IN (${used.join(' UNION ALL ')}) `;
    await writer.run(`DELETE FROM batches WHERE received_at_ms < ${oldestMs} ${spare}AND batch_no NOT IN (SELECT batch_no FROM alert_edges)`);
  });
}

/** A file that can't be deleted now is tried again with the next pass. */
async function removeFiles(port: ArchivePort, folder: string): Promise<void> {
  const files = await port.beside(async (connection) => ((await connection.runAndReadAll(`SELECT file FROM archive_removals`)).getColumnsJS()[0] ?? []).map(String));
  const gone: string[] = [];
  for (const file of files) if (await removeFile(join(folder, file))) gone.push(file);
  if (gone.length === 0) return;
  await port.write(async ({ writer }) => void (await writer.run(`DELETE FROM archive_removals WHERE file IN (${gone.map(sqlText).join(', ')})`)));
  const days = new Set(gone.map((file) => parseDay(/date=([\d-]+)/.exec(file)?.[1] ?? '')).filter((day) => day !== null));
  // Only an empty folder goes.
  for (const day of days) for (const kind of archiveKinds) await rmdir(join(folder, archiveFolder(kind, day))).catch(() => undefined);
}
