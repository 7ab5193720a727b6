// Where the archive's files lie and what they are called: `telemetry/date=2026-11-26/12-000.parquet` in the data folder.
import { join } from 'node:path';
import { dayText, parseDay, type UtcDay } from '../utc-day.ts';

export const archiveKinds = ['telemetry', 'routers', 'ip-allocations', 'alert-edges', 'snapshots', 'rollups'] as const;
export type ArchiveKind = (typeof archiveKinds)[number];

export interface ArchiveName {
  readonly kind: ArchiveKind;
  readonly day: UtcDay;
  /** Numbers the compaction that wrote it; no two compactions share one. */
  readonly generation: number;
  /** Its rows came after the day had been closed. */
  readonly isLate: boolean;
  readonly slice: number;
}

export function archiveFolder(kind: ArchiveKind, day: UtcDay): string {
  return `${kind}/date=${dayText(day)}`;
}

/** Relative to the data folder, with `/` on every system. */
export function archiveFile({ kind, day, generation, isLate, slice }: ArchiveName): string {
  return `${archiveFolder(kind, day)}/${generation}-${isLate ? 'late-' : ''}${String(slice).padStart(3, '0')}.parquet`;
}

/** A file while it is written; hidden, and never one that counts. */
export function partFile(name: ArchiveName): string {
  return archiveFile(name).replace(/[^/]+$/, '.$&.part');
}

/** null for a name that is none of ours. */
export function parseArchiveFile(file: string): ArchiveName | null {
  const parts = /^([a-z-]+)\/date=(\d{4}-\d{2}-\d{2})\/(\d{1,15})-(late-)?(\d{3,6})\.parquet$/.exec(file);
  const kind = archiveKinds.find((known) => known === parts?.[1]);
  const day = parts === null ? null : parseDay(parts[2]!);
  if (parts === null || kind === undefined || day === null) return null;
  return { kind, day, generation: Number(parts[3]), isLate: parts[4] !== undefined, slice: Number(parts[5]) };
}

export function isPartFile(name: string): boolean {
  return /^\.\d.*\.part$/.test(name);
}

/** A text in SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The files as one relation by column name; a column that a file lacks is NULL in its rows. A folder's name may hold signs that DuckDB takes for a pattern. */
export function readParquet(folder: string, files: readonly string[]): string {
  const paths = files.map((file) => sqlText(join(folder, file).replace(/[[*?]/g, (sign) => `[${sign}]`)));
  return `read_parquet([${paths.join(', ')}], union_by_name = true, hive_partitioning = false)`;
}
