// The lines themselves, only those in view in the page; follows the end while the reader is at the end.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTimeDisplay } from '../console-client/use-console.ts';
import { formatBothZones, formatTime } from '../formats/format-time.ts';
import { levelText } from './filter-lines.ts';
import { followsEndAfterScroll } from '../stream-viewer/follow-end.ts';
import { JumpToNewest } from '../stream-viewer/jump-to-newest.tsx';
import type { NumberedLine } from './log-buffer.ts';
import classes from './log-list.module.css';

/** Height of a line of one row; longer ones are measured. */
const LINE_HEIGHT_PX = 24;
/** So near to the end counts as being at the end. */
const AT_END_PX = 40;

interface LogListProps {
  readonly lines: readonly NumberedLine[];
  /** False while the reader has scrolled away from the end: the lines stand still then. */
  readonly followsEnd: boolean;
  readonly onFollow: (follows: boolean) => void;
  /** Lines that came while they stand still. */
  readonly waiting: number;
}

export function LogList({ lines, followsEnd, onFollow, waiting }: LogListProps): React.ReactNode {
  const timeDisplay = useTimeDisplay();
  const scroller = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT_PX,
    getItemKey: (index) => lines[index]!.serial,
    overscan: 12,
  });

  useEffect(() => {
    if (followsEnd && lines.length > 0) virtualizer.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [lines, virtualizer, followsEnd]);

  function noteScroll(): void {
    const box = scroller.current;
    if (box === null) return;
    const topBefore = lastTop.current;
    lastTop.current = box.scrollTop;
    onFollow(followsEndAfterScroll(box, topBefore, followsEnd, AT_END_PX));
  }

  return (
    <div className={classes.frame}>
      <div ref={scroller} className={classes.scroller} onScroll={noteScroll} role="log" aria-label="Log lines" aria-live="off" tabIndex={0}>
        <div className={classes.canvas} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const line = lines[item.index]!;
            return (
              <div
                key={item.key} ref={virtualizer.measureElement} data-index={item.index} className={classes.line}
                data-level={line.level === 'error' ? 'error' : undefined} style={{ transform: `translateY(${item.start}px)` }}
              >
                <time title={formatBothZones(line.atMs, timeDisplay)}>{formatTime(line.atMs, timeDisplay)}</time>
                <span className={classes.level}>{levelText(line.level)}</span>
                <span className={classes.module}>{line.module}</span>
                <span className={classes.text}>{line.text}</span>
              </div>
            );
          })}
        </div>
      </div>
      {!followsEnd && <JumpToNewest waiting={waiting} onJump={() => onFollow(true)} />}
    </div>
  );
}
