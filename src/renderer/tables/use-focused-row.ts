// Follows a link from another page: selects the row it names (or all that belong to what it names) and brings the first into view.
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { relationKeysOf } from '#shared/table-relations.ts';
import type { TableDeclaration } from './column.ts';
import { applyFocusShown, useNavigation } from './navigation.ts';
import { clearFilters, type TableViewStore } from './table-view-store.ts';

interface FocusTarget<Row extends object> {
  readonly table: TableDeclaration<Row>;
  readonly rows: readonly Row[];
  readonly view: TableViewStore;
  readonly isLoaded: boolean;
  /** `rows` are not all: the filter, or one that was cleared a moment ago, hides some. */
  readonly isFiltered: boolean;
}

export function useFocusedRow<Row extends object>({ table, rows, view, isLoaded, isFiltered }: FocusTarget<Row>, scrollTo: (index: number) => void, takeFocus: () => void): void {
  const focus = useNavigation((navigation) => navigation.focus);

  useEffect(() => {
    if (focus === null || focus.table !== table.table) return;
    const indexes = findRows(table, rows, focus.key);
    const index = indexes[0];
    if (index === undefined) {
      // The filter may hide it; without one the row is not there.
      if (hidesRows(view)) showAllRows(view);
      else if (isLoaded && !isFiltered) {
        notifications.show({ title: `Not in ${table.title}`, message: `${focus.key} has no row there at the moment.`, autoClose: 6_000 });
        applyFocusShown(focus);
      }
      return;
    }
    const key = table.keyOf(rows[index]!);
    view.setState({ selectedKeys: new Set(indexes.map((each) => table.keyOf(rows[each]!))), anchorKey: key, active: { rowKey: key, columnId: table.columns[0]!.id } });
    scrollTo(index);
    if (focus.takesFocus === true) takeFocus();
    applyFocusShown(focus);
  });
}

function hidesRows(view: TableViewStore): boolean {
  const { filterText, columnFilters, collapsed } = view.getState();
  return filterText !== '' || Object.keys(columnFilters).length > 0 || collapsed.size > 0;
}

function showAllRows(view: TableViewStore): void {
  clearFilters(view);
  view.setState({ collapsed: new Set() });
}

/** The row of that key, else all that belong to it, in the order shown. */
export function findRows<Row extends object>(table: TableDeclaration<Row>, rows: readonly Row[], key: string): readonly number[] {
  const own = rows.findIndex((row) => table.keyOf(row) === key);
  if (own !== -1) return [own];
  return rows.flatMap((row, index) => (relationKeysOf(table.table, row).includes(key) ? [index] : []));
}
