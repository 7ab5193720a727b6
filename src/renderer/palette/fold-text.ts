// Text as the search compares it: without case, diacritics and double spaces, and where a match stands in the original.

/** Letters that Unicode does not take apart into a base letter and a mark. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', ı: 'i', æ: 'ae', œ: 'oe', ß: 'ss', þ: 'th', ς: 'σ',
};
const SPECIAL = /[øłđðħŧıæœßþς]/g;
const MARKS = /\p{M}+/gu;
const SPACES = /\s+/g;
/** Most names and ids are plain: they only need small letters. */
const NOT_PLAIN = /[^ -~]| {2}/;

/** "Bodø  Ferry" → "bodo ferry". */
export function foldText(text: string): string {
  if (!NOT_PLAIN.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(MARKS, '').toLowerCase().replace(SPECIAL, (letter) => PLAIN_LETTERS[letter]!).replace(SPACES, ' ');
}

export interface TextPart {
  readonly text: string;
  readonly isMatch: boolean;
}

/** The text in parts, those that hold one of the folded `wanted` texts marked. */
export function splitAtMatches(text: string, wanted: readonly string[]): readonly TextPart[] {
  const { folded, places } = foldWithPlaces(text);
  const isMarked = new Array<boolean>(text.length).fill(false);
  for (const word of wanted) {
    if (word === '') continue;
    for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + word.length)) {
      // Up to where the next letter begins: marks of the last one, and the whole of an "æ", are inside.
      const last = places[at + word.length - 1]!;
      isMarked.fill(true, places[at]!, places.find((place, i) => i >= at && place > last) ?? text.length);
    }
  }
  const parts: { text: string; isMatch: boolean }[] = [];
  for (let i = 0; i < text.length; i++) {
    const last = parts.at(-1);
    if (last !== undefined && last.isMatch === isMarked[i]) last.text += text[i]!;
    else parts.push({ text: text[i]!, isMatch: isMarked[i]! });
  }
  return parts;
}

/** `places[i]`: where the letter that became the i-th folded one begins in the text. */
export function foldWithPlaces(text: string): { readonly folded: string; readonly places: readonly number[] } {
  let folded = '';
  const places: number[] = [];
  let place = 0;
  for (const letter of text) {
    let plain = foldText(letter);
    if (plain.startsWith(' ') && folded.endsWith(' ')) plain = plain.slice(1);
    for (let i = 0; i < plain.length; i++) places.push(place);
    folded += plain;
    place += letter.length;
  }
  return { folded, places };
}
