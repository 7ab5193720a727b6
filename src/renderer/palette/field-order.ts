// The fields of many texts in their own order, so that those that begin with what was typed lie side by side, those that are just it first.

export interface FieldOrder {
  /** What the slot's fields are from now on; none: it is free. */
  set(slot: number, fields: readonly string[]): void;
  /** Puts in place what was set; else the next question does. Costs what has changed, and one walk over the rest. */
  settle(): void;
  /** Slots of the fields that begin so, once for each such field; the first `whole` of them are of fields that are just it. */
  beginningWith(text: string): { readonly slots: Int32Array; readonly whole: number };
}

/** Two lists in step: a walk over thousands of slots touches no text. */
interface Ordered {
  readonly texts: readonly string[];
  readonly slots: Int32Array;
}

export function createFieldOrder(): FieldOrder {
  let ordered: Ordered = { texts: [], slots: new Int32Array(0) };
  /** By slot: what stands in `ordered` in an older form, or not at all. */
  const changed = new Map<number, readonly string[]>();

  function settle(): void {
    if (changed.size === 0) return;
    ordered = merge(ordered, changed, sortFields(changed));
    changed.clear();
  }

  return {
    set: (slot, fields) => void changed.set(slot, fields),
    settle,
    beginningWith(text) {
      settle();
      const { texts, slots } = ordered;
      const from = firstWhere(texts, (each) => each >= text);
      const begins = firstWhere(texts, (each) => each > text);
      const to = firstWhere(texts, (each) => each > text && !each.startsWith(text));
      return { slots: slots.subarray(from, to), whole: begins - from };
    },
  };
}

function sortFields(bySlot: ReadonlyMap<number, readonly string[]>): Ordered {
  const texts: string[] = [];
  const slots: number[] = [];
  let most = 0;
  for (const fields of bySlot.values()) most = Math.max(most, fields.length);
  // All first fields, all second ones, …: rows come by their ids, and a sort that finds its work half done is a short one.
  for (let i = 0; i < most; i++) {
    for (const [slot, fields] of bySlot) {
      if (i >= fields.length) continue;
      texts.push(fields[i]!);
      slots.push(slot);
    }
  }
  const order = Array.from(texts.keys()).sort((a, b) => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : 0));
  return { texts: order.map((at) => texts[at]!), slots: Int32Array.from(order, (at) => slots[at]!) };
}

/** Those in order already but for the changed slots', and the new ones. */
function merge(before: Ordered, changed: ReadonlyMap<number, unknown>, added: Ordered): Ordered {
  if (before.texts.length === 0) return added;
  const texts: string[] = [];
  const slots = new Int32Array(before.texts.length + added.texts.length);
  const push = (from: Ordered, at: number): void => {
    slots[texts.length] = from.slots[at]!;
    texts.push(from.texts[at]!);
  };
  let next = 0;
  for (let at = 0; at < before.texts.length; at++) {
    if (changed.has(before.slots[at]!)) continue;
    for (; next < added.texts.length && added.texts[next]! < before.texts[at]!; next++) push(added, next);
    push(before, at);
  }
  for (; next < added.texts.length; next++) push(added, next);
  return { texts, slots: slots.slice(0, texts.length) };
}

/** Number of the first text for which the question holds; it must hold for all after it. */
function firstWhere(texts: readonly string[], holds: (text: string) => boolean): number {
  let [from, to] = [0, texts.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(texts[middle]!)) to = middle;
    else from = middle + 1;
  }
  return from;
}
