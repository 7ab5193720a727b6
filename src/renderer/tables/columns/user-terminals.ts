// The User Terminals table: one row a terminal, over all accounts. To add a column: one entry here.
import type { TableRow } from '#shared/table-schemas.ts';
import { formatCoordinate, formatCount, formatMbps, formatMs, formatPercent } from '../../formats/format-number.ts';
import { formatDuration, formatTime, zoneLabel } from '../../formats/format-time.ts';
import type { ColumnDeclaration, FormatContext, TableDeclaration, Tone } from '../column.ts';
import { lookOfSeverity, lookOfState } from '../state-looks.ts';
import { requestDveCreation, requestTerminalWindow } from '../table-actions.ts';
import { accountNameColumn, accountNumberColumn, startedTitle, toAlerts } from './device-columns.ts';
import { toService } from './service-columns.ts';

export type UserTerminalRow = TableRow<'userTerminals'>;

const cellCentre = (row: UserTerminalRow): string | null =>
  row.h3Cell === null ? null : `Centre of H3 cell ${row.h3Cell}: Starlink reports the cell, not the exact place`;

const columns: readonly ColumnDeclaration<UserTerminalRow>[] = [
  {
    type: 'text', id: 'deviceName', header: 'Device Name', width: 230, fit: true,
    help: 'Service nickname, else the terminal’s nickname, else its Device ID; then the kit number.',
    value: (row) => row.deviceName ?? row.deviceId,
    cell: { kind: 'deviceName', kitNumber: (row) => row.kitNumber, state: (row) => row.state, isStateStale: (row) => row.stale === true },
    // The name may be cut in its cell; the mark beside it means the state.
    title: (row) => [
      [row.deviceName ?? row.deviceId, row.kitNumber].filter((part) => part !== null).join(' '),
      ...(row.stateReason === null ? [] : [`${row.state ?? 'Unknown'}: ${row.stateReason}`]),
    ].join('\n'),
  },
  { type: 'text', id: 'deviceId', header: 'Device ID', width: 240, fit: true, hidden: true, help: 'The id that telemetry carries (ut…).', value: (row) => row.deviceId },
  accountNameColumn({ hidden: false }),
  accountNumberColumn(),
  {
    type: 'text', id: 'serviceLineNumber', header: 'Service Line Number', width: 180, fit: true, hidden: true, help: 'Service line that the terminal is on (SL-…); leads to it.',
    value: (row) => row.serviceLineNumber,
    cell: { kind: 'link', to: (row) => toService(row.serviceLineNumber) },
  },
  { type: 'text', id: 'kitNumber', header: 'Kit Number', width: 140, fit: true, hidden: true, help: 'Printed on the terminal’s box.', value: (row) => row.kitNumber },
  { type: 'text', id: 'serialNumber', header: 'Serial Number', width: 140, fit: true, help: 'Serial number of the terminal.', value: (row) => row.serialNumber },
  {
    type: 'text', id: 'state', header: 'State', width: 92, live: (row) => row.stale === true,
    help: 'Unknown, Offline, Stale, Critical, Degraded or Online: the first rule that fits. The reason is in the tooltip.',
    value: (row) => row.state,
    sortBy: (row) => lookOfState(row.state).rank,
    cell: { kind: 'toned', tone: (row) => lookOfState(row.state).tone },
    title: (row) => row.stateReason,
  },
  { type: 'number', id: 'signalQuality', header: 'Signal Quality', unit: '%', width: 90, live: true, align: 'right', help: 'Signal to noise, 0–10 dB as 0–100 %.', value: (row) => row.signalQualityPercent, format: (value) => formatPercent(value, 0) },
  { type: 'number', id: 'downlink', header: 'Downlink Throughput', unit: 'Mbps', width: 96, live: true, align: 'right', help: 'Average over 15 s.', value: (row) => row.downlinkMbps, format: formatMbps },
  { type: 'number', id: 'uplink', header: 'Uplink Throughput', unit: 'Mbps', width: 96, live: true, align: 'right', help: 'Average over 15 s.', value: (row) => row.uplinkMbps, format: formatMbps },
  { type: 'number', id: 'pingDrop', header: 'Average Ping Drop Rate', unit: '%', width: 90, live: true, align: 'right', help: 'Share of pings lost between terminal and Starlink over 15 s.', value: (row) => row.pingDropPercent, format: (value) => formatPercent(value, 3) },
  { type: 'number', id: 'latency', header: 'Average Ping Latency', unit: 'ms', width: 90, live: true, align: 'right', help: 'Ping time between terminal and Starlink, averaged over 15 s.', value: (row) => row.latencyMs, format: formatMs },
  { type: 'number', id: 'obstruction', header: 'Obstruction Percent Time', unit: '%', width: 96, live: true, align: 'right', help: 'Share of time in which something stands in the way: a moving average.', value: (row) => row.obstructionPercent, format: (value) => formatPercent(value, 2) },
  {
    type: 'number', id: 'activeAlerts', header: 'Active Alerts', width: 80, live: true, align: 'right',
    help: 'Alerts that the terminal reports now; leads to them.',
    value: (row) => row.activeAlerts, format: formatCount, sum: true,
    cell: { kind: 'link', to: (row) => toAlerts(row.deviceId, row.activeAlerts), tone: alertTone },
    title: (row) => row.alertNames === null || row.alertNames.length === 0 ? null : row.alertNames.join(', '),
  },
  { type: 'number', id: 'uptime', header: 'Uptime', width: 76, live: true, align: 'right', help: 'Time since the terminal started.', value: (row) => row.uptimeS, format: formatDuration, unitMs: 1_000, raw: { unit: 's' }, title: startedTitle },
  { type: 'number', id: 'latitude', header: 'Latitude', unit: '°', width: 86, live: true, align: 'right', help: 'Centre of the H3 cell that the terminal reports.', value: (row) => row.latitude, format: formatCoordinate, title: cellCentre },
  { type: 'number', id: 'longitude', header: 'Longitude', unit: '°', width: 92, live: true, align: 'right', help: 'Centre of the H3 cell that the terminal reports.', value: (row) => row.longitude, format: formatCoordinate, title: cellCentre },
  { type: 'text', id: 'h3Cell', header: 'H3 Cell', width: 150, fit: true, hidden: true, live: true, help: 'Hexagon of the H3 grid, resolution 5, that the terminal is in.', value: (row) => row.h3Cell },
  { type: 'text', id: 'country', header: 'Country', width: 80, hidden: true, live: true, help: 'ISO country code; XZ is international waters.', value: (row) => row.countryCode },
  { type: 'text', id: 'softwareVersion', header: 'Software Version', width: 160, fit: true, live: true, help: 'Software that the terminal runs.', value: (row) => row.softwareVersion },
  {
    type: 'number', id: 'rebootPossibleIn', header: 'Reboot Possible In', width: 110, hidden: true, live: true, align: 'right',
    help: 'Earliest reboot for a software update, while updates are deferred.',
    value: (row) => row.rebootPossibleInS, unitMs: 1_000, raw: { unit: 's' }, format: (seconds) => seconds < 0 ? 'Deferral off' : formatDuration(seconds),
  },
  { type: 'time', id: 'timestamp', header: 'Timestamp', width: 152, live: true, align: 'right', help: 'Device time of the newest sample; N/A when only the Management API knows the terminal.', value: (row) => row.sampledAtMs },
  {
    type: 'flag', id: 'dveCreation', header: 'DVE Creation', width: 124, words: ['Enabled', 'Disabled'],
    help: 'Gives the terminal a window that comes back at every start, and a row in User Terminal DVEs.',
    value: (row) => row.dveEnabled,
    cell: { kind: 'switch', isPending: () => false, blocked: () => null, set: (row, enabled) => requestDveCreation(row.deviceId, enabled) },
  },
  {
    type: 'action', id: 'open', header: 'Open', width: 76, help: 'Opens the terminal’s own window.',
    cell: { kind: 'button', label: 'Open', blocked: () => null, run: (row) => requestTerminalWindow(row.deviceId) },
  },
];

function alertTone(row: UserTerminalRow): Tone {
  return lookOfSeverity(row.worstSeverity)?.tone ?? 'muted';
}

/** Telemetry that is not of now must not look like it, whoever is to blame: the account or the terminal. */
function staleReason(row: UserTerminalRow, context: FormatContext): string | null {
  if (row.sampledAtMs === null) return null;
  const isSilent = row.state === 'Stale' || row.state === 'Offline';
  if (row.stale !== true && !isSilent) return null;
  return `Not current: last sample ${formatTime(row.sampledAtMs, context.timeDisplay)} ${zoneLabel(row.sampledAtMs, context.timeDisplay)}${row.stateReason === null ? '' : ` (${row.stateReason})`}`;
}

export const userTerminalsTable: TableDeclaration<UserTerminalRow> = {
  table: 'userTerminals',
  title: 'User Terminals',
  noun: 'user terminals',
  columns,
  keyOf: (row) => row.deviceId,
  defaultSort: [{ id: 'deviceName', desc: false }],
  staleReason,
  openRow: (row) => requestTerminalWindow(row.deviceId),
};
