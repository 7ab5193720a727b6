// Which days are to be closed now.
import type { DuckDBConnection } from '@duckdb/node-api';
import { hotTable, STRAY } from '../hot-tables.ts';
import { DAY_MS, dayOfSql, parseDay, type UtcDay } from '../utc-day.ts';
import { CARRIED_DAYS } from './snapshots.ts';

/** The stream may be eight hours late. */
const CLOSES_AFTER_MS = 9 * 3_600_000;

/** Stray rows of dates further back say that a clock is wrong, not that they are of that day: they stay in the database. */
const OLDEST_STRAY_DAYS = CARRIED_DAYS + 1;

/** A terminal whose clock is behind brings late rows all day: with a file of their own at each pass its days would fall into 144 files. */
const LATE_EVERY_MS = 6 * 3_600_000;

export interface DueDaysOptions {
  /** Those that have tables. */
  readonly openDays: readonly UtcDay[];
  /** Days are over by this time. */
  readonly closingMs: number;
  /** This computer's clock, which compactions are dated by. */
  readonly nowMs: number;
  /** So many late rows don't wait. */
  readonly mostWaiting: number;
}

export function isOver(day: UtcDay, nowMs: number): boolean {
  return (day + 1) * DAY_MS + CLOSES_AFTER_MS <= nowMs;
}

/** Oldest first. */
export async function listDueDays(connection: DuckDBConnection, { openDays, closingMs, nowMs, mostWaiting }: DueDaysOptions): Promise<UtcDay[]> {
  const oldest = Math.floor(closingMs / DAY_MS) - OLDEST_STRAY_DAYS;
  const strays = (['terminal_samples', 'router_samples', 'ip_allocation_samples'] as const).map((kind) => `SELECT ${dayOfSql('timestamp_ns')} AS day FROM ${hotTable(kind, STRAY)}`);
  const found = await connection.runAndReadAll(`SELECT day, count(*)::DOUBLE FROM (${strays.join(' UNION ALL ')}) WHERE day >= ${oldest} GROUP BY day`);
  const finished = await readFinished(connection);
  const waits = (day: UtcDay, rows: number): boolean => rows < mostWaiting && Math.abs(nowMs - (finished.get(day) ?? -Infinity)) < LATE_EVERY_MS;
  const late = found.getRowsJS().map(([day, rows]) => [Number(day), Number(rows)] as const).filter(([day, rows]) => !waits(day, rows));
  return [...new Set([...openDays, ...late.map(([day]) => day)])].filter((day) => isOver(day, closingMs)).sort((a, b) => a - b);
}

/** When each day was last put into files, ms. */
async function readFinished(connection: DuckDBConnection): Promise<ReadonlyMap<UtcDay, number>> {
  const done = await connection.runAndReadAll(`SELECT day::VARCHAR, max(finished_at_ms)::DOUBLE FROM compactions WHERE state = 'done' GROUP BY day`);
  return new Map(done.getRowsJS().map(([day, atMs]) => [parseDay(String(day)) ?? 0, Number(atMs)]));
}
