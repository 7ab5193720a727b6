// Gives the focus back to what opened a dialog. The kit does so only for dialogs that stay mounted; ours are drawn only while they are open.
import { useEffect, useState } from 'react';

/** Not where the focus has gone elsewhere meanwhile. `otherwise`: where to, if what opened the dialog is gone itself (an item of a menu). */
export function useReturnedFocus(otherwise?: () => void): void {
  const [openedFrom] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Once the dialog is gone, and with it the trap that holds the focus.
      requestAnimationFrame(() => {
        const holder = document.activeElement;
        if (holder !== null && holder !== document.body) return;
        if (openedFrom instanceof HTMLElement && openedFrom !== document.body && openedFrom.isConnected) openedFrom.focus({ preventScroll: true });
        else otherwise?.();
      });
    },
    [openedFrom, otherwise],
  );
}
