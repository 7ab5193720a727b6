// What answers a search among the entries of one kind: the best few, and how many there are.
import { addSlot, countSlots, forEachSlot, hasSlot } from './slot-set.ts';
import { isGram } from './gram-sets.ts';
import type { KindIndex, Shelved } from './kind-index.ts';
import type { SearchEntry } from './search-entry.ts';
import { fieldAt, scoreHaystack, scores, type SearchQuery } from './search-query.ts';
import { createTopList } from './top-list.ts';

export interface SearchHit {
  readonly entry: SearchEntry;
  readonly score: number;
  /** Number of the entry's field that answers best. */
  readonly field: number;
}

export interface Answers {
  /** Best first; at most as many as asked for. */
  readonly hits: readonly SearchHit[];
  readonly total: number;
  /** Entries of which the whole phrase is an own id. */
  readonly owner: readonly SearchHit[];
}

interface Candidate {
  readonly slot: number;
  readonly score: number;
  /** Place of the answer in the haystack; -1: not looked for, or an address that is written otherwise. */
  readonly at: number;
}

/** More than there are slots: the score decides, then whether the title itself begins with the phrase (before an id that does), then the title's rank. */
const RANKS = 2 ** 32;
const orderOf = (score: number, isTitle: boolean): number => (2 * score + (isTitle ? 0 : 1)) * RANKS;

/** `allocated`: slots whose address or prefix meets the one typed, with that address as it is reported. */
export function findInKind(index: KindIndex, query: SearchQuery, allocated: ReadonlyMap<number, string>, most: number): Answers {
  const { shelved, grams, fields, titles } = index;
  const ranks = index.titleRanks();
  const top = createTopList<Candidate>(most);
  const possible = grams.candidates(query.words, shelved.length);
  const answering = new Uint32Array(possible.length);

  /** All of them answer with this score that don't yet. Of thousands most are ruled out by their rank alone. */
  const take = (slots: Int32Array, score: number, isTitle: boolean): void => {
    const order = orderOf(score, isTitle);
    let limit = top.limit() - order;
    for (const slot of slots) {
      if (hasSlot(answering, slot)) continue;
      addSlot(answering, slot);
      if (ranks[slot]! >= limit) continue;
      top.add(order + ranks[slot]!, { slot, score, at: -1 });
      limit = top.limit() - order;
    }
  };
  const { slots: begin, whole } = fields.beginningWith(query.phrase);
  const exact = begin.subarray(0, whole);
  take(Int32Array.from(allocated.keys()), scores.exact, false);
  take(exact, scores.exact, false);
  const doBegin = new Uint32Array(possible.length);
  for (const slot of begin) addSlot(doBegin, slot);
  take(titles.beginningWith(query.phrase).slots.filter((slot) => hasSlot(doBegin, slot)), scores.begins, true);
  take(begin, scores.begins, false);
  let total = countSlots(answering);

  // The others begin with the phrase nowhere: those that would not be handed out even as the next best only count.
  for (let at = 0; at < possible.length; at++) possible[at]! &= ~answering[at]!;
  const next = orderOf(scores.beginsWord, false);
  const unsure = query.words.filter((word) => !isGram(word));
  if (unsure.length === 0 && top.limit() <= next) total += countSlots(possible);
  else {
    forEachSlot(possible, (slot) => {
      const { haystack } = shelved[slot]!;
      if (next + ranks[slot]! >= top.limit()) {
        if (unsure.every((word) => haystack.includes(word))) total += 1;
        return;
      }
      const { score, at } = scoreHaystack(haystack, query);
      if (score === scores.none) return;
      total += 1;
      top.add(orderOf(score, false) + ranks[slot]!, { slot, score, at });
    });
  }

  const owner = [...new Set(exact.slice().sort())].filter((slot) => !allocated.has(slot))
    .map((slot) => buildHit(shelved[slot]!, { score: scores.exact, at: -1 }, query, undefined))
    .filter((hit) => hit.field < hit.entry.ownIds);
  return { hits: top.list().map((candidate) => buildHit(shelved[candidate.slot]!, candidate, query, allocated.get(candidate.slot))), total, owner };
}

function buildHit({ entry, haystack }: Shelved, { score, at }: Pick<Candidate, 'score' | 'at'>, query: SearchQuery, address: string | undefined): SearchHit {
  const field = address !== undefined ? entry.fields.findIndex(({ text }) => text === address) : fieldAt(haystack, at === -1 ? scoreHaystack(haystack, query).at : at);
  return { entry, score, field };
}
