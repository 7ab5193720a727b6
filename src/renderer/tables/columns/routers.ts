// The Routers table: one row a Starlink router. To add a column: one entry here.
import type { TableRow } from '#shared/table-schemas.ts';
import { formatCount, formatDecimals, formatGigabytes, formatMbps, formatMs, formatPercent } from '../../formats/format-number.ts';
import { formatDuration } from '../../formats/format-time.ts';
import type { ColumnDeclaration, NumberColumn, TableDeclaration } from '../column.ts';
import { requestTerminalWindow } from '../table-actions.ts';
import { accountNumberColumn, linkedDeviceNameColumn, startedTitle, terminalIdColumn, toAlerts } from './device-columns.ts';

export type RouterRow = TableRow<'routers'>;
type Value = (row: RouterRow) => number | null;

const rawGigabytes = { unit: 'GB', of: (bytes: number) => bytes / 1e9 };

function clientsColumn(id: string, header: string, value: Value, isHidden: boolean): NumberColumn<RouterRow> {
  return { type: 'number', id, header, width: 70, live: true, align: 'right', help: 'Connected clients.', value, format: formatCount, sum: true, ...(isHidden ? { hidden: true as const } : {}) };
}

function dropColumn(id: string, header: string, help: string, value: Value, isHidden: boolean): NumberColumn<RouterRow> {
  return { type: 'number', id, header, unit: '%', width: 90, live: true, align: 'right', help, value, format: (percent) => formatPercent(percent, 3), ...(isHidden ? { hidden: true as const } : {}) };
}

function latencyColumn(id: string, header: string, help: string, value: Value, isHidden: boolean): NumberColumn<RouterRow> {
  return { type: 'number', id, header, unit: 'ms', width: 90, live: true, align: 'right', help, value, format: formatMs, ...(isHidden ? { hidden: true as const } : {}) };
}

/** Header and id are the API's own name, which carries the unit. */
function rateColumn(apiName: string, value: Value): NumberColumn<RouterRow> {
  return { type: 'number', id: apiName, header: apiName, width: 120, hidden: true, live: true, align: 'right', help: 'Wi-Fi link rate of the connected clients, in Mbps.', value, format: formatMbps };
}

function strengthColumn(apiName: string, value: Value): NumberColumn<RouterRow> {
  return { type: 'number', id: apiName, header: apiName, unit: 'dBm', width: 120, hidden: true, live: true, align: 'right', help: 'Wi-Fi signal strength of the connected clients; N/A without such a client.', value, format: (dBm) => formatDecimals(dBm, 0) };
}

