// Which page is in front, and which rows of it should be shown: what links between tables write and the shell reads. Every step is kept, for Back and Forward.
import { create } from 'zustand';
import type { RelatedRows } from '#shared/table-relations.ts';
import type { TableName } from '#shared/table-schemas.ts';
import { capturePlace, restorePlace, type Place } from './place.ts';
import { openTableView } from './table-view-store.ts';

/** The tabs of the console window, in their order (pages.md, Shell). */
export const tabIds = [
  'map', 'userTerminals', 'alerts', 'routers', 'ipAllocations', 'services', 'overageLines', 'monthlyDataUsage',
  'dailyDataUsage', 'accounts', 'audit', 'configuration', 'streamViewer', 'log',
] as const;
export type TabId = (typeof tabIds)[number];

/** A row to bring into view: its own key, or a key it belongs to (the terminal of an alert). */
export interface RowFocus {
  readonly table: TableName;
  readonly key: string;
  /** The keyboard goes there, too: what led here is gone. */
  readonly takesFocus?: boolean;
}

/** Only the rows that belong to something: "Alerts of MV Halden". */
export interface RelatedFilter extends Omit<RelatedRows, 'table'> {
  /** What they belong to, in the operator's words. */
  readonly label: string;
}

export interface Navigation {
  readonly tab: TabId;
  /** Sub-page of the tab, where it has any: the DVE table lies inside Configuration. */
  readonly subPage: 'userTerminalDves' | null;
  /** Waits until the table that it names has shown the row. */
  readonly focus: RowFocus | null;
  readonly related: Partial<Record<TableName, RelatedFilter>>;
  /** Pages behind this one, the nearest last, and those that Back has come from, the nearest last. */
  readonly past: readonly Place[];
  readonly future: readonly Place[];
}

/** As many steps as anybody goes back by; each holds the selection that it was left with. */
const MOST_STEPS = 100;

export const useNavigation = create<Navigation>(() => ({ tab: 'map', subPage: null, focus: null, related: {}, past: [], future: [] }));

/** The page as a whole: a filter for related rows that it was left with is gone. */
export function openTab(tab: TabId, subPage: Navigation['subPage'] = null): void {
  const now = useNavigation.getState();
  if (now.tab === tab && now.subPage === subPage) return;
  const table = tableOfPage(tab, subPage);
  step({ tab, subPage, ...(table === null ? {} : { related: withRelated(now.related, table, null) }) });
}

/** Brings the page of `table` to the front, with the row of that key selected and scrolled to. */
export function openRelated(table: TableName, key: string, { takesFocus = false }: { readonly takesFocus?: boolean } = {}): void {
  step({ ...pageOfTable(table), focus: { table, key, ...(takesFocus && { takesFocus }) }, related: withRelated(useNavigation.getState().related, table, null) });
}

/** Brings the page of a table to the front, with the rows that belong to `label` and no others. */
export function openRelatedRows({ table, field, keys }: RelatedRows, label: string): void {
  step({ ...pageOfTable(table), focus: null, related: withRelated(useNavigation.getState().related, table, { field, keys, label }) });
  const view = openTableView(table);
  // What was filtered and selected before is not what is asked for now.
  view?.setState({ filterText: '', selectedKeys: new Set(), anchorKey: null, active: null });
  if (view !== null) view.scrollTop = 0;
}

/** All rows of the table again. */
export function clearRelated(table: TableName): void {
  step({ related: withRelated(useNavigation.getState().related, table, null) });
}

/** The table has shown the row (or has none such): the same link works again. */
export function applyFocusShown(focus: RowFocus): void {
  if (useNavigation.getState().focus === focus) useNavigation.setState({ focus: null });
}

export function goBack(): void {
  const { past, future } = useNavigation.getState();
  const place = past.at(-1);
  if (place === undefined) return;
  const here = capturePlace(useNavigation.getState());
  restorePlace(place);
  useNavigation.setState((now) => ({ ...pageAt(place, now), past: past.slice(0, -1), future: [...future, here] }));
}

export function goForward(): void {
  const { past, future } = useNavigation.getState();
  const place = future.at(-1);
  if (place === undefined) return;
  const here = capturePlace(useNavigation.getState());
  restorePlace(place);
  useNavigation.setState((now) => ({ ...pageAt(place, now), past: [...past, here], future: future.slice(0, -1) }));
}

/** Another table's page, or null where the page is no table. */
export function tableOfPage(tab: TabId, subPage: Navigation['subPage']): TableName | null {
  switch (tab) {
    case 'map': case 'audit': case 'streamViewer': case 'log':
      return null;
    case 'configuration':
      return subPage;
    default:
      return tab;
  }
}

function pageOfTable(table: TableName): Pick<Navigation, 'tab' | 'subPage'> {
  return table === 'userTerminalDves' ? { tab: 'configuration', subPage: table } : { tab: table, subPage: null };
}

/** Goes on from here: what was ahead is no longer. */
function step(next: Partial<Navigation>): void {
  const now = useNavigation.getState();
  useNavigation.setState({ ...next, past: [...now.past.slice(1 - MOST_STEPS), capturePlace(now)], future: [] });
}

function pageAt(place: Place, now: Navigation): Pick<Navigation, 'tab' | 'subPage' | 'focus' | 'related'> {
  const { table } = place;
  return { tab: place.tab, subPage: place.subPage, focus: null, related: table === null ? now.related : withRelated(now.related, table.table, table.related) };
}

function withRelated(related: Navigation['related'], table: TableName, filter: RelatedFilter | null): Navigation['related'] {
  const { [table]: _old, ...others } = related;
  return filter === null ? others : { ...others, [table]: filter };
}
