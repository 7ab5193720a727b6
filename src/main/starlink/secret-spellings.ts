// Finds a known secret in a text however it is spelled there: raw, percent- or form-encoded (also twice), JSON- or HTML-escaped, base64, or a mix.

/** A place in a text where the secret stands, or begins to stand. */
export interface Sighting {
  readonly start: number;
  readonly end: number;
}

export interface SecretSpellings {
  /** In order, without overlap. `isCut`: the text ends early, so the beginning of a secret at its very end counts, however short. */
  find(text: string, isCut: boolean): readonly Sighting[];
}

interface Letter {
  readonly raw: string;
  /** '%C3%BC' */
  readonly percent: string;
  /** '%25C3%25BC': encoded twice. */
  readonly twice: string;
  readonly codePoint: number;
  /** 'u00fc', or both halves of a pair: 'ud83d', 'ude00' joined by a backslash. */
  readonly unicode: string;
}

interface Spelling {
  readonly text: string;
  readonly letters: readonly Letter[];
  readonly first: RegExp;
  /** Where in the secret each short run of its letters stands; empty for a secret that counts as a whole only. */
  readonly runs: ReadonlyMap<string, number>;
}

/** Of a long secret already so many letters in a row are masked wherever they stand: an echo may be shortened, and a mask that knew the name of a field only may have taken a part. */
const FRAGMENT_LETTERS = 12;
/** Shorter secrets count as a whole only: their beginnings are too likely to be words. */
const LEAST_LETTERS_FOR_FRAGMENTS = 24;
/** A row of FRAGMENT_LETTERS holds one of these at a multiple of (FRAGMENT_LETTERS - RUN_LETTERS + 1): only there a text is looked at. */
const RUN_LETTERS = 6;
const RUN_STEP = FRAGMENT_LETTERS - RUN_LETTERS + 1;
/** Under 8 characters base64 of a piece of the secret could be anything. */
const LEAST_BASE64_LETTERS = 8;

export function createSecretSpellings(secret: string): SecretSpellings {
  const spellings = [secret, ...base64Cores(secret)].map(buildSpelling);
  return {
    find(text, isCut) {
      const found = spellings.flatMap((spelling) => [...findSpelling(text, spelling, isCut), ...findFragments(text, spelling)]);
      return found.length < 2 ? found : mergeOverlaps(found);
    },
  };
}

function buildSpelling(text: string): Spelling {
  const letters = [...text].map(buildLetter);
  const [first, second] = letters.map(({ raw }) => `${raw.replace(/[\\\]^-]/g, '\\$&')}${raw === ' ' ? '+' : ''}`);
  // A second letter, escaped or not, or the text's end: else every e of a page would be looked at.
  const follows = second === undefined ? '' : `(?=[${second}%\\\\&]|$)`;
  const runs = new Map<string, number>();
  for (let at = 0; text.length >= LEAST_LETTERS_FOR_FRAGMENTS && at + RUN_LETTERS <= text.length; at += 1) runs.set(text.slice(at, at + RUN_LETTERS), at);
  return { text, letters, runs, first: new RegExp(`[${first!}]${follows}|[%\\\\&]`, 'gu') };
}

