// After Back or Forward within one table: scrolls it to where it was left.
import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { TableViewStore } from './table-view-store.ts';

export function useRestoredScroll(scroller: RefObject<HTMLDivElement | null>, view: TableViewStore, restored: number): void {
  const seen = useRef(restored);

  useLayoutEffect(() => {
    if (seen.current === restored || scroller.current === null) return;
    seen.current = restored;
    const { scrollTop, scrollLeft } = view;
    scroller.current.scrollTop = scrollTop;
    scroller.current.scrollLeft = scrollLeft;
  }, [scroller, view, restored]);
}
