// Rows of Services, Overage Lines, Monthly and Daily Data Usage: each joined from a line, its plan, its account and its usage. Missing is never 0.
import type { TableRow } from '#shared/table-schemas.ts';
import type { Product, ServiceLine } from '../history/current-management.ts';
import { sumGB, type OverageLine, type UsageDay, type UsageMonth } from '../history/current-usage.ts';
import { readTimeMs } from '../starlink/usage-values.ts';
import type { AccountContext } from './terminal-state.ts';

/** What the rows of one line have in common; `serviceLine` is undefined for a line that the account no longer lists. */
export interface LineParts {
  readonly account: AccountContext;
  readonly serviceLine: ServiceLine | undefined;
  readonly stale: boolean;
}

export interface ServiceParts extends LineParts {
  readonly serviceLine: ServiceLine;
  readonly product: Product | undefined;
  /** undefined: no usage of the line is known. */
  readonly month: UsageMonth | undefined;
  /** Of the current cycle. */
  readonly overageLines: readonly OverageLine[];
  readonly terminals: number;
}

export function buildServiceRow(parts: ServiceParts): TableRow<'services'> {
  const { account, serviceLine, product, month } = parts;
  const { recurringBlocks, recurringBlocksGB, oneTimeBlocks, oneTimeBlocksGB } = serviceLine;
  return {
    ...buildLineCells(serviceLine.serviceLineNumber, parts),
    productName: product?.name ?? null,
    productReferenceId: serviceLine.productReferenceId,
    price: product?.price ?? null,
    priceCurrency: product?.currency ?? null,
    active: serviceLine.active,
    startAtMs: readTimeMs(serviceLine.startDate),
    endAtMs: readTimeMs(serviceLine.endDate),
    publicIp: serviceLine.publicIp,
    optedIn: serviceLine.optInProductId !== null,
    optInCoolDown: null,
    recurringBlocks, recurringBlocksGB, oneTimeBlocks, oneTimeBlocksGB,
    cycleStartMs: month?.cycleStartMs ?? null,
    cycleEndMs: month?.cycleEndMs ?? null,
    usageLimitGB: month?.usageLimitGB ?? null,
    // What the subscriber used: non-billable data counts towards no limit, and opt-in data is part of priority.
    usedThisCycleGB: month ? sumGB([month.priorityGB, month.standardGB]) : null,
    ...buildOverageCells(month, parts.overageLines),
    usageUpdatedAtMs: month?.lastUpdatedAtMs ?? null,
    terminals: parts.terminals,
    topUpProductId: product?.topUpProductId ?? null,
    topUpPrice: product?.topUpPrice ?? null,
    topUpCurrency: product?.topUpCurrency ?? null,
    topUpGB: product?.topUpGB ?? null,
    lastTopUpAtMs: null,
    credentialId: account.credentialId,
  };
}

/** Amounts are added within one currency only. An empty list of overage lines means no overage: 0, not N/A. */
function buildOverageCells(month: UsageMonth | undefined, lines: readonly OverageLine[]): Pick<TableRow<'services'>, 'overageGB' | 'overagePrice' | 'overageCurrency'> {
  if (!month) return { overageGB: null, overagePrice: null, overageCurrency: null };
  const currencies = new Set(lines.map((line) => line.currency));
  const [currency = null] = currencies;
  const isOneCurrency = currencies.size === 1 && currency !== null;
  return {
    overageGB: lines.length === 0 && month.overageKnown !== true ? null : sumGB(lines.map((line) => line.overageGB)),
    overagePrice: isOneCurrency ? sumGB(lines.map((line) => line.overagePrice)) : null,
    overageCurrency: isOneCurrency ? currency : null,
  };
}

/** `product`: of the account's plans the one that the line names, where it is one of them. */
export function buildOverageLineRow(line: OverageLine, parts: LineParts, product: Product | undefined): TableRow<'overageLines'> {
  const { cycleStartMs, cycleEndMs, productId, overageType, usageLimitGB, consumedGB, overageGB, pricePerGB, overagePrice, currency, activeFromMs } = line;
  return {
    overageKey: line.overageKey, ...buildLineCells(line.serviceLineNumber ?? '', parts),
    cycleStartMs, cycleEndMs, productId, productName: product?.name ?? null, overageType, usageLimitGB, consumedGB, overageGB, pricePerGB, overagePrice, currency, activeFromMs,
  };
}

export function buildMonthlyRow(month: UsageMonth, parts: LineParts): TableRow<'monthlyDataUsage'> {
  const { side, priorityGB, standardGB, optInPriorityGB, nonBillableGB } = month;
  return {
    usageKey: month.usageKey, ...buildLineCells(month.serviceLineNumber ?? '', parts),
    cycleStartMs: month.cycleStartMs, cycleEndMs: month.cycleEndMs,
    fixedPriorityGB: side === 'fixed' ? priorityGB : null, fixedStandardGB: side === 'fixed' ? standardGB : null,
    mobilePriorityGB: side === 'mobile' ? priorityGB : null, mobileStandardGB: side === 'mobile' ? standardGB : null,
    optInPriorityGB, nonBillableGB, totalGB: sumGB([priorityGB, standardGB, nonBillableGB]),
    usageLimitGB: month.usageLimitGB, lastUpdatedAtMs: month.lastUpdatedAtMs,
  };
}

export function buildDailyRow(day: UsageDay, parts: LineParts): TableRow<'dailyDataUsage'> {
  return {
    usageKey: day.usageKey, ...buildLineCells(day.serviceLineNumber ?? '', parts), dateMs: day.dateMs,
    fixedPriorityGB: day.fixedPriorityGB, fixedStandardGB: day.fixedStandardGB, mobilePriorityGB: day.mobilePriorityGB, mobileStandardGB: day.mobileStandardGB,
    optInPriorityGB: day.optInPriorityGB, nonBillableGB: day.nonBillableGB, totalGB: day.totalGB, lastUpdatedAtMs: day.lastUpdatedAtMs,
  };
}

function buildLineCells(serviceLineNumber: string, { account, serviceLine, stale }: LineParts) {
  return {
    serviceLineNumber, serviceName: serviceLine?.nickname ?? serviceLineNumber,
    accountName: account.accountName, accountNumber: account.accountNumber, credentialId: account.credentialId, stale,
  };
}
