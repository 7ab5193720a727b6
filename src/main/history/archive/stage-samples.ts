// Samples of one kind and day, cut into slices of whole devices, staged one after the other: sorted, duplicates collapsed.
import type { DuckDBConnection } from '@duckdb/node-api';
import { readParquet } from './archive-path.ts';
import { countRows, hotRowsOf, type DaySource } from './day-source.ts';
import type { SampleKind } from './sample-kinds.ts';
import { STAGE } from './staged-slice.ts';

/** Devices by their place in the order of their ids. */
export interface DeviceRange {
  readonly first: number;
  readonly last: number;
  readonly rows: number;
}

/** Temporary table of the kind's devices with rows in this day: number, id, place in the order of ids, rows. */
const DEVICES = 'archive_devices';

/** Cuts the day into ranges of at most `rowsPerSlice` rows, but at least one device. */
export async function listDeviceRanges(connection: DuckDBConnection, kind: SampleKind, source: DaySource, rowsPerSlice: number): Promise<DeviceRange[]> {
  const hot = hotRowsOf(kind.hot, source);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${DEVICES} AS SELECT number, text AS id, row_number() OVER (ORDER BY text) AS place, row_count
     FROM (SELECT ${kind.idNumber} AS number, count(*) AS row_count FROM ${hot} GROUP BY 1) JOIN texts ON text_no = number`,
  );
  const counts = (await connection.runAndReadAll(`SELECT row_count FROM ${DEVICES} ORDER BY place`)).getColumnsJS()[0] ?? [];
  const ranges: { first: number; last: number; rows: number }[] = [];
  for (const [index, count] of counts.entries()) {
    const current = ranges.at(-1);
    const rows = Number(count);
    if (current !== undefined && current.rows + rows <= rowsPerSlice) {
      current.last = index + 1;
      current.rows += rows;
    } else ranges.push({ first: index + 1, last: index + 1, rows });
  }
  const known = ranges.reduce((sum, range) => sum + range.rows, 0);
  const stored = await countRows(connection, hot);
  if (known !== stored) throw new Error(`${stored - known} of ${stored} ${kind.kind} rows name a device that the history does not know`);
  return ranges;
}

/** @param archived files of the same kind and day: rows that they hold already are left out */
export async function stageSamples(connection: DuckDBConnection, kind: SampleKind, source: DaySource, range: DeviceRange, folder: string, archived: readonly string[]): Promise<void> {
  const devices = `(SELECT * FROM ${DEVICES} WHERE place BETWEEN ${range.first} AND ${range.last}) d`;
  const unknown = await findUnknownColumns(connection, kind, source, devices);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${STAGE} AS SELECT d.id AS ${kind.id}, s.timestamp_ns, b.account_number, b.credential_id, b.received_at_ms, ${kind.columns}, ${unknown.column} AS unknown_columns
     FROM ${hotRowsOf(kind.hot, source)} s JOIN ${devices} ON d.number = s.${kind.idNumber} LEFT JOIN batches b ON b.batch_no = s.batch_no ${kind.joins} ${unknown.join}
     ORDER BY d.place, s.timestamp_ns, s.batch_no, s.stored_no`,
  );
  const staged = await countRows(connection, STAGE);
  if (staged !== range.rows) throw new Error(`${staged} ${kind.kind} rows were staged instead of ${range.rows}`);
  await collapseDuplicates(connection, kind.id);
  if (archived.length > 0) await leaveOutArchived(connection, kind.id, readParquet(folder, archived));
}

/** Device and full ns make a sample: the one received first stays. It stands first, so a look at the row before is enough. */
async function collapseDuplicates(connection: DuckDBConnection, id: string): Promise<void> {
  await connection.run(
    `DELETE FROM ${STAGE} WHERE rowid IN (SELECT row FROM (SELECT rowid AS row, ${id} = lag(${id}) OVER () AND timestamp_ns = lag(timestamp_ns) OVER () AS is_double FROM ${STAGE}) WHERE is_double)`,
  );
}

async function leaveOutArchived(connection: DuckDBConnection, id: string, archived: string): Promise<void> {
  const bounds = (await connection.runAndReadAll(`SELECT coalesce(min(timestamp_ns), 0), coalesce(max(timestamp_ns), 0) FROM ${STAGE}`)).getRows()[0]!;
  await connection.run(
    `DELETE FROM ${STAGE} WHERE rowid IN (SELECT s.rowid FROM ${STAGE} s JOIN ${archived} a ON a.${id} = s.${id} AND a.timestamp_ns = s.timestamp_ns
     WHERE a.timestamp_ns BETWEEN ${String(bounds[0])} AND ${String(bounds[1])})`,
  );
}

/** Most days have none: then nothing is joined. One sample has one such text in each reply that brought it. */
async function findUnknownColumns(connection: DuckDBConnection, kind: SampleKind, source: DaySource, devices: string): Promise<{ readonly column: string; readonly join: string }> {
  const hot = hotRowsOf('unknown_columns', source);
  const isOfKind = `letter = '${kind.letter}'`;
  if ((await countRows(connection, `(SELECT 1 FROM ${hot} WHERE ${isOfKind} LIMIT 1)`)) === 0) return { column: 'NULL::VARCHAR', join: '' };
  return {
    column: 'unknown.json',
    join: `LEFT JOIN (SELECT device_no, timestamp_ns, batch_no, any_value(json) AS json FROM ${hot} SEMI JOIN ${devices} ON d.number = device_no WHERE ${isOfKind} GROUP BY ALL) unknown
      ON unknown.device_no = s.${kind.idNumber} AND unknown.timestamp_ns = s.timestamp_ns AND unknown.batch_no = s.batch_no`,
  };
}
