// The small sign of a band for legend and lists: shape and colour as on the map.
import { stateLooks } from '../tables/state-looks.ts';
import { StateMark } from '../theme/state-mark.tsx';
import type { Band } from './colour-modes.ts';
import classes from './map-page.module.css';

const disc = stateLooks.Online.path;
const marks = { triangle: stateLooks.Critical.path, diamond: stateLooks.Degraded.path };

/** `isStale`: of a terminal whose state is the last known one. */
export function BandMark({ band, isStale = false }: { readonly band: Band; readonly isStale?: boolean }): React.ReactNode {
  if (band.state !== undefined) return <StateMark state={band.state} isStale={isStale} />;
  return (
    <svg className={classes.bandMark} data-tone={band.tone} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      {band.isHollow
        ? <path d={disc} fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray={band.dash.join(' ')} />
        : <path d={band.mark === null ? disc : marks[band.mark]} fill="currentColor" />}
    </svg>
  );
}
