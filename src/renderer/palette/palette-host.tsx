// Opens the palette by Ctrl+K (Cmd+K on a Mac) from anywhere in the window, but not over another dialog.
import { useEffect } from 'react';
import { closePalette, openPalette, returnFocus, usePalette } from './palette-store.ts';
import { PaletteDialog } from './palette-dialog.tsx';

export function PaletteHost(): React.ReactNode {
  const isOpen = usePalette((palette) => palette.isOpen);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      if (usePalette.getState().isOpen) {
        closePalette();
        setTimeout(returnFocus, 0);
      } else if (document.querySelector('[aria-modal="true"]') === null) openPalette();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  return isOpen ? <PaletteDialog /> : null;
}
