// The saved views of one table, kept where its layout is kept: the page's own storage in the data folder, the same for every window.
import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { savedViewSchema, type SavedView } from '#shared/view-file.ts';
import type { TableName } from '#shared/table-schemas.ts';
import { parseJson } from '../table-layout.ts';
import { readMemory, writeMemory, type LayoutMemory } from '../table-view-store.ts';

export interface ViewShelfState {
  /** By name. */
  readonly views: readonly SavedView[];
  /** What went wrong when they were read or kept; null when nothing did. */
  readonly problem: string | null;
}

export interface ViewShelf extends StoreApi<ViewShelfState> {
  /** Takes the place of a view of that name. */
  save(view: SavedView): void;
  /** Answers why it can't be called that; null when it is. */
  rename(name: string, to: string): string | null;
  remove(name: string): void;
  /** Puts a view beside those that are there, under a name that none of them has; answers the name. */
  add(view: SavedView): string;
}

export function createViewShelf(table: TableName, memory: LayoutMemory | null): ViewShelf {
  const key = `groundtrack:views:${table}`;
  const store = createStore<ViewShelfState>(() => readShelf(memory, key));

  function keep(views: readonly SavedView[]): void {
    const sorted = [...views].sort((a, b) => collator.compare(a.name, b.name));
    const isKept = writeMemory(memory, key, JSON.stringify(sorted));
    store.setState({ views: sorted, problem: isKept ? null : 'The views could not be stored: they last until this window closes. Share them as files to keep them.' });
  }

  return Object.assign(store, {
    save(view: SavedView) {
      keep([...store.getState().views.filter(({ name }) => !isSame(name, view.name)), view]);
    },
    rename(name: string, to: string) {
      const { views } = store.getState();
      const named = to.trim();
      if (named === '') return 'A view needs a name';
      if (views.some((view) => !isSame(view.name, name) && isSame(view.name, named))) return `There is a view “${named}” already`;
      keep(views.map((view) => (isSame(view.name, name) ? { ...view, name: named } : view)));
      return null;
    },
    remove(name: string) {
      keep(store.getState().views.filter((view) => !isSame(view.name, name)));
    },
    add(view: SavedView) {
      const { views } = store.getState();
      let name = view.name;
      for (let number = 2; views.some((each) => isSame(each.name, name)); number++) name = `${view.name} (${number})`;
      keep([...views, { ...view, name }]);
      return name;
    },
  });
}

/** "Night" and "night" would be told apart by nobody. */
export function isSame(a: string, b: string): boolean {
  return collator.compare(a.trim(), b.trim()) === 0;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'accent' });

/** Views that can be read are there; what can't be is put aside under a key of its own, never thrown away. */
function readShelf(memory: LayoutMemory | null, key: string): ViewShelfState {
  const text = readMemory(memory, key);
  if (text === null) return { views: [], problem: null };
  const list = z.array(z.unknown()).safeParse(parseJson(text));
  const entries = list.success ? list.data.map((entry) => savedViewSchema.safeParse(entry)) : [];
  const views = entries.flatMap((entry) => (entry.success ? [entry.data] : []));
  const damaged = entries.length - views.length;
  if (list.success && damaged === 0) return { views, problem: null };
  const aside = `${key}:damaged`;
  writeMemory(memory, aside, text);
  const what = list.success ? `${damaged} of ${entries.length} saved views` : 'The saved views';
  return { views, problem: `${what} could not be read. What was stored is kept aside as “${aside}”.` };
}

const shelves = new Map<TableName, ViewShelf>();

/** The same shelf for every page of this window. */
export function viewShelf(table: TableName): ViewShelf {
  const known = shelves.get(table);
  if (known !== undefined) return known;
  const created = createViewShelf(table, window.localStorage);
  shelves.set(table, created);
  return created;
}
