// A page that is a table: its declaration, its rows, and everything around the grid.
import { useDeferredValue, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { TableContents } from '../console-client/table-store.ts';
import { useTimeDisplay } from '../console-client/use-console.ts';
import type { FormatContext, TableDeclaration } from './column.ts';
import { fitColumnWidths } from './column-fit.ts';
import { useColumnModel } from './column-model.ts';
import { EmptyTable } from './empty-table.tsx';
import { ExportButton } from './export/export-button.tsx';
import { HeaderMenu, type HeaderMenuPlace } from './header-menu.tsx';
import { clearRelated, useNavigation } from './navigation.ts';
import { buildRowMatcher } from './quick-filter.ts';
import { bothMatch, buildRelatedMatcher } from './related-rows.ts';
import { RelatedStrip } from './related-strip.tsx';
import { createRowIndex } from './row-index.ts';
import { useRowMenu } from './row-menu/use-row-menu.tsx';
import { TableGrid } from './table-grid.tsx';
import classes from './table-page.module.css';
import { TableToolbar } from './table-toolbar.tsx';
import { tableViewStore } from './table-view-store.ts';
import { measureTexts, useFittedWidths } from './use-fitted-widths.ts';

interface TablePageProps<Row> {
  readonly table: TableDeclaration<Row>;
  readonly contents: TableContents<Row>;
  /** What the count beside the title does not say by itself; null for nothing. */
  readonly note?: string | null;
}

export function TablePage<Row extends object>({ table, contents, note = null }: TablePageProps<Row>): React.ReactNode {
  const view = tableViewStore(table);
  const [rowIndex] = useState(() => createRowIndex(table));
  const [menuPlace, setMenuPlace] = useState<HeaderMenuPlace | null>(null);
  const [isChooserOpen, setChooserOpen] = useState(false);
  const timeDisplay = useTimeDisplay();
  const context = useMemo<FormatContext>(() => ({ timeDisplay }), [timeDisplay]);
  const filterText = useStore(view, (state) => state.filterText);
  const selectedRows = useStore(view, (state) => state.selectedKeys.size);
  const fittedWidths = useFittedWidths(table, contents.rows, context, view);
  const model = useColumnModel(table, view, fittedWidths);

  // Typing stays fluent while 10,000 rows are searched.
  const searchedText = useDeferredValue(filterText);
  const typed = useMemo(() => buildRowMatcher(searchedText, model.shown.map((shown) => shown.declaration), context), [searchedText, model.shown, context]);
  const related = useNavigation((navigation) => navigation.related[table.table] ?? null);
  const matches = useMemo(() => bothMatch(buildRelatedMatcher<Row>(related), typed), [related, typed]);
  const rows = useMemo(() => rowIndex.update({ rows: contents.rows, sorting: model.sorting, matches }), [rowIndex, contents.rows, model.sorting, matches]);

  const rowMenu = useRowMenu({ table, model, view, rows, context });

  function clearFilters(): void {
    view.setState({ filterText: '' });
    if (related !== null) clearRelated(table.table);
  }

  function fitColumn(columnId: string): void {
    const columns = table.columns.filter((column) => column.id === columnId).map((column) => ({ ...column, width: 0, fit: true as const }));
    const width = fitColumnWidths({ ...table, columns }, contents.rows, context, measureTexts)[columnId];
    if (width !== undefined) model.setWidth(columnId, width);
  }

  return (
    <section className={classes.page} aria-label={table.title}>
      <TableToolbar
        title={table.title} model={model} totalRows={contents.rows.length} shownRows={rows.length} selectedRows={selectedRows} note={note}
        filterText={filterText} onFilterText={(text) => view.setState({ filterText: text })}
        exportButton={<ExportButton table={table} model={model} rows={rows} allRows={contents.rows} context={context} note={note} />}
        isChooserOpen={isChooserOpen} onChooserOpenChange={setChooserOpen}
      />
      <RelatedStrip table={table.table} noun={table.noun} />
      <TableGrid
        table={table} model={model} view={view} rows={rows} isLoaded={contents.loaded} isFiltered={matches !== null} context={context} onFit={fitColumn} rowMenu={rowMenu}
        onHeaderMenu={(columnId, x, y) => setMenuPlace({ columnId, x, y })}
        empty={<EmptyTable table={table} contents={contents} filterText={searchedText === '' && related !== null ? related.label : searchedText} onClearFilter={clearFilters} />}
      />
      {rowMenu.element}
      {menuPlace !== null && (
        <HeaderMenu place={menuPlace} model={model} onClose={() => setMenuPlace(null)} onChooser={() => setChooserOpen(true)} onFit={fitColumn} />
      )}
    </section>
  );
}
