// Which columns are drawn. All of them, up to a number that costs nothing; beyond it only those that are seen.
import { useEffect, useMemo, useState, type RefObject } from 'react';
import type { LaidColumn } from './grid-row.tsx';

export interface VisibleColumns {
  readonly first: number;
  readonly last: number;
}

/** Every default set of pages.md is smaller; the Routers with all their 42 columns are not. */
export const DRAW_ALL_UP_TO = 28;
/** Pixels drawn beyond the edge, so that a scroll step shows no gap. */
const MARGIN = 300;
/** A column that begins at the very edge counts as seen. */
const SEEN_MARGIN = 20;

export function useVisibleColumns<Row>(scroller: RefObject<HTMLDivElement | null>, columns: readonly LaidColumn<Row>[], width: number): VisibleColumns {
  const [scrollLeft, setScrollLeft] = useState(0);
  const isNeeded = columns.length > DRAW_ALL_UP_TO;

  useEffect(() => {
    const element = scroller.current;
    if (!isNeeded || element === null) return;
    const follow = (): void => setScrollLeft(element.scrollLeft);
    follow();
    element.addEventListener('scroll', follow, { passive: true });
    return () => element.removeEventListener('scroll', follow);
  }, [scroller, isNeeded]);

  return isNeeded ? findVisibleColumns(columns, scrollLeft, width) : { first: 0, last: columns.length - 1 };
}

/** Which columns are in view now; asked when the grid is drawn for another reason, so that scrolling sideways draws nothing. */
export function useSeenColumns<Row>(columns: readonly LaidColumn<Row>[], scrollLeft: number, width: number): VisibleColumns {
  const { first, last } = findVisibleColumns(columns, scrollLeft, width, SEEN_MARGIN);
  return useMemo(() => ({ first, last }), [first, last]);
}

export function findVisibleColumns(
  columns: readonly { readonly left: number; readonly width: number }[], scrollLeft: number, width: number, margin = MARGIN,
): VisibleColumns {
  let first = columns.length - 1;
  let last = 0;
  columns.forEach((column, index) => {
    const isSeen = column.left < scrollLeft + width + margin && column.left + column.width > scrollLeft - margin;
    if (isSeen) {
      first = Math.min(first, index);
      last = index;
    }
  });
  return { first, last };
}
