// How much the telemetry history takes on disk, and how fast it grows.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { StorageReport } from '#shared/storage-report.ts';
import { TELEMETRY_FILE } from '../telemetry-schema.ts';
import { archiveKinds, type ArchiveKind } from './archive-path.ts';
import { listDamages } from './recover-archive.ts';

/** Growth is the mean of so many closed days. */
const GROWTH_DAYS = 7;
/** Damaged files that are named; of more the number is enough. */
const MOST_NAMED = 5;

/** With its log. */
export async function readDatabaseBytes(folder: string, file = TELEMETRY_FILE): Promise<number> {
  const sizes = [file, `${file}.wal`].map((name) => stat(join(folder, name)).then(({ size }) => size, () => 0));
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

export async function describeStorage(connection: DuckDBConnection, folder: string): Promise<StorageReport> {
  const kinds = await connection.runAndReadAll(`SELECT kind, sum(bytes)::DOUBLE FROM archive_files GROUP BY kind`);
  const bytesOf = new Map(kinds.getRowsJS().map(([kind, bytes]) => [String(kind), Number(bytes)]));
  const days = (await connection.runAndReadAll(`SELECT count(DISTINCT day)::INTEGER, min(day)::VARCHAR FROM archive_files`)).getRowsJS()[0] ?? [];
  const recent = (await connection.runAndReadAll(
    `SELECT avg(row_count)::DOUBLE, avg(bytes)::DOUBLE FROM (SELECT day, sum(row_count) FILTER (kind = 'telemetry') AS row_count, sum(bytes) AS bytes FROM archive_files
     GROUP BY day HAVING row_count > 0 ORDER BY day DESC LIMIT ${GROWTH_DAYS})`,
  )).getRowsJS()[0] ?? [];
  const newest = await connection.runAndReadAll(`SELECT coalesce(sum(bytes), 0)::DOUBLE FROM archive_files WHERE day = (SELECT max(day) FROM archive_files)`);
  const damaged = await listDamages(connection);
  return {
    databaseBytes: await readDatabaseBytes(folder),
    archiveBytes: Object.fromEntries(archiveKinds.map((kind) => [kind, bytesOf.get(kind) ?? 0])) as Record<ArchiveKind, number>,
    archivedDays: Number(days[0] ?? 0),
    oldestDay: typeof days[1] === 'string' ? days[1] : null,
    rowsPerDay: typeof recent[0] === 'number' ? Math.round(recent[0]) : null,
    bytesPerDay: typeof recent[1] === 'number' ? Math.round(recent[1]) : null,
    newestDayBytes: Number(newest.value(0, 0)),
    damagedFiles: damaged.length,
    firstDamaged: damaged.slice(0, MOST_NAMED),
  };
}
