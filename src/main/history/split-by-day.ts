// Rows by the UTC date of their own time. Nearly every batch has one date only: then nothing is copied.
import { createTimeOrder, splitNs } from './time-order.ts';
import { dayOfNs, startOfDayNs, type UtcDay } from './utc-day.ts';

export interface DayRows {
  readonly day: UtcDay;
  /** null: all rows. */
  readonly rows: readonly number[] | null;
}

export function splitByDay(timesNs: BigInt64Array): DayRows[] {
  if (timesNs.length === 0) return [];
  const firstDay = dayOfNs(timesNs[0]!);
  if (areAllWithin(timesNs, startOfDayNs(firstDay), startOfDayNs(firstDay + 1) - 1n)) return [{ day: firstDay, rows: null }];
  const rowsOfDay = new Map<UtcDay, number[]>();
  for (let row = 0; row < timesNs.length; row++) {
    const day = dayOfNs(timesNs[row]!);
    const rows = rowsOfDay.get(day);
    if (rows === undefined) rowsOfDay.set(day, [row]);
    else rows.push(row);
  }
  return [...rowsOfDay].map(([day, rows]) => ({ day, rows }));
}

function areAllWithin(timesNs: BigInt64Array, firstNs: bigint, lastNs: bigint): boolean {
  const order = createTimeOrder(timesNs);
  const beforeFirst = splitNs(firstNs - 1n);
  const last = splitNs(lastNs);
  for (let row = 0; row < timesNs.length; row++) if (!order.isAfter(row, beforeFirst) || order.isAfter(row, last)) return false;
  return true;
}
