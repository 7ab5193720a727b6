// Schema 1 → 2: the samples of one table a kind move into a table a day; what was before stays in the backup file.
import type { DuckDBConnection } from '@duckdb/node-api';
import { buildHotTables, buildHotViews, hotTable, hotKinds, sampleTableColumns, STRAY, timeColumns, type HotKind } from './hot-tables.ts';
import { DAY_MS, dayOfSql, startOfDayNs, type UtcDay } from './utc-day.ts';

/** Fleet statistics begin with schema 2: days of before get theirs when they close. */
const movedKinds = hotKinds.filter((kind) => kind !== 'fleet_rollup_rows');

/** Inside the migration's transaction. Dates that no reply of that day or its neighbours brought become stray rows, as at ingest. */
export async function moveSamplesToDays(connection: DuckDBConnection): Promise<void> {
  const days = new Set<UtcDay>();
  for (const kind of movedKinds) {
    await connection.run(`ALTER TABLE ${kind} RENAME TO ${kind}_before`);
    for (const day of await timelyDays(connection, kind)) days.add(day);
  }
  const sorted = [...days].sort((a, b) => a - b);
  for (const place of [...sorted, STRAY] as const) for (const statement of buildHotTables(place)) await connection.run(statement);
  for (const kind of movedKinds) {
    for (const day of sorted) {
      const isOfDay = `${timeColumns[kind]} >= ${startOfDayNs(day)} AND ${timeColumns[kind]} < ${startOfDayNs(day + 1)}`;
      await connection.run(`INSERT INTO ${hotTable(kind, day)} SELECT ${columnNames(kind)} FROM ${kind}_before WHERE ${isOfDay}`);
    }
    const isOfNoDay = days.size === 0 ? 'true' : `NOT list_contains([${sorted.join(', ')}], ${dayOfSql(timeColumns[kind])})`;
    await connection.run(`INSERT INTO ${hotTable(kind, STRAY)} SELECT ${columnNames(kind)} FROM ${kind}_before WHERE ${isOfNoDay}`);
    await connection.run(`DROP TABLE ${kind}_before`);
  }
  for (const statement of buildHotViews(sorted)) await connection.run(statement);
}

/** By name: an older file may hold its columns in another order. */
function columnNames(kind: HotKind): string {
  return sampleTableColumns[kind].split(',').map((column) => column.trim().split(' ')[0]).join(', ');
}

async function timelyDays(connection: DuckDBConnection, kind: HotKind): Promise<UtcDay[]> {
  const day = dayOfSql(timeColumns[kind]);
  const found = await connection.runAndReadAll(
    `SELECT DISTINCT ${day} FROM ${kind}_before JOIN batches USING (batch_no) WHERE abs(${day} - received_at_ms // ${DAY_MS}) <= 1`,
  );
  return (found.getColumnsJS()[0] ?? []).map(Number);
}
