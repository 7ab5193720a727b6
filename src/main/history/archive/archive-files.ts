// The list of files that count: table `archive_files` (archive-schema.ts).
import type { DuckDBConnection } from '@duckdb/node-api';
import { dayText, parseDay, type UtcDay } from '../utc-day.ts';
import { archiveKinds, sqlText, type ArchiveKind } from './archive-path.ts';

export interface ArchiveFile {
  readonly kind: ArchiveKind;
  readonly day: UtcDay;
  /** Relative to the data folder, with `/`. */
  readonly file: string;
  readonly generation: number;
  readonly rowCount: number;
  readonly bytes: number;
  /** null: the kind has no devices. */
  readonly firstDevice: string | null;
  readonly lastDevice: string | null;
  readonly firstNs: bigint;
  readonly lastNs: bigint;
  readonly writtenAtMs: number;
}

export type FileList = 'archive_files' | 'archive_damaged_files';

/** Oldest day first, then by name. @param where an SQL condition on the columns */
export async function listArchiveFiles(connection: DuckDBConnection, list: FileList = 'archive_files', where = 'true'): Promise<ArchiveFile[]> {
  const found = await connection.runAndReadAll(`SELECT * REPLACE (day::VARCHAR AS day) FROM ${list} WHERE ${where} ORDER BY day, file`);
  return found.getRowObjectsJS().map((row) => ({
    kind: kindOf(row['kind']), day: parseDay(String(row['day'])) ?? 0, file: String(row['file']), generation: Number(row['generation']), rowCount: Number(row['row_count']),
    bytes: Number(row['bytes']), firstDevice: textOrNull(row['first_device']), lastDevice: textOrNull(row['last_device']),
    firstNs: BigInt(String(row['first_ns'] ?? 0)), lastNs: BigInt(String(row['last_ns'] ?? 0)), writtenAtMs: Number(row['written_at_ms']),
  }));
}

export async function insertArchiveFile(connection: DuckDBConnection, file: ArchiveFile): Promise<void> {
  await connection.run(`INSERT INTO archive_files VALUES (${valuesOf(file)})`);
}

/** Inside the caller's transaction: it counts no longer, but is not forgotten. */
export async function moveToDamaged(connection: DuckDBConnection, file: ArchiveFile, reason: string, nowMs: number): Promise<void> {
  await connection.run(`DELETE FROM archive_files WHERE file = ${sqlText(file.file)}`);
  await connection.run(`INSERT INTO archive_damaged_files VALUES (${valuesOf(file)}, ${sqlText(reason)}, ${Math.floor(nowMs)})`);
}

export async function moveBack(connection: DuckDBConnection, file: ArchiveFile): Promise<void> {
  await connection.run(`DELETE FROM archive_damaged_files WHERE file = ${sqlText(file.file)}`);
  await insertArchiveFile(connection, file);
}

function valuesOf(file: ArchiveFile): string {
  return [
    sqlText(file.kind), `DATE ${sqlText(dayText(file.day))}`, sqlText(file.file), file.generation, file.rowCount, file.bytes,
    file.firstDevice === null ? 'NULL' : sqlText(file.firstDevice), file.lastDevice === null ? 'NULL' : sqlText(file.lastDevice), file.firstNs, file.lastNs, Math.floor(file.writtenAtMs),
  ].join(', ');
}

function kindOf(value: unknown): ArchiveKind {
  const kind = archiveKinds.find((known) => known === value);
  if (kind === undefined) throw new Error(`The archive's list names an unknown kind: ${String(value)}`);
  return kind;
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
