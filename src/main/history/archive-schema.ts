// The tables of telemetry.duckdb that know the archive: closed days as Parquet files beside the database (docs/history-format.md).

const fileColumns = `kind VARCHAR NOT NULL, day DATE NOT NULL, file VARCHAR NOT NULL, generation BIGINT NOT NULL, row_count BIGINT NOT NULL, bytes BIGINT NOT NULL,
  first_device VARCHAR, last_device VARCHAR, first_ns BIGINT, last_ns BIGINT, written_at_ms BIGINT NOT NULL`;

export const archiveTables: readonly string[] = [
  /**
   * One row for each file that counts; a file without a row is none of ours yet. `file` is relative to the data folder, with `/` on every system.
   * kind 'telemetry' | 'routers' | 'ip-allocations' | 'alert-edges' | 'snapshots' | 'rollups'; `day` is the UTC date of the samples in it, and of its folder.
   * first_/last_ bound the rows of the file: device ids (of routers and allocations: their own ids) as text, times in ns (of snapshots and rollups: snapshot_ms
   * and bucket_ms in ns; no devices in rollups). A row comes and goes in the transaction that drops or keeps the hot rows.
   */
  `CREATE TABLE archive_files (${fileColumns})`,
  // Listed files that are missing or damaged, until they are whole again: queries go on without them.
  `CREATE TABLE archive_damaged_files (${fileColumns}, reason VARCHAR NOT NULL, noticed_at_ms BIGINT NOT NULL)`,
  // Files that no longer count and could not be deleted yet.
  `CREATE TABLE archive_removals (file VARCHAR NOT NULL)`,
  // Each time a day's rows went, or go, into files. state 'writing' | 'done'; is_late: the day had been closed before.
  `CREATE TABLE compactions (generation BIGINT NOT NULL, day DATE NOT NULL, state VARCHAR NOT NULL, is_late BOOLEAN NOT NULL, started_at_ms BIGINT NOT NULL, finished_at_ms BIGINT,
    row_count BIGINT)`,
];
