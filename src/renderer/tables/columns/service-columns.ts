// The columns that the pages of service lines share: which line, which account, which cycle, how many GB and how old the figure is.
import { formatUsage } from '../../formats/format-number.ts';
import { formatAge } from '../../formats/format-time.ts';
import { fullTime, type ColumnDeclaration, type DateColumn, type FormatContext, type NumberColumn, type RelatedRow, type TimeColumn } from '../column.ts';
import { accountNameColumn } from './device-columns.ts';

interface OfServiceLine {
  readonly serviceLineNumber: string | null;
  readonly serviceName: string | null;
  readonly accountName: string | null;
  readonly accountNumber: string | null;
}

interface OfCycle {
  readonly cycleStartMs: number | null;
  readonly cycleEndMs: number | null;
}

export interface OfUsage extends OfServiceLine {
  readonly fixedPriorityGB: number | null;
  readonly fixedStandardGB: number | null;
  readonly mobilePriorityGB: number | null;
  readonly mobileStandardGB: number | null;
  readonly optInPriorityGB: number | null;
  readonly nonBillableGB: number | null;
  readonly totalGB: number | null;
  readonly lastUpdatedAtMs: number | null;
}

export const notRealTime = 'Starlink counts usage some time later, typically up to yesterday: it is not real time.';

export function toService(serviceLineNumber: string | null): RelatedRow | null {
  return serviceLineNumber === null ? null : { table: 'services', key: serviceLineNumber };
}

/** "Service" (hidden), "Service Name", "Account Name" (hidden): what every row of usage and overage begins with. */
export function serviceLineColumns<Row extends OfServiceLine>(): readonly ColumnDeclaration<Row>[] {
  return [
    {
      type: 'text', id: 'service', header: 'Service', width: 190, fit: true, hidden: true, help: 'Number of the service line (SL-…); leads to it.',
      value: (row) => row.serviceLineNumber,
      cell: { kind: 'link', to: (row) => toService(row.serviceLineNumber) },
    },
    {
      type: 'text', id: 'serviceName', header: 'Service Name', width: 200, fit: true, grow: true, help: 'Nickname of the service line, else its number; leads to it.',
      value: serviceNameOf,
      cell: { kind: 'link', to: (row) => toService(row.serviceLineNumber) },
      title: serviceTitle,
    },
    accountNameColumn({ hidden: true, help: accountHelp }),
  ];
}

export const accountHelp = 'Account that the service line belongs to.';

export function serviceNameOf(row: OfServiceLine): string | null {
  return row.serviceName ?? row.serviceLineNumber;
}

/** Nicknames may be the same on two lines: the number tells them apart. */
export function serviceTitle(row: OfServiceLine): string | null {
  return row.serviceName === null || row.serviceName === row.serviceLineNumber ? row.serviceLineNumber : `${row.serviceName} · ${row.serviceLineNumber ?? ''}`;
}

export function cycleColumns<Row extends OfCycle>(): readonly DateColumn<Row>[] {
  return [
    { type: 'date', id: 'cycleStart', header: 'Cycle Start', width: 90, align: 'right', help: 'First UTC day of the billing cycle.', value: (row) => row.cycleStartMs },
    { type: 'date', id: 'cycleEnd', header: 'Cycle End', width: 90, align: 'right', help: 'UTC day on which the next billing cycle begins.', value: (row) => row.cycleEndMs },
  ];
}

export function gigabytesColumn<Row>(column: Pick<NumberColumn<Row>, 'id' | 'header' | 'help' | 'value'> & Partial<NumberColumn<Row>>): NumberColumn<Row> {
  return { type: 'number', unit: 'GB', width: 88, grow: true, live: true, align: 'right', format: formatUsage, ...column };
}

/** From "Fixed Priority" to "Last Updated"; `totalLeadsTo` is the page that tells more of the line. */
export function usageColumns<Row extends OfUsage>(totalLeadsTo: (row: Row) => RelatedRow | null, totalHelp: string): readonly ColumnDeclaration<Row>[] {
  return [
    gigabytesColumn({ sum: true, id: 'fixedPriority', header: 'Fixed Priority', help: 'Priority data on a plan for fixed sites; N/A on a mobile plan.', value: (row) => row.fixedPriorityGB }),
    gigabytesColumn({ sum: true, id: 'fixedStandard', header: 'Fixed Standard', help: 'Standard data on a plan for fixed sites; N/A on a mobile plan.', value: (row) => row.fixedStandardGB }),
    gigabytesColumn({ sum: true, id: 'mobilePriority', header: 'Mobile Priority', help: 'Priority data on a mobile plan; N/A on a plan for fixed sites.', value: (row) => row.mobilePriorityGB }),
    gigabytesColumn({ sum: true, id: 'mobileStandard', header: 'Mobile Standard', help: 'Standard data on a mobile plan; N/A on a plan for fixed sites.', value: (row) => row.mobileStandardGB }),
    gigabytesColumn({ sum: true, id: 'optInPriority', header: 'Opt-In Priority', help: 'The part of priority data that was bought by automatic top-up: inside the priority figure, not beside it.', value: (row) => row.optInPriorityGB }),
    gigabytesColumn({ sum: true, id: 'nonBillable', header: 'Non-Billable', help: 'Data that Starlink does not charge.', value: (row) => row.nonBillableGB }),
    gigabytesColumn({
      sum: true, id: 'total', header: 'Total', help: `Priority, standard and non-billable together; ${totalHelp}`, value: (row) => row.totalGB,
      cell: { kind: 'link', to: totalLeadsTo },
    }),
    lastUpdatedColumn<Row>(),
  ];
}

function lastUpdatedColumn<Row extends OfUsage>(): TimeColumn<Row> {
  return {
    type: 'time', id: 'lastUpdated', header: 'Last Updated', width: 152, live: true, align: 'right',
    help: `When Starlink last counted this figure. ${notRealTime}`,
    value: (row) => row.lastUpdatedAtMs,
    title: (row, context, nowMs) => updatedTitle(row.lastUpdatedAtMs, context, nowMs),
  };
}

/** When the figure was counted and how long ago that is. */
export function updatedTitle(atMs: number | null, context: FormatContext, nowMs: number): string | null {
  return atMs === null ? null : `${fullTime(atMs, context)}\n${formatAge(nowMs - atMs)} ago. ${notRealTime}`;
}

/** Rows whose account is not read any more look it. */
export function managementStaleReason(row: { readonly stale: boolean | null }): string | null {
  return row.stale === true ? 'Not current: the account’s Management poll is off, failing, or has not run yet since the start' : null;
}
