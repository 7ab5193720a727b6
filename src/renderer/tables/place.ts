// A place that Back and Forward return to: the page, and what was selected, filtered and scrolled to there.
import type { TableName } from '#shared/table-schemas.ts';
import { useMapChoices, type MapChoices } from '../map/map-store.ts';
import { tableOfPage, type Navigation, type RelatedFilter } from './navigation.ts';
import { openTableView, type TableViewState } from './table-view-store.ts';

export interface Place extends Pick<Navigation, 'tab' | 'subPage'> {
  readonly table: TablePlace | null;
  readonly map: Pick<MapChoices, 'cell' | 'deviceId' | 'view' | 'searchText'> | null;
}

export interface TablePlace {
  readonly table: TableName;
  readonly related: RelatedFilter | null;
  /** null where the page was left before it was ever drawn. */
  readonly view: Pick<TableViewState, 'filterText' | 'selectedKeys' | 'anchorKey' | 'active'> | null;
  readonly scrollTop: number;
  readonly scrollLeft: number;
}

export function capturePlace({ tab, subPage, related }: Pick<Navigation, 'tab' | 'subPage' | 'related'>): Place {
  const table = tableOfPage(tab, subPage);
  return { tab, subPage, table: table === null ? null : captureTable(table, related[table] ?? null), map: tab === 'map' ? captureMap() : null };
}

/** Puts back what the page held; which page is in front is the navigation's own. */
export function restorePlace({ table, map }: Place): void {
  if (map !== null) useMapChoices.setState(map);
  const view = table === null ? null : openTableView(table.table);
  if (table === null || table.view === null || view === null) return;
  view.scrollTop = table.scrollTop;
  view.scrollLeft = table.scrollLeft;
  // A table that is in front already scrolls when the count changes; one that comes to the front starts there.
  view.setState(({ restored }) => ({ ...table.view, restored: restored + 1 }));
}

function captureTable(table: TableName, related: RelatedFilter | null): TablePlace {
  const view = openTableView(table);
  if (view === null) return { table, related, view: null, scrollTop: 0, scrollLeft: 0 };
  const { filterText, selectedKeys, anchorKey, active } = view.getState();
  return { table, related, view: { filterText, selectedKeys, anchorKey, active }, scrollTop: view.scrollTop, scrollLeft: view.scrollLeft };
}

function captureMap(): NonNullable<Place['map']> {
  const { cell, deviceId, view, searchText } = useMapChoices.getState();
  return { cell, deviceId, view, searchText };
}
