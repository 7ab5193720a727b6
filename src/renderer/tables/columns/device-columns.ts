// The columns that more than one table has: which terminal, which account.
import type { TableName } from '#shared/table-schemas.ts';
import { fullTime, type ColumnDeclaration, type FormatContext, type RelatedRow } from '../column.ts';

function toTerminal(deviceId: string | null): RelatedRow | null {
  return deviceId === null ? null : { table: 'userTerminals', key: deviceId };
}

function toAccount(accountNumber: string | null): RelatedRow | null {
  return accountNumber === null ? null : { table: 'accounts', key: accountNumber };
}

/** "Device Name" of a table that hangs on a terminal: a link to it, the kit number always beside it. */
export function linkedDeviceNameColumn<Row extends { readonly deviceName: string | null; readonly kitNumber: string | null; readonly deviceId: string | null }>(): ColumnDeclaration<Row> {
  return {
    type: 'text', id: 'deviceName', header: 'Device Name', width: 230, fit: true,
    help: 'Service nickname, else the terminal’s nickname, else its Device ID; then the kit number.',
    value: (row) => row.deviceName ?? row.deviceId,
    cell: { kind: 'deviceName', kitNumber: (row) => row.kitNumber, to: (row) => toTerminal(row.deviceId) },
  };
}

export function terminalIdColumn<Row extends { readonly deviceId: string | null }>(options: { readonly hidden: boolean; readonly help: string }): ColumnDeclaration<Row> {
  return {
    type: 'text', id: 'deviceId', header: 'User Terminal Device ID', width: 240, fit: true, help: options.help,
    ...(options.hidden ? { hidden: true as const } : {}),
    value: (row) => row.deviceId,
    cell: { kind: 'link', to: (row) => toTerminal(row.deviceId) },
  };
}

export function accountNameColumn<Row extends { readonly accountName: string | null; readonly accountNumber: string | null }>(options: { readonly hidden: boolean; readonly help?: string }): ColumnDeclaration<Row> {
  return {
    type: 'text', id: 'accountName', header: 'Account Name', width: 140, fit: true,
    help: options.help ?? 'Account that the terminal belongs to now.',
    ...(options.hidden ? { hidden: true as const } : {}),
    value: (row) => row.accountName ?? row.accountNumber,
    cell: { kind: 'link', to: (row) => toAccount(row.accountNumber) },
  };
}

export function accountNumberColumn<Row extends { readonly accountNumber: string | null }>(): ColumnDeclaration<Row> {
  return {
    type: 'text', id: 'accountNumber', header: 'Account Number', width: 180, fit: true, hidden: true,
    help: 'Starlink’s number of the account (ACC-…).',
    value: (row) => row.accountNumber,
    cell: { kind: 'link', to: (row) => toAccount(row.accountNumber) },
  };
}

/** A link to the first alert of a device, where it has any. */
export function toAlerts(deviceKey: string, activeAlerts: number | null): { readonly table: TableName; readonly key: string } | null {
  return activeAlerts === null || activeAlerts === 0 ? null : { table: 'alerts', key: deviceKey };
}

/** When a device started, from its uptime at the newest sample. */
export function startedTitle(row: { readonly sampledAtMs: number | null; readonly uptimeS: number | null }, context: FormatContext): string | null {
  return row.sampledAtMs === null || row.uptimeS === null ? null : `Started ${fullTime(row.sampledAtMs - row.uptimeS * 1_000, context)}`;
}
