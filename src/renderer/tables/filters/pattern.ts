// Regular expressions that can't hang: every character of a text is looked at once, whatever the pattern (/(a+)+$/ included).
// The engine's own backtrack, for ever with a bad pattern, and can't be stopped. This one keeps a set of places in the pattern
// instead of one, and remembers each set it has met and where each character leads from it.
import { isWord, PatternError, readPattern, type Step } from './pattern-parts.ts';

export interface Pattern {
  readonly source: string;
  /** Whether the pattern fits anywhere in the text, whatever the case. */
  test(text: string): boolean;
}

export type PatternReading = { readonly ok: true; readonly pattern: Pattern } | { readonly ok: false; readonly message: string; readonly at: number };

/** Longer than any question an operator types. */
export const LONGEST_PATTERN = 300;
/** Sets of places remembered; beyond it (odd patterns over odd texts) the memory starts afresh. */
const MOST_SETS = 1_000;

export function readPatternText(source: string): PatternReading {
  if (source.length > LONGEST_PATTERN) return { ok: false, message: `A pattern may be ${LONGEST_PATTERN} characters long`, at: LONGEST_PATTERN };
  try {
    return { ok: true, pattern: createPattern(source) };
  } catch (error) {
    if (error instanceof PatternError) return { ok: false, message: error.message, at: error.at };
    throw error;
  }
}

/** What stands beside a place in the text. */
const OTHER = 0;
const WORD = 1;
const EDGE = 2;
type Beside = typeof OTHER | typeof WORD | typeof EDGE;

/** Places in the pattern, before its ^ $ \b are looked at: those need the next character too. */
interface PlaceSet {
  readonly places: readonly number[];
  readonly before: Beside;
  readonly byCode: Map<number, PlaceSet | true>;
  /** Whether the pattern fits if the text ends here; undefined until asked. */
  atEnd: boolean | undefined;
}

export function createPattern(source: string): Pattern {
  const { steps, first } = readPattern(source);
  let known = new Map<string, PlaceSet>();
  let start = setOf([first], EDGE);

  return {
    source,
    test(text) {
      let set = start;
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        const next = set.byCode.get(code) ?? advance(set, code);
        if (next === true) return true;
        set = next;
      }
      set.atEnd ??= reach(set, EDGE).isMatch;
      return set.atEnd;
    },
  };

  function advance(set: PlaceSet, code: number): PlaceSet | true {
    const beside = isWord(code) ? WORD : OTHER;
    const { reached, isMatch } = reach(set, beside);
    const next = isMatch || setAfter(reached, code, beside);
    set.byCode.set(code, next);
    return next;
  }

  function setAfter(reached: readonly number[], code: number, beside: Beside): PlaceSet {
    // The first place joins each set: a pattern may begin anywhere.
    const places = new Set([first]);
    for (const place of reached) {
      const step = steps[place]!;
      if (step.kind === 'char' && step.test(code)) places.add(step.next);
    }
    return setOf([...places].sort((a, b) => a - b), beside);
  }

  function setOf(places: readonly number[], before: Beside): PlaceSet {
    const key = `${before}:${places.join()}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= MOST_SETS) {
      known = new Map();
      start = setOf([first], EDGE);
    }
    const created: PlaceSet = { places, before, byCode: new Map(), atEnd: undefined };
    known.set(key, created);
    return created;
  }

  /** All places that can be reached without a character, given what stands on both sides. */
  function reach(set: PlaceSet, after: Beside): { readonly reached: readonly number[]; readonly isMatch: boolean } {
    const reached = new Set(set.places);
    let isMatch = false;
    // A Set hands out what is added while it is walked through.
    for (const place of reached) {
      const step = steps[place]!;
      if (step.kind === 'match') isMatch = true;
      else if (step.kind === 'fork') step.next.forEach((next) => reached.add(next));
      else if (step.kind !== 'char' && holds(step.kind, set.before, after)) reached.add(step.next);
    }
    return { reached: [...reached], isMatch };
  }
}

function holds(kind: Exclude<Step['kind'], 'char' | 'fork' | 'match'>, before: Beside, after: Beside): boolean {
  switch (kind) {
    case 'start': return before === EDGE;
    case 'end': return after === EDGE;
    case 'edge': return (before === WORD) !== (after === WORD);
    case 'inside': return (before === WORD) === (after === WORD);
  }
}
