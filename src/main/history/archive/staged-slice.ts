// One slice on its way into a file: staged in a temporary table, written under a hidden name, read back, compared, sealed.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { AtPoint } from '../append-batch.ts';
import { dayText } from '../utc-day.ts';
import type { ArchiveFile } from './archive-files.ts';
import { archiveFile, partFile, readParquet, sqlText, type ArchiveName } from './archive-path.ts';
import { makeFolderOf, sealFile } from './durable-file.ts';
import { NO_SUM, stampSum, SUM_KEY } from './file-sum.ts';

/** The temporary table of the rows that are written next, in the order of the file. */
export const STAGE = 'archive_slice';

export interface SliceShape {
  /** Column of the device's id; null when the kind has none. */
  readonly id: string | null;
  /** SQL for the time of a row in ns. */
  readonly timeNs: string;
  /** Rows a reader must look at together; DuckDB's own 122,880 packs samples best. */
  readonly rowGroupRows?: number;
}

/** Writes what is staged. null when nothing is: then there is no file. */
export async function writeStaged(connection: DuckDBConnection, folder: string, name: ArchiveName, shape: SliceShape, writtenAtMs: number, atPoint: AtPoint): Promise<ArchiveFile | null> {
  const staged = await readTraits(connection, STAGE, shape);
  if (staged.rowCount === 0) return null;
  const part = partFile(name);
  const file = archiveFile(name);
  await makeFolderOf(join(folder, part));
  // Version 1: its encodings are read by every engine; those of version 2 are a third smaller and not.
  const meta = `{groundtrack_schema: '1', kind: ${sqlText(name.kind)}, day: ${sqlText(dayText(name.day))}, generation: '${name.generation}', ${SUM_KEY}: '${NO_SUM}'}`;
  const groups = shape.rowGroupRows === undefined ? '' : `, ROW_GROUP_SIZE ${shape.rowGroupRows}`;
  await connection.run(`COPY ${STAGE} TO ${sqlText(join(folder, part))} (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v1, KV_METADATA ${meta}${groups})`);
  await stampSum(join(folder, part));
  atPoint('slice-written');
  const written = await readTraits(connection, readParquet(folder, [part]), shape);
  if (JSON.stringify(written) !== JSON.stringify(staged)) throw new Error(`${file} does not hold what was written: ${JSON.stringify(written)} instead of ${JSON.stringify(staged)}`);
  await sealFile(join(folder, part), join(folder, file));
  atPoint('slice-sealed');
  return {
    kind: name.kind, day: name.day, file, generation: name.generation, rowCount: staged.rowCount, bytes: (await stat(join(folder, file))).size,
    firstDevice: staged.firstDevice, lastDevice: staged.lastDevice, firstNs: BigInt(staged.firstNs), lastNs: BigInt(staged.lastNs), writtenAtMs,
  };
}

/** Every temporary table of the archive's connection. */
export async function dropStages(connection: DuckDBConnection): Promise<void> {
  const tables = await connection.runAndReadAll(`SELECT table_name FROM duckdb_tables() WHERE temporary AND table_name LIKE 'archive_%'`);
  for (const table of tables.getColumnsJS()[0] ?? []) await connection.run(`DROP TABLE IF EXISTS temp.${String(table)}`);
}

/** What a file says of itself when every value of it is read. */
export interface Traits {
  readonly rowCount: number;
  readonly firstDevice: string | null;
  readonly lastDevice: string | null;
  readonly firstNs: string;
  readonly lastNs: string;
  /** Sum of a hash of every row. */
  readonly checksum: string;
}

export async function readTraits(connection: DuckDBConnection, relation: string, shape: SliceShape): Promise<Traits> {
  const device = shape.id ?? 'NULL::VARCHAR';
  const found = await connection.runAndReadAll(
    `SELECT count(*), min(${device}), max(${device}), min(${shape.timeNs})::VARCHAR, max(${shape.timeNs})::VARCHAR, sum(hash(t))::VARCHAR FROM ${relation} t`,
  );
  const [rowCount, first, last, firstNs, lastNs, checksum] = found.getRows()[0]!;
  return {
    rowCount: Number(rowCount), firstDevice: first === null ? null : String(first), lastDevice: last === null ? null : String(last),
    firstNs: String(firstNs ?? 0), lastNs: String(lastNs ?? 0), checksum: String(checksum ?? 0),
  };
}