function buildLetter(raw: string): Letter {
  const percent = [...Buffer.from(raw, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  const units = Array.from({ length: raw.length }, (_, i) => `u${raw.charCodeAt(i).toString(16).padStart(4, '0')}`);
  return { raw, percent, twice: percent.replaceAll('%', '%25'), codePoint: raw.codePointAt(0)!, unicode: units.join('\\') };
}

function findSpelling(text: string, { letters, first }: Spelling, isCut: boolean): Sighting[] {
  const found: Sighting[] = [];
  const enough = letters.length >= LEAST_LETTERS_FOR_FRAGMENTS ? FRAGMENT_LETTERS : letters.length;
  first.lastIndex = 0;
  for (let match = first.exec(text); match !== null; match = first.exec(text)) {
    const { count, end, reachesEnd } = longestMatch(text, match.index, letters);
    const isWhole = count >= enough;
    if (!isWhole && !(isCut && reachesEnd) && !isCutShort(text, end, count, isCut)) continue;
    const seenTo = isWhole || !isCut || !reachesEnd ? end : text.length;
    found.push({ start: match.index, end: seenTo });
    first.lastIndex = seenTo;
  }
  return found;
}

/** Rows of the secret's letters as they are, from anywhere inside of it. */
function findFragments(text: string, { text: secret, runs }: Spelling): Sighting[] {
  const found: Sighting[] = [];
  if (runs.size === 0) return found;
  for (let at = 0; at + RUN_LETTERS <= text.length; at += RUN_STEP) {
    const place = runs.get(text.slice(at, at + RUN_LETTERS));
    if (place === undefined) continue;
    let before = 0;
    while (before < place && before < at && text[at - before - 1] === secret[place - before - 1]) before += 1;
    let after = RUN_LETTERS;
    while (place + after < secret.length && text[at + after] === secret[place + after]) after += 1;
    if (before + after >= FRAGMENT_LETTERS) found.push({ start: at - before, end: at + after });
  }
  return found;
}

/** What is left of an escape that was cut, then the end. */
const cutEnd = /(?:%[0-9a-f]{0,4}|\\{1,4}u?[0-9a-f]{0,3}|&#?\w{0,6})?(?:(…)|$)/iy;
/** So many letters before an ellipsis are no coincidence. */
const LEAST_LETTERS_BEFORE_ELLIPSIS = 4;

/** Somebody who did not know the secret shortened the text: at its end, or where an ellipsis says so. */
function isCutShort(text: string, end: number, count: number, isCut: boolean): boolean {
  if (count === 0) return false;
  cutEnd.lastIndex = end;
  const match = cutEnd.exec(text);
  if (match === null) return false;
  return match[1] === undefined ? isCut : count >= LEAST_LETTERS_BEFORE_ELLIPSIS;
}

/** How many letters of the secret stand from `at` on, and where the last of them ends. Follows every way to read an ambiguous place. */
function longestMatch(text: string, at: number, letters: readonly Letter[]): { readonly count: number; readonly end: number; readonly reachesEnd: boolean } {
  let ends = [at];
  let count = 0;
  /** One of the ways has come to the end of the text. */
  let reachesEnd = false;
  for (; count < letters.length; count += 1) {
    const next = new Set<number>();
    for (const end of ends) addEnds(next, text, end, letters[count]!);
    if (next.size === 0) break;
    ends = [...next];
    reachesEnd ||= next.has(text.length);
  }
  return { count, end: Math.max(...ends), reachesEnd };
}

function addEnds(ends: Set<number>, text: string, at: number, letter: Letter): void {
  if (text.startsWith(letter.raw, at)) ends.add(at + letter.raw.length);
  const character = text[at];
  if (character === '+' && letter.raw === ' ') ends.add(at + 1);
  else if (character === '%') {
    for (const encoded of [letter.percent, letter.twice]) if (text.slice(at, at + encoded.length).toUpperCase() === encoded) ends.add(at + encoded.length);
  } else if (character === '\\') addEscapeEnds(ends, text, at, letter);
  else if (character === '&') {
    const end = entityEnd(text, at, letter.codePoint);
    if (end !== null) ends.add(end);
  }
}

/** One backslash or, where JSON stands inside of JSON, several. */
function addEscapeEnds(ends: Set<number>, text: string, at: number, letter: Letter): void {
  let after = at;
  while (text[after] === '\\' && after - at < 8) {
    after += 1;
    if (text.startsWith(letter.raw, after)) ends.add(after + letter.raw.length);
    if (text.slice(after, after + letter.unicode.length).toLowerCase() === letter.unicode) ends.add(after + letter.unicode.length);
  }
}

const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));?/iy;
const namedEntities: Readonly<Record<string, number>> = { amp: 38, lt: 60, gt: 62, quot: 34, apos: 39 };

function entityEnd(text: string, at: number, codePoint: number): number | null {
  entity.lastIndex = at;
  const match = entity.exec(text);
  if (match === null) return null;
  const [, decimal, hex, name] = match;
  const value = decimal !== undefined ? Number(decimal) : hex !== undefined ? parseInt(hex, 16) : namedEntities[name!.toLowerCase()];
  return value === codePoint ? entity.lastIndex : null;
}

/** What of the secret's base64 stays the same whatever stands before and after it, as in `Basic base64(id:secret)`: one core for each of three alignments, in both alphabets. */
function base64Cores(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const cores = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').replace(/=+$/, '');
    const isOpen = (before + bytes.length) % 3 !== 0;
    return encoded.slice(Math.ceil((before * 8) / 6), isOpen ? -1 : undefined);
  });
  const long = cores.filter((core) => core.length >= LEAST_BASE64_LETTERS);
  return [...new Set([...long, ...long.map((core) => core.replaceAll('+', '-').replaceAll('/', '_'))])];
}

function mergeOverlaps(sightings: readonly Sighting[]): Sighting[] {
  const merged: Sighting[] = [];
  for (const one of [...sightings].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last !== undefined && one.start <= last.end) merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, one.end) };
    else merged.push(one);
  }
  return merged;
}
