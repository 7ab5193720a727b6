// The cell that holds the grid's tab stop: found again after rows moved, columns went or the filter changed.
import type { GridPosition } from './grid-keyboard.ts';
import type { ActiveCell } from './table-view-store.ts';

/** Position of the active cell among what is shown; the first cell when it is not there (any more). */
export function findActivePosition(
  active: ActiveCell | null,
  indexOfRow: (rowKey: string) => number,
  columnIds: readonly string[],
  rowCount: number,
): GridPosition {
  const column = active === null ? 0 : Math.max(0, columnIds.indexOf(active.columnId));
  if (active === null) return { row: rowCount > 0 ? 0 : -1, column };
  if (active.rowKey === null) return { row: -1, column };
  const row = indexOfRow(active.rowKey);
  return { row: row === -1 ? (rowCount > 0 ? 0 : -1) : row, column };
}
