// The grid of a table page: rows drawn only where they are seen, one scroll container, keyboard, selection, copy.
import { useVirtualizer, defaultRangeExtractor } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { findActivePosition } from './active-cell.ts';
import { readableText, type FormatContext, type TableDeclaration } from './column.ts';
import { stretchWidths } from './column-fit.ts';
import { countSticky } from './column-pins.ts';
import type { ColumnModel } from './column-model.ts';
import { GridHeader } from './grid-header.tsx';
import { nextGridPosition, type GridPosition } from './grid-keyboard.ts';
import classes from './grid.module.css';
import { GridRow, type LaidColumn } from './grid-row.tsx';
import type { GridItems } from './groups/grid-items.ts';
import { GroupRow } from './groups/group-row.tsx';
import { extendSelection, handleRowKey } from './row-keys.ts';
import type { RowMenuHandle } from './row-menu/use-row-menu.tsx';
import { createRowSlots } from './row-slots.ts';
import { buildSelection } from './selection.ts';
import type { ActiveCell, TableViewStore } from './table-view-store.ts';
import { useFastScroll } from './use-fast-scroll.ts';
import { useFocusedRow } from './use-focused-row.ts';
import { useGridFocus } from './use-grid-focus.ts';
import { useMinute } from './use-minute.ts';
import type { OrderHold } from './use-order-hold.ts';
import { useRestoredScroll } from './use-restored-scroll.ts';
import { useSeenColumns, useVisibleColumns } from './use-visible-columns.ts';

/** --gt-row-height of theme/tokens.css. */
const ROW_HEIGHT = 30;
/** Two lines of header text. */
const HEADER_HEIGHT = 42;
/** A menu that was opened by key begins so many pixels inside its cell. */
const MENU_INSET = 12;
/** Rows drawn beyond the edge: enough for a wheel's notch, few enough for a fast scroll. */
const OVERSCAN = 4;

interface TableGridProps<Row> {
  readonly table: TableDeclaration<Row>;
  readonly model: ColumnModel<Row>;
  readonly view: TableViewStore;
  /** Rows and groups, in the order shown. */
  readonly items: GridItems<Row>;
  /** Columns with a filter of their own, and what it says. */
  readonly filterTexts: ReadonlyMap<string, string>;
  readonly context: FormatContext;
  readonly onHeaderMenu: (columnId: string, x: number, y: number) => void;
  readonly onFit: (columnId: string) => void;
  readonly rowMenu: Pick<RowMenuHandle, 'open' | 'copyRows'>;
  /** What holds the rows still under a hand. */
  readonly rowHandlers: OrderHold['handlers'];
  /** False until the first rows have come: a row that a link asks for may still come. */
  readonly isLoaded: boolean;
  readonly isFiltered: boolean;
  /** What stands below the header while there is no row. */
  readonly empty: React.ReactNode;
}

