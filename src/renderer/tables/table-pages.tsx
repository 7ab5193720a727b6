// The pages that are tables: each is a declaration and its rows, nothing more.
import { useStatusPart } from '../console-client/use-console.ts';
import { useTable } from '../console-client/use-table.ts';
import { formatUtcDate } from '../formats/format-time.ts';
import { accountsTable } from './columns/accounts.ts';
import { alertsTable } from './columns/alerts.ts';
import { dailyDataUsageTable } from './columns/daily-data-usage.ts';
import { ipAllocationsTable } from './columns/ip-allocations.ts';
import { monthlyDataUsageTable } from './columns/monthly-data-usage.ts';
import { overageLinesTable } from './columns/overage-lines.ts';
import { routersTable } from './columns/routers.ts';
import { servicesTable } from './columns/services.ts';
import { userTerminalDvesTable } from './columns/user-terminal-dves.ts';
import { userTerminalsTable } from './columns/user-terminals.ts';
import { DailyUsageChart, MonthlyUsageChart } from '../usage-chart/usage-charts.tsx';
import { DveDeleteDialog } from './dve-delete-dialog.tsx';
import { TablePage } from './table-page.tsx';
import type { CountNote } from './table-toolbar.tsx';

export function UserTerminalsPage(): React.ReactNode {
  return <TablePage table={userTerminalsTable} contents={useTable('userTerminals')} />;
}

export function AlertsPage(): React.ReactNode {
  return <TablePage table={alertsTable} contents={useTable('alerts')} />;
}

export function RoutersPage(): React.ReactNode {
  return <TablePage table={routersTable} contents={useTable('routers')} />;
}

export function IpAllocationsPage(): React.ReactNode {
  return <TablePage table={ipAllocationsTable} contents={useTable('ipAllocations')} />;
}

export function ServicesPage(): React.ReactNode {
  return <TablePage table={servicesTable} contents={useTable('services')} />;
}

export function OverageLinesPage(): React.ReactNode {
  return <TablePage table={overageLinesTable} contents={useTable('overageLines')} />;
}

export function MonthlyDataUsagePage(): React.ReactNode {
  return <TablePage table={monthlyDataUsageTable} contents={useTable('monthlyDataUsage')} Below={MonthlyUsageChart} />;
}

export function DailyDataUsagePage(): React.ReactNode {
  // Of a large fleet the table holds the newest days only; all of them are stored.
  const fromMs = useStatusPart((status) => status.dailyUsageFromMs ?? null);
  return <TablePage table={dailyDataUsageTable} contents={useTable('dailyDataUsage')} note={fromMs === null ? null : noteOfDays(fromMs)} Below={DailyUsageChart} />;
}

function noteOfDays(fromMs: number): CountNote {
  return { text: `from ${formatUtcDate(fromMs)} on`, title: 'Earlier days are stored but not listed here: the newest ones fill the table.' };
}

export function AccountsPage(): React.ReactNode {
  return <TablePage table={accountsTable} contents={useTable('accounts')} />;
}

export function UserTerminalDvesPage(): React.ReactNode {
  return (
    <>
      <TablePage table={userTerminalDvesTable} contents={useTable('userTerminalDves')} />
      <DveDeleteDialog />
    </>
  );
}
