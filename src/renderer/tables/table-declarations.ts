// Every table of the console by its name: what one table needs to know of all others, and what docs/columns.md is made from.
import type { TableName, TableRow } from '#shared/table-schemas.ts';
import type { TableDeclaration } from './column.ts';
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

export const tableDeclarations: { readonly [Name in TableName]: TableDeclaration<TableRow<Name>> } = {
  userTerminals: userTerminalsTable,
  alerts: alertsTable,
  routers: routersTable,
  ipAllocations: ipAllocationsTable,
  services: servicesTable,
  overageLines: overageLinesTable,
  monthlyDataUsage: monthlyDataUsageTable,
  dailyDataUsage: dailyDataUsageTable,
  accounts: accountsTable,
  userTerminalDves: userTerminalDvesTable,
};

export function isTableName(name: string): name is TableName {
  return Object.hasOwn(tableDeclarations, name);
}
