// The terminal's active alerts, its routers' too: worst first.
import type { TableRow } from '#shared/table-schemas.ts';
import { useTimeDisplay } from '../console-client/use-console.ts';
import { useTerminalRows } from '../console-client/use-table.ts';
import { notAvailable } from '../formats/format-number.ts';
import { formatBothZones, formatTime } from '../formats/format-time.ts';
import { SeverityMark } from '../tables/cells/severity-mark.tsx';
import { lookOfSeverity } from '../tables/state-looks.ts';
import classes from './alerts-card.module.css';
import { SideCard, SideNote } from './side-card.tsx';

interface AlertsCardProps {
  readonly deviceId: string;
  /** undefined: the terminal is in no table. */
  readonly terminal: TableRow<'userTerminals'> | undefined;
}

export function AlertsCard({ deviceId, terminal }: AlertsCardProps): React.ReactNode {
  const { rows, loaded, failure } = useTerminalRows('alerts', deviceId);
  const alerts = [...rows].sort((a, b) => rankOf(a) - rankOf(b));
  return (
    <SideCard title="Alerts">
      {failure !== null && <SideNote>{failure}</SideNote>}
      {alerts.length === 0 && <SideNote>{loaded ? noAlertText(terminal) : 'Loading…'}</SideNote>}
      {alerts.length > 0 && <ul className={classes.list}>{alerts.map((alert) => <AlertLine key={alert.alertKey} alert={alert} />)}</ul>}
    </SideCard>
  );
}

/** No alert is known of a silent terminal either, which says nothing of now. */
export function noAlertText(terminal: TableRow<'userTerminals'> | undefined): string {
  if (terminal === undefined || terminal.activeAlerts === null) return `${notAvailable} · no sample of this terminal yet`;
  const isCurrent = terminal.stale !== true && terminal.state !== 'Stale' && terminal.state !== 'Offline';
  return isCurrent ? 'No active alert' : 'No alert in the last sample (stale)';
}

/** A severity that no rule knows comes last. */
function rankOf({ severity }: TableRow<'alerts'>): number {
  return lookOfSeverity(severity)?.rank ?? Infinity;
}

export function AlertLine({ alert }: { readonly alert: TableRow<'alerts'> }): React.ReactNode {
  const timeDisplay = useTimeDisplay();
  const look = lookOfSeverity(alert.severity);
  return (
    <li className={classes.alert} data-tone={look?.tone} data-stale={alert.stale === true || undefined}>
      {look !== null && <SeverityMark path={look.path} />}
      {alert.severity !== null && <span className="gt-visually-hidden">{alert.severity}</span>}
      <div>
        <div className={classes.head}>
          <b>{alert.alertName}</b>
          <time title={formatBothZones(alert.activeSinceMs, timeDisplay)}>{alert.activeSinceBefore === true ? 'before' : 'since'} {formatTime(alert.activeSinceMs, timeDisplay)}</time>
        </div>
        <p>{alert.source === 'Router' ? 'Router: ' : ''}{alert.meaning ?? 'No explanation known for this alert'}{alert.stale === true ? ' (stale: last known)' : ''}</p>
      </div>
    </li>
  );
}
