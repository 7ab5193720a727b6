// One row of a grid. Drawn again only when its row object, place, columns or state change; what is out of view follows a moment later.
import { memo, useDeferredValue, useMemo } from 'react';
import { notAvailable } from '../formats/format-number.ts';
import { cellContent, hasControl } from './cells/cell-content.tsx';
import { displayText, staleReasonOf, titleOf, type ColumnDeclaration, type FormatContext, type TableDeclaration } from './column.ts';
import classes from './grid.module.css';
import type { VisibleColumns } from './use-visible-columns.ts';

/** A column with its final width; `left` counts from the left edge of the table. */
export interface LaidColumn<Row> {
  readonly declaration: ColumnDeclaration<Row>;
  readonly width: number;
  readonly left: number;
  /** Where it stays while the others are scrolled; null for those. */
  readonly stickyLeft: number | null;
  readonly isLastSticky: boolean;
}

interface GridRowProps<Row> {
  readonly table: TableDeclaration<Row>;
  readonly row: Row;
  readonly rowKey: string;
  /** 0 for the first data row. */
  readonly index: number;
  readonly top: number;
  readonly columns: readonly LaidColumn<Row>[];
  /** Which columns are drawn; pinned ones always are. */
  readonly firstColumn: number;
  readonly lastColumn: number;
  /** Which of them are in view: the others take a change after it has been painted here. */
  readonly seen: VisibleColumns;
  /** Flies past: only what is in view is drawn. */
  readonly isFast: boolean;
  readonly context: FormatContext;
  /** For ages in tooltips. */
  readonly nowMs: number;
  readonly isSelected: boolean;
  /** Column of the grid's tab stop when it is in this row. */
  readonly activeColumnId: string | null;
}

function GridRowPlain<Row>(props: GridRowProps<Row>): React.ReactNode {
  const { table, row, columns, context, nowMs, activeColumnId, firstColumn, lastColumn, seen, isFast } = props;
  const laterRow = useDeferredValue(isFast ? null : row);
  // The same elements as before, not equal ones, while only the row has changed: React passes over them.
  const laterCells = useMemo(
    () => columns.map((column, i) => laterRow !== null && isLater(column, i, seen) && i >= firstColumn && i <= lastColumn ? drawCell({ table, row: laterRow, column, place: i, context, nowMs, isActive: false }) : null),
    [table, laterRow, columns, context, nowMs, firstColumn, lastColumn, seen],
  );
  const cells = columns.map((column, i) => {
    const isActive = column.declaration.id === activeColumnId;
    // The cell with the tab stop stays wherever it is: the focus on a removed one would be lost.
    return isLater(column, i, seen) && !isActive ? (isFast ? null : laterCells[i]) : drawCell({ table, row, column, place: i, context, nowMs, isActive });
  });
  return (
    <div
      role="row" aria-rowindex={props.index + 2} aria-selected={props.isSelected} data-row={props.rowKey}
      className={classes.row} style={{ top: props.top }}
    >
      {cells}
    </div>
  );
}

/** Out of view. */
function isLater<Row>(column: LaidColumn<Row>, place: number, seen: VisibleColumns): boolean {
  return column.stickyLeft === null && (place < seen.first || place > seen.last);
}

interface CellParts<Row> extends Pick<GridRowProps<Row>, 'table' | 'row' | 'context' | 'nowMs'> {
  readonly column: LaidColumn<Row>;
  /** 0 for the first column. */
  readonly place: number;
  readonly isActive: boolean;
}

function drawCell<Row>({ table, row, column: laid, place, context, nowMs, isActive }: CellParts<Row>): React.ReactNode {
  const { declaration: column, width, left, stickyLeft, isLastSticky } = laid;
  const staleReason = staleReasonOf(table, column, row, context);
  const isMissing = column.type !== 'action' && column.value(row) === null && displayText(column, row, context) === notAvailable;
  const title = joinTitles(titleOf(column, row, context, nowMs), isMissing ? null : staleReason);
  return (
    <div
      key={column.id} role="gridcell" aria-colindex={place + 1} data-active={isActive || undefined}
      className={cellClass(stickyLeft !== null, column.align)} data-pin={stickyLeft === null ? undefined : isLastSticky ? 'last' : 'inner'}
      data-look={isMissing ? 'missing' : staleReason === null ? undefined : 'stale'}
      style={{ width, left: stickyLeft ?? left }} tabIndex={isActive && !hasControl(column, row) ? 0 : undefined} title={title}
    >
      {cellContent(column, row, { context, rowKey: table.keyOf(row), isActive })}
    </div>
  );
}

/** One attribute instead of two: attributes are a third of what a new cell costs. */
function cellClass(isSticky: boolean, align: 'right' | undefined): string | undefined {
  const place = isSticky ? classes.firstCell : classes.cell;
  return align === 'right' ? `${place} ${classes.right}` : place;
}

function joinTitles(first: string | null, second: string | null): string | undefined {
  if (first === null) return second ?? undefined;
  return second === null ? first : `${first}\n${second}`;
}

export const GridRow = memo(GridRowPlain) as typeof GridRowPlain;
