// How the menus of a grid open and close: their target is a place, no element, so the focus goes back to the grid's active cell.

/** Without the kit's "keydown": it would hear the very key that has opened the menu, and close it again. */
export const menuClosers = ['mousedown', 'touchstart'];

/** For `onChange` of a menu that is drawn only while it is open. */
export function closesMenu(onClose: () => void): (isOpen: boolean) => void {
  return (isOpen) => {
    if (isOpen) return;
    onClose();
    returnFocusToGrid();
  };
}

/** Once the menu, or a dialog that it has opened, is gone; not where a click, or what was chosen, has taken the focus elsewhere. */
export function returnFocusToGrid(): void {
  requestAnimationFrame(() => {
    const holder = document.activeElement;
    if (holder !== null && holder !== document.body && holder.closest('[role="menu"]') === null) return;
    const cell = document.querySelector<HTMLElement>('[role="grid"] [data-active]');
    (cell?.querySelector<HTMLElement>('[data-cell-control]') ?? cell)?.focus({ preventScroll: true });
  });
}

/** For a button that takes itself away: the focus does not wait for its end. */
export function leaveForGrid(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  returnFocusToGrid();
}
