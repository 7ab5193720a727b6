// The state of one table in this window: layout, columns' filters and grouping (remembered over restarts), quick filter, selection, scroll place (until the window closes).
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TableName } from '#shared/table-schemas.ts';
import type { TableDeclaration } from './column.ts';
import { parseJson, parseTableLayout, type TableLayout } from './table-layout.ts';
import { noQuestions, readTableQuestions, type TableQuestions } from './table-questions.ts';

export interface TableViewState extends TableQuestions {
  readonly layout: TableLayout;
  /** Keys of groups whose rows are folded away. */
  readonly collapsed: ReadonlySet<string>;
  /** Keys of selected rows; a key stays selected while its row is away. */
  readonly selectedKeys: ReadonlySet<string>;
  /** Where Shift+click starts from. */
  readonly anchorKey: string | null;
  /** The cell that Tab leads to; rowKey null is the header. */
  readonly active: ActiveCell | null;
  /** Counts the returns by Back and Forward: each scrolls the table to where it was left. */
  readonly restored: number;
  /** Widths measured from the content, and from how many rows. */
  readonly fitted: { readonly widths: Readonly<Record<string, number>>; readonly rowCount: number };
}

export interface ActiveCell {
  readonly rowKey: string | null;
  readonly columnId: string;
}

export interface TableViewStore extends StoreApi<TableViewState> {
  /** Where the table was scrolled to; no state, since nothing is drawn from it. */
  scrollTop: number;
  scrollLeft: number;
  /** The last quick filter that could be understood: it stays in effect while a wrong one is typed. */
  lastValidFilter: string;
  /** Takes a layout and remembers it. */
  setLayout(layout: TableLayout): void;
}

/** The part of localStorage that a layout needs; absent where the page has none. */
export interface LayoutMemory {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export function createTableViewStore<Row>(declaration: TableDeclaration<Row>, memory: LayoutMemory | null): TableViewStore {
  const memoryKey = `groundtrack:table:${declaration.table}`;
  const questionsKey = `groundtrack:questions:${declaration.table}`;
  // What was typed in passing ends with the window: nobody should come back to a fleet of which most is hidden.
  const questions = { ...readQuestions(readMemory(memory, questionsKey), declaration), filterText: '' };
  const store = createStore<TableViewState>(() => ({
    layout: parseTableLayout(readMemory(memory, memoryKey), declaration),
    ...questions,
    collapsed: new Set<string>(),
    selectedKeys: new Set<string>(),
    anchorKey: null,
    active: null,
    restored: 0,
    fitted: { widths: {}, rowCount: -1 },
  }));
  const setLayout = (layout: TableLayout): void => {
    const text = JSON.stringify(layout);
    if (text === JSON.stringify(store.getState().layout)) return;
    store.setState({ layout });
    writeMemory(memory, memoryKey, text);
  };
  store.subscribe((state, before) => {
    if (state.columnFilters === before.columnFilters && state.groupBy === before.groupBy) return;
    writeMemory(memory, questionsKey, JSON.stringify({ ...questionsOf(state), filterText: '' }));
  });
  return Object.assign(store, { scrollTop: 0, scrollLeft: 0, lastValidFilter: '', setLayout });
}

export function questionsOf({ filterText, columnFilters, groupBy }: TableQuestions): TableQuestions {
  return { filterText, columnFilters, groupBy };
}

/** Shows every row again, whatever hid it. */
export function clearFilters(view: TableViewStore): void {
  const { filterText, columnFilters } = view.getState();
  if (filterText !== '' || Object.keys(columnFilters).length > 0) view.setState({ filterText: '', columnFilters: {} });
}

function readQuestions<Row>(text: string | null, declaration: TableDeclaration<Row>): TableQuestions {
  return text === null ? noQuestions : readTableQuestions(parseJson(text), declaration);
}

const viewStores = new Map<string, TableViewStore>();

/** The same store for every page of this window that shows the table. */
export function tableViewStore<Row>(declaration: TableDeclaration<Row>): TableViewStore {
  const known = viewStores.get(declaration.table);
  if (known !== undefined) return known;
  const created = createTableViewStore(declaration, window.localStorage);
  viewStores.set(declaration.table, created);
  return created;
}

/** The store of a table that a page of this window has shown; null before that. */
export function openTableView(table: TableName): TableViewStore | null {
  return viewStores.get(table) ?? null;
}

export function readMemory(memory: LayoutMemory | null, key: string): string | null {
  try {
    return memory?.getItem(key) ?? null;
  } catch {
    return null;
  }
}

/** A full or refused storage costs the memory of a layout, never the table. Answers whether it took. */
export function writeMemory(memory: LayoutMemory | null, key: string, value: string): boolean {
  try {
    memory?.setItem(key, value);
    return memory !== null;
  } catch {
    return false;
  }
}
