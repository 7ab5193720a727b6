// The tables of telemetry.duckdb that know the archive: closed days as Parquet files beside the database (docs/history-format.md).

/**
 * `archive_files`: one row for each file that counts; a file without a row is none of ours yet. `file` is relative to the data folder.
 * kind 'telemetry' | 'routers' | 'ip-allocations' | 'alert-edges' | 'snapshots' | 'rollups'; `day` is the UTC date of the samples in it, and of its folder.
 * first_/last_ bound the rows of the file: device ids as text, times in ns. A row comes and goes in the transaction that drops or keeps the hot rows.
 */
export const archiveTables: readonly string[] = [
  `CREATE TABLE archive_files (kind VARCHAR NOT NULL, day DATE NOT NULL, file VARCHAR NOT NULL, generation BIGINT NOT NULL, row_count BIGINT NOT NULL, bytes BIGINT NOT NULL,
    first_device VARCHAR, last_device VARCHAR, first_ns BIGINT, last_ns BIGINT, written_at_ms BIGINT NOT NULL)`,
];
