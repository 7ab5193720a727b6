// What is under the pointer, in words.
import { formatCount } from '../formats/format-number.ts';
import { BandMark } from './band-mark.tsx';
import type { ColourMode } from './colour-modes.ts';
import type { PlacedCell } from './placed-cell.ts';
import { countBands } from './cell-merge.ts';
import classes from './map-page.module.css';
import { createWorstFirst, nameOfTerminal } from './worst-first.ts';

export interface MapHover {
  readonly placed: PlacedCell;
  /** Pixels in the map's container. */
  readonly x: number;
  readonly y: number;
  /** In the right half of the map: the words stand to the left of the pointer. */
  readonly isFarRight: boolean;
}

/** More names than this hide the map below. */
const NAMES = 4;

export function MapTooltip({ hover, mode }: { readonly hover: MapHover; readonly mode: ColourMode }): React.ReactNode {
  const { terminals } = hover.placed.merged;
  const counts = countBands(terminals, mode);
  const names = createWorstFirst().sort(terminals, mode).slice(0, NAMES);
  const others = terminals.length - names.length;
  return (
    <div className={classes.tooltip} data-left={hover.isFarRight || undefined} style={{ left: hover.x, top: hover.y }}>
      {terminals.length > 1 && <strong>{formatCount(terminals.length)} terminals</strong>}
      {names.map((terminal) => (
        <div key={terminal.deviceId} className={classes.tooltipLine}>
          <BandMark band={mode.bands[mode.bandOf(terminal)]!} isStale={terminal.stale === true} />
          <b>{nameOfTerminal(terminal)}</b> <span className={classes.kit}>{terminal.kitNumber}</span> <span>{mode.textOf(terminal)}</span>
        </div>
      ))}
      {others > 0 && <div>and {formatCount(others)} more</div>}
      {terminals.length > 1 && (
        <div className={classes.tooltipCounts}>
          {mode.bands.map((band, index) => (counts[index] === 0 ? null : <span key={band.label}>{formatCount(counts[index]!)} {band.label}</span>))}
        </div>
      )}
    </div>
  );
}
