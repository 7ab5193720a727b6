// The terminal's current values. N/A, zero and stale look different.
import { Tooltip } from '@mantine/core';
import type { TableRow } from '#shared/table-schemas.ts';
import { formatCount, formatMbps, formatMs, formatPercent, notAvailable } from '../formats/format-number.ts';
import { formatDuration } from '../formats/format-time.ts';
import { StateMark, stateClass } from '../theme/state-mark.tsx';
import classes from './kpi-cards.module.css';

type TerminalRow = TableRow<'userTerminals'>;

interface Figure {
  readonly label: string;
  readonly text: string;
  readonly unit?: string;
  readonly severity?: string | null;
}

export function KpiCards({ row }: { readonly row: TerminalRow }): React.ReactNode {
  const stale = row.stale === true;
  return (
    <section className={classes.cards} aria-label="Current values">
      <Tooltip label={row.stateReason ?? ''} disabled={row.stateReason === null}>
        <div className={classes.card} tabIndex={0}>
          <span className={classes.label}>State{stale && <i> stale</i>}</span>
          <span className={classes.value}><StateMark state={row.state} size={13} isStale={stale} /><span className={stateClass(row.state, stale)}>{row.state ?? 'Unknown'}</span></span>
        </div>
      </Tooltip>
      {figuresOf(row).map((figure) => <FigureCard key={figure.label} figure={figure} stale={stale} />)}
    </section>
  );
}

function FigureCard({ figure, stale }: { readonly figure: Figure; readonly stale: boolean }): React.ReactNode {
  const missing = figure.text === notAvailable;
  return (
    <Tooltip label="Not current: the last value that was received" disabled={!stale || missing}>
      <div className={classes.card} data-missing={missing || undefined} data-stale={(stale && !missing) || undefined} data-severity={stale ? undefined : (figure.severity ?? undefined)}>
        <span className={classes.label}>{figure.label}{stale && !missing && <i> stale</i>}</span>
        <span className={classes.value}>{figure.text}{figure.unit !== undefined && !missing && <small>{figure.unit}</small>}</span>
      </div>
    </Tooltip>
  );
}

function figuresOf(row: TerminalRow): readonly Figure[] {
  return [
    { label: 'Downlink', text: formatMbps(row.downlinkMbps), unit: 'Mbps' },
    { label: 'Uplink', text: formatMbps(row.uplinkMbps), unit: 'Mbps' },
    { label: 'Latency', text: formatMs(row.latencyMs), unit: 'ms' },
    { label: 'Ping drop', text: formatPercent(row.pingDropPercent, 3), unit: '%' },
    { label: 'Obstruction', text: formatPercent(row.obstructionPercent, 2), unit: '%' },
    { label: 'Signal quality', text: formatPercent(row.signalQualityPercent, 0), unit: '%' },
    { label: 'Uptime', text: formatDuration(row.uptimeS) },
    { label: 'Active alerts', text: formatCount(row.activeAlerts), severity: (row.activeAlerts ?? 0) > 0 ? row.worstSeverity : null },
  ];
}
