// The bar at the foot of the console: the worst account in full, the others behind a button, and the clock.
import { Tooltip } from '@mantine/core';
import type { AccountStatus, PollerStatus } from '#shared/account-status.ts';
import { useStatusReport, useTimeDisplay } from '../console-client/use-console.ts';
import { formatBothZones, type TimeDisplay } from '../formats/format-time.ts';
import { coverageText, coverageTitle, healthOf, lagText, nameOf, orderWorstFirst } from './account-health.ts';
import { AccountsPopover } from './accounts-popover.tsx';
import { BudgetBar } from './budget-bar.tsx';
import { HealthMark } from './health-mark.tsx';
import { Clock, LastPoll, LiveAge, NextPoll } from './live-times.tsx';
import classes from './status-bar.module.css';

export function StatusBar(): React.ReactNode {
  const accounts = orderWorstFirst(useStatusReport().accounts);
  const worst = accounts[0];
  return (
    <footer className={classes.bar} aria-label="Status">
      {worst === undefined ? <span>No credential yet</span> : <WorstAccount account={worst} />}
      {accounts.length > 1 && <AccountsPopover accounts={accounts} />}
      <span className={classes.space} />
      <Clock />
    </footer>
  );
}

function WorstAccount({ account }: { readonly account: AccountStatus }): React.ReactNode {
  return (
    <>
      <Tooltip label={account.authenticationReason ?? `Authentication of ${nameOf(account)}: ${account.authentication}`}>
        <span className={classes.account}>
          <HealthMark health={healthOf(account)} />
          <span className={classes.name}>{nameOf(account)}</span>
          <span>· {account.authentication}</span>
        </span>
      </Tooltip>
      {account.pollingEnabled ? <PollingFigures account={account} /> : <span>{account.pollingPending ? 'Polling: pending' : 'Polling off'}</span>}
    </>
  );
}

function PollingFigures({ account }: { readonly account: AccountStatus }): React.ReactNode {
  const { telemetry, management } = account;
  const timeDisplay = useTimeDisplay();
  return (
    <>
      <Tooltip label={telemetry.lastError ?? `Telemetry stream: ${pollTimes(telemetry, timeDisplay)}`}>
        <span className={classes.poller}>Telemetry <b><LastPoll poller={telemetry} /></b> · <NextPoll poller={telemetry} /></span>
      </Tooltip>
      <Tooltip label={management.lastError ?? `Management API: ${pollTimes(management, timeDisplay)}`}>
        <span className={classes.poller}>Management <b><LastPoll poller={management} /></b> · <NextPoll poller={management} /></span>
      </Tooltip>
      <Tooltip label={account.newestSampleAtMs === null ? 'No sample of this account yet' : `Age of the newest sample of this account: ${formatBothZones(account.newestSampleAtMs, timeDisplay)}`}>
        <span className={classes.poller}>Lag <b><LiveAge sinceMs={account.newestSampleAtMs} /></b> · {lagText(account)}</span>
      </Tooltip>
      <Tooltip label={coverageTitle(account)} classNames={{ tooltip: classes.lines ?? '' }}>
        <span className={`${classes.poller} ${classes.coverage}`}>Coverage <b>{coverageText(account)}</b><span className={classes.span}> (24 h)</span></span>
      </Tooltip>
      <Tooltip label="Requests in the last minute, of what Starlink allows">
        <span className={`${classes.poller} ${classes.requests}`}>Requests <BudgetBar used={account.requestsLastMinute} budget={account.requestBudgetPerMinute} /></span>
      </Tooltip>
    </>
  );
}

function pollTimes({ lastSuccessAtMs, nextPollAtMs }: PollerStatus, timeDisplay: TimeDisplay): string {
  const last = lastSuccessAtMs === null ? 'no successful poll yet' : `last successful poll ${formatBothZones(lastSuccessAtMs, timeDisplay)}`;
  return nextPollAtMs === null ? last : `${last}; next one ${formatBothZones(nextPollAtMs, timeDisplay)}`;
}
