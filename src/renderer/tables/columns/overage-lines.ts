// The Overage Lines table: what a service line used beyond its plan in a cycle, a row for each plan it had. To add a column: one entry here.
import type { TableRow } from '#shared/table-schemas.ts';
import { formatUnitPrice } from '../../formats/format-money.ts';
import type { ColumnDeclaration, TableDeclaration } from '../column.ts';
import { formatUsageLimit, rawUsageLimit, usageLimitHelp } from './service-usage.ts';
import { cycleColumns, gigabytesColumn, managementStaleReason, serviceLineColumns } from './service-columns.ts';

export type OverageLineRow = TableRow<'overageLines'>;

const columns: readonly ColumnDeclaration<OverageLineRow>[] = [
  ...serviceLineColumns<OverageLineRow>(),
  ...cycleColumns<OverageLineRow>(),
  {
    type: 'text', id: 'product', header: 'Product', width: 180, fit: true, grow: true, help: 'What the overage is charged by; the product reference is in the tooltip.',
    value: (row) => row.productName ?? row.productId,
    title: (row) => row.productName === null || row.productId === null ? row.productId : `${row.productName} · ${row.productId}`,
  },
  { type: 'text', id: 'overageType', header: 'Overage Type', width: 130, fit: true, grow: true, help: 'How Starlink charges or limits use beyond the plan.', value: (row) => row.overageType },
  gigabytesColumn({ id: 'usageLimit', header: 'Usage Limit', help: usageLimitHelp, value: (row) => row.usageLimitGB, format: formatUsageLimit, raw: rawUsageLimit }),
  gigabytesColumn({ id: 'consumed', header: 'Consumed', help: 'Used up to the limit.', sum: true, value: (row) => row.consumedGB }),
  gigabytesColumn({ id: 'overage', header: 'Overage', help: 'Priority data used past the limit while opted in.', sum: true, value: (row) => row.overageGB }),
  {
    type: 'money', id: 'pricePerGB', header: 'Price per GB', width: 100, fit: true, live: true, align: 'right', help: 'Price of each GB past the limit, before tax. Sorted by currency, then amount.',
    value: (row) => row.pricePerGB, currency: (row) => row.currency, format: formatUnitPrice,
  },
  {
    type: 'money', id: 'overagePrice', header: 'Overage Price', width: 100, fit: true, live: true, align: 'right', help: 'What the overage costs, before tax. Sorted by currency, then amount.',
    value: (row) => row.overagePrice, currency: (row) => row.currency, sum: true,
  },
  { type: 'text', id: 'currency', header: 'Currency', width: 78, help: 'Currency of both prices (ISO code).', value: (row) => row.currency },
  { type: 'date', id: 'activeFrom', header: 'Active From', width: 112, align: 'right', help: 'UTC day from which this line counts: later than the cycle’s start after a change of plan in it.', value: (row) => row.activeFromMs },
];

export const overageLinesTable: TableDeclaration<OverageLineRow> = {
  table: 'overageLines',
  title: 'Overage Lines',
  noun: 'overage lines',
  columns,
  keyOf: (row) => row.overageKey,
  defaultSort: [{ id: 'cycleStart', desc: true }, { id: 'serviceName', desc: false }, { id: 'activeFrom', desc: false }],
  staleReason: managementStaleReason,
};
