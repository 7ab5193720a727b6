// How many rows a tab's table holds. Not part of the tab's name; a screen reader meets the number on the page itself.
import { useStore } from 'zustand';
import type { TableName } from '#shared/table-schemas.ts';
import { useStatusPart } from '../console-client/use-console.ts';
import { useTableStore } from '../console-client/use-table.ts';
import { formatCount } from '../formats/format-number.ts';
import classes from './tab-count.module.css';

export function TabCount({ table }: { readonly table: TableName }): React.ReactNode {
  // Main counts the tables that grow with every billing cycle: a window loads them only where their page is opened.
  const counted = useStatusPart((status) => status.rowCounts?.[table] ?? null);
  return counted === null ? <WatchedCount table={table} /> : <Count count={counted} />;
}

function WatchedCount({ table }: { readonly table: TableName }): React.ReactNode {
  // The fleet itself comes first: other tables are only asked for once it is on screen.
  const fleetIsShown = useStore(useTableStore('userTerminals'), (contents) => contents.loaded);
  if (!fleetIsShown) return null;
  return table === 'alerts' ? <AlertCount /> : <RowCount table={table} />;
}

function RowCount({ table }: { readonly table: TableName }): React.ReactNode {
  const count = useStore(useTableStore(table), (contents) => (contents.loaded ? contents.rows.length : null));
  return count === null ? null : <Count count={count} />;
}

function Count({ count, severity }: { readonly count: number; readonly severity?: string | null }): React.ReactNode {
  return <span className={classes.count} data-severity={severity ?? undefined} aria-hidden="true">{formatCount(count)}</span>;
}

function AlertCount(): React.ReactNode {
  const store = useTableStore('alerts');
  const count = useStore(store, (contents) => (contents.loaded ? contents.rows.length : null));
  const worst = useStore(store, (contents) => worstSeverity(contents.rows));
  return count === null ? null : <Count count={count} severity={worst} />;
}

function worstSeverity(alerts: readonly { readonly severity: string | null }[]): 'critical' | 'warning' | null {
  let worst: 'warning' | null = null;
  for (const { severity } of alerts) {
    if (severity === 'critical') return 'critical';
    if (severity === 'warning') worst = 'warning';
  }
  return worst;
}
