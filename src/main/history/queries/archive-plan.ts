// Which files of the archive a query has to read: by kind, by day, and by the devices that can be in them.
import { BOOLEAN, VARCHAR, type DuckDBConnection } from '@duckdb/node-api';
import type { ArchiveKind } from '../archive/archive-path.ts';

export interface ArchiveReach {
  readonly kind: ArchiveKind;
  /** UTC days, both included. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Files whose bounds leave this device out are not read. Only telemetry is sorted by terminal: leave it out for other kinds. */
  readonly deviceId?: string;
  /** Only files written after a snapshot of their day or a later one: their rows stand in no snapshot. */
  readonly lateOnly?: boolean;
}

export interface ArchiveFile {
  readonly day: string;
  /** Relative to the data folder. */
  readonly file: string;
  readonly rowCount: number;
  readonly generation: number;
  readonly firstDevice: string | null;
  readonly lastDevice: string | null;
  /** Of its rows, ms rounded down; of snapshots the moments themselves. null: not known. */
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  /** Why it can't be read, where that was noticed before; else null. */
  readonly damage: string | null;
}

/** Oldest day first, in the order they were written; those noticed as missing or damaged too. */
export async function listArchiveFiles(connection: DuckDBConnection, reach: ArchiveReach): Promise<ArchiveFile[]> {
  const device = reach.deviceId ?? null;
  const found = await connection.runAndReadAll(
    `WITH known AS (SELECT *, NULL AS reason FROM archive_files UNION ALL BY NAME SELECT * FROM archive_damaged_files)
     SELECT strftime(day, '%Y-%m-%d'), file, row_count, generation, first_device, last_device, (first_ns // 1000000)::DOUBLE, (last_ns // 1000000)::DOUBLE, reason
     FROM known
     WHERE kind = $kind AND day BETWEEN $first::DATE AND $last::DATE
       AND ($device IS NULL OR ((first_device IS NULL OR first_device <= $device) AND (last_device IS NULL OR last_device >= $device)))
       AND (NOT $late OR EXISTS (SELECT 1 FROM known s WHERE s.kind = 'snapshots' AND s.day >= known.day AND s.generation < known.generation))
     ORDER BY day, generation, file`,
    { kind: reach.kind, first: reach.firstDay, last: reach.lastDay, device, late: reach.lateOnly ?? false }, { kind: VARCHAR, first: VARCHAR, last: VARCHAR, device: VARCHAR, late: BOOLEAN },
  );
  return found.getRowsJS().map(([day, file, rowCount, generation, firstDevice, lastDevice, firstMs, lastMs, reason]) => ({
    day: String(day), file: String(file), rowCount: Number(rowCount), generation: Number(generation),
    firstDevice: typeof firstDevice === 'string' ? firstDevice : null, lastDevice: typeof lastDevice === 'string' ? lastDevice : null,
    firstMs: typeof firstMs === 'number' ? firstMs : null, lastMs: typeof lastMs === 'number' ? lastMs : null,
    damage: typeof reason === 'string' ? reason : null,
  }));
}
