// A user terminal's own window.
import { useEffect } from 'react';
import { useTerminalRows } from '../console-client/use-table.ts';
import { HistoryExportHost } from '../history-export/history-export-host.tsx';
import { TerminalMap } from '../map/terminal-track-map.tsx';
import { ModeEdge } from '../shell/mode-banner.tsx';
import { MessageStrip } from '../status/message-strip.tsx';
import { AlertsCard } from './alerts-card.tsx';
import { CoverageCard } from './coverage-card.tsx';
import { DetailsCard } from './details-card.tsx';
import { HistoryChart } from './history-chart.tsx';
import { KpiCards } from './kpi-cards.tsx';
import { IpAllocationsCard, RoutersCard } from './network-cards.tsx';
import { ServiceCard } from './service-card.tsx';
import { SideNote } from './side-card.tsx';
import { TerminalFooter } from './terminal-footer.tsx';
import { TerminalHeader } from './terminal-header.tsx';
import classes from './terminal-window.module.css';

export function TerminalWindow({ deviceId }: { readonly deviceId: string }): React.ReactNode {
  const { byKey, loaded, failure } = useTerminalRows('userTerminals', deviceId);
  const row = byKey.get(deviceId);
  const title = row === undefined ? deviceId : [row.deviceName, row.kitNumber].filter(Boolean).join(' · ');
  useEffect(() => {
    document.title = `${title} – Groundtrack`;
  }, [title]);
  return (
    <div className={classes.window}>
      <ModeEdge />
      <TerminalHeader deviceId={deviceId} row={row} />
      <main className={classes.body}>
        {row === undefined ? <p className={classes.absent} role="status">{absentText(loaded, failure)}</p> : <KpiCards row={row} />}
        <div className={classes.columns}>
          <HistoryChart deviceId={deviceId} newestSampleAtMs={row?.sampledAtMs ?? null} />
          <div className={classes.side} tabIndex={0} role="region" aria-label="Details">
            <div className={classes.map}>
              {row?.h3Cell ? <TerminalMap h3Cell={row.h3Cell} /> : <div className={classes.noPosition}><SideNote>No position reported</SideNote></div>}
            </div>
            <AlertsCard deviceId={deviceId} terminal={row} />
            <CoverageCard deviceId={deviceId} newestSampleAtMs={row?.sampledAtMs ?? null} />
            {row !== undefined && <ServiceCard serviceLineNumber={row.serviceLineNumber} />}
            <RoutersCard deviceId={deviceId} />
            <IpAllocationsCard deviceId={deviceId} />
            {row !== undefined && <DetailsCard row={row} />}
          </div>
        </div>
      </main>
      <MessageStrip credentialId={row?.credentialId ?? null} />
      <TerminalFooter row={row} />
      <HistoryExportHost />
    </div>
  );
}

function absentText(loaded: boolean, failure: string | null): string {
  if (failure !== null) return `The terminal could not be read: ${failure}`;
  return loaded ? 'This terminal is not in the fleet at the moment: its account may not be polled yet, or neither API returns it any more. Its recorded history stays.' : 'Loading…';
}
