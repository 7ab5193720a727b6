// Columns of a table as the operator has arranged them: TanStack Table keeps visibility, order, width and sorting; rows are ours (row-index.ts).
import { useEffect, useMemo } from 'react';
import {
  columnOrderingFeature, columnResizingFeature, columnSizingFeature, columnVisibilityFeature,
  rowSortingFeature, tableFeatures, useTable, type ColumnDef, type TableOptions,
} from '@tanstack/react-table';
import type { ColumnDeclaration, ColumnSort, TableDeclaration } from './column.ts';
import { isSortable } from './row-index.ts';
import { MAX_COLUMN_WIDTH, MIN_COLUMN_WIDTH, isVisibleIn, orderColumns, type TableLayout } from './table-layout.ts';
import type { TableViewStore } from './table-view-store.ts';

const features = tableFeatures({ columnVisibilityFeature, columnOrderingFeature, columnSizingFeature, columnResizingFeature, rowSortingFeature });
type Features = typeof features;

export interface ShownColumn<Row> {
  readonly declaration: ColumnDeclaration<Row>;
  readonly width: number;
  /** Resized by hand: keeps its width when there is room left over. */
  readonly isResized: boolean;
  readonly sort: { readonly desc: boolean; readonly place: number } | null;
  /** Takes the mouse or touch event that starts dragging the edge. */
  readonly startResize: (event: unknown) => void;
}

export interface ColumnModel<Row> {
  readonly shown: readonly ShownColumn<Row>[];
  /** All columns in the operator's order, for the chooser. */
  readonly all: readonly { readonly declaration: ColumnDeclaration<Row>; readonly isVisible: boolean }[];
  readonly sorting: readonly ColumnSort[];
  /** A click sorts by this column alone, up first; with `isMulti` it joins the others, turns, then leaves them. */
  toggleSort(columnId: string, isMulti: boolean): void;
  setSort(columnId: string, desc: boolean): void;
  setVisible(columnId: string, isVisible: boolean): void;
  setWidth(columnId: string, width: number): void;
  /** Changes places with the shown neighbour before (-1) or after (+1). */
  move(columnId: string, step: -1 | 1): void;
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
  const { columnVisibility, columnOrder, columnSizing, sorting } = table.state;

  useEffect(() => {
    view.setLayout(layoutOfState(declaration, { columnVisibility, columnOrder, columnSizing, sorting }));
  }, [declaration, view, columnVisibility, columnOrder, columnSizing, sorting]);

  return useMemo(() => {
    const byId = new Map(declaration.columns.map((column) => [column.id, column]));
    const shownIds = table.getVisibleLeafColumns().map((column) => column.id);
    const headers = new Map(table.getFlatHeaders().map((header) => [header.column.id, header]));
    return {
      shown: shownIds.map((id) => ({
        declaration: byId.get(id)!,
        width: headers.get(id)!.column.getSize(),
        isResized: Object.hasOwn(columnSizing, id),
        sort: placeInSorting(sorting, id),
        startResize: headers.get(id)!.getResizeHandler(),
      })),
      all: columnOrder.map((id) => ({ declaration: byId.get(id)!, isVisible: columnVisibility[id] !== false })),
      sorting,
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
        const neighbour = shownIds[shownIds.indexOf(id) + step];
        if (neighbour !== undefined) table.setColumnOrder((order) => swapped(order, id, neighbour));
      },
      reset: () => {
        const state = stateOfLayout(declaration, { visibility: {}, order: [], widths: {}, sorting: declaration.defaultSort });
        table.setColumnVisibility(state.columnVisibility);
        table.setColumnOrder(state.columnOrder);
        table.setColumnSizing(state.columnSizing);
        table.setSorting(state.sorting);
      },
    };
  }, [table, declaration, columnVisibility, columnOrder, columnSizing, sorting]);
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
