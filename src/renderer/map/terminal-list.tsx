// The terminals in view, the worst first. One tab stop whatever the size of the fleet: arrows move through the list, as in the tables.
import { useVirtualizer, defaultRangeExtractor } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { formatCoordinate } from '../formats/format-number.ts';
import { BandMark } from './band-mark.tsx';
import type { ColourMode, MapTerminal } from './colour-modes.ts';
import classes from './map-page.module.css';
import { nextListPlace } from './next-list-place.ts';
import { nameOfTerminal } from './worst-first.ts';

interface TerminalListProps {
  readonly terminals: readonly MapTerminal[];
  readonly mode: ColourMode;
  readonly chosen: MapTerminal | null;
  readonly labelledBy: string;
  readonly onChoose: (terminal: MapTerminal) => void;
  /** What stands in place of the list while there is no terminal. */
  readonly empty: React.ReactNode;
}

/** Two lines of text and air. */
const ITEM_HEIGHT = 54;

export function TerminalList({ terminals, mode, chosen, labelledBy, onChoose, empty }: TerminalListProps): React.ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const [stopId, setStopId] = useState<string | null>(null);
  const wanted = stopId ?? chosen?.deviceId;
  const stop = Math.max(0, terminals.findIndex(({ deviceId }) => deviceId === wanted));
  const virtualizer = useVirtualizer({
    count: terminals.length, getScrollElement: () => scroller.current, estimateSize: () => ITEM_HEIGHT, overscan: 4,
    // The tab stop stays drawn wherever the list is scrolled to.
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      if (indexes.includes(stop)) return indexes;
      return stop < (indexes[0] ?? 0) ? [stop, ...indexes] : [...indexes, stop];
    },
  });

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    scroller.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus({ preventScroll: true });
  });

  function onKeyDown(event: React.KeyboardEvent): void {
    const pageItems = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ITEM_HEIGHT) - 1);
    const next = nextListPlace(stop, event.key, terminals.length, pageItems);
    if (next === null) return;
    event.preventDefault();
    wantsFocus.current = true;
    setStopId(terminals[next]!.deviceId);
    virtualizer.scrollToIndex(next, { align: 'auto' });
  }

  return (
    <div ref={scroller} className={classes.listScroller} tabIndex={-1}>
      <ul className={classes.list} aria-labelledby={labelledBy} style={{ height: virtualizer.getTotalSize() }} onKeyDown={onKeyDown}>
        {virtualizer.getVirtualItems().filter(({ index }) => index < terminals.length).map((item) => {
          const terminal = terminals[item.index]!;
          const band = mode.bands[mode.bandOf(terminal)]!;
          return (
            <li key={terminal.deviceId} aria-setsize={terminals.length} aria-posinset={item.index + 1} style={{ top: item.start, height: ITEM_HEIGHT }}>
              <button
                type="button" aria-pressed={terminal === chosen} tabIndex={item.index === stop ? 0 : -1}
                onClick={() => {
                  setStopId(terminal.deviceId);
                  onChoose(terminal);
                }}
              >
                <BandMark band={band} isStale={terminal.stale === true} />
                <span className={classes.itemName}><span>{nameOfTerminal(terminal)}</span> <span className={classes.kit}>{terminal.kitNumber}</span></span>
                <span className={classes.itemAlert} data-tone={terminal.stale === true ? 'stale' : band.tone} title={mode.textOf(terminal)}>{mode.textOf(terminal)}</span>
                <span className={classes.itemPlace}>{placeOf(terminal)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {terminals.length === 0 && <div className={classes.listEmpty}>{empty}</div>}
    </div>
  );
}

function placeOf(terminal: MapTerminal): string {
  return terminal.latitude === null || terminal.longitude === null ? 'no position' : `${formatCoordinate(terminal.latitude)}, ${formatCoordinate(terminal.longitude)}`;
}
