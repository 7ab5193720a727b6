// What the operator set on the Stream Viewer: kept while the window is open, also while another tab is in front.
import { create } from 'zustand';
import type { ExchangeFilter } from './filter-exchanges.ts';

export interface ViewerView {
  readonly filter: ExchangeFilter;
  /** Id of the exchange that is open below; null for none. */
  readonly openId: string | null;
  /** The row that the keys move. */
  readonly activeId: string | null;
}

export const noFilter: ExchangeFilter = { account: null, group: null, text: '' };

export const useViewerView = create<ViewerView>(() => ({ filter: noFilter, openId: null, activeId: null }));

export function changeFilter(part: Partial<ExchangeFilter>): void {
  useViewerView.setState(({ filter }) => ({ filter: { ...filter, ...part } }));
}
