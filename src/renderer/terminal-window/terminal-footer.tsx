// How fresh this window is, and whether it comes back at the next start.
import type { TableRow } from '#shared/table-schemas.ts';
import { useStatusReport } from '../console-client/use-console.ts';
import classes from '../status/status-bar.module.css';
import { healthOf, lagText } from '../status/account-health.ts';
import { HealthMark } from '../status/health-mark.tsx';
import { Clock, LiveAge, NextPoll } from '../status/live-times.tsx';

export function TerminalFooter({ row }: { readonly row: TableRow<'userTerminals'> | undefined }): React.ReactNode {
  const account = useStatusReport().accounts.find(({ credentialId }) => credentialId === row?.credentialId);
  return (
    <footer className={classes.bar} aria-label="Status">
      {account !== undefined && <span className={classes.account}><HealthMark health={healthOf(account)} /> {account.accountName ?? account.accountNumber} · {account.authentication}</span>}
      {row !== undefined && <span className={classes.poller}>Newest sample <b><LiveAge sinceMs={row.sampledAtMs} /></b>{row.sampledAtMs === null ? '' : ' ago'}</span>}
      {account !== undefined && (account.pollingEnabled ? <span className={classes.poller}>Telemetry <b><NextPoll poller={account.telemetry} /></b> · {lagText(account)}</span> : <span>Polling off</span>)}
      <span className={classes.space} />
      {row !== undefined && <span>{row.dveEnabled === true ? 'DVE enabled · this window returns at the next start' : 'Not a DVE · this window does not return at the next start'}</span>}
      <Clock />
    </footer>
  );
}
