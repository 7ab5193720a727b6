// The places of titles in their own order, so that thousands of answers are put in order by a number each and no title is looked at.

/** By slot; null: free. Shorter titles first: what was typed is the greater part of them. */
export function rankTitles(shelved: readonly ({ readonly title: string } | null)[]): Int32Array {
  const ranks = new Int32Array(shelved.length);
  const slots = [...shelved.keys()].filter((slot) => shelved[slot] !== null);
  slots.sort((a, b) => compareTitles(shelved[a]!.title, shelved[b]!.title)).forEach((slot, rank) => (ranks[slot] = rank));
  return ranks;
}

function compareTitles(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
