// The header row: sorts by click, Enter and Space (Shift adds), resizes at the edge and with Shift+arrows, moves by dragging and with Ctrl+Shift+arrows, opens its menu.
import { IconFilter } from '@tabler/icons-react';
import { useRef } from 'react';
import { columnTitle } from './column.ts';
import type { ColumnModel, ShownColumn } from './column-model.ts';
import classes from './grid.module.css';
import type { LaidColumn } from './grid-row.tsx';
import { useHeaderDrag } from './use-header-drag.ts';

export interface GridHeaderProps<Row> {
  readonly model: ColumnModel<Row>;
  readonly columns: readonly LaidColumn<Row>[];
  readonly height: number;
  /** Column of the grid's tab stop when it is in the header. */
  readonly activeColumnId: string | null;
  readonly onMenu: (columnId: string, x: number, y: number) => void;
  readonly onFit: (columnId: string) => void;
  /** Columns with a filter of their own, and what it says. */
  readonly filterTexts: ReadonlyMap<string, string>;
}

/** Pixels that one Shift+arrow moves a column's edge. */
const RESIZE_STEP = 16;

export function GridHeader<Row>({ model, columns, height, activeColumnId, onMenu, onFit, filterTexts }: GridHeaderProps<Row>): React.ReactNode {
  /** Letting go of the edge is a click on the header too: it must not sort. */
  const isDragging = useRef(false);
  const drag = useHeaderDrag(columns, () => (isDragging.current = true), (columnId, drop) => model.moveTo(columnId, drop.columnId, drop.side));

  function onKeyDown(event: React.KeyboardEvent, column: ShownColumn<Row>, width: number): void {
    const { id } = column.declaration;
    if (event.key === 'Enter' || event.key === ' ') model.toggleSort(id, event.shiftKey);
    else if (event.ctrlKey && event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) model.move(id, event.key === 'ArrowLeft' ? -1 : 1);
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
        const { width, left, stickyLeft, isLastSticky } = columns[index]!;
        const filterText = filterTexts.get(column.id);
        const isSortable = column.type !== 'action';
        return (
          <div
            key={column.id} role="columnheader" aria-label={column.header} aria-colindex={index + 1} title={filterText === undefined ? columnTitle(column) : `${columnTitle(column)}\nFilter: ${filterText}`}
            aria-description={filterText === undefined ? undefined : `Filter: ${filterText}`}
            aria-sort={shown.sort === null ? (isSortable ? 'none' : undefined) : shown.sort.desc ? 'descending' : 'ascending'}
            className={stickyLeft === null ? classes.headerCell : classes.firstHeaderCell} data-pin={stickyLeft === null ? undefined : isLastSticky ? 'last' : 'inner'}
            data-dragged={column.id === drag.draggedId || undefined} data-drop={column.id === drag.drop?.columnId ? drag.drop.side : undefined} data-align={column.align}
            data-sortable={isSortable || undefined} data-active={column.id === activeColumnId || undefined}
            tabIndex={column.id === activeColumnId ? 0 : -1} style={{ width, left: stickyLeft ?? left }}
            onPointerDown={(event) => {
              if (!isEdge(event.target)) drag.onPointerDown(event, column.id);
            }}
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
            {filterText !== undefined && <span className={classes.filterMark} aria-hidden="true"><IconFilter size={12} stroke={2} /></span>}
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
