// Which texts hold a letter, or two letters in a row: a bit for each text. A key of one or two letters is answered by it whole, of a longer one most texts are ruled out.
import { FIELD_BREAK } from './search-query.ts';
import { addSlot, createSlotSet, removeSlot, type SlotSet } from './slot-set.ts';

export interface GramSets {
  add(slot: number, text: string): void;
  /** `text`: as it was added. */
  remove(slot: number, text: string): void;
  /** Slots whose text may hold every one of the words, none that does left out. `slots`: how many there are. Words hold no space. */
  candidates(words: readonly string[], slots: number): SlotSet;
}

/** Whether `candidates` of this word are its answers, and need not be looked through. */
export function isGram(word: string): boolean {
  return word.length <= 2 && isPlain(word.charCodeAt(0)) && (word.length === 1 || isPlain(word.charCodeAt(1)));
}

/** Codes below are told apart; the others share sets, which then hold too much and never too little. */
const PLAIN = 128;
const isPlain = (code: number): boolean => code < PLAIN;

/** Room of a new set. */
const FEW_SLOTS = 256;
const SPACE = 32;
const BREAK = FIELD_BREAK.charCodeAt(0);

/** A single letter is the pair of it and a space, which no word holds. */
function gramOf(first: number, second: number): number {
  const pair = (first % PLAIN) * PLAIN + (second % PLAIN);
  return isPlain(first) && isPlain(second) ? pair : PLAIN * PLAIN + pair;
}

export function createGramSets(): GramSets {
  const sets: (SlotSet | null)[] = new Array<null>(2 * PLAIN * PLAIN).fill(null);

  function change(slot: number, text: string, apply: (gram: number, slot: number) => void): void {
    for (let i = 0; i < text.length; i++) {
      const first = text.charCodeAt(i);
      if (first === SPACE || first === BREAK) continue;
      apply(gramOf(first, SPACE), slot);
      const second = i + 1 < text.length ? text.charCodeAt(i + 1) : SPACE;
      if (second !== SPACE && second !== BREAK) apply(gramOf(first, second), slot);
    }
  }

  function addTo(gram: number, slot: number): void {
    let set = sets[gram]!;
    if (set === null || slot >= 32 * set.length) {
      // Twice as long: a fleet that grows copies each set a few times.
      const longer = createSlotSet(Math.max(FEW_SLOTS, 2 * slot));
      if (set !== null) longer.set(set);
      sets[gram] = set = longer;
    }
    addSlot(set, slot);
  }

  return {
    add: (slot, text) => change(slot, text, addTo),
    remove: (slot, text) => change(slot, text, (gram) => removeSlot(sets[gram]!, slot)),
    candidates(words, slots) {
      const bits = createSlotSet(slots);
      let isFirst = true;
      const keep = (gram: number): void => {
        const set = sets[gram]!;
        if (isFirst) bits.set(set?.subarray(0, bits.length) ?? []);
        else for (let at = 0; at < bits.length; at++) bits[at] = bits[at]! & (set?.[at] ?? 0);
        isFirst = false;
      };
      for (const word of words) {
        if (word.length === 1) keep(gramOf(word.charCodeAt(0), SPACE));
        for (let i = 0; i + 1 < word.length; i++) keep(gramOf(word.charCodeAt(i), word.charCodeAt(i + 1)));
      }
      return bits;
    },
  };
}
