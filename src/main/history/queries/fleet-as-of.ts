// The whole fleet as it was at a moment: the newest sample of every terminal by then, and the alerts that were active.
import { BIGINT, VARCHAR } from '@duckdb/node-api';
import { pastAlerts, pastTerminals, type HistoryRequest } from '#shared/history-query.ts';
import { packColumns, type PackedRows } from '#shared/packed-rows.ts';
import { terminalNumberColumns } from '../../starlink/telemetry-batch.ts';
import { sqlName } from '../sql-name.ts';
import { edgesSql } from './alert-chronology.ts';
import type { Found } from './history-queries.ts';
import type { HistoryReader } from './history-reader.ts';
import { newestHotRows } from './newest-hot-rows.ts';
import { findSnapshot } from './snapshot-before.ts';
import { clampMs, DAY_MS, dayOf, nsOf } from './time-range.ts';

/** As long as snapshots carry a silent terminal on. */
const LONGEST_SILENCE_MS = 30 * DAY_MS;

/** Columns of the chosen samples, in the order of `pastTerminals`. */
const values: readonly string[] = terminalNumberColumns.map(sqlName);
const chosen = ['device_id', 'account_number', 'timestamp_ns', 'received_at_ms', ...values, 'h3_cell', 'software_version', 'country_code', 'in_territorial_waters', 'active_alerts'];

export async function queryFleetAsOf(reader: HistoryReader, request: HistoryRequest<'fleetAsOf'>): Promise<Found<'fleetAsOf'>> {
  const atMs = clampMs(Math.min(request.atMs, reader.nowMs));
  const base = await findSnapshot(reader, atMs);
  const asOfMs = base.isClosed && base.snapshotMs !== null && base.samples.length === 0 ? base.snapshotMs : atMs;
  const untilNs = nsOf(asOfMs);
  const parts = await newestHotRows(reader, untilNs, chosen);
  const columns = await reader.columns(
    `WITH rows AS (
       ${parts.sql}
       UNION ALL SELECT ${chosen.join(', ')} FROM ${reader.relation({ kind: 'snapshots' }, base.snapshots)} WHERE snapshot_ms = $snapshot
       UNION ALL SELECT ${chosen.join(', ')} FROM ${reader.relation({ kind: 'telemetry' }, base.samples)} WHERE timestamp_ns <= $until AND timestamp_ns > $since
       UNION ALL SELECT ${chosen.join(', ')} FROM ${reader.relation({ kind: 'telemetry' }, base.late)} WHERE timestamp_ns <= $until AND timestamp_ns > $oldest),
     newest AS (SELECT * FROM rows QUALIFY row_number() OVER (PARTITION BY device_id ORDER BY timestamp_ns DESC, received_at_ms) = 1)
     SELECT device_id, account_number, timestamp_ns::VARCHAR, (timestamp_ns // 1000000)::DOUBLE, received_at_ms::DOUBLE, ${values.join(', ')},
       h3_cell, software_version, country_code, in_territorial_waters, to_json(active_alerts::VARCHAR[])::VARCHAR FROM newest
     WHERE $account IS NULL OR account_number = $account ORDER BY device_id`,
    {
      snapshot: base.snapshotMs === null ? null : BigInt(base.snapshotMs), until: untilNs, since: nsOf(clampMs(base.snapshotMs ?? 0)), oldest: nsOf(clampMs(asOfMs - LONGEST_SILENCE_MS)),
      account: request.accountNumber, ...parts.values,
    },
    { snapshot: BIGINT, until: BIGINT, since: BIGINT, oldest: BIGINT, account: VARCHAR, ...parts.types },
  );
  const terminals = packTerminals(columns);
  return {
    asOfMs: terminals.count === 0 ? null : asOfMs, basis: asOfMs === atMs ? 'samples' : 'snapshot', terminals,
    alerts: await activeAlerts(reader, asOfMs, request.accountNumber, new Set(columns[0])),
  };
}

function packTerminals(columns: readonly (readonly unknown[])[]): PackedRows {
  const [deviceId = [], accountNumber = [], timestampNs = [], sampledAtMs = [], receivedAtMs = []] = columns;
  const at = (name: string): readonly unknown[] => columns[5 + values.indexOf(sqlName(name))] ?? [];
  const percent = (name: string): readonly unknown[] => at(name).map((fraction) => (typeof fraction === 'number' ? fraction * 100 : null));
  const [h3Cell = [], softwareVersion = [], countryCode = [], inTerritorialWaters = [], alertCodes = []] = columns.slice(5 + values.length);
  return packColumns(pastTerminals, deviceId.length, {
    deviceId, accountNumber, timestampNs, sampledAtMs, receivedAtMs, downlinkMbps: at('downlinkMbps'), uplinkMbps: at('uplinkMbps'), pingDropPercent: percent('pingDropRate'),
    latencyMs: at('latencyMs'), obstructionPercent: at('obstructionPercent'), uptimeS: at('uptimeS'), signalQualityPercent: percent('signalQuality'),
    rebootPossibleInS: at('rebootPossibleInS'), h3Cell, softwareVersion, countryCode, inTerritorialWaters,
    alertCodes: alertCodes.map((text) => (typeof text === 'string' ? (JSON.parse(text) as unknown) : null)),
  });
}

/**
 * By the last edge of each device and code before `atMs`. A terminal belongs to the account of its newest sample, whichever one saw the edge.
 * @param terminals ids of those in the answer
 */
async function activeAlerts(reader: HistoryReader, atMs: number, accountNumber: string | null, terminals: ReadonlySet<unknown>): Promise<PackedRows> {
  const files = await reader.files({ kind: 'alert-edges', firstDay: dayOf(clampMs(atMs - LONGEST_SILENCE_MS)), lastDay: dayOf(atMs) });
  const columns = await reader.columns(
    `WITH edges AS (${edgesSql(reader.relation({ kind: 'alert-edges' }, files))}),
     last AS (SELECT source, device_id, code, arg_max({name: name, edge: edge, at_ns: at_ns, before: before, account_number: account_number}, at_ns) AS e
       FROM edges WHERE at_ns <= $at AND at_ns > $since GROUP BY ALL)
     SELECT device_id || '/' || code, source, device_id, code::DOUBLE, e.name, (e.at_ns // 1000000)::DOUBLE, e.before, e.account_number FROM last WHERE e.edge = 'raised' ORDER BY device_id, code`,
    { at: nsOf(atMs), since: nsOf(clampMs(atMs - LONGEST_SILENCE_MS)) }, { at: BIGINT, since: BIGINT },
  );
  const [, sources = [], deviceIds = [], , , , , accounts = []] = columns;
  const isWanted = (row: number): boolean => accountNumber === null || (sources[row] === 'u' ? terminals.has(deviceIds[row]) : accounts[row] === accountNumber);
  const [alertKey = [], source, deviceId, code, alertName, activeSinceMs, activeSinceBefore] = columns.map((column) => column.filter((_, row) => isWanted(row)));
  return packColumns(pastAlerts, alertKey.length, { alertKey, source: source!, deviceId: deviceId!, code: code!, alertName: alertName!, activeSinceMs: activeSinceMs!, activeSinceBefore: activeSinceBefore! });
}
