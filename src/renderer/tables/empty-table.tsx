// What a table without rows says, and the one step that helps.
import { Button } from '@mantine/core';
import type { TableContents } from '../console-client/table-store.ts';
import { useConsoleState, useStatusReport } from '../console-client/use-console.ts';
import type { TableDeclaration } from './column.ts';
import { buildEmptyReason, type EmptyReason } from './empty-reason.ts';
import classes from './grid.module.css';
import { openTab } from './navigation.ts';

interface EmptyTableProps<Row> {
  readonly table: TableDeclaration<Row>;
  readonly contents: TableContents<Row>;
  readonly filterText: string;
  readonly hasColumnFilters?: boolean;
  readonly onClearFilter: () => void;
}

const actionLabels: Readonly<Record<NonNullable<EmptyReason['action']>, string>> = {
  clearFilter: 'Clear filters',
  openConfiguration: 'Open Configuration',
  openAccounts: 'Open Accounts',
  openUserTerminals: 'Open User Terminals',
};

export function EmptyTable<Row>({ table, contents, filterText, hasColumnFilters = false, onClearFilter }: EmptyTableProps<Row>): React.ReactNode {
  const state = useConsoleState();
  const { accounts, problems } = useStatusReport();
  const { headline, details, action } = buildEmptyReason({
    table: table.table, noun: table.noun, isLoaded: contents.loaded, failure: contents.failure, totalRows: contents.rows.length, filterText, hasColumnFilters, console: state, accounts, problems,
  });

  function act(chosen: NonNullable<EmptyReason['action']>): void {
    if (chosen === 'clearFilter') onClearFilter();
    else if (chosen === 'openAccounts') openTab('accounts');
    else if (chosen === 'openUserTerminals') openTab('userTerminals');
    else openTab('configuration');
  }

  return (
    <div className={classes.emptyCard} role="status">
      <h2>{headline}</h2>
      {details.length === 0 ? null : <ul>{details.map((detail) => <li key={detail}>{detail}</li>)}</ul>}
      {action === null ? null : <Button className={classes.emptyAction ?? ''} variant="default" onClick={() => act(action)}>{actionLabels[action]}</Button>}
    </div>
  );
}
