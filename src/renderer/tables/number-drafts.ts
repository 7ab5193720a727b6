// Numbers that the operator has set for rows and nobody has used yet: they outlive a refresh of the row, another page, a filter.
import { createStore } from 'zustand/vanilla';

export interface NumberDrafts {
  readonly least: number;
  /** The number of a row; `least` until it was set. */
  get(rowKey: string): number;
  /** Takes whole numbers from `least` on and answers whether it did. */
  set(rowKey: string, value: number): boolean;
  /** As typed: digits only, so that no "1e3" and no "2,5" becomes an order. */
  setText(rowKey: string, text: string): boolean;
  /** One up or down, never below `least`. */
  step(rowKey: string, by: 1 | -1): void;
  subscribe(listener: () => void): () => void;
}

/** Nine digits: more is a slip of the hand. */
const wholeNumber = /^\d{1,9}$/;

export function createNumberDrafts(least: number): NumberDrafts {
  const store = createStore<ReadonlyMap<string, number>>(() => new Map());
  const get = (rowKey: string): number => store.getState().get(rowKey) ?? least;
  function set(rowKey: string, value: number): boolean {
    if (!Number.isSafeInteger(value) || value < least) return false;
    store.setState(new Map(store.getState()).set(rowKey, value), true);
    return true;
  }
  return {
    least, get, set,
    setText: (rowKey, text) => wholeNumber.test(text.trim()) && set(rowKey, Number(text)),
    step: (rowKey, by) => void set(rowKey, Math.max(least, get(rowKey) + by)),
    subscribe: (listener) => store.subscribe(listener),
  };
}
