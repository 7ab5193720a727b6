// The search index of this window: filled when the palette first opens, brought up to date while it is open. Costs main nothing: the tabs' counts watch these tables already.
import { useContext, useEffect, useState } from 'react';
import { TableStoresContext, type TableStores } from '../console-client/use-table.ts';
import { searchKinds, type SearchKind } from './search-entry.ts';
import { createSearchIndex, type SearchIndex } from './search-index.ts';

interface IndexOfWindow {
  readonly index: SearchIndex;
  /** Deliveries that the index has taken, by table. */
  readonly versions: Map<SearchKind, number>;
}

const indexes = new WeakMap<TableStores, IndexOfWindow>();

/** `snapshot` is a new object whenever the index has taken something. `isComplete` is false until every table has come. */
export function useSearchIndex(): { readonly snapshot: { readonly index: SearchIndex }; readonly isComplete: boolean } {
  const stores = useContext(TableStoresContext);
  if (stores === null) throw new Error('Table stores are missing: render inside TableStoresContext.');
  const own = indexOf(stores);
  const [snapshot, setSnapshot] = useState({ index: own.index });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    // A table a turn: 10,000 rows take some hundredths of a second the first time, and a key must not wait for all of them.
    const takeNext = (): void => {
      timer = null;
      // From the last: a terminal is put in order once if its addresses are there already.
      const kind = searchKinds.findLast((each) => hasNews(stores, own, each));
      if (kind === undefined) return;
      const { rows, version: taken } = stores.of(kind).getState();
      own.index.update(kind, rows as never);
      own.versions.set(kind, taken);
      setSnapshot({ index: own.index });
      takeSoon();
    };
    const takeSoon = (): void => {
      timer ??= setTimeout(takeNext, 0);
    };
    const stops = searchKinds.map((kind) => stores.of(kind).subscribe(takeSoon));
    takeSoon();
    return () => {
      if (timer !== null) clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [stores, own]);

  const isComplete = searchKinds.every((kind) => (own.versions.get(kind) ?? 0) > 0);
  return { snapshot, isComplete };
}

function indexOf(stores: TableStores): IndexOfWindow {
  const known = indexes.get(stores);
  if (known !== undefined) return known;
  const created = { index: createSearchIndex(), versions: new Map<SearchKind, number>() };
  indexes.set(stores, created);
  return created;
}

function hasNews(stores: TableStores, own: IndexOfWindow, kind: SearchKind): boolean {
  return stores.of(kind).getState().version !== (own.versions.get(kind) ?? 0);
}
