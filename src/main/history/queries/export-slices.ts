// A range of the history in slices that fit the memory: by UTC day, and within a day by terminals where it is archived (as its files are sorted),
// by time where it is hot (as its rows came).
import { BIGINT } from '@duckdb/node-api';
import type { HistoryExportKind } from '#shared/history-export.ts';
import type { ArchiveFile } from './archive-plan.ts';
import type { HistoryReader } from './history-reader.ts';
import { hotTableOf } from './hot-rows-sql.ts';
import { DAY_MS, dayOf, nsOf, startOfDayMs, type TimeRange } from './time-range.ts';

export interface ExportSlice {
  readonly day: string;
  readonly fromNs: bigint;
  /** The first moment after it. */
  readonly toNs: bigint;
  /** Own ids from this one on; null: from the first. */
  readonly firstId: string | null;
  /** The first own id after it; null: to the last. */
  readonly endId: string | null;
  /** Rows that are expected: what progress counts by. */
  readonly weight: number;
  /** The day lies in files; retention may take them before the slice's turn. */
  readonly isArchived: boolean;
}

/** Of hot rows: they are looked through for doubles, which holds them in memory. */
const ROWS_A_SLICE = 250_000;

/** @param deviceIds terminals; null: all */
export async function planSlices(reader: HistoryReader, kind: HistoryExportKind, range: TimeRange, deviceIds: readonly string[] | null): Promise<ExportSlice[]> {
  const files = (await reader.files({ kind, ...range })).filter((file) => canHold(kind, file, deviceIds));
  const hotRows = await countHotRows(reader, kind, range, deviceIds);
  const days = [...new Set([...files.map(({ day }) => day), ...hotRows.keys()])].sort();
  return days.flatMap((day) => {
    const ofDay = files.filter((file) => file.day === day);
    const span = { day, fromMs: Math.max(range.fromMs, startOfDayMs(day)), toMs: Math.min(range.toMs, startOfDayMs(day) + DAY_MS) };
    return ofDay.length > 0 ? cutByDevices(span, ofDay) : cutByTime(span, hotRows.get(day) ?? 0);
  });
}

/** By the bounds of a file; only telemetry lies by terminal. */
export function canHold(kind: HistoryExportKind, { firstDevice, lastDevice }: ArchiveFile, deviceIds: readonly string[] | null): boolean {
  if (kind !== 'telemetry' || deviceIds === null || firstDevice === null || lastDevice === null) return true;
  return deviceIds.some((id) => firstDevice <= id && id <= lastDevice);
}

/** SQL on hot rows: those of these terminals; null: all are wanted. */
export function hotDeviceFilter(reader: HistoryReader, deviceIds: readonly string[] | null): string | null {
  if (deviceIds === null) return null;
  const numbers = deviceIds.map(reader.textNo).filter((number) => number !== undefined);
  return numbers.length === 0 ? 'false' : `device_no IN (${numbers.join(', ')})`;
}

interface DaySpan {
  readonly day: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where the files of the day's largest generation part: late files then fall into the same slices. */
function cutByDevices({ day, fromMs, toMs }: DaySpan, files: readonly ArchiveFile[]): ExportSlice[] {
  const rowsOf = (generation: number): number => files.reduce((sum, file) => sum + (file.generation === generation ? file.rowCount : 0), 0);
  const main = [...new Set(files.map(({ generation }) => generation))].reduce((best, next) => (rowsOf(next) > rowsOf(best) ? next : best));
  const sorted = files.filter((file) => file.generation === main && file.firstDevice !== null).sort((a, b) => (a.firstDevice! < b.firstDevice! ? -1 : 1));
  // Files of the same first device (one that did not fit into one file) are one slice.
  const cuts = [...new Set(sorted.slice(1).map(({ firstDevice }) => firstDevice!))].filter((id) => id !== sorted[0]!.firstDevice);
  const bounds = [null, ...cuts, null];
  const share = (toMs - fromMs) / DAY_MS;
  const rows = files.reduce((sum, { rowCount }) => sum + rowCount, 0);
  return bounds.slice(1).map((endId, index) => ({ day, fromNs: nsOf(fromMs), toNs: nsOf(toMs), firstId: bounds[index]!, endId, weight: Math.max(1, (rows * share) / (cuts.length + 1)), isArchived: true }));
}

function cutByTime({ day, fromMs, toMs }: DaySpan, rows: number): ExportSlice[] {
  const count = Math.max(1, Math.ceil(rows / ROWS_A_SLICE));
  const cut = (index: number): bigint => nsOf(fromMs + Math.floor(((toMs - fromMs) * index) / count));
  return Array.from({ length: count }, (_, index) => ({ day, fromNs: cut(index), toNs: cut(index + 1), firstId: null, endId: null, weight: Math.max(1, rows / count), isArchived: false }));
}

async function countHotRows(reader: HistoryReader, kind: HistoryExportKind, range: TimeRange, deviceIds: readonly string[] | null): Promise<Map<string, number>> {
  // Edges are few, and those of routers are found by the rows themselves.
  const filter = kind === 'alert-edges' ? null : hotDeviceFilter(reader, deviceIds);
  const [table, time] = kind === 'alert-edges' ? ['alert_edges', 'at_ns'] : [hotTableOf(kind), 'timestamp_ns'];
  const [days = [], counts = []] = await reader.columns(
    `SELECT (${time} // ${nsOf(DAY_MS)})::DOUBLE, count(*)::DOUBLE FROM ${table} WHERE ${time} >= $from AND ${time} < $to ${filter === null ? '' : `AND ${filter}`} GROUP BY ALL`,
    { from: range.fromNs, to: range.toNs }, { from: BIGINT, to: BIGINT },
  );
  return new Map(days.map((day, index) => [dayOf(Number(day) * DAY_MS), Number(counts[index])]));
}
