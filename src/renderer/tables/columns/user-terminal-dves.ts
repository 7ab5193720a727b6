// The User Terminal DVEs table: terminals whose window comes back at every start. To add a column: one entry here.
import type { TableRow } from '#shared/table-schemas.ts';
import type { ColumnDeclaration, TableDeclaration } from '../column.ts';
import { askDveDeletion } from '../dve-deletion.ts';
import { requestTerminalWindow } from '../table-actions.ts';
import { linkedDeviceNameColumn } from './device-columns.ts';

export type UserTerminalDveRow = TableRow<'userTerminalDves'>;

const columns: readonly ColumnDeclaration<UserTerminalDveRow>[] = [
  linkedDeviceNameColumn(),
  { type: 'text', id: 'deviceId', header: 'Device ID', width: 240, fit: true, hidden: true, help: 'The id that telemetry carries (ut…).', value: (row) => row.deviceId },
  { type: 'text', id: 'kitNumber', header: 'Kit Number', width: 150, fit: true, help: 'Printed on the terminal’s box.', value: (row) => row.kitNumber },
  { type: 'flag', id: 'dveCreation', header: 'DVE Creation', width: 110, words: ['Enabled', 'Disabled'], help: 'Switched in User Terminals.', value: (row) => row.dveEnabled },
  { type: 'flag', id: 'window', header: 'Window', width: 100, words: ['Open', 'Closed'], help: 'Whether the terminal’s window is open now.', value: (row) => row.windowOpen },
  {
    type: 'action', id: 'delete', header: 'Delete', width: 90, help: 'Removes the DVE; possible while DVE Creation is Disabled.',
    cell: {
      kind: 'button', label: 'Delete', isDanger: true,
      blocked: (row) => row.dveEnabled === false ? null : 'Set DVE Creation to Disabled in User Terminals first',
      run: askDveDeletion,
    },
  },
];

export const userTerminalDvesTable: TableDeclaration<UserTerminalDveRow> = {
  table: 'userTerminalDves',
  title: 'User Terminal DVEs',
  noun: 'user terminal DVEs',
  columns,
  keyOf: (row) => row.deviceId,
  defaultSort: [{ id: 'deviceName', desc: false }],
  openRow: (row) => requestTerminalWindow(row.deviceId),
};
