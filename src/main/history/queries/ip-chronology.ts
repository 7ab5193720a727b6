// How the addresses of a terminal changed: a row where they differ from the sample before, newest first.
import { BIGINT, INTEGER, VARCHAR } from '@duckdb/node-api';
import { ipChanges, type HistoryRequest } from '#shared/history-query.ts';
import { packColumns } from '#shared/packed-rows.ts';
import type { Found } from './history-queries.ts';
import type { HistoryReader } from './history-reader.ts';
import { buildRange } from './time-range.ts';

const lists = ['ipv4', 'ipv6_ue', 'ipv6_cpe'] as const;

export async function queryIpChronology(reader: HistoryReader, { deviceId, limit, ...request }: HistoryRequest<'ipChronology'>): Promise<Found<'ipChronology'>> {
  const range = buildRange(request.fromMs, request.toMs);
  if (range === null) return { changes: packColumns(ipChanges, 0, {}), more: false };
  const files = await reader.files({ kind: 'ip-allocations', ...range });
  const [changeKey = [], ipAllocationId = [], atMs = [], first = [], ...addresses] = await reader.columns(
    `WITH rows AS (
       SELECT s.batch_no, t.text AS ip_allocation_id, s.timestamp_ns, ${lists.map((name) => `s.${name}::VARCHAR[] AS ${name}`).join(', ')}
       FROM ip_allocation_samples s JOIN texts t ON t.text_no = s.ip_allocation_no WHERE s.device_no = $no AND s.timestamp_ns >= $from AND s.timestamp_ns < $to
       UNION ALL
       SELECT 0, ip_allocation_id, timestamp_ns, ${lists.join(', ')} FROM ${reader.relation({ kind: 'ip-allocations' }, files)}
       WHERE device_id = $device AND timestamp_ns >= $from AND timestamp_ns < $to),
     samples AS (SELECT ip_allocation_id, timestamp_ns, ${lists.map((name) => `arg_min_null(${name}, batch_no) AS ${name}`).join(', ')} FROM rows GROUP BY ALL),
     steps AS (SELECT *, row_number() OVER w = 1 AS first, ${lists.map((name) => `${name} IS DISTINCT FROM lag(${name}) OVER w`).join(' OR ')} AS changed
       FROM samples WINDOW w AS (PARTITION BY ip_allocation_id ORDER BY timestamp_ns))
     SELECT ip_allocation_id || '/' || timestamp_ns, ip_allocation_id, (timestamp_ns // 1000000)::DOUBLE, first, ${lists.map((name) => `to_json(${name})::VARCHAR`).join(', ')}
     FROM steps WHERE first OR changed ORDER BY timestamp_ns DESC, ip_allocation_id LIMIT $limit`,
    { no: reader.textNo(deviceId) ?? -1, device: deviceId, from: range.fromNs, to: range.toNs, limit: limit + 1 },
    { no: INTEGER, device: VARCHAR, from: BIGINT, to: BIGINT, limit: INTEGER },
  );
  const count = Math.min(changeKey.length, limit);
  const [ipv4, ipv6Ue, ipv6Cpe] = [0, 1, 2].map((index) => (addresses[index] ?? []).slice(0, count).map(parseList));
  return {
    changes: packColumns(ipChanges, count, {
      changeKey: changeKey.slice(0, count), ipAllocationId: ipAllocationId.slice(0, count), deviceId: new Array<string>(count).fill(deviceId),
      atMs: atMs.slice(0, count), first: first.slice(0, count), ipv4: ipv4!, ipv6Ue: ipv6Ue!, ipv6Cpe: ipv6Cpe!,
    }),
    more: changeKey.length > limit,
  };
}

function parseList(text: unknown): readonly string[] | null {
  return typeof text === 'string' ? (JSON.parse(text) as readonly string[]) : null;
}
