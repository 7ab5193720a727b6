// What was typed, made ready once a key; and how well a text answers it.
import { parseAddressRange, type AddressRange } from './address-range.ts';
import { foldText } from './fold-text.ts';

export interface SearchQuery {
  /** Folded, single spaces; '' finds nothing. */
  readonly phrase: string;
  /** Words of the phrase, the longest first: it rules out most. All must be there, in any order. */
  readonly words: readonly string[];
  /** Of a whole IP address or prefix. */
  readonly range: AddressRange | null;
}

/** Parts the fields of a haystack: no folded text holds it. */
export const FIELD_BREAK = '\n';

/** How a text answers: the smaller, the better. */
export const scores = { exact: 0, begins: 1, beginsWord: 2, inside: 3, scattered: 4, none: 5 } as const;

export function buildSearchQuery(text: string): SearchQuery {
  const phrase = foldText(text).trim();
  const words = phrase === '' ? [] : [...new Set(phrase.split(' '))].sort((a, b) => b.length - a.length);
  return { phrase, words, range: parseAddressRange(text) };
}

/** Folded fields with a break before, between and after them. */
export function buildHaystack(fields: readonly string[]): string {
  return `${FIELD_BREAK}${fields.map(foldText).join(FIELD_BREAK)}${FIELD_BREAK}`;
}

/** The folded fields that a haystack was made of. */
export function fieldsOf(haystack: string): readonly string[] {
  return haystack.slice(FIELD_BREAK.length, -FIELD_BREAK.length).split(FIELD_BREAK);
}

export interface Score {
  readonly score: number;
  /** Where in the haystack the best answer stands; -1 where there is none. */
  readonly at: number;
}

const noScore: Score = { score: scores.none, at: -1 };

/** Best place of the phrase in a haystack, else whether all words are somewhere in it. */
export function scoreHaystack(haystack: string, { phrase, words }: SearchQuery): Score {
  let score: number = scores.none;
  let best = -1;
  for (let at = haystack.indexOf(phrase); at !== -1; at = haystack.indexOf(phrase, at + 1)) {
    const found = scoreAt(haystack, at, phrase.length);
    if (found >= score) continue;
    score = found;
    best = at;
    if (score === scores.exact) break;
  }
  if (best !== -1) return { score, at: best };
  if (words.length < 2 || !words.every((word) => haystack.includes(word))) return noScore;
  return { score: scores.scattered, at: haystack.indexOf(words[0]!) };
}

/** Number of the field that a place in a haystack lies in. */
export function fieldAt(haystack: string, at: number): number {
  let field = -1;
  for (let i = 0; i < at; i++) if (haystack[i] === FIELD_BREAK) field += 1;
  return field;
}

function scoreAt(haystack: string, at: number, length: number): number {
  const before = haystack[at - 1]!;
  if (before === FIELD_BREAK) return haystack[at + length] === FIELD_BREAK ? scores.exact : scores.begins;
  return isWordCharacter(before.charCodeAt(0)) ? scores.inside : scores.beginsWord;
}

/** Digits, small letters, and all beyond ASCII: the text is folded. */
function isWordCharacter(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || code > 127;
}
