// The Monthly Data Usage table: one row a service line and billing cycle, twelve months of them. To add a column: one entry here.
import type { TableRow } from '#shared/table-schemas.ts';
import type { ColumnDeclaration, TableDeclaration } from '../column.ts';
import { cycleColumns, managementStaleReason, serviceLineColumns, usageColumns } from './service-columns.ts';

export type MonthlyUsageRow = TableRow<'monthlyDataUsage'>;

const columns: readonly ColumnDeclaration<MonthlyUsageRow>[] = [
  ...serviceLineColumns<MonthlyUsageRow>(),
  ...cycleColumns<MonthlyUsageRow>(),
  ...usageColumns<MonthlyUsageRow>(({ serviceLineNumber: key }) => key === null ? null : { table: 'dailyDataUsage', key }, 'leads to the line’s days.'),
];

export const monthlyDataUsageTable: TableDeclaration<MonthlyUsageRow> = {
  table: 'monthlyDataUsage',
  title: 'Monthly Data Usage',
  noun: 'monthly data usage',
  columns,
  keyOf: (row) => row.usageKey,
  defaultSort: [{ id: 'cycleStart', desc: true }, { id: 'serviceName', desc: false }],
  showsAges: true,
  staleReason: managementStaleReason,
};
