// Which page is in front, and which row of it should be shown: what links between tables write and the shell reads.
import { create } from 'zustand';
import type { TableName } from '#shared/table-schemas.ts';

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

export interface Navigation {
  readonly tab: TabId;
  /** Sub-page of the tab, where it has any: the DVE table lies inside Configuration. */
  readonly subPage: 'userTerminalDves' | null;
  /** Waits until the table that it names has shown the row. */
  readonly focus: RowFocus | null;
}

export const useNavigation = create<Navigation>(() => ({ tab: 'map', subPage: null, focus: null }));

export function openTab(tab: TabId, subPage: Navigation['subPage'] = null): void {
  useNavigation.setState({ tab, subPage });
}

/** Brings the page of `table` to the front, with the row of that key selected and scrolled to. */
export function openRelated(table: TableName, key: string, { takesFocus = false }: { readonly takesFocus?: boolean } = {}): void {
  const isDvePage = table === 'userTerminalDves';
  useNavigation.setState({
    tab: isDvePage ? 'configuration' : table,
    subPage: isDvePage ? 'userTerminalDves' : null,
    focus: { table, key, ...(takesFocus && { takesFocus }) },
  });
}

/** The table has shown the row (or has none such): the same link works again. */
export function applyFocusShown(focus: RowFocus): void {
  if (useNavigation.getState().focus === focus) useNavigation.setState({ focus: null });
}
