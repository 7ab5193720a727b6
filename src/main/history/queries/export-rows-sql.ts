// The rows of an export slice as SQL: hot and archived ones, each sample once, in the columns of the file.
import type { HistoryExportFormat, HistoryExportKind } from '#shared/history-export.ts';
import { sqlText } from '../archive/archive-path.ts';
import { edgesSql } from './alert-chronology.ts';
import { archiveColumns } from './archive-columns.ts';
import { ownIds, type DeviceKind } from './device-kinds.ts';
import { canHold, hotDeviceFilter, type ExportSlice } from './export-slices.ts';
import type { HistoryReader } from './history-reader.ts';
import { hotRowsSql, hotTableOf } from './hot-rows-sql.ts';

export interface ExportedColumn {
  readonly name: string;
  readonly sql: string;
}

/** What spreadsheets take for the beginning of a formula (as in renderer/tables/export/formula-guard.ts). */
const startsFormula = '^[=+\\-@\\t\\r\\n＝＋－＠]';

/** Columns of the file in their order: ids and times first. Texts of a CSV can't become formulas, its lists are joined; Parquet keeps the types. */
export function exportedColumns(kind: HistoryExportKind, format: HistoryExportFormat): ExportedColumn[] {
  const time = kind === 'alert-edges' ? 'at_ns' : 'timestamp_ns';
  return Object.entries(archiveColumns[kind]).flatMap(([name, type]) => {
    if (name === time) return [{ name: time.replace('_ns', '_utc'), sql: utcTime(`make_timestamp_ns("${name}")`, `make_timestamp("${name}" // 1000)`, format) }, { name, sql: `"${name}"` }];
    if (name === 'received_at_ms') return [{ name: 'received_at_utc', sql: utcTime(`make_timestamp("${name}" * 1000)::TIMESTAMP_MS`, `make_timestamp("${name}" * 1000)`, format) }];
    if (format === 'parquet') return [{ name, sql: `"${name}"` }];
    if (type.endsWith('[]')) return [{ name, sql: guarded(`array_to_string("${name}", '; ')`) }];
    return [{ name, sql: type === 'VARCHAR' ? guarded(`"${name}"`) : `"${name}"` }];
  });
}

function utcTime(typed: string, micros: string, format: HistoryExportFormat): string {
  return format === 'parquet' ? typed : `strftime(${micros}, '%Y-%m-%dT%H:%M:%S.%gZ')`;
}

function guarded(text: string): string {
  return `CASE WHEN regexp_matches(${text}, ${sqlText(startsFormula)}) THEN '''' || ${text} ELSE ${text} END`;
}

/** @param deviceIds terminals; null: all */
export async function exportRowsSql(reader: HistoryReader, kind: HistoryExportKind, slice: ExportSlice, deviceIds: readonly string[] | null): Promise<string> {
  return kind === 'alert-edges' ? edgeRows(reader, slice, deviceIds) : sampleRows(reader, kind, slice, deviceIds);
}

async function sampleRows(reader: HistoryReader, kind: DeviceKind, slice: ExportSlice, deviceIds: readonly string[] | null): Promise<string> {
  const own = ownIds[kind];
  const columns = Object.keys(archiveColumns[kind]);
  const inTime = `timestamp_ns >= ${slice.fromNs} AND timestamp_ns < ${slice.toNs}`;
  const files = (await reader.files({ kind, firstDay: slice.day, lastDay: slice.day }))
    .filter((file) => canHold(kind, file, deviceIds))
    .filter(({ firstDevice, lastDevice }) => (slice.endId === null || firstDevice === null || firstDevice < slice.endId) && (slice.firstId === null || lastDevice === null || lastDevice >= slice.firstId));
  const ofDevices = hotDeviceFilter(reader, deviceIds);
  const hotRows = `(SELECT * FROM ${hotTableOf(kind)} WHERE ${inTime}${ofDevices === null ? '' : ` AND ${ofDevices}`})`;
  const [found = []] = await reader.columns(`SELECT 1 FROM ${hotRows} LIMIT 1`);
  const isHot = found.length > 0;
  const where = [
    ...(slice.firstId === null ? [] : [`${own} >= ${sqlText(slice.firstId)}`]), ...(slice.endId === null ? [] : [`${own} < ${sqlText(slice.endId)}`]),
    ...(deviceIds === null ? [] : [`device_id IN (${deviceIds.map(sqlText).join(', ')})`]),
  ];
  const hot = `SELECT * FROM (${hotRowsSql(kind, columns, hotRows)}) ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}`;
  const archived = `SELECT * FROM ${reader.relation({ kind }, files)} WHERE ${[inTime, ...where].join(' AND ')}`;
  const rows = isHot ? `SELECT * FROM (${hot} UNION ALL ${archived})` : archived;
  // One file holds each sample once by itself; else the first received counts.
  return !isHot && files.length <= 1 ? rows : `SELECT * FROM (${rows}) QUALIFY row_number() OVER (PARTITION BY ${own}, timestamp_ns ORDER BY received_at_ms) = 1 ORDER BY ${own}, timestamp_ns`;
}

/** Of terminals, and of the routers that were bonded to them that day. */
async function edgeRows(reader: HistoryReader, { day, fromNs, toNs }: ExportSlice, deviceIds: readonly string[] | null): Promise<string> {
  const days = { firstDay: day, lastDay: day };
  const edges = `SELECT * FROM (${edgesSql(reader.relation({ kind: 'alert-edges' }, await reader.files({ kind: 'alert-edges', ...days })))}) WHERE at_ns >= ${fromNs} AND at_ns < ${toNs}`;
  if (deviceIds === null) return `${edges} ORDER BY at_ns, device_id, code`;
  const ids = deviceIds.map(sqlText).join(', ');
  const routers = `SELECT router_id FROM (${hotRowsSql('routers', ['router_id', 'device_id'], `(SELECT DISTINCT router_no, device_no, any_value(batch_no) AS batch_no FROM router_samples GROUP BY ALL)`)}
    UNION ALL SELECT router_id, device_id FROM ${reader.relation({ kind: 'routers' }, await reader.files({ kind: 'routers', ...days }))}) WHERE device_id IN (${ids})`;
  return `${edges} AND (device_id IN (${ids}) OR device_id IN (${routers})) ORDER BY at_ns, device_id, code`;
}
