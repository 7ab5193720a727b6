// Which columns stay at the left while the others are scrolled, and where a moved column comes to stand.

/** null: nobody has chosen; the first column that is shown stays. */
export type PinnedChoice = readonly string[] | null;

export interface PinnedArrangement {
  /** Pinned columns first, each part in the operator's order. */
  readonly ids: readonly string[];
  readonly pinnedCount: number;
}

export function arrangePinned(shownIds: readonly string[], pinned: PinnedChoice): PinnedArrangement {
  if (pinned === null) return { ids: shownIds, pinnedCount: Math.min(1, shownIds.length) };
  const first = shownIds.filter((id) => pinned.includes(id));
  return { ids: [...first, ...shownIds.filter((id) => !pinned.includes(id))], pinnedCount: first.length };
}

/** The order with `id` right before or after another one. */
export function movedTo(order: readonly string[], id: string, beside: string, side: 'before' | 'after'): string[] {
  const rest = order.filter((each) => each !== id);
  const at = rest.indexOf(beside);
  if (at === -1) return [...order];
  rest.splice(side === 'before' ? at : at + 1, 0, id);
  return rest;
}

/** Pinned columns may take so much of the window: what is scrolled must still be seen beside them. */
const MOST_PINNED_SHARE = 0.7;

/** How many of the pinned columns can stay; at least the first, since it names the row. */
export function countSticky(widths: readonly number[], pinnedCount: number, available: number): number {
  let sum = 0;
  for (let i = 0; i < pinnedCount; i++) {
    sum += widths[i]!;
    if (i > 0 && available > 0 && sum > available * MOST_PINNED_SHARE) return i;
  }
  return pinnedCount;
}
