// Columns of a table as the operator has arranged them: TanStack Table keeps visibility, order, width and sorting; rows are ours (row-index.ts).
import { useEffect, useMemo, useState } from 'react';
import {
  columnOrderingFeature, columnResizingFeature, columnSizingFeature, columnVisibilityFeature,
  rowSortingFeature, tableFeatures, useTable, type ColumnDef, type TableOptions,
} from '@tanstack/react-table';
import type { ColumnDeclaration, ColumnSort, TableDeclaration } from './column.ts';
import { isSortable } from './row-index.ts';
import { arrangePinned, movedTo, type PinnedChoice } from './column-pins.ts';
import { MAX_COLUMN_WIDTH, MIN_COLUMN_WIDTH, defaultLayout, isVisibleIn, orderColumns, type TableLayout } from './table-layout.ts';
import type { TableViewStore } from './table-view-store.ts';

const features = tableFeatures({ columnVisibilityFeature, columnOrderingFeature, columnSizingFeature, columnResizingFeature, rowSortingFeature });
type Features = typeof features;

export interface ShownColumn<Row> {
  readonly declaration: ColumnDeclaration<Row>;
  readonly width: number;
  /** Resized by hand: keeps its width when there is room left over. */
  readonly isResized: boolean;
  readonly sort: { readonly desc: boolean; readonly place: number } | null;
  /** Stays at the left; such columns come first. */
  readonly isPinned: boolean;
  /** Takes the mouse or touch event that starts dragging the edge. */
  readonly startResize: (event: unknown) => void;
}

export interface ColumnModel<Row> {
  readonly shown: readonly ShownColumn<Row>[];
  /** All columns in the operator's order, for the chooser. */
  readonly all: readonly { readonly declaration: ColumnDeclaration<Row>; readonly isVisible: boolean }[];
  readonly sorting: readonly ColumnSort[];
  /** The shown ones, in the declared order: the same array while none comes or goes, so that what is sought in them is not sought again. */
  readonly shownDeclarations: readonly ColumnDeclaration<Row>[];
  /** A click sorts by this column alone, up first; with `isMulti` it joins the others, turns, then leaves them. */
  toggleSort(columnId: string, isMulti: boolean): void;
  setSort(columnId: string, desc: boolean): void;
  setVisible(columnId: string, isVisible: boolean): void;
  setWidth(columnId: string, width: number): void;
  /** Changes places with the shown neighbour before (-1) or after (+1); never from the pinned columns to the others. */
  move(columnId: string, step: -1 | 1): void;
  canMove(columnId: string, step: -1 | 1): boolean;
  /** Puts it beside another shown column and into the pinned ones or out of them, as that one is. */
  moveTo(columnId: string, beside: string, side: 'before' | 'after'): void;
  setPinned(columnId: string, isPinned: boolean): void;
  /** Takes a whole arrangement: a saved view, or the declared one. */
  applyLayout(layout: TableLayout): void;
  reset(): void;
}

/** TanStack wants rows; ours never pass through it. */
const noRows: never[] = [];

