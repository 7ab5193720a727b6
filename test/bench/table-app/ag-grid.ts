// The yardstick: AG Grid Community with the same rows from the same store, the same columns, texts, widths and row height. Its own defaults, but nothing glides.
import { AllCommunityModule, createGrid, ModuleRegistry, themeQuartz, type ColDef } from 'ag-grid-community';
import { displayText } from '../../../src/renderer/tables/column.ts';
import { createTableStore } from '../../../src/renderer/console-client/table-store.ts';
import type { UserTerminalRow } from './fleet-rounds.ts';
import { benchColumns, SORTED_COLUMN } from './bench-columns.ts';

export function openAgGrid(root: HTMLElement): void {
  ModuleRegistry.registerModules([AllCommunityModule]);
  const context = { timeDisplay: 'utc' } as const;
  const columnDefs = benchColumns.map((column): ColDef<UserTerminalRow> => ({
    colId: column.id, headerName: column.header, width: column.width,
    valueGetter: ({ data }) => (data === undefined || column.type === 'action' ? null : column.value(data)),
    valueFormatter: ({ data }) => (data === undefined ? '' : displayText(column, data, context)),
    ...(column.align === 'right' ? { cellStyle: { textAlign: 'right' } } : {}),
    ...(column.id === SORTED_COLUMN ? { sort: 'desc' as const } : {}),
  }));
  root.style.height = '100vh';
  const grid = createGrid<UserTerminalRow>(root, {
    theme: themeQuartz, columnDefs, rowData: [], getRowId: ({ data }) => data.deviceId, rowHeight: 30, headerHeight: 42, animateRows: false,
  });
  createTableStore('userTerminals').subscribe(({ rows }) => grid.setGridOption('rowData', [...rows]));
}
