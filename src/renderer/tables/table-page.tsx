// A page that is a table: its declaration, its rows, and everything around the grid.
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { TableContents } from '../console-client/table-store.ts';
import { useTimeDisplay } from '../console-client/use-console.ts';
import type { FormatContext, TableDeclaration } from './column.ts';
import { fitColumnWidths } from './column-fit.ts';
import { useColumnModel } from './column-model.ts';
import { EmptyTable } from './empty-table.tsx';
import { describeColumnFilter, type ColumnFilter } from './filters/column-filter.ts';
import { ColumnFilterDialog, type FilterPlace } from './filters/column-filter-dialog.tsx';
import { FilterChips } from './filters/filter-chips.tsx';
import { QuickFilterField } from './filters/quick-filter-field.tsx';
import { GroupSelect } from './groups/group-select.tsx';
import { HeaderMenu, type HeaderMenuPlace } from './header-menu.tsx';
import { leaveForGrid } from './menu-focus.ts';
import { ExportButton } from './export/export-button.tsx';
import { clearRelated, useNavigation } from './navigation.ts';
import { RelatedStrip } from './related-strip.tsx';
import { useRowMenu } from './row-menu/use-row-menu.tsx';
import { TableGrid } from './table-grid.tsx';
import classes from './table-page.module.css';
import { TableToolbar, type CountNote } from './table-toolbar.tsx';
import { clearFilters, tableViewStore, type TableViewStore } from './table-view-store.ts';
import { measureTexts, useFittedWidths } from './use-fitted-widths.ts';
import { useOrderHold } from './use-order-hold.ts';
import { useTableRows } from './use-table-rows.ts';
import { ViewsMenu } from './views/views-menu.tsx';

interface TablePageProps<Row> {
  readonly table: TableDeclaration<Row>;
  readonly contents: TableContents<Row>;
  /** What the count beside the title does not say by itself, and its tooltip; null for nothing. */
  readonly note?: CountNote | null;
  /** Stands below the grid: a chart of its rows. */
  readonly Below?: React.ComponentType<BelowTableProps<Row>>;
}

export interface BelowTableProps<Row> {
  /** What the filter leaves, in the order shown. */
  readonly shownRows: readonly Row[];
  readonly allRows: readonly Row[];
  readonly view: TableViewStore;
}

export function TablePage<Row extends object>({ table, contents, note = null, Below }: TablePageProps<Row>): React.ReactNode {
  const view = tableViewStore(table);
  const [menuPlace, setMenuPlace] = useState<HeaderMenuPlace | null>(null);
  const [filterPlace, setFilterPlace] = useState<FilterPlace | null>(null);
  const [isChooserOpen, setChooserOpen] = useState(false);
  const timeDisplay = useTimeDisplay();
  const context = useMemo<FormatContext>(() => ({ timeDisplay }), [timeDisplay]);
  const filterText = useStore(view, (state) => state.filterText);
  const columnFilters = useStore(view, (state) => state.columnFilters);
  const groupBy = useStore(view, (state) => state.groupBy);
  const selectedRows = useStore(view, (state) => state.selectedKeys.size);
  const fittedWidths = useFittedWidths(table, contents.rows, context, view);
  const model = useColumnModel(table, view, fittedWidths);
  const related = useNavigation((navigation) => navigation.related[table.table] ?? null);
  const hold = useOrderHold();
  const { items, fitting, isFiltered, error, filterInForce, groupings } = useTableRows(table, contents.rows, view, model, context, related, hold.isHeld);
  const filterTexts = useMemo(() => {
    const filtered = table.columns.filter(({ id }) => Object.hasOwn(columnFilters, id));
    return new Map(filtered.map((column) => [column.id, describeColumnFilter(columnFilters[column.id]!, column, context)]));
  }, [table, columnFilters, context]);
  const filteredColumn = filterPlace === null ? undefined : table.columns.find(({ id }) => id === filterPlace.columnId);

  const rowMenu = useRowMenu({ table, model, view, rows: items.rows, context });
  const { noteMenu } = hold;
  useEffect(() => noteMenu(rowMenu.isOpen), [noteMenu, rowMenu.isOpen]);

  function clearAllFilters(): void {
    clearFilters(view);
    if (related !== null) clearRelated(table.table);
    leaveForGrid();
  }

  function fitColumn(columnId: string): void {
    const columns = table.columns.filter((column) => column.id === columnId).map((column) => ({ ...column, width: 0, fit: true as const }));
    const width = fitColumnWidths({ ...table, columns }, contents.rows, context, measureTexts)[columnId];
    if (width !== undefined) model.setWidth(columnId, width);
  }

  function setColumnFilter(columnId: string, filter: ColumnFilter | null): void {
    const others = Object.entries(view.getState().columnFilters).filter(([id]) => id !== columnId);
    view.setState({ columnFilters: Object.fromEntries(filter === null ? others : [...others, [columnId, filter]]) });
  }

  return (
    <section className={classes.page} aria-label={table.title}>
      <TableToolbar
        title={table.title} model={model} totalRows={contents.rows.length} shownRows={fitting.length} selectedRows={selectedRows} note={note}
        filter={<QuickFilterField text={filterText} error={error} columns={table.columns} rows={contents.rows} context={context} onText={(text) => view.setState({ filterText: text })} />}
        group={<GroupSelect groupings={groupings} groupBy={groupBy} onGroupBy={(id) => view.setState({ groupBy: id, collapsed: new Set() })} />}
        views={<ViewsMenu table={table} model={model} view={view} context={context} />}
        exportButton={<ExportButton table={table} model={model} rows={fitting} allRows={contents.rows} context={context} note={note?.text ?? null} />}
        isChooserOpen={isChooserOpen} onChooserOpenChange={setChooserOpen}
      />
      <RelatedStrip table={table.table} noun={table.noun} />
      <FilterChips
        table={table} filters={columnFilters} context={context} onEdit={(columnId, x, y) => setFilterPlace({ columnId, x, y })}
        onRemove={(columnId) => {
          setColumnFilter(columnId, null);
          leaveForGrid();
        }}
        onClearAll={() => {
          clearFilters(view);
          leaveForGrid();
        }}
      />
      <TableGrid
        table={table} model={model} view={view} items={items} filterTexts={filterTexts} isLoaded={contents.loaded} isFiltered={isFiltered} context={context} onFit={fitColumn} rowMenu={rowMenu} rowHandlers={hold.handlers}
        onHeaderMenu={(columnId, x, y) => setMenuPlace({ columnId, x, y })}
        empty={<EmptyTable table={table} contents={contents} filterText={filterInForce === '' && related !== null ? related.label : filterInForce} hasColumnFilters={filterTexts.size > 0} onClearFilter={clearAllFilters} />}
      />
      {Below !== undefined && <Below shownRows={fitting} allRows={contents.rows} view={view} />}
      {rowMenu.element}
      {menuPlace !== null && (
        <HeaderMenu
          place={menuPlace} model={model} onClose={() => setMenuPlace(null)} onChooser={() => setChooserOpen(true)} onFit={fitColumn}
          onFilter={(columnId) => setFilterPlace({ ...menuPlace, columnId })}
        />
      )}
      {filterPlace !== null && filteredColumn !== undefined && (
        <ColumnFilterDialog
          key={filterPlace.columnId} place={filterPlace} column={filteredColumn} filter={columnFilters[filterPlace.columnId] ?? null} rows={contents.rows} context={context}
          onApply={(filter) => setColumnFilter(filterPlace.columnId, filter)} onClose={() => setFilterPlace(null)}
        />
      )}
    </section>
  );
}
