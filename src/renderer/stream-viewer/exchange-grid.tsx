// The grid of exchanges: only rows in view are drawn, the newest come at the end, and the reader's place stays where it is.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { ExchangeRow } from '#shared/exchange.ts';
import { nextGridPosition } from '../tables/grid-keyboard.ts';
import { exchangeColumns, gridTemplate, rowText, type ExchangeContext } from './exchange-columns.ts';
import { ExchangeRowView } from './exchange-row.tsx';
import { followsEndAfterScroll } from './follow-end.ts';
import { JumpToNewest } from './jump-to-newest.tsx';
import classes from './stream-viewer.module.css';
import { useViewerView } from './viewer-view-store.ts';

/** --gt-row-height of theme/tokens.css. */
const ROW_HEIGHT = 30;
const HEADER_HEIGHT = 30;
/** So near to the end counts as being at the end. */
const AT_END_PX = ROW_HEIGHT;

interface ExchangeGridProps {
  readonly rows: readonly ExchangeRow[];
  readonly context: ExchangeContext;
  /** What stands below the header while there is no row. */
  readonly empty: React.ReactNode;
}

export function ExchangeGrid({ rows, context, empty }: ExchangeGridProps): React.ReactNode {
  const idPrefix = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { activeId, openId } = useViewerView();
  const [followsEnd, setFollowsEnd] = useState(true);
  const lastTop = useRef(0);
  const anchor = useRef<{ readonly serial: number; readonly offset: number } | null>(null);
  const virtualizer = useVirtualizer({
    count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: 6, paddingStart: HEADER_HEIGHT, scrollPaddingStart: HEADER_HEIGHT,
  });
  const items = virtualizer.getVirtualItems().filter(({ index }) => index < rows.length);
  const activeIndex = rows.findIndex(({ exchangeId }) => exchangeId === activeId);

  // Rows leave at the top and come at the end: a reader who is not at the end keeps the row he looks at.
  useLayoutEffect(() => {
    const box = scroller.current!;
    if (followsEnd) box.scrollTop = box.scrollHeight;
    else if (anchor.current !== null) {
      const { serial, offset } = anchor.current;
      const index = rows.findIndex((row) => row.serial >= serial);
      if (index !== -1) box.scrollTop = index * ROW_HEIGHT + offset;
    }
  }, [rows, followsEnd]);

  // A panel that opens below takes room: at the end means at the end then too.
  useEffect(() => {
    const box = scroller.current!;
    const observer = new ResizeObserver(() => {
      if (followsEnd) box.scrollTop = box.scrollHeight;
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [followsEnd]);

  function noteScroll(): void {
    const box = scroller.current!;
    const topBefore = lastTop.current;
    lastTop.current = box.scrollTop;
    setFollowsEnd((followed) => followsEndAfterScroll(box, topBefore, followed, AT_END_PX));
    const index = Math.floor(box.scrollTop / ROW_HEIGHT);
    const row = rows[index];
    anchor.current = row === undefined ? null : { serial: row.serial, offset: box.scrollTop - index * ROW_HEIGHT };
  }

  function activate(index: number, isOpening: boolean): void {
    const row = rows[index];
    if (row === undefined) return;
    useViewerView.setState((view) => ({ activeId: row.exchangeId, openId: isOpening || view.openId !== null ? row.exchangeId : null }));
    virtualizer.scrollToIndex(index, { align: 'auto' });
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') activate(activeIndex, true);
    else if (event.key === 'Escape' && openId !== null) useViewerView.setState({ openId: null });
    else {
      const pageRows = Math.max(1, Math.floor(scroller.current!.clientHeight / ROW_HEIGHT) - 2);
      // One tab stop, one column as far as the keys are concerned: a row is the thing here.
      const from = { row: activeIndex === -1 ? rows.length : activeIndex, column: 0 };
      const isVertical = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'].includes(event.key);
      const next = isVertical ? nextGridPosition(from, event.key, event.key === 'Home' || event.key === 'End', { rows: rows.length, columns: 1, pageRows }) : null;
      if (next === null) return;
      activate(Math.max(0, next.row), false);
    }
    event.preventDefault();
  }

  function onClick(event: React.MouseEvent): void {
    const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-exchange]')?.dataset['exchange'] : undefined;
    if (id !== undefined && window.getSelection()?.isCollapsed !== false) useViewerView.setState({ activeId: id, openId: id });
  }

  function onCopy(event: React.ClipboardEvent): void {
    const row = rows[activeIndex];
    if (row === undefined || window.getSelection()?.isCollapsed === false) return;
    event.clipboardData.setData('text/plain', rowText(row, context));
    event.preventDefault();
  }

  return (
    <div className={classes.gridFrame}>
      <div
        ref={scroller} className={classes.scroller} role="grid" aria-label="Stream Viewer" aria-rowcount={rows.length + 1} aria-colcount={exchangeColumns.length} tabIndex={0}
        aria-activedescendant={items.some(({ index }) => index === activeIndex) ? `${idPrefix}${activeId}` : undefined}
        onScroll={noteScroll} onKeyDown={onKeyDown} onClick={onClick} onCopy={onCopy}
      >
        <div className={classes.content} style={{ height: rows.length === 0 ? undefined : virtualizer.getTotalSize(), '--exchange-columns': gridTemplate } as React.CSSProperties}>
          <div role="row" aria-rowindex={1} className={classes.header}>
            {exchangeColumns.map((column, i) => (
              <div key={column.name} role="columnheader" aria-colindex={i + 1} className={column.align === 'right' ? classes.rightCell : classes.cell} title={column.help}>{column.name}</div>
            ))}
          </div>
          {items.map((item) => {
            const row = rows[item.index]!;
            return (
              <ExchangeRowView
                key={row.exchangeId} id={`${idPrefix}${row.exchangeId}`} row={row} index={item.index} top={item.start} context={context}
                isActive={row.exchangeId === activeId} isOpen={row.exchangeId === openId}
              />
            );
          })}
        </div>
      </div>
      {rows.length === 0 && <div className={classes.empty}>{empty}</div>}
      {!followsEnd && rows.length > 0 && <JumpToNewest onJump={() => setFollowsEnd(true)} />}
    </div>
  );
}
