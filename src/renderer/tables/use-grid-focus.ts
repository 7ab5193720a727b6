// Keeps the keyboard's focus on the active cell: after a key, and after a refresh has moved the row that held it.
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

export interface GridFocus {
  /** The next drawing puts the focus on the active cell. */
  request(): void;
}

/** An element that React moves or removes loses the focus without anyone having asked for it; a click elsewhere or Tab is asked for. */
export function useGridFocus(scroller: RefObject<HTMLDivElement | null>): GridFocus {
  const isWanted = useRef(false);

  useEffect(() => {
    const grid = scroller.current;
    if (grid === null) return;
    const onFocusIn = (): void => void (isWanted.current = true);
    const onFocusOut = (event: FocusEvent): void => {
      if (event.relatedTarget instanceof Node && !grid.contains(event.relatedTarget)) isWanted.current = false;
    };
    const onPointerDown = (event: PointerEvent): void => {
      if (event.target instanceof Node && !grid.contains(event.target)) isWanted.current = false;
    };
    grid.addEventListener('focusin', onFocusIn);
    grid.addEventListener('focusout', onFocusOut);
    document.addEventListener('pointerdown', onPointerDown, true);
    return () => {
      grid.removeEventListener('focusin', onFocusIn);
      grid.removeEventListener('focusout', onFocusOut);
      document.removeEventListener('pointerdown', onPointerDown, true);
    };
  }, [scroller]);

  useLayoutEffect(() => {
    const grid = scroller.current;
    if (!isWanted.current || grid === null) return;
    const holder = document.activeElement;
    if (holder !== null && holder !== document.body && !grid.contains(holder)) return;
    const cell = grid.querySelector<HTMLElement>('[data-active]');
    const target = cell?.querySelector<HTMLElement>('[data-cell-control]') ?? cell;
    if (target !== null && target !== undefined && target !== holder) target.focus({ preventScroll: true });
  });

  return { request: () => void (isWanted.current = true) };
}
