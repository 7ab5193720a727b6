// The entries of one kind, each in a slot of its own, and what answers a search among them.
import type { AddressRange } from './address-range.ts';
import { createFieldOrder, type FieldOrder } from './field-order.ts';
import { foldText } from './fold-text.ts';
import { createGramSets, type GramSets } from './gram-sets.ts';
import type { SearchEntry } from './search-entry.ts';
import { buildHaystack, fieldsOf } from './search-query.ts';
import { rankTitles } from './title-ranks.ts';

export interface Shelved {
  readonly entry: SearchEntry;
  /** The newest with this entry: an older one would keep a whole past delivery alive. */
  row: object;
  readonly haystack: string;
  /** Folded. */
  readonly title: string;
  /** Of its addresses, once a search has asked for them. */
  ranges: readonly (AddressRange | null)[] | null;
}

export interface KindIndex {
  /** By slot; null: free. */
  readonly shelved: readonly (Shelved | null)[];
  readonly slotByKey: ReadonlyMap<string, number>;
  readonly grams: Pick<GramSets, 'candidates'>;
  readonly fields: Pick<FieldOrder, 'beginningWith'>;
  /** Folded, one a slot. */
  readonly titles: Pick<FieldOrder, 'beginningWith'>;
  /** Places of the titles in their order, by slot. */
  titleRanks(): Int32Array;
  put(entry: SearchEntry, row: object): void;
  drop(key: string): void;
  /** Puts in order what came and went, so that the next search need not. */
  settle(): void;
}

export function createKindIndex(): KindIndex {
  const shelved: (Shelved | null)[] = [];
  const slotByKey = new Map<string, number>();
  const freeSlots: number[] = [];
  const grams = createGramSets();
  const fields = createFieldOrder();
  const titles = createFieldOrder();
  /** null since a title has come, gone or changed. */
  let ranks: Int32Array | null = null;
  const titleRanks = (): Int32Array => (ranks ??= rankTitles(shelved));

  return {
    shelved, slotByKey, grams, fields, titles, titleRanks,
    put(entry, row) {
      const slot = slotByKey.get(entry.key) ?? freeSlots.pop() ?? shelved.length;
      const before = shelved[slot] ?? null;
      const haystack = buildHaystack(entry.fields.map(({ text }) => text));
      if (before?.haystack !== haystack) {
        if (before !== null) grams.remove(slot, before.haystack);
        grams.add(slot, haystack);
        fields.set(slot, fieldsOf(haystack));
      }
      const title = foldText(entry.title);
      if (before?.title !== title) {
        titles.set(slot, [title]);
        ranks = null;
      }
      shelved[slot] = { entry, row, haystack, title, ranges: null };
      slotByKey.set(entry.key, slot);
    },
    drop(key) {
      const slot = slotByKey.get(key)!;
      slotByKey.delete(key);
      grams.remove(slot, shelved[slot]!.haystack);
      fields.set(slot, []);
      titles.set(slot, []);
      shelved[slot] = null;
      freeSlots.push(slot);
    },
    settle() {
      fields.settle();
      titles.settle();
      titleRanks();
    },
  };
}
