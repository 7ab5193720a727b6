// Which rows a table page shows, in what order and groups: quick filter and columns' filters together, sorting, grouping.
import { useDeferredValue, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { FormatContext, TableDeclaration } from './column.ts';
import type { ColumnModel } from './column-model.ts';
import { columnFilterTerms } from './filters/column-filter.ts';
import { hasAges, type FilterTerm } from './filters/filter-term.ts';
import { buildRowMatcher } from './filters/match-terms.ts';
import { parseFilter, type FilterError } from './filters/parse-filter.ts';
import { groupedItems, plainItems, type GridItems } from './groups/grid-items.ts';
import { groupingsOf, type Grouping } from './groups/groupings.ts';
import type { RelatedFilter } from './navigation.ts';
import { bothMatch, buildRelatedMatcher } from './related-rows.ts';
import { createRowIndex } from './row-index.ts';
import type { TableViewStore } from './table-view-store.ts';
import { useMinute } from './use-minute.ts';

export interface TableRows<Row> {
  readonly items: GridItems<Row>;
  /** Rows that fit the filters, those of collapsed groups too. */
  readonly fitting: readonly Row[];
  readonly isFiltered: boolean;
  /** What can't be understood in the quick filter; the last one that could stays in effect. */
  readonly error: FilterError | null;
  /** The quick filter in effect: what was typed, or the last that could be understood. */
  readonly filterInForce: string;
  readonly groupings: readonly Grouping<Row>[];
}

export function useTableRows<Row extends object>(
  table: TableDeclaration<Row>,
  rows: readonly Row[],
  view: TableViewStore,
  model: ColumnModel<Row>,
  context: FormatContext,
  /** Only rows that belong to something; null shows all. */
  related: RelatedFilter | null,
  /** Rows stay where they are. */
  holdsOrder: boolean,
): TableRows<Row> {
  const [rowIndex] = useState(() => createRowIndex(table));
  const filterText = useStore(view, (state) => state.filterText);
  const columnFilters = useStore(view, (state) => state.columnFilters);
  const groupBy = useStore(view, (state) => state.groupBy);
  const collapsed = useStore(view, (state) => state.collapsed);
  const error = useMemo(() => {
    const reading = parseFilter(filterText, table.columns, context);
    return reading.ok ? null : reading.error;
  }, [filterText, table, context]);

  // Typing stays fluent while 10,000 rows are searched.
  const searched = useDeferredValue(filterText);
  const quick = useMemo(() => readQuickFilter(searched, table, view, context), [searched, table, view, context]);
  const terms = useMemo(() => [...quick.terms, ...columnFilterTerms(columnFilters, table.columns, context)], [quick, columnFilters, table, context]);
  const isByAge = hasAges(terms);
  const minuteMs = useMinute(isByAge);
  const nowMs = isByAge ? minuteMs : 0;
  const shownColumns = model.shownDeclarations;
  const asked = useMemo(() => buildRowMatcher(terms, { shown: shownColumns, context, nowMs }), [terms, shownColumns, context, nowMs]);
  const matches = useMemo(() => bothMatch(buildRelatedMatcher<Row>(related), asked), [related, asked]);
  const fitting = useMemo(() => rowIndex.update({ rows, sorting: model.sorting, matches, holdsOrder }), [rowIndex, rows, model.sorting, matches, holdsOrder]);

  const groupings = useMemo(() => groupingsOf(table), [table]);
  const grouping = groupings.find(({ id }) => id === groupBy);
  const items = useMemo(
    () => (grouping === undefined ? plainItems(fitting, table.keyOf) : groupedItems(fitting, table.keyOf, grouping, collapsed)),
    [fitting, table, grouping, collapsed],
  );
  return { items, fitting, isFiltered: matches !== null, error, filterInForce: quick.text, groupings };
}

function readQuickFilter<Row>(text: string, table: TableDeclaration<Row>, view: TableViewStore, context: FormatContext): { readonly text: string; readonly terms: readonly FilterTerm<Row>[] } {
  const reading = parseFilter(text, table.columns, context);
  if (reading.ok) {
    view.lastValidFilter = text;
    return { text, terms: reading.terms };
  }
  const last = parseFilter(view.lastValidFilter, table.columns, context);
  return last.ok ? { text: view.lastValidFilter, terms: last.terms } : { text: '', terms: [] };
}
