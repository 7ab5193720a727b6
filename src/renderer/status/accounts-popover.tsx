// Every account's polling at a glance, worst first.
import { Button, Popover } from '@mantine/core';
import { IconChevronUp } from '@tabler/icons-react';
import type { AccountStatus } from '#shared/account-status.ts';
import { coverageText, coverageTitle, healthOf, lagText, nameOf } from './account-health.ts';
import classes from './accounts-popover.module.css';
import { BudgetBar } from './budget-bar.tsx';
import { HealthMark } from './health-mark.tsx';
import { LastPoll, LiveAge, NextPoll } from './live-times.tsx';

export function AccountsPopover({ accounts }: { readonly accounts: readonly AccountStatus[] }): React.ReactNode {
  const others = accounts.length - 1;
  return (
    <Popover position="top-start" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" size="compact-xs" rightSection={<IconChevronUp size={12} aria-hidden />}>
          {others === 1 ? '1 more account' : `${others} more accounts`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="All accounts" className={classes.dropdown ?? ''}>
        <table className={classes.table}>
          <thead>
            <tr>{['Account', 'Authentication', 'Telemetry', 'Management', 'Lag', 'Coverage (24 h)', 'Requests/min'].map((head) => <th key={head} scope="col">{head}</th>)}</tr>
          </thead>
          <tbody>{accounts.map((account) => <AccountLine key={account.credentialId} account={account} />)}</tbody>
        </table>
      </Popover.Dropdown>
    </Popover>
  );
}

function AccountLine({ account }: { readonly account: AccountStatus }): React.ReactNode {
  const { telemetry, management } = account;
  return (
    <tr>
      <th scope="row"><span className={classes.name}><HealthMark health={healthOf(account)} />{nameOf(account)}</span></th>
      <td>{account.authentication}</td>
      <td><LastPoll poller={telemetry} titled /> · <NextPoll poller={telemetry} titled /></td>
      <td><LastPoll poller={management} titled /> · <NextPoll poller={management} titled /></td>
      <td>{account.pollingEnabled ? <><LiveAge sinceMs={account.newestSampleAtMs} titled /> · {lagText(account)}</> : 'polling off'}</td>
      <td title={coverageTitle(account)}>{coverageText(account)}</td>
      <td><BudgetBar used={account.requestsLastMinute} budget={account.requestBudgetPerMinute} /></td>
    </tr>
  );
}
