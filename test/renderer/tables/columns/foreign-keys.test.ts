// Every cell that names a row of another table is a link to it, and a dead text where there is none.
import { describe, expect, it } from 'vitest';
import { relationFields } from '#shared/table-relations.ts';
import { tableSchemas } from '#shared/table-schemas.ts';
import type { RelatedRow, TableDeclaration } from '../../../../src/renderer/tables/column.ts';
import { accountsTable } from '../../../../src/renderer/tables/columns/accounts.ts';
import { alertsTable } from '../../../../src/renderer/tables/columns/alerts.ts';
import { dailyDataUsageTable } from '../../../../src/renderer/tables/columns/daily-data-usage.ts';
import { ipAllocationsTable } from '../../../../src/renderer/tables/columns/ip-allocations.ts';
import { monthlyDataUsageTable } from '../../../../src/renderer/tables/columns/monthly-data-usage.ts';
import { overageLinesTable } from '../../../../src/renderer/tables/columns/overage-lines.ts';
import { routersTable } from '../../../../src/renderer/tables/columns/routers.ts';
import { servicesTable } from '../../../../src/renderer/tables/columns/services.ts';
import { userTerminalDvesTable } from '../../../../src/renderer/tables/columns/user-terminal-dves.ts';
import { userTerminalsTable } from '../../../../src/renderer/tables/columns/user-terminals.ts';

const keys = { routerId: 'Router-1', deviceId: 'ut01', serviceLineNumber: 'SL-1', accountNumber: 'ACC-1' };
const homes = { routerId: 'routers', deviceId: 'userTerminals', serviceLineNumber: 'services', accountNumber: 'accounts' } as const;
const tables = [
  userTerminalsTable, alertsTable, routersTable, ipAllocationsTable, servicesTable, overageLinesTable, monthlyDataUsageTable, dailyDataUsageTable, accountsTable, userTerminalDvesTable,
] as unknown as readonly TableDeclaration<object>[];

function rowOf(table: TableDeclaration<object>, values: object): object {
  const fields = tableSchemas[table.table].fields;
  return { ...Object.fromEntries(Object.keys(fields).map((name) => [name, null])), ...Object.fromEntries(Object.entries(values).filter(([name]) => name in fields)) };
}

function linksOf(table: TableDeclaration<object>, row: object): readonly RelatedRow[] {
  return table.columns.flatMap(({ cell }) => (cell?.kind === 'link' || cell?.kind === 'deviceName' ? [cell.to?.(row) ?? null] : [])).filter((to) => to !== null);
}

describe.each(tables.map((table) => [table.title, table] as const))('%s', (_title, table) => {
  const full = rowOf(table, { ...keys, source: 'Router', activeAlerts: 2, terminals: 3, usedThisCycleGB: 1, overageGB: 1 });

  it('leads to the row of every id that it carries', () => {
    const links = linksOf(table, full);
    for (const field of relationFields) {
      if (!(field in tableSchemas[table.table].fields) || homes[field] === table.table) continue;
      expect(links, field).toContainEqual({ table: homes[field], key: keys[field] });
    }
  });

  it('leads nowhere where there is none', () => {
    expect(linksOf(table, rowOf(table, {})).filter(({ key }) => key === null)).toEqual([]);
  });
});
