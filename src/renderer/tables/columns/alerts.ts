// The Alerts table: one row a device and alert code, as long as the alert is active. To add a column: one entry here.
import type { TableRow } from '#shared/table-schemas.ts';
import { formatCount } from '../../formats/format-number.ts';
import type { ColumnDeclaration, TableDeclaration } from '../column.ts';
import { lookOfSeverity } from '../state-looks.ts';
import { requestTerminalWindow } from '../table-actions.ts';
import { accountNameColumn, linkedDeviceNameColumn, terminalIdColumn } from './device-columns.ts';

export type AlertRow = TableRow<'alerts'>;

const columns: readonly ColumnDeclaration<AlertRow>[] = [
  linkedDeviceNameColumn(),
  terminalIdColumn({ hidden: true, help: 'Terminal that reports the alert, or that the router belongs to.' }),
  {
    type: 'text', id: 'source', header: 'Source', width: 110, help: 'Whether the terminal or a router behind it reports the alert.',
    value: (row) => row.source,
    cell: { kind: 'link', to: (row) => row.source === 'Router' && row.routerId !== null ? { table: 'routers', key: row.routerId } : null },
    title: (row) => row.routerId,
  },
  { type: 'text', id: 'alert', header: 'Alert', width: 200, fit: true, help: 'Name of the alert in Starlink’s own reply.', value: (row) => row.alertName },
  { type: 'number', id: 'code', header: 'Code', width: 64, hidden: true, align: 'right', help: 'Number of the alert; means different things for terminals and routers.', value: (row) => row.code, format: formatCode },
  {
    type: 'text', id: 'severity', header: 'Severity', width: 104, live: true, help: 'Critical, Warning or Info, from Groundtrack’s catalogue of alerts.',
    value: (row) => row.severity === null ? null : row.severity.charAt(0).toUpperCase() + row.severity.slice(1),
    sortBy: (row) => lookOfSeverity(row.severity)?.rank ?? null,
    cell: { kind: 'toned', tone: (row) => lookOfSeverity(row.severity)?.tone ?? 'muted', shape: (row) => lookOfSeverity(row.severity)?.path ?? null },
  },
  { type: 'text', id: 'meaning', header: 'Meaning', width: 400, fit: true, grow: true, help: 'What the alert says, in plain words.', value: (row) => row.meaning },
  {
    type: 'time', id: 'activeSince', header: 'Active Since', width: 196, live: true, align: 'right',
    help: '“before …” when it was already active at first sight or after a gap.',
    value: (row) => row.activeSinceMs, prefix: (row) => row.activeSinceBefore === true ? 'before ' : '',
  },
  { type: 'time', id: 'lastSeen', header: 'Last Seen', width: 152, live: true, align: 'right', help: 'Device time of the last sample that carried the alert.', value: (row) => row.lastSeenMs },
  accountNameColumn({ hidden: true }),
];

function formatCode(code: number): string {
  return code < 1_000 ? String(code) : formatCount(code);
}

export const alertsTable: TableDeclaration<AlertRow> = {
  table: 'alerts',
  title: 'Alerts',
  noun: 'alerts',
  columns,
  keyOf: (row) => row.alertKey,
  defaultSort: [{ id: 'severity', desc: false }, { id: 'activeSince', desc: true }],
  staleReason: (row) => row.stale === true ? 'Not current: nothing newer has come from this device, so nobody knows whether the alert is still active' : null,
  openRow: (row) => {
    if (row.deviceId !== null) requestTerminalWindow(row.deviceId);
  },
};
