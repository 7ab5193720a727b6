// Numbers that the operator has set for rows and nobody has used yet: they outlive a refresh of the row, another page, a filter.
import { createStore } from 'zustand/vanilla';

export interface NumberDrafts {
  readonly least: number;
  /** The number of a row; `least` until it was set. */
  get(rowKey: string): number;
  /** Takes whole numbers from `least` on and answers whether it did. */
  set(rowKey: string, value: number): boolean;
  subscribe(listener: () => void): () => void;
}

export function createNumberDrafts(least: number): NumberDrafts {
  const store = createStore<ReadonlyMap<string, number>>(() => new Map());
  return {
    least,
    get: (rowKey) => store.getState().get(rowKey) ?? least,
    set(rowKey, value) {
      if (!Number.isSafeInteger(value) || value < least) return false;
      store.setState(new Map(store.getState()).set(rowKey, value), true);
      return true;
    },
    subscribe: (listener) => store.subscribe(listener),
  };
}
