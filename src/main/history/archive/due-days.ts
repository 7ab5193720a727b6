// Which days are to be closed now.
import type { DuckDBConnection } from '@duckdb/node-api';
import { hotTable, STRAY } from '../hot-tables.ts';
import { DAY_MS, dayOfSql, type UtcDay } from '../utc-day.ts';
import { CARRIED_DAYS } from './snapshots.ts';

/** The stream may be eight hours late. */
const CLOSES_AFTER_MS = 9 * 3_600_000;

/** Stray rows of dates further back say that a clock is wrong, not that they are of that day: they stay in the database. */
const OLDEST_STRAY_DAYS = CARRIED_DAYS + 1;

export function isOver(day: UtcDay, nowMs: number): boolean {
  return (day + 1) * DAY_MS + CLOSES_AFTER_MS <= nowMs;
}

/** Oldest first. @param openDays those that have tables */
export async function listDueDays(connection: DuckDBConnection, openDays: readonly UtcDay[], nowMs: number): Promise<UtcDay[]> {
  const today = Math.floor(nowMs / DAY_MS);
  const strays = (['terminal_samples', 'router_samples', 'ip_allocation_samples'] as const).map((kind) => `SELECT DISTINCT ${dayOfSql('timestamp_ns')} AS day FROM ${hotTable(kind, STRAY)}`);
  const found = await connection.runAndReadAll(`SELECT DISTINCT day FROM (${strays.join(' UNION ALL ')}) WHERE day >= ${today - OLDEST_STRAY_DAYS}`);
  const days = new Set([...openDays, ...(found.getColumnsJS()[0] ?? []).map(Number)]);
  return [...days].filter((day) => isOver(day, nowMs)).sort((a, b) => a - b);
}
