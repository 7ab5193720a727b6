// The hot rows of one day: its own tables, and the stray rows of that date up to a given reply.
import type { DuckDBConnection } from '@duckdb/node-api';
import { hotTable, STRAY, timeColumns, type HotKind } from '../hot-tables.ts';
import { startOfDayNs, type UtcDay } from '../utc-day.ts';

export interface DaySource {
  readonly day: UtcDay;
  /** False for a day that has stray rows only. */
  readonly hasTables: boolean;
  /** Later replies are left to the next pass. */
  readonly lastBatchNo: number;
}

export function isOfDay(timeColumn: string, day: UtcDay): string {
  return `${timeColumn} >= ${startOfDayNs(day)} AND ${timeColumn} < ${startOfDayNs(day + 1)}`;
}

/** Rows of `kind` as a relation; `stored_no` is their order within a reply. The day's own tables take no more rows by now. */
export function hotRowsOf(kind: HotKind, source: DaySource): string {
  const stray = `SELECT *, rowid AS stored_no FROM ${hotTable(kind, STRAY)} WHERE ${isStrayOf(kind, source)}`;
  return source.hasTables ? `(SELECT *, rowid AS stored_no FROM ${hotTable(kind, source.day)} UNION ALL ${stray})` : `(${stray})`;
}

export function isStrayOf(kind: HotKind, { day, lastBatchNo }: DaySource): string {
  return `${isOfDay(timeColumns[kind], day)} AND batch_no <= ${lastBatchNo}`;
}

export async function countRows(connection: DuckDBConnection, relation: string): Promise<number> {
  return Number((await connection.runAndReadAll(`SELECT count(*) FROM ${relation}`)).value(0, 0));
}