const columns: readonly ColumnDeclaration<RouterRow>[] = [
  { type: 'text', id: 'routerId', header: 'Router ID', width: 230, fit: true, help: 'The id that telemetry carries (Router-…).', value: (row) => row.routerId },
  terminalIdColumn({ hidden: false, help: 'Terminal that the router hangs on (API: DishId).' }),
  linkedDeviceNameColumn(),
  accountNumberColumn(),
  { type: 'text', id: 'softwareVersion', header: 'Software Version', width: 150, fit: true, live: true, help: 'Software that the router runs.', value: (row) => row.softwareVersion },
  { type: 'text', id: 'hardwareVersion', header: 'Hardware Version', width: 80, live: true, help: 'Generation of the router.', value: (row) => row.hardwareVersion },
  { type: 'number', id: 'uptime', header: 'Uptime', width: 76, live: true, align: 'right', help: 'Time since the router started.', value: (row) => row.uptimeS, format: formatDuration, unitMs: 1_000, raw: { unit: 's' }, title: startedTitle },
  { type: 'text', id: 'role', header: 'Role', width: 136, live: true, help: 'Main router, mesh node with its hops to the main router, or bypassed.', value: roleOf },
  clientsColumn('clients', 'Clients', (row) => row.clients, false),
  clientsColumn('clients2Ghz', 'Clients 2.4 GHz', (row) => row.clients2Ghz, true),
  clientsColumn('clients5Ghz', 'Clients 5 GHz', (row) => row.clients5Ghz, true),
  clientsColumn('clientsEthernet', 'Clients Ethernet', (row) => row.clientsEthernet, true),
  dropColumn('internetPingDrop', 'Internet Ping Drop Rate', 'Share of pings lost between router and internet.', (row) => row.internetPingDropPercent, false),
  latencyColumn('internetPingLatency', 'Internet Ping Latency', 'Ping time between router and internet.', (row) => row.internetPingLatencyMs, false),
  dropColumn('popPingDrop', 'PoP Ping Drop Rate', 'Share of pings lost between router and Starlink’s point of presence.', (row) => row.popPingDropPercent, true),
  latencyColumn('popPingLatency', 'PoP Ping Latency', 'Ping time between router and Starlink’s point of presence.', (row) => row.popPingLatencyMs, true),
  dropColumn('terminalPingDrop', 'Dish Ping Drop Rate', 'Share of pings lost between router and terminal.', (row) => row.terminalPingDropPercent, true),
  latencyColumn('terminalPingLatency', 'Dish Ping Latency', 'Ping time between router and terminal.', (row) => row.terminalPingLatencyMs, true),
  { type: 'number', id: 'wanReceived', header: 'WAN Received', unit: 'GB', width: 90, live: true, align: 'right', help: 'Received since the router started.', value: (row) => row.wanReceivedBytes, format: formatGigabytes, unitSize: 1e9, sum: true, raw: rawGigabytes },
  { type: 'number', id: 'wanSent', header: 'WAN Sent', unit: 'GB', width: 90, live: true, align: 'right', help: 'Sent since the router started.', value: (row) => row.wanSentBytes, format: formatGigabytes, unitSize: 1e9, sum: true, raw: rawGigabytes },
  rateColumn('Clients2GhzRxRateMbpsMin', (row) => row.clients2GhzRxRateMbpsMin),
  rateColumn('Clients2GhzRxRateMbpsMax', (row) => row.clients2GhzRxRateMbpsMax),
  rateColumn('Clients2GhzRxRateMbpsAvg', (row) => row.clients2GhzRxRateMbpsAvg),
  rateColumn('Clients2GhzTxRateMbpsMin', (row) => row.clients2GhzTxRateMbpsMin),
  rateColumn('Clients2GhzTxRateMbpsMax', (row) => row.clients2GhzTxRateMbpsMax),
  rateColumn('Clients2GhzTxRateMbpsAvg', (row) => row.clients2GhzTxRateMbpsAvg),
  rateColumn('Clients5GhzRxRateMbpsMin', (row) => row.clients5GhzRxRateMbpsMin),
  rateColumn('Clients5GhzRxRateMbpsMax', (row) => row.clients5GhzRxRateMbpsMax),
  rateColumn('Clients5GhzRxRateMbpsAvg', (row) => row.clients5GhzRxRateMbpsAvg),
  rateColumn('Clients5GhzTxRateMbpsMin', (row) => row.clients5GhzTxRateMbpsMin),
  rateColumn('Clients5GhzTxRateMbpsMax', (row) => row.clients5GhzTxRateMbpsMax),
  rateColumn('Clients5GhzTxRateMbpsAvg', (row) => row.clients5GhzTxRateMbpsAvg),
  strengthColumn('Clients2GhzSignalStrengthMin', (row) => row.clients2GhzSignalStrengthMin),
  strengthColumn('Clients2GhzSignalStrengthMax', (row) => row.clients2GhzSignalStrengthMax),
  strengthColumn('Clients2GhzSignalStrengthAvg', (row) => row.clients2GhzSignalStrengthAvg),
  strengthColumn('Clients5GhzSignalStrengthMin', (row) => row.clients5GhzSignalStrengthMin),
  strengthColumn('Clients5GhzSignalStrengthMax', (row) => row.clients5GhzSignalStrengthMax),
  strengthColumn('Clients5GhzSignalStrengthAvg', (row) => row.clients5GhzSignalStrengthAvg),
  {
    type: 'number', id: 'activeAlerts', header: 'Active Alerts', width: 80, live: true, align: 'right',
    help: 'Alerts that the router reports now; leads to them.',
    value: (row) => row.activeAlerts, format: formatCount, sum: true,
    cell: { kind: 'link', to: (row) => toAlerts(row.routerId, row.activeAlerts), tone: (row) => (row.activeAlerts ?? 0) > 0 ? 'warn' : 'muted' },
    title: (row) => row.alertNames === null || row.alertNames.length === 0 ? null : row.alertNames.join(', '),
  },
  { type: 'time', id: 'timestamp', header: 'Timestamp', width: 152, live: true, align: 'right', help: 'Device time of the newest sample.', value: (row) => row.sampledAtMs },
];

function roleOf(row: RouterRow): string | null {
  if (row.isBypassed === true) return 'Bypassed';
  if (row.isRepeater === null) return null;
  if (!row.isRepeater) return 'Main';
  const hops = row.hopsFromController;
  if (hops === null) return 'Mesh node';
  return `Mesh node, ${hops} ${hops === 1 ? 'hop' : 'hops'}`;
}

export const routersTable: TableDeclaration<RouterRow> = {
  table: 'routers',
  title: 'Routers',
  noun: 'routers',
  columns,
  keyOf: (row) => row.routerId,
  defaultSort: [{ id: 'deviceName', desc: false }],
  staleReason: (row) => row.stale === true ? 'Not current: nothing newer has come from this router' : null,
  openRow: (row) => {
    if (row.deviceId !== null) requestTerminalWindow(row.deviceId);
  },
};
