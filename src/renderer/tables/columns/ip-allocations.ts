// The IP Allocations table: the public addresses of each terminal. To add a column: one entry here.
import type { TableRow } from '#shared/table-schemas.ts';
import type { ColumnDeclaration, TableDeclaration } from '../column.ts';
import { requestTerminalWindow } from '../table-actions.ts';
import { accountNumberColumn, linkedDeviceNameColumn, terminalIdColumn } from './device-columns.ts';

export type IpAllocationRow = TableRow<'ipAllocations'>;

const columns: readonly ColumnDeclaration<IpAllocationRow>[] = [
  { type: 'text', id: 'ipAllocationId', header: 'IP Allocation Device ID', width: 250, fit: true, hidden: true, help: 'The id that telemetry carries (ip-ut…).', value: (row) => row.ipAllocationId },
  terminalIdColumn({ hidden: false, help: 'Terminal that holds the addresses; may be one that no account lists.' }),
  linkedDeviceNameColumn(),
  { type: 'list', id: 'ipv4', header: 'IPv4', width: 130, fit: true, grow: true, live: true, help: 'Public IPv4 addresses over the last 6 minutes.', value: (row) => row.ipv4 },
  { type: 'list', id: 'ipv6Ue', header: 'IPv6 UE', width: 200, fit: true, grow: true, live: true, help: 'IPv6 prefixes on the terminal’s side.', value: (row) => row.ipv6Ue },
  { type: 'list', id: 'ipv6Cpe', header: 'IPv6 CPE', width: 200, fit: true, grow: true, live: true, help: 'IPv6 prefixes given to the customer’s equipment.', value: (row) => row.ipv6Cpe },
  accountNumberColumn(),
  { type: 'time', id: 'timestamp', header: 'Timestamp', width: 152, live: true, align: 'right', help: 'Device time of the newest report.', value: (row) => row.sampledAtMs },
];

export const ipAllocationsTable: TableDeclaration<IpAllocationRow> = {
  table: 'ipAllocations',
  title: 'IP Allocations',
  noun: 'IP allocations',
  columns,
  keyOf: (row) => row.ipAllocationId,
  defaultSort: [{ id: 'deviceName', desc: false }],
  staleReason: (row) => row.stale === true ? 'Not current: nothing newer has come from this terminal' : null,
  openRow: (row) => {
    if (row.deviceId !== null) requestTerminalWindow(row.deviceId);
  },
};
