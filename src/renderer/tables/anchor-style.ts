// Where a menu or a dialog hangs: at the pointer, and never outside of a window that has been made smaller since.

/** What hangs on an anchor outside of the window is hidden with it, and takes the focus along. */
const INSET_PX = 8;

/** `x` and `y` in CSS pixels of the window, as the pointer's event had them. */
export function anchorStyle({ x, y }: { readonly x: number; readonly y: number }): React.CSSProperties {
  return { left: `min(${x}px, 100vw - ${INSET_PX}px)`, top: `min(${y}px, 100vh - ${INSET_PX}px)` };
}
