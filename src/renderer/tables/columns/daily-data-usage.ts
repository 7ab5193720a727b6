// The Daily Data Usage table: one row a service line and UTC day with usage. To add a column: one entry here.
import type { TableRow } from '#shared/table-schemas.ts';
import type { ColumnDeclaration, TableDeclaration } from '../column.ts';
import { managementStaleReason, serviceLineColumns, usageColumns } from './service-columns.ts';

export type DailyUsageRow = TableRow<'dailyDataUsage'>;

const columns: readonly ColumnDeclaration<DailyUsageRow>[] = [
  ...serviceLineColumns<DailyUsageRow>(),
  { type: 'date', id: 'date', header: 'Date', width: 90, align: 'right', help: 'UTC day. Days without usage have no row.', value: (row) => row.dateMs },
  ...usageColumns<DailyUsageRow>(({ serviceLineNumber: key }) => key === null ? null : { table: 'monthlyDataUsage', key }, 'leads to the line’s billing cycles.'),
];

export const dailyDataUsageTable: TableDeclaration<DailyUsageRow> = {
  table: 'dailyDataUsage',
  title: 'Daily Data Usage',
  noun: 'daily data usage',
  columns,
  keyOf: (row) => row.usageKey,
  defaultSort: [{ id: 'date', desc: true }, { id: 'serviceName', desc: false }],
  showsAges: true,
  staleReason: managementStaleReason,
};
