// What became of alerts: raised and cleared, newest first, of one device or of all.
import { BIGINT, INTEGER, VARCHAR } from '@duckdb/node-api';
import { alertEdges, type HistoryRequest } from '#shared/history-query.ts';
import { packColumns } from '#shared/packed-rows.ts';
import { archiveColumns } from './archive-columns.ts';
import type { Found } from './history-queries.ts';
import type { HistoryReader } from './history-reader.ts';
import { buildRange } from './time-range.ts';

export async function queryAlertChronology(reader: HistoryReader, { deviceId, limit, ...request }: HistoryRequest<'alertChronology'>): Promise<Found<'alertChronology'>> {
  const range = buildRange(request.fromMs, request.toMs);
  if (range === null) return { edges: packColumns(alertEdges, 0, {}), more: false };
  const files = await reader.files({ kind: 'alert-edges', ...range });
  const [edgeKey = [], source, device, code, alertName, edge, atMs, before] = await reader.columns(
    `WITH edges AS (${edgesSql(reader.relation({ kind: 'alert-edges' }, files))})
     SELECT device_id || '/' || code || '/' || at_ns || '/' || edge, source, device_id, code::DOUBLE, name, edge, (at_ns // 1000000)::DOUBLE, before FROM edges
     WHERE at_ns >= $from AND at_ns < $to AND ($device IS NULL OR device_id = $device) ORDER BY at_ns DESC, device_id, code LIMIT $limit`,
    { from: range.fromNs, to: range.toNs, device: deviceId, limit: limit + 1 }, { from: BIGINT, to: BIGINT, device: VARCHAR, limit: INTEGER },
  );
  const count = Math.min(edgeKey.length, limit);
  const cut = (column: readonly unknown[] = []): readonly unknown[] => column.slice(0, count);
  return {
    edges: packColumns(alertEdges, count, {
      edgeKey: cut(edgeKey), source: cut(source), deviceId: cut(device), code: cut(code), alertName: cut(alertName), edge: cut(edge), atMs: cut(atMs), before: cut(before),
    }),
    more: edgeKey.length > limit,
  };
}

/** Hot and archived edges, in the columns of the archive. */
export function edgesSql(archived: string): string {
  return `SELECT t.text AS device_id, e.at_ns, b.account_number, b.credential_id, b.received_at_ms, e.source, e.code, e.name, e.edge, e.before
    FROM alert_edges e JOIN texts t ON t.text_no = e.device_no LEFT JOIN batches b ON b.batch_no = e.batch_no
    UNION ALL SELECT ${Object.keys(archiveColumns['alert-edges']).join(', ')} FROM ${archived}`;
}
