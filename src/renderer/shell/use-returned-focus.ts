// Gives the focus back to what opened a dialog. The kit does so only for dialogs that stay mounted; ours are drawn only while they are open.
import { useEffect, useState } from 'react';

/** Not where the focus has gone elsewhere meanwhile, nor to an element that has gone itself. */
export function useReturnedFocus(): void {
  const [openedFrom] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Once the dialog is gone, and with it the trap that holds the focus.
      requestAnimationFrame(() => {
        const holder = document.activeElement;
        if (holder !== null && holder !== document.body) return;
        if (openedFrom instanceof HTMLElement && openedFrom.isConnected) openedFrom.focus({ preventScroll: true });
      });
    },
    [openedFrom],
  );
}
