// Keys that are about rows rather than cells: select all, extend the selection, copy rows, open the menu.
import { buildSelection } from './selection.ts';
import type { TableViewStore } from './table-view-store.ts';

export interface RowKeysSurroundings {
  readonly view: TableViewStore;
  /** Key of the active row; null in the header and in an empty table. */
  readonly activeKey: string | null;
  readonly keysInOrder: () => readonly string[];
  readonly onCopyRows: (rowKey: string) => void;
  /** Opens the menu of the active cell, or of the header. */
  readonly onMenu: () => void;
}

/** True when the key was one of these. */
export function handleRowKey(event: React.KeyboardEvent, { view, activeKey, keysInOrder, onCopyRows, onMenu }: RowKeysSurroundings): boolean {
  const isControl = event.ctrlKey || event.metaKey;
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) onMenu();
  else if (isControl && event.shiftKey && event.key.toLowerCase() === 'c' && activeKey !== null) onCopyRows(activeKey);
  else if (isControl && !event.shiftKey && event.key.toLowerCase() === 'a' && !isTextField(event.target)) selectAll(view, keysInOrder());
  else return false;
  event.preventDefault();
  return true;
}

/** After Shift and a key that moves: everything from where the selection began to the row that is reached. */
export function extendSelection(view: TableViewStore, fromKey: string, toKey: string, keysInOrder: () => readonly string[]): void {
  const { selectedKeys, anchorKey } = view.getState();
  const begun = { selectedKeys, anchorKey: anchorKey === null || !selectedKeys.has(anchorKey) ? fromKey : anchorKey };
  view.setState(buildSelection(begun, toKey, { isRange: true, isToggle: false }, keysInOrder));
}

function selectAll(view: TableViewStore, keys: readonly string[]): void {
  view.setState(({ anchorKey }) => ({ selectedKeys: new Set(keys), anchorKey: anchorKey ?? keys[0] ?? null }));
}

function isTextField(target: EventTarget): boolean {
  return target instanceof HTMLInputElement;
}
