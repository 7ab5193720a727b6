// The header row: sorts by click, Enter and Space (Shift adds), resizes at the edge and with Shift+arrows, opens its menu.
import { useRef } from 'react';
import { columnTitle } from './column.ts';
import type { ColumnModel, ShownColumn } from './column-model.ts';
import classes from './grid.module.css';
import type { LaidColumn } from './grid-row.tsx';

export interface GridHeaderProps<Row> {
  readonly model: ColumnModel<Row>;
  readonly columns: readonly LaidColumn<Row>[];
  readonly height: number;
  /** Column of the grid's tab stop when it is in the header. */
  readonly activeColumnId: string | null;
  readonly onMenu: (columnId: string, x: number, y: number) => void;
  readonly onFit: (columnId: string) => void;
}

/** Pixels that one Shift+arrow moves a column's edge. */
const RESIZE_STEP = 16;

export function GridHeader<Row>({ model, columns, height, activeColumnId, onMenu, onFit }: GridHeaderProps<Row>): React.ReactNode {
  /** Letting go of the edge is a click on the header too: it must not sort. */
  const isDragging = useRef(false);

  function onKeyDown(event: React.KeyboardEvent, column: ShownColumn<Row>, width: number): void {
    const { id } = column.declaration;
    if (event.key === 'Enter' || event.key === ' ') model.toggleSort(id, event.shiftKey);
    else if (event.shiftKey && event.key === 'ArrowLeft') model.setWidth(id, width - RESIZE_STEP);
    else if (event.shiftKey && event.key === 'ArrowRight') model.setWidth(id, width + RESIZE_STEP);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div role="row" aria-rowindex={1} className={classes.header} style={{ height }} onMouseDownCapture={(event) => (isDragging.current = isEdge(event.target))}>
      {model.shown.map((shown, index) => {
        const column = shown.declaration;
        const { width, left } = columns[index]!;
        const isSortable = column.type !== 'action';
        return (
          <div
            key={column.id} role="columnheader" aria-label={column.header} aria-colindex={index + 1} title={columnTitle(column)}
            aria-sort={shown.sort === null ? (isSortable ? 'none' : undefined) : shown.sort.desc ? 'descending' : 'ascending'}
            className={index === 0 ? classes.firstHeaderCell : classes.headerCell} data-align={column.align}
            data-sortable={isSortable || undefined} data-active={column.id === activeColumnId || undefined}
            tabIndex={column.id === activeColumnId ? 0 : -1} style={index === 0 ? { width } : { width, left }}
            onClick={(event) => {
              if (!isDragging.current && isSortable) model.toggleSort(column.id, event.shiftKey);
            }}
            onKeyDown={(event) => onKeyDown(event, shown, width)}
            onContextMenu={(event) => {
              event.preventDefault();
              onMenu(column.id, event.clientX, event.clientY);
            }}
          >
            <span className={classes.headerText}>
              {column.header}{column.unit === undefined ? null : <span className={classes.unit} aria-hidden="true"> {column.unit}</span>}
            </span>
            <span className={classes.sortMark} aria-hidden="true">{sortMark(shown, model.sorting.length)}</span>
            <span
              className={classes.resizer} data-edge aria-hidden="true" onMouseDown={shown.startResize} onTouchStart={shown.startResize}
              onDoubleClick={() => onFit(column.id)}
            />
          </div>
        );
      })}
    </div>
  );
}

function sortMark<Row>(shown: ShownColumn<Row>, sortedColumns: number): string {
  if (shown.sort === null) return '';
  const arrow = shown.sort.desc ? '▼' : '▲';
  return sortedColumns > 1 ? `${arrow}${shown.sort.place + 1}` : arrow;
}

function isEdge(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-edge]') !== null;
}
