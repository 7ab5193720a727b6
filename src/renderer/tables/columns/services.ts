// The Services table: one row a service line, ended ones too. To add a column: one entry here.
import type { TableRow } from '#shared/table-schemas.ts';
import { fail } from '#shared/result.ts';
import { formatMoney } from '../../formats/format-money.ts';
import { formatCount, formatUsage, notAvailable } from '../../formats/format-number.ts';
import { nothing, type ColumnDeclaration, type ListColumn, type TableDeclaration } from '../column.ts';
import { dataBlockDrafts } from '../data-block-drafts.ts';
import { accountNameColumn, accountNumberColumn } from './device-columns.ts';
import { accountHelp, gigabytesColumn, managementStaleReason, notRealTime, serviceNameOf, serviceTitle, updatedTitle } from './service-columns.ts';
import { formatUsageLimit, rawUsageLimit, usageLimitHelp } from './service-usage.ts';

export type ServiceRow = TableRow<'services'>;

const topUpLater = 'Buying top-ups comes with a later version: this one only reads.';
const switchLater = 'Switching automatic top-up comes with a later version: this one only reads.';

/** Why "Top-Up" and its number are dead for a line: what is wrong with the plan says more than what is not built. */
export function topUpBlocked(row: ServiceRow): string {
  if (row.topUpProductId !== null) return topUpLater;
  // The product carries its price: without one, no product list has named this plan.
  const isPlanKnown = row.productName !== null || row.price !== null;
  return isPlanKnown ? 'This plan can’t be topped up.' : 'Not known whether this plan can be topped up: the list of products does not name it.';
}

export function automaticTopUpBlocked(row: ServiceRow): string {
  return row.optInCoolDown === true ? 'Starlink takes no change until its cool-down after the last one has ended.' : switchLater;
}

