// Where the arrow keys lead inside a grid. Row -1 is the header.

export interface GridPosition {
  readonly row: number;
  readonly column: number;
}

export interface GridExtent {
  readonly rows: number;
  readonly columns: number;
  /** Rows that a page key moves by: what the window shows. */
  readonly pageRows: number;
}

/** The position that a key leads to; null for a key that moves nothing. */
export function nextGridPosition(from: GridPosition, key: string, withControl: boolean, extent: GridExtent): GridPosition | null {
  const lastRow = extent.rows - 1;
  const lastColumn = extent.columns - 1;
  switch (key) {
    case 'ArrowUp': return at(from.row - 1, from.column);
    case 'ArrowDown': return at(from.row + 1, from.column);
    case 'ArrowLeft': return at(from.row, from.column - 1);
    case 'ArrowRight': return at(from.row, from.column + 1);
    case 'PageUp': return at(Math.max(Math.min(0, from.row), from.row - extent.pageRows), from.column);
    case 'PageDown': return at(from.row + extent.pageRows, from.column);
    case 'Home': return withControl ? at(Math.min(0, lastRow), 0) : at(from.row, 0);
    case 'End': return withControl ? at(lastRow, lastColumn) : at(from.row, lastColumn);
    default: return null;
  }

  function at(row: number, column: number): GridPosition {
    return { row: clamp(row, -1, lastRow), column: clamp(column, 0, lastColumn) };
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