export function TableGrid<Row extends object>(props: TableGridProps<Row>): React.ReactNode {
  const { table, model, view, items, context } = props;
  const { rows } = items;
  const { keyOf } = table;
  const scroller = useRef<HTMLDivElement>(null);
  const focus = useGridFocus(scroller);
  const { selectedKeys, active, restored } = useStore(view);
  useRestoredScroll(scroller, view, restored);
  const nowMs = useMinute(table.showsAges === true);
  const [viewport, setViewport] = useState({ width: 0, height: 0 });

  useLayoutEffect(() => {
    const element = scroller.current!;
    element.scrollLeft = view.scrollLeft;
    const observer = new ResizeObserver(() => setViewport({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [view]);

  const columns = useMemo<readonly LaidColumn<Row>[]>(() => {
    const widths = stretchWidths(model.shown.map((shown) => ({ width: shown.width, canGrow: shown.declaration.grow === true && !shown.isResized })), viewport.width);
    const sticky = countSticky(widths, model.shown.filter((shown) => shown.isPinned).length, viewport.width);
    let left = 0;
    return model.shown.map((shown, index) => {
      const laid = { declaration: shown.declaration, width: widths[index]!, left, stickyLeft: index < sticky ? left : null, isLastSticky: index === sticky - 1 };
      left += laid.width;
      return laid;
    });
  }, [model, viewport.width]);
  const totalWidth = columns.reduce((sum, column) => sum + column.width, 0);

  const columnIds = useMemo(() => columns.map((column) => column.declaration.id), [columns]);
  const position = useMemo(
    () => findActivePosition(active, items.indexOf, columnIds, items.count),
    [active, items, columnIds],
  );
  const activeColumnId = columnIds[position.column] ?? null;

  const virtualizer = useVirtualizer({
    count: items.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    paddingStart: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    initialOffset: () => view.scrollTop,
    // The row with the tab stop stays drawn wherever the table is scrolled to: focus on a removed row would be lost.
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      if (position.row < 0 || indexes.includes(position.row)) return indexes;
      return position.row < indexes[0]! ? [position.row, ...indexes] : [...indexes, position.row];
    },
  });
  const [rowSlots] = useState(createRowSlots);
  const lines = virtualizer.getVirtualItems().filter((line) => line.index < items.count);
  const slots = rowSlots.assign(lines.map((line) => items.keyAt(line.index)!));
  const visible = useVisibleColumns(scroller, columns, viewport.width);
  const seen = useSeenColumns(columns, view.scrollLeft, viewport.width);
  const fastScroll = useFastScroll(virtualizer.isScrolling);
  useFocusedRow(
    { table, rows, view, isLoaded: props.isLoaded, isFiltered: props.isFiltered },
    (index) => virtualizer.scrollToIndex(items.indexOf(keyOf(rows[index]!)), { align: 'center' }), focus.request,
  );

  function moveTo(next: GridPosition): void {
    const key = items.keyAt(next.row);
    focus.request();
    if (key !== undefined) virtualizer.scrollToIndex(next.row, { align: 'auto' });
    revealColumn(scroller.current!, columns, next.column);
    view.setState({ active: { rowKey: key ?? null, columnId: columnIds[next.column]! } });
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.altKey) return;
    const group = items.groupAt(position.row);
    if (group !== undefined && !event.metaKey && ['Enter', ' ', group.isCollapsed ? 'ArrowRight' : 'ArrowLeft'].includes(event.key)) {
      toggleGroup(group.key);
      event.preventDefault();
      return;
    }
    const row = items.rowAt(position.row);
    const activeKey = row === undefined ? null : keyOf(row);
    const keysInOrder = (): readonly string[] => rows.map(keyOf);
    if (handleRowKey(event, { view, activeKey, keysInOrder, onCopyRows: props.rowMenu.copyRows, onMenu: () => openMenuAt(activeKey) })) return;
    if (event.metaKey) return;
    const pageRows = Math.max(1, Math.floor((viewport.height - HEADER_HEIGHT) / ROW_HEIGHT) - 1);
    const next = nextGridPosition(position, event.key, event.ctrlKey, { rows: items.count, columns: columns.length, pageRows });
    if (next !== null) {
      const nextRow = items.rowAt(next.row);
      moveTo(next);
      if (event.shiftKey && row !== undefined && nextRow !== undefined && nextRow !== row) extendSelection(view, keyOf(row), keyOf(nextRow), keysInOrder);
    }
    else if (event.target instanceof Element && event.target.closest('[data-cell-control]') !== null) return;
    else if (event.key === ' ' && row !== undefined) select(keyOf(row), { isRange: event.shiftKey, isToggle: true });
    else if (event.key === 'Enter' && row !== undefined) table.openRow?.(row);
    else return;
    event.preventDefault();
  }

  function select(key: string, modifiers: { readonly isRange: boolean; readonly isToggle: boolean }): void {
    view.setState(buildSelection(view.getState(), key, modifiers, () => rows.map(keyOf)));
  }

  function toggleGroup(key: string): void {
    const collapsed = new Set(view.getState().collapsed);
    if (!collapsed.delete(key)) collapsed.add(key);
    focus.request();
    view.setState({ collapsed, active: { rowKey: key, columnId: columnIds[0]! } });
  }

  function onClick(event: React.MouseEvent): void {
    const group = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-group]')?.dataset['row'] : undefined;
    if (group !== undefined) return toggleGroup(group);
    const place = placeOf(event.target, columnIds);
    if (place === null) return;
    focus.request();
    view.setState({ active: place });
    if (place.rowKey !== null) select(place.rowKey, { isRange: event.shiftKey, isToggle: event.ctrlKey || event.metaKey });
  }

  /** Below the active cell, as if it had been clicked. */
  function openMenuAt(rowKey: string | null): void {
    const cell = scroller.current?.querySelector('[data-active]')?.getBoundingClientRect();
    if (cell === undefined || activeColumnId === null) return;
    if (rowKey === null) props.onHeaderMenu(activeColumnId, cell.left + MENU_INSET, cell.bottom);
    else props.rowMenu.open({ rowKey, columnId: activeColumnId, x: cell.left + MENU_INSET, y: cell.bottom });
  }

  function onContextMenu(event: React.MouseEvent): void {
    const place = placeOf(event.target, columnIds);
    if (place === null || place.rowKey === null) return;
    event.preventDefault();
    focus.request();
    props.rowMenu.open({ rowKey: place.rowKey, columnId: place.columnId, x: event.clientX, y: event.clientY });
  }

  function onDoubleClick(event: React.MouseEvent): void {
    if (event.target instanceof Element && event.target.closest('[data-cell-control]') !== null) return;
    const place = placeOf(event.target, columnIds);
    const key = place?.rowKey ?? null;
    const row = key === null ? undefined : rows.find((candidate) => keyOf(candidate) === key);
    if (row !== undefined) table.openRow?.(row);
  }

  function onCopy(event: React.ClipboardEvent): void {
    const row = items.rowAt(position.row);
    const column = columns[position.column]?.declaration;
    if (column === undefined || window.getSelection()?.isCollapsed === false) return;
    event.clipboardData.setData('text/plain', row === undefined ? column.header : readableText(column, row, context));
    event.preventDefault();
  }

  return (
    <div className={classes.frame}>
      <div
        ref={scroller} className={classes.scroller} role="grid" aria-label={table.title} aria-rowcount={items.count + 1} aria-colcount={columns.length}
        aria-multiselectable="true" {...props.rowHandlers} onKeyDown={onKeyDown} onMouseDown={keepFromSelectingText} onClick={onClick} onContextMenu={onContextMenu} onDoubleClick={onDoubleClick} onCopy={onCopy}
        onScroll={(event) => {
          fastScroll.note(event.currentTarget.scrollTop - view.scrollTop);
          view.scrollTop = event.currentTarget.scrollTop;
          view.scrollLeft = event.currentTarget.scrollLeft;
        }}
      >
        <div className={classes.content} style={{ width: totalWidth, height: items.count === 0 ? undefined : virtualizer.getTotalSize() }}>
          <GridHeader
            model={model} columns={columns} height={HEADER_HEIGHT} activeColumnId={position.row === -1 ? activeColumnId : null}
            onMenu={props.onHeaderMenu} onFit={props.onFit} filterTexts={props.filterTexts}
          />
          {lines.map((item, place) => {
            const group = items.groupAt(item.index);
            if (group !== undefined) {
              return <GroupRow key={slots[place]} table={table} group={group} index={item.index} top={item.start} columns={columns} context={context} isActive={item.index === position.row} />;
            }
            const row = items.rowAt(item.index)!;
            const key = keyOf(row);
            return (
              <GridRow
                key={slots[place]} table={table} row={row} rowKey={key} index={item.index} top={item.start} columns={columns} firstColumn={visible.first}
                lastColumn={visible.last} seen={seen} isFast={fastScroll.isFast} context={context} nowMs={nowMs} isSelected={selectedKeys.has(key)} activeColumnId={item.index === position.row ? activeColumnId : null}
              />
            );
          })}
        </div>
      </div>
      {items.count === 0 && <div className={classes.empty} style={{ top: HEADER_HEIGHT }}>{props.empty}</div>}
    </div>
  );
}

/** Shift+click selects rows, not the text between two clicks. */
function keepFromSelectingText(event: React.MouseEvent): void {
  if (event.shiftKey) event.preventDefault();
}

/** Row and column of a cell that an event came from; rowKey null in the header. */
function placeOf(target: EventTarget, columnIds: readonly string[]): ActiveCell | null {
  if (!(target instanceof Element)) return null;
  const columnIndex = target.closest('[aria-colindex]')?.getAttribute('aria-colindex');
  const columnId = columnIds[Number(columnIndex ?? 0) - 1];
  if (columnId === undefined) return null;
  return { rowKey: target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? null, columnId };
}

/** Scrolls sideways until the column is seen whole beside the pinned ones, which never leave. */
function revealColumn<Row>(element: HTMLElement, columns: readonly LaidColumn<Row>[], index: number): void {
  const column = columns[index];
  if (column === undefined || column.stickyLeft !== null) return;
  const least = column.left + column.width - element.clientWidth;
  const most = column.left - columns.reduce((sum, each) => sum + (each.stickyLeft === null ? 0 : each.width), 0);
  if (element.scrollLeft > most) element.scrollLeft = most;
  else if (element.scrollLeft < least) element.scrollLeft = Math.min(most, least);
}
