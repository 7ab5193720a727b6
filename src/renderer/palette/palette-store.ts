// Whether the command palette is open, and where the focus goes back to.
import { create } from 'zustand';

interface PaletteState {
  readonly isOpen: boolean;
  /** What had the focus when it opened. */
  readonly openedFrom: Element | null;
}

export const usePalette = create<PaletteState>(() => ({ isOpen: false, openedFrom: null }));

export function openPalette(): void {
  if (!usePalette.getState().isOpen) usePalette.setState({ isOpen: true, openedFrom: document.activeElement });
}

export function closePalette(): void {
  usePalette.setState({ isOpen: false });
}

/** For after the palette has gone. An element that has gone meanwhile leaves the focus to the page. */
export function returnFocus(): void {
  const { openedFrom } = usePalette.getState();
  usePalette.setState({ openedFrom: null });
  if (openedFrom instanceof HTMLElement && openedFrom.isConnected) openedFrom.focus({ preventScroll: true });
}
