// The plain way to search: every field of every entry folded again and looked through, at each key. What the index must agree with, and is measured against.
import { parseAddressRange, rangesMeet } from '../../../src/renderer/palette/address-range.ts';
import { foldText } from '../../../src/renderer/palette/fold-text.ts';
import type { SearchEntry } from '../../../src/renderer/palette/search-entry.ts';
import { buildHaystack, buildSearchQuery, scoreHaystack, scores } from '../../../src/renderer/palette/search-query.ts';

/** Keys of the entries that answer, by kind. */
export function searchNaively(entries: readonly SearchEntry[], text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const phrase = foldText(text).trim();
  const found = new Map<string, Set<string>>();
  if (phrase === '') return found;
  const exact = entries.filter((entry) => entry.fields.slice(0, entry.ownIds).some((field) => foldText(field.text) === phrase));
  const range = parseAddressRange(text);
  const words = phrase.split(' ');
  const answering = exact.length > 0 ? exact : entries.filter((entry) => {
    const folded = entry.fields.map((field) => foldText(field.text));
    if (words.every((word) => folded.some((each) => each.includes(word)))) return true;
    return range !== null && entry.addresses.some((address) => {
      const own = parseAddressRange(address);
      return own !== null && rangesMeet(own, range);
    });
  });
  for (const { kind, key } of answering) {
    const keys = found.get(kind) ?? new Set<string>();
    found.set(kind, keys.add(key));
  }
  return found;
}

/** Titles of the entries of one kind in the order of a plain sort: what answers best first, then what begins with the text, then the shorter title. */
export function rankNaively(entries: readonly SearchEntry[], text: string): readonly string[] {
  const query = buildSearchQuery(text);
  return entries.flatMap((entry) => {
    const isAllocated = query.range !== null && entry.addresses.some((address) => {
      const own = parseAddressRange(address);
      return own !== null && rangesMeet(own, query.range!);
    });
    const { score } = isAllocated ? { score: scores.exact } : scoreHaystack(buildHaystack(entry.fields.map((field) => field.text)), query);
    const folded = foldText(entry.title);
    const isTitle = score === scores.begins && folded.startsWith(query.phrase);
    return score === scores.none ? [] : [{ title: entry.title, folded, order: 2 * score + (isTitle ? 0 : 1) }];
  }).sort((a, b) => a.order - b.order || a.folded.length - b.folded.length || (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : 0)).map(({ title }) => title);
}
