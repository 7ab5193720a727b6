// Whether a table flies past faster than anybody reads: then only what is in view is drawn, which halves the time of a frame.
import { useCallback, useEffect, useState } from 'react';

/** Ten rows between two frames. A wheel's notch is three or four. */
const FAST_PX = 300;

export interface FastScroll {
  readonly isFast: boolean;
  /** Takes the way of one scroll event. */
  note(stepPx: number): void;
}

/** `isScrolling` ends a moment after the last scroll event. */
export function useFastScroll(isScrolling: boolean): FastScroll {
  const [isFast, setFast] = useState(false);
  useEffect(() => {
    if (!isScrolling) setFast(false);
  }, [isScrolling]);
  const note = useCallback((stepPx: number) => {
    if (Math.abs(stepPx) >= FAST_PX) setFast(true);
  }, []);
  return { isFast: isFast && isScrolling, note };
}
