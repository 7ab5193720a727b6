// Snapshots: what every terminal last said, every five minutes. The archive lies by terminal; "the fleet as of a time" would have to read all of it.
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { UtcDay } from '../utc-day.ts';
import { dayText, startOfDayNs } from '../utc-day.ts';
import { listArchiveFiles } from './archive-files.ts';
import { readParquet, sqlText } from './archive-path.ts';
import { makeFolderOf } from './durable-file.ts';
import { findSumDamage } from './file-sum.ts';
import { STAGE } from './staged-slice.ts';

const SNAPSHOT_MS = 300_000;
const SNAPSHOT_NS = 300_000_000_000n;
export const SNAPSHOTS_A_DAY = 288;
/** A terminal that has said nothing for so long stands in no snapshot. */
export const CARRIED_DAYS = 30;
/** Temporary table: the terminals of the last snapshot before the day. */
const CARRIED = 'archive_carried';

/** 1 = 00:05, 288 = 24:00. */
export const snapshotOf = (day: UtcDay, index: number): number => (day * SNAPSHOTS_A_DAY + index) * SNAPSHOT_MS;

/** Takes up the last snapshot of the days before; columns as those that are staged. */
export async function loadCarried(connection: DuckDBConnection, folder: string, day: UtcDay): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${CARRIED} AS FROM ${STAGE} LIMIT 0`);
  const earlier = await listArchiveFiles(connection, 'archive_files', `kind = 'snapshots' AND day < DATE '${dayText(day)}' AND day >= DATE '${dayText(day - CARRIED_DAYS)}'`);
  const newest = earlier.reduce<(typeof earlier)[number] | null>((best, file) => (best === null || file.lastNs > best.lastNs ? file : best), null);
  if (newest === null) return;
  const files = earlier.filter((file) => file.lastNs === newest.lastNs).map(({ file }) => file);
  for (const file of files) {
    // It would be carried on for 30 days.
    const damage = await findSumDamage(join(folder, file));
    if (damage !== null) throw new Error(`${file}: ${damage}`);
  }
  await connection.run(`INSERT INTO ${CARRIED} BY NAME SELECT ${await sharedColumns(connection, readParquet(folder, files))} FROM ${readParquet(folder, files)}
    WHERE snapshot_ms = ${newest.lastNs / 1_000_000n} AND timestamp_ns >= ${startOfDayNs(day - CARRIED_DAYS)}`);
}

/** Snapshot rows of the staged terminals (and what is carried of them) → a file of its own, by time. */
export async function writeSnapshotPart(connection: DuckDBConnection, folder: string, part: string, day: UtcDay): Promise<void> {
  const carried = `SELECT c.* FROM ${CARRIED} c SEMI JOIN ${STAGE} s ON s.device_id = c.device_id`;
  await copyPart(connection, folder, part, day, `SELECT 0 AS source, rowid AS row, device_id, timestamp_ns FROM ${STAGE}
    UNION ALL SELECT 1, c.rowid, c.device_id, c.timestamp_ns FROM ${CARRIED} c SEMI JOIN ${STAGE} s ON s.device_id = c.device_id`);
  await connection.run(`DELETE FROM ${CARRIED} WHERE device_id IN (SELECT device_id FROM (${carried}))`);
}

/** What is carried of terminals that said nothing all day. */
export async function writeSilentPart(connection: DuckDBConnection, folder: string, part: string, day: UtcDay): Promise<void> {
  await copyPart(connection, folder, part, day, `SELECT 1 AS source, rowid AS row, device_id, timestamp_ns FROM ${CARRIED}`);
}

/** Snapshots `from` to `to` of all parts, staged in the order of the file. */
export async function stageSnapshots(connection: DuckDBConnection, folder: string, parts: readonly string[], day: UtcDay, from: number, to: number): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${STAGE} AS SELECT * FROM ${readParquet(folder, parts)} WHERE snapshot_ms BETWEEN ${snapshotOf(day, from)} AND ${snapshotOf(day, to)}
     ORDER BY snapshot_ms, device_id`,
  );
}

/** A sample stands in every snapshot from its own time until the terminal's next sample. */
async function copyPart(connection: DuckDBConnection, folder: string, part: string, day: UtcDay, samples: string): Promise<void> {
  const firstOfDay = BigInt(day * SNAPSHOTS_A_DAY) + 1n;
  const roundedUp = (timeNs: string): string => `((${timeNs} + ${SNAPSHOT_NS - 1n}) // ${SNAPSHOT_NS})`;
  const next = `lead(timestamp_ns) OVER (PARTITION BY device_id ORDER BY timestamp_ns)`;
  const silent = `timestamp_ns // ${SNAPSHOT_NS} + ${CARRIED_DAYS * SNAPSHOTS_A_DAY + 1}`;
  await makeFolderOf(join(folder, part));
  await connection.run(
    `COPY (WITH spans AS MATERIALIZED (SELECT source, row, unnest(range(first, past)) AS snapshot FROM
       (SELECT source, row, greatest(${roundedUp('timestamp_ns')}, ${firstOfDay}) AS first,
         least(coalesce(${roundedUp(next)}, ${firstOfDay + BigInt(SNAPSHOTS_A_DAY)}), ${silent}, ${firstOfDay + BigInt(SNAPSHOTS_A_DAY)}) AS past FROM (${samples})) WHERE past > first)
     SELECT (snapshot * ${SNAPSHOT_MS})::BIGINT AS snapshot_ms, s.* FROM spans JOIN ${STAGE} s ON source = 0 AND s.rowid = row
     UNION ALL SELECT (snapshot * ${SNAPSHOT_MS})::BIGINT, c.* FROM spans JOIN ${CARRIED} c ON source = 1 AND c.rowid = row
     ORDER BY snapshot_ms, device_id) TO ${sqlText(join(folder, part))} (FORMAT parquet, COMPRESSION zstd)`,
  );
}

/** A file of another version may have fewer columns, or more. */
async function sharedColumns(connection: DuckDBConnection, relation: string): Promise<string> {
  const namesOf = async (of: string): Promise<string[]> => ((await connection.runAndReadAll(`SELECT column_name FROM (DESCRIBE FROM ${of})`)).getColumnsJS()[0] ?? []).map(String);
  const there = new Set(await namesOf(relation));
  return (await namesOf(CARRIED)).filter((name) => there.has(name)).join(', ');
}
