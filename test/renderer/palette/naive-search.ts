// The plain way to search: every field of every entry folded again and looked through, at each key. What the index must agree with, and is measured against.
import { parseAddressRange, rangesMeet } from '../../../src/renderer/palette/address-range.ts';
import { foldText } from '../../../src/renderer/palette/fold-text.ts';
import type { SearchEntry } from '../../../src/renderer/palette/search-entry.ts';

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
