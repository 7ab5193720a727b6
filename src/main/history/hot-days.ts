// Which open days have tables, and which table a row of a given date goes into. In memory beside the file, loaded anew after a failed write.
import type { DuckDBConnection } from '@duckdb/node-api';
import { insertColumns, pickRows, type ColumnValues } from './column-writer.ts';
import { buildHotTables, buildHotViews, dayOfTable, hotKinds, hotTable, STRAY, type HotKind, type HotPlace } from './hot-tables.ts';
import { splitByDay } from './split-by-day.ts';
import { dayOfMs, parseDay, type UtcDay } from './utc-day.ts';

/** A computer with a wrong clock still gets tables of its own for the days of its fleet; so many that a device with a wild clock can't make thousands. */
const MOST_FAR_DAYS = 8;

export interface HotDays {
  /** Open days, oldest first. */
  list(): readonly UtcDay[];
  /** Inserts into the tables of the rows' dates inside the caller's transaction; makes those that are missing. */
  insert(connection: DuckDBConnection, kind: HotKind, timesNs: BigInt64Array, columns: readonly ColumnValues[], receivedAtMs: number): Promise<void>;
  /** From now on no row goes into the day's tables: its rows are being archived. */
  freeze(day: UtcDay): void;
  /** Drops the tables of a day inside the caller's transaction. */
  drop(connection: DuckDBConnection, day: UtcDay): Promise<void>;
}

export async function loadHotDays(connection: DuckDBConnection): Promise<HotDays> {
  const tables = await connection.runAndReadAll(`SELECT table_name FROM duckdb_tables() WHERE NOT temporary`);
  const days = new Set(tables.getColumnsJS()[0]?.map((name) => dayOfTable(String(name))).filter((day) => day !== null));
  const begun = await connection.runAndReadAll(`SELECT DISTINCT day::VARCHAR FROM compactions`);
  /** Days that are archived or being so. */
  const closed = new Set(begun.getColumnsJS()[0]?.map((day) => parseDay(String(day))));
  const sorted = (): UtcDay[] => [...days].sort((a, b) => a - b);

  function choose(day: UtcDay, receivedDay: UtcDay, isMost: boolean): HotPlace {
    if (closed.has(day)) return STRAY;
    if (days.has(day) || Math.abs(day - receivedDay) <= 1) return day;
    return isMost && days.size < MOST_FAR_DAYS ? day : STRAY;
  }

  async function ensure(connection: DuckDBConnection, place: HotPlace): Promise<void> {
    if (place === STRAY || days.has(place)) return;
    days.add(place);
    for (const statement of [...buildHotTables(place), ...buildHotViews(sorted())]) await connection.run(statement);
  }

  return {
    list: sorted,
    async insert(writer, kind, timesNs, columns, receivedAtMs) {
      const receivedDay = dayOfMs(receivedAtMs);
      for (const { day, rows } of splitByDay(timesNs)) {
        const count = rows?.length ?? timesNs.length;
        const place = choose(day, receivedDay, 2 * count > timesNs.length);
        await ensure(writer, place);
        await insertColumns(writer, hotTable(kind, place), count, rows === null ? columns : pickRows(columns, rows));
      }
    },
    freeze: (day) => void closed.add(day),
    async drop(writer, day) {
      if (!days.delete(day)) return;
      for (const kind of hotKinds) await writer.run(`DROP TABLE ${hotTable(kind, day)}`);
      for (const statement of buildHotViews(sorted())) await writer.run(statement);
    },
  };
}