export function useColumnModel<Row extends object>(
  declaration: TableDeclaration<Row>,
  view: TableViewStore,
  fittedWidths: Readonly<Record<string, number>>,
): ColumnModel<Row> {
  const options = useMemo<TableOptions<Features, Row>>(
    () => ({
      features,
      data: noRows,
      columns: declaration.columns.map((column): ColumnDef<Features, Row> => ({
        id: column.id,
        accessorFn: () => null,
        size: fittedWidths[column.id] ?? column.width,
        minSize: MIN_COLUMN_WIDTH,
        maxSize: MAX_COLUMN_WIDTH,
        enableSorting: isSortable(column),
        sortDescFirst: false,
      })),
      initialState: stateOfLayout(declaration, view.getState().layout),
      columnResizeMode: 'onChange',
    }),
    [declaration, view, fittedWidths],
  );
  const table = useTable(options);
  const [pinned, setPinned] = useState<PinnedChoice>(() => view.getState().layout.pinned);
  const { columnVisibility, columnOrder, columnSizing, sorting } = table.state;

  useEffect(() => {
    view.setLayout(layoutOfState(declaration, { columnVisibility, columnOrder, columnSizing, sorting, pinned }));
  }, [declaration, view, columnVisibility, columnOrder, columnSizing, sorting, pinned]);

  const shownDeclarations = useMemo(() => declaration.columns.filter(({ id }) => columnVisibility[id] !== false), [declaration, columnVisibility]);

  return useMemo(() => {
    const byId = new Map(declaration.columns.map((column) => [column.id, column]));
    const { ids: shownIds, pinnedCount } = arrangePinned(table.getVisibleLeafColumns().map((column) => column.id), pinned);
    const isPinned = (id: string): boolean => shownIds.indexOf(id) < pinnedCount;
    const neighbourOf = (id: string, step: -1 | 1): string | undefined => {
      const neighbour = shownIds[shownIds.indexOf(id) + step];
      // While nobody has pinned anything, whatever stands first is what stays.
      return neighbour === undefined || (pinned !== null && isPinned(neighbour) !== isPinned(id)) ? undefined : neighbour;
    };
    const applyLayout = (layout: TableLayout): void => {
      const state = stateOfLayout(declaration, layout);
      table.setColumnVisibility(state.columnVisibility);
      table.setColumnOrder(state.columnOrder);
      table.setColumnSizing(state.columnSizing);
      table.setSorting(state.sorting);
      setPinned(layout.pinned);
    };
    const headers = new Map(table.getFlatHeaders().map((header) => [header.column.id, header]));
    return {
      shown: shownIds.map((id) => ({
        declaration: byId.get(id)!,
        width: headers.get(id)!.column.getSize(),
        isResized: Object.hasOwn(columnSizing, id),
        sort: placeInSorting(sorting, id),
        isPinned: isPinned(id),
        startResize: headers.get(id)!.getResizeHandler(),
      })),
      all: columnOrder.map((id) => ({ declaration: byId.get(id)!, isVisible: columnVisibility[id] !== false })),
      sorting,
      shownDeclarations,
      toggleSort: (id, isMulti) => {
        const column = table.getColumn(id);
        const now = column?.getIsSorted() ?? false;
        if (isMulti && now === 'desc' && sorting.length > 1) column?.clearSorting();
        else column?.toggleSorting(now === 'asc', isMulti);
      },
      setSort: (id, desc) => table.getColumn(id)?.toggleSorting(desc, false),
      setVisible: (id, isVisible) => table.getColumn(id)?.toggleVisibility(isVisible),
      setWidth: (id, width) => table.setColumnSizing((before) => ({ ...before, [id]: clampWidth(width) })),
      move: (id, step) => {
        const neighbour = neighbourOf(id, step);
        if (neighbour !== undefined) table.setColumnOrder((order) => swapped(order, id, neighbour));
      },
      canMove: (id, step) => neighbourOf(id, step) !== undefined,
      moveTo: (id, beside, side) => {
        if (id === beside) return;
        table.setColumnOrder((order) => movedTo(order, id, beside, side));
        if (pinned !== null && isPinned(id) !== isPinned(beside)) setPinned(isPinned(beside) ? [...pinned, id] : pinned.filter((each) => each !== id));
      },
      setPinned: (id, wanted) => {
        const now = shownIds.slice(0, pinnedCount);
        setPinned(wanted ? [...now.filter((each) => each !== id), id] : now.filter((each) => each !== id));
      },
      applyLayout,
      reset: () => applyLayout(defaultLayout(declaration)),
    };
  }, [table, declaration, columnVisibility, columnOrder, columnSizing, sorting, pinned, shownDeclarations]);
}

function stateOfLayout<Row>(declaration: TableDeclaration<Row>, layout: TableLayout) {
  const columnOrder = orderColumns(declaration.columns.map((column) => column.id), layout.order);
  return {
    columnVisibility: Object.fromEntries(declaration.columns.map((column) => [column.id, isVisibleIn(layout, column)])),
    columnOrder,
    columnSizing: { ...layout.widths },
    sorting: [...layout.sorting],
  };
}

interface ArrangementState {
  readonly columnVisibility: Readonly<Record<string, boolean>>;
  readonly columnOrder: readonly string[];
  readonly columnSizing: Readonly<Record<string, number>>;
  readonly sorting: readonly ColumnSort[];
  readonly pinned: PinnedChoice;
}

/** Only what differs from the declaration, so that a later declaration still reaches the columns that nobody touched. */
function layoutOfState<Row>(declaration: TableDeclaration<Row>, state: ArrangementState): TableLayout {
  const isDeclaredOrder = declaration.columns.every((column, index) => state.columnOrder[index] === column.id);
  const touched = declaration.columns.filter((column) => (state.columnVisibility[column.id] !== false) !== (column.hidden !== true));
  return {
    visibility: Object.fromEntries(touched.map((column) => [column.id, column.hidden === true])),
    order: isDeclaredOrder ? [] : state.columnOrder,
    widths: state.columnSizing,
    sorting: state.sorting,
    pinned: state.pinned,
  };
}

function placeInSorting(sorting: readonly ColumnSort[], id: string): ShownColumn<unknown>['sort'] {
  const place = sorting.findIndex((sort) => sort.id === id);
  return place === -1 ? null : { desc: sorting[place]!.desc, place };
}

function clampWidth(width: number): number {
  return Math.min(MAX_COLUMN_WIDTH, Math.max(MIN_COLUMN_WIDTH, Math.round(width)));
}

function swapped(order: readonly string[], a: string, b: string): string[] {
  return order.map((id) => (id === a ? b : id === b ? a : id));
}
