// Dragging a column by its header to another place. A press that hardly moves stays a click.
import { useEffect, useRef, useState } from 'react';
import type { LaidColumn } from './grid-row.tsx';

export interface HeaderDrop {
  readonly columnId: string;
  readonly side: 'before' | 'after';
}

export interface HeaderDrag {
  /** Where the dragged column would come to stand; null while nothing is dragged. */
  readonly drop: HeaderDrop | null;
  readonly draggedId: string | null;
  readonly onPointerDown: (event: React.PointerEvent, columnId: string) => void;
}

/** Pixels that a hand trembles. */
const DRAG_FROM = 6;
/** So near to an edge the grid scrolls on, by so many pixels a move. */
const EDGE = 36;
const EDGE_STEP = 14;

export function useHeaderDrag<Row>(columns: readonly LaidColumn<Row>[], onBegin: () => void, onDrop: (columnId: string, drop: HeaderDrop) => void): HeaderDrag {
  const [drag, setDrag] = useState<{ readonly columnId: string; readonly drop: HeaderDrop | null } | null>(null);
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  function onPointerDown(event: React.PointerEvent, columnId: string): void {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    const scroller = event.currentTarget.closest<HTMLElement>('[role="grid"]');
    if (scroller === null) return;
    const startX = event.clientX;
    let drop: HeaderDrop | null = null;
    let isDragging = false;

    const onMove = (move: PointerEvent): void => {
      if (!isDragging && Math.abs(move.clientX - startX) < DRAG_FROM) return;
      if (!isDragging) onBegin();
      isDragging = true;
      const box = scroller.getBoundingClientRect();
      if (move.clientX < box.left + EDGE) scroller.scrollLeft -= EDGE_STEP;
      else if (move.clientX > box.right - EDGE) scroller.scrollLeft += EDGE_STEP;
      drop = dropAt(columns, move.clientX - box.left, scroller.scrollLeft, columnId);
      setDrag({ columnId, drop });
    };
    const end = (): void => {
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('keydown', onKey, true);
      stop.current = null;
      setDrag(null);
    };
    const onUp = (): void => {
      end();
      if (isDragging && drop !== null) onDrop(columnId, drop);
    };
    const onKey = (key: KeyboardEvent): void => {
      if (key.key !== 'Escape') return;
      key.stopPropagation();
      end();
    };
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('keydown', onKey, true);
    stop.current = end;
  }

  return { drop: drag?.drop ?? null, draggedId: drag?.columnId ?? null, onPointerDown };
}

/** The place between columns that is nearest to `x` (from the grid's left edge); null where the dragged column stands already. */
export function dropAt(
  columns: readonly { readonly declaration: { readonly id: string }; readonly left: number; readonly width: number; readonly stickyLeft: number | null }[],
  x: number,
  scrollLeft: number,
  draggedId: string,
): HeaderDrop | null {
  const seen = columns.map((column) => ({ id: column.declaration.id, left: column.stickyLeft ?? column.left - scrollLeft, width: column.width }));
  // Pinned columns come first and lie above the others.
  const index = seen.findIndex(({ left, width }) => x >= left && x < left + width);
  const over = seen[index] ?? (x < 0 ? seen[0] : seen.at(-1));
  if (over === undefined || over.id === draggedId) return null;
  const side = x < over.left + over.width / 2 ? 'before' : 'after';
  const place = seen.indexOf(over) + (side === 'before' ? -1 : 1);
  return seen[place]?.id === draggedId ? null : { columnId: over.id, side };
}