const columns: readonly ColumnDeclaration<ServiceRow>[] = [
  { type: 'text', id: 'serviceName', header: 'Service Name', width: 200, fit: true, help: 'Nickname of the service line, else its number.', value: serviceNameOf, title: serviceTitle },
  { type: 'text', id: 'serviceLineNumber', header: 'Service Line Number', width: 190, fit: true, help: 'Starlink’s number of the service line (SL-…).', value: (row) => row.serviceLineNumber },
  accountNameColumn({ hidden: false, help: accountHelp }),
  accountNumberColumn(),
  {
    type: 'text', id: 'product', header: 'Product', width: 190, fit: true, live: true, help: 'Plan of the service line.',
    value: (row) => row.productName ?? row.productReferenceId,
    title: (row) => row.productName === null || row.productReferenceId === null ? row.productReferenceId : `${row.productName} · ${row.productReferenceId}`,
  },
  { type: 'text', id: 'productReferenceId', header: 'Product Reference ID', width: 250, fit: true, hidden: true, live: true, help: 'Starlink’s id of the plan.', value: (row) => row.productReferenceId },
  {
    type: 'money', id: 'price', header: 'Price', width: 100, fit: true, live: true, align: 'right', help: 'Price of the plan a month. Sorted by currency, then amount.',
    value: (row) => row.price, currency: (row) => row.priceCurrency,
  },
  { type: 'flag', id: 'active', header: 'Active', width: 72, live: true, words: ['Yes', 'No'], help: 'Whether the service line is active.', value: (row) => row.active },
  { type: 'time', id: 'start', header: 'Start', width: 152, align: 'right', help: 'When the service line began.', value: (row) => row.startAtMs },
  {
    type: 'time', id: 'end', header: 'End', width: 152, align: 'right', help: 'When the service line ended, or will.',
    value: (row) => row.endAtMs, nullText: (row) => row.active === true ? nothing : notAvailable,
  },
  { type: 'flag', id: 'publicIp', header: 'Public IP', width: 76, live: true, words: ['Yes', 'No'], help: 'Whether the service line has a public IP address.', value: (row) => row.publicIp },
  {
    type: 'flag', id: 'automaticTopUp', header: 'Automatic Top-Up', width: 112, live: true, words: ['On', 'Off'],
    help: 'On: priority data beyond the plan is bought as it is used (opt-in).',
    value: (row) => row.optedIn,
    cell: { kind: 'switch', isPending: () => false, blocked: automaticTopUpBlocked, set: () => Promise.resolve(fail('not-built', switchLater)) },
  },
  blocksColumn({ id: 'recurringBlocks', header: 'Recurring Blocks', help: 'Data blocks that come with each cycle; those of the current one.', value: (row) => row.recurringBlocks }, (row) => row.recurringBlocksGB),
  blocksColumn({ id: 'oneTimeBlocks', header: 'One-Time Blocks', help: 'Data blocks bought once; those of the current cycle.', value: (row) => row.oneTimeBlocks }, (row) => row.oneTimeBlocksGB),
  gigabytesColumn({ id: 'usageLimit', header: 'Usage Limit', help: usageLimitHelp, value: (row) => row.usageLimitGB, format: formatUsageLimit, raw: rawUsageLimit }),
  gigabytesColumn({
    sum: true, id: 'usedThisCycle', header: 'Used This Cycle', help: `Priority and standard data of the current billing cycle; leads to the line’s cycles. ${notRealTime}`,
    value: (row) => row.usedThisCycleGB,
    cell: { kind: 'link', to: (row) => row.usedThisCycleGB === null ? null : { table: 'monthlyDataUsage', key: row.serviceLineNumber } },
    title: (row, context, nowMs) => row.usedThisCycleGB === null ? null : updatedTitle(row.usageUpdatedAtMs, context, nowMs),
  }),
  gigabytesColumn({
    sum: true, id: 'overage', header: 'Overage', help: 'Priority data past the limit in the current cycle; leads to its lines. The price is in the tooltip.',
    value: (row) => row.overageGB,
    cell: { kind: 'link', to: (row) => (row.overageGB ?? 0) > 0 ? { table: 'overageLines', key: row.serviceLineNumber } : null, tone: (row) => (row.overageGB ?? 0) > 0 ? 'warn' : 'muted' },
    title: (row) => row.overagePrice === null || (row.overageGB ?? 0) === 0 ? null : `${formatMoney(row.overagePrice, row.overageCurrency)} before tax`,
  }),
  {
    type: 'number', id: 'terminals', header: 'Terminals', width: 84, live: true, align: 'right', help: 'Terminals on the service line; leads to them.',
    value: (row) => row.terminals, format: formatCount, sum: true,
    cell: { kind: 'link', to: (row) => (row.terminals ?? 0) > 0 ? { table: 'userTerminals', key: row.serviceLineNumber } : null },
  },
  { type: 'action', id: 'dataBlocksToAdd', header: 'Data Blocks to Add', width: 92, align: 'right', help: 'How many data blocks “Top-Up” buys.', cell: { kind: 'spinbutton', drafts: dataBlockDrafts, blocked: topUpBlocked } },
  {
    type: 'action', id: 'topUp', header: 'Top-Up', width: 96, help: 'Buys data blocks for the current cycle, at once.',
    cell: { kind: 'button', label: 'Top-Up', blocked: topUpBlocked, run: () => undefined },
  },
  {
    type: 'time', id: 'lastTopUp', header: 'Last Top-Up', width: 152, live: true, align: 'right', help: 'When the line was last topped up; “–” when its current cycle has no one-time block.',
    // Blocks that were bought elsewhere show that there was one, not when.
    value: (row) => row.lastTopUpAtMs, nullText: (row) => row.oneTimeBlocks?.length === 0 ? nothing : notAvailable,
  },
];

function blocksColumn(column: Pick<ListColumn<ServiceRow>, 'id' | 'header' | 'help' | 'value'>, sumOf: (row: ServiceRow) => number | null): ListColumn<ServiceRow> {
  return {
    type: 'list', width: 120, fit: true, live: true, align: 'right', ...column,
    sortBy: sumOf,
    title: (row) => {
      const sum = sumOf(row);
      return sum === null || sum === 0 ? null : `${formatUsage(sum)} GB in all`;
    },
  };
}

export const servicesTable: TableDeclaration<ServiceRow> = {
  table: 'services',
  title: 'Services',
  noun: 'service lines',
  columns,
  keyOf: (row) => row.serviceLineNumber,
  defaultSort: [{ id: 'serviceName', desc: false }],
  showsAges: true,
  staleReason: managementStaleReason,
};
