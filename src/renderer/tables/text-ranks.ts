// Texts as numbers in their sorting order. Comparing words costs up to 1 µs, 130,000 comparisons a sort of 10,000: so each
// distinct text is placed once, and the next sort only looks its number up.

export interface TextRanks {
  /** Rank of each text; Infinity for null, so that it sorts last. Equal texts get equal ranks. */
  of(texts: readonly (string | null)[]): Float64Array;
}

/** Beyond four times what is in use the texts of former rows weigh more than placing the present ones again. */
const FORGET_BEYOND = 4;

export function createTextRanks(compare: (a: string, b: string) => number): TextRanks {
  let sorted: string[] = [];
  let rankOf = new Map<string, number>();
  return {
    of(texts) {
      const ranks = new Float64Array(texts.length);
      const unknown = fill(ranks, texts);
      if (unknown.size === 0) return ranks;
      if (sorted.length + unknown.size > FORGET_BEYOND * texts.length) sorted = [...new Set(texts.filter((text) => text !== null))];
      // One by one: as arguments of one call 200,000 texts overflow the stack.
      else for (const text of unknown) sorted.push(text);
      place();
      fill(ranks, texts);
      return ranks;
    },
  };

  /** Answers the texts that have no rank yet. */
  function fill(ranks: Float64Array, texts: readonly (string | null)[]): ReadonlySet<string> {
    const unknown = new Set<string>();
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i]!;
      const rank = text === null ? Number.POSITIVE_INFINITY : rankOf.get(text);
      if (rank === undefined) unknown.add(text);
      else ranks[i] = rank;
    }
    return unknown;
  }

  function place(): void {
    // The old part is in order already, which the engine's merge sort takes advantage of.
    sorted.sort(compare);
    rankOf = new Map();
    let rank = 0;
    for (let i = 0; i < sorted.length; i++) {
      if (i > 0 && compare(sorted[i - 1]!, sorted[i]!) !== 0) rank++;
      rankOf.set(sorted[i]!, rank);
    }
  }
}
