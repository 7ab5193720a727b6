// What the colours mean, how many terminals are of each, and a switch for each.
import { formatCount } from '../formats/format-number.ts';
import { BandMark } from './band-mark.tsx';
import type { ColourMode } from './colour-modes.ts';
import classes from './map-page.module.css';
import { toggleBand, useMapChoices } from './map-store.ts';

interface MapLegendProps {
  readonly mode: ColourMode;
  readonly counts: readonly number[];
  readonly terminals: number;
  readonly cells: number;
}

export function MapLegend({ mode, counts, terminals, cells }: MapLegendProps): React.ReactNode {
  const hiddenBands = useMapChoices((state) => state.hiddenBands);
  return (
    <div className={classes.legend}>
      <p>{formatCount(terminals)} {terminals === 1 ? 'terminal' : 'terminals'} in {formatCount(cells)} {cells === 1 ? 'cell' : 'cells'}</p>
      <ul aria-label="Legend">
        {mode.bands.map((band, index) => (
          <li key={band.label}>
            <button
              type="button" aria-pressed={!hiddenBands.has(band.label)} title={hiddenBands.has(band.label) ? 'Show on the map' : 'Hide on the map'}
              onClick={() => toggleBand(band.label)}
            >
              <BandMark band={band} />
              <span>{band.label}</span>
              <span className={classes.legendCount}>{formatCount(counts[index] ?? 0)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
