// Rows hold still under a hand: while somebody is at a control in the table, or has a row's menu open, nothing is sorted anew. Values go on.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

export interface OrderHold {
  readonly isHeld: boolean;
  /** For the element around the rows. */
  readonly handlers: Pick<React.HTMLAttributes<HTMLElement>, 'onPointerMove' | 'onPointerDown' | 'onKeyDownCapture'>;
  /** Takes whether a row's menu is open. */
  noteMenu(isOpen: boolean): void;
}

/** After the last movement or key: long enough to click, short enough that a pointer left lying there stops nothing. */
const HAND_MS = 2_000;
/** A menu is read before something is chosen; one that was left open must not stop the table. */
const MENU_MS = 30_000;

export function useOrderHold(): OrderHold {
  const [isHeld, setHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const holdFor = useCallback((ms: number): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setHeld(false), ms);
    setHeld(true);
  }, []);

  const onHand = useCallback((event: React.SyntheticEvent): void => {
    if (event.target instanceof Element && event.target.closest('[data-row] [data-cell-control]') !== null) holdFor(HAND_MS);
  }, [holdFor]);

  const noteMenu = useCallback((isOpen: boolean): void => {
    if (isOpen) return holdFor(MENU_MS);
    clearTimeout(timer.current);
    setHeld(false);
  }, [holdFor]);

  const handlers = useMemo(() => ({ onPointerMove: onHand, onPointerDown: onHand, onKeyDownCapture: onHand }), [onHand]);
  return { isHeld, handlers, noteMenu };
}
