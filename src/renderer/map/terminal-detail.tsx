// The chosen terminal: how it is doing now, and the ways on.
import { Button } from '@mantine/core';
import { useTimeDisplay } from '../console-client/use-console.ts';
import { formatMbps, formatMs, formatPercent, notAvailable } from '../formats/format-number.ts';
import { formatBothZones } from '../formats/format-time.ts';
import { NotBuilt } from '../shell/not-built.tsx';
import { openRelated } from '../tables/navigation.ts';
import { requestTerminalWindow } from '../tables/table-actions.ts';
import { StateMark, stateClass } from '../theme/state-mark.tsx';
import type { MapTerminal } from './colour-modes.ts';
import classes from './map-page.module.css';
import { nameOfTerminal } from './worst-first.ts';

export function TerminalDetail({ terminal }: { readonly terminal: MapTerminal }): React.ReactNode {
  const timeDisplay = useTimeDisplay();
  return (
    <section className={classes.detail} aria-label="Chosen terminal">
      <h3>{nameOfTerminal(terminal)} <span className={classes.kit}>{terminal.kitNumber}</span></h3>
      <p className={classes.detailState}>
        <StateMark state={terminal.state} isStale={terminal.stale === true} /> <span className={stateClass(terminal.state, terminal.stale === true)}>{terminal.state ?? 'Unknown'}</span>
        <span className={classes.detailReason} title={terminal.stateReason ?? undefined}>{terminal.stateReason}</span>
      </p>
      <p className={classes.detailCell}>{terminal.accountName ?? terminal.accountNumber} · {terminal.h3Cell === null ? 'no position' : `cell ${terminal.h3Cell}`}</p>
      <dl className={classes.figures} data-stale={terminal.stale === true || undefined} title={terminal.sampledAtMs === null ? undefined : `Sampled ${formatBothZones(terminal.sampledAtMs, timeDisplay)}`}>
        {figure('Down', formatMbps(terminal.downlinkMbps), 'Mbps')}
        {figure('Up', formatMbps(terminal.uplinkMbps), 'Mbps')}
        {figure('Latency', formatMs(terminal.latencyMs), 'ms')}
        {figure('Drop', formatPercent(terminal.pingDropPercent, 3), '%')}
      </dl>
      <div className={classes.detailActions}>
        <Button onClick={() => requestTerminalWindow(terminal.deviceId)}>Open window</Button>
        <NotBuilt reason="The track of a terminal comes in a later version. Its positions are stored already.">
          <Button variant="default">Track</Button>
        </NotBuilt>
        <Button variant="default" onClick={() => openRelated('userTerminals', terminal.deviceId)}>Show in table</Button>
      </div>
    </section>
  );
}

function figure(name: string, value: string, unit: string): React.ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}{value === notAvailable ? null : <span> {unit}</span>}</dd>
    </div>
  );
}
