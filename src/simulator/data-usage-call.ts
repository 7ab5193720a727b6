// POST /data-usage/query: usage of each line by billing cycle and day, with its plan, overage lines and data blocks.
import { isoTime, secondOf } from './billing-cycles.ts';
import { answerPage, refusal, type ApiAnswer } from './envelope.ts';
import { parseJsonObject } from './json-body.ts';
import { endOf, isActive, optInAt, planAt, type DataBlock, type LineRecord } from './line-state.ts';
import type { ManagementRequest } from './management-request.ts';
import { buildUuid } from './names.ts';
import type { Plan } from './plans.ts';
import { findLastUpdate, listCycleUsage, type CycleUsage, type PlanUsage } from './usage.ts';

// Starlink's documented page sizes for this call.
const usualLimit = 50;
const mostLimit = 250;
// The service keeps thirteen cycles.
const mostPreviousCycles = 12;

interface UsageRequest {
  /** null = every line of the account. */
  readonly serviceLineNumbers: ReadonlySet<string> | null;
  readonly previousCycles: number;
  readonly activeOnly: boolean;
  readonly fromS: number | null;
}

export function answerDataUsage(request: ManagementRequest): ApiAnswer {
  const asked = parseUsageRequest(request.body);
  if (typeof asked === 'string') return refusal(400, asked);
  const limitText = request.url.searchParams.get('limit') ?? String(usualLimit);
  const limit = /^\d{1,9}$/.test(limitText) ? Number(limitText) : 0;
  if (limit < 1 || limit > mostLimit) return refusal(400, `The field limit must be between 1 and ${mostLimit}.`, ['limit']);
  const records = request.world.lines(request.account).filter((record) =>
    (asked.serviceLineNumbers?.has(record.line.serviceLineNumber) ?? true) && (!asked.activeOnly || isActive(record, request.nowS)));
  return answerPage(records, request.url, (record) => buildLineUsage(request, record, asked), { ...request.paging, limit });
}

/** A sentence when the body is not as it should be. */
function parseUsageRequest(body: string): UsageRequest | string {
  const fields = parseJsonObject(body, ['serviceLineNumbers', 'previousBillingCycles', 'activeServiceLinesOnly', 'queryStartDate']);
  if (typeof fields === 'string') return fields;
  const numbers = fields['serviceLineNumbers'] ?? [];
  const previous = fields['previousBillingCycles'] ?? 1;
  const activeOnly = fields['activeServiceLinesOnly'] ?? true;
  const start = fields['queryStartDate'] ?? null;
  if (!Array.isArray(numbers) || !numbers.every((one) => typeof one === 'string')) return 'The field serviceLineNumbers must be a list of text.';
  if (typeof previous !== 'number' || !Number.isInteger(previous) || previous < 0) return 'The field previousBillingCycles must be a whole number, 0 or more.';
  if (typeof activeOnly !== 'boolean') return 'The field activeServiceLinesOnly must be true or false.';
  if (start !== null && (typeof start !== 'string' || Number.isNaN(Date.parse(start)))) return 'The field queryStartDate must be a date and time.';
  return {
    serviceLineNumbers: numbers.length === 0 ? null : new Set(numbers),
    previousCycles: Math.min(previous, mostPreviousCycles),
    activeOnly,
    fromS: start === null ? null : secondOf(start),
  };
}

function buildLineUsage({ account, world, nowS }: ManagementRequest, record: LineRecord, asked: UsageRequest): object {
  const { line } = record;
  const cycles = listCycleUsage({
    record, nowS, fromS: asked.fromS,
    // A start date reaches as far back as it says.
    previousCycles: asked.fromS === null ? asked.previousCycles : mostPreviousCycles,
    terminalById: (id) => world.terminal(account, id),
    isRelieved: (terminal, second) => world.interventions.isRelieved(terminal, second),
  });
  const updatedS = findLastUpdate(line.key, nowS);
  const current = cycles.at(-1);
  const startS = secondOf(line.startDate);
  return {
    accountNumber: account.accountNumber,
    serviceLineNumber: line.serviceLineNumber,
    startDate: isoTime(cycles[0]?.startS ?? startS),
    endDate: isoTime(current?.endS ?? startS),
    billingCycles: cycles.map((cycle) => buildCycle(account.accountNumber, record, cycle, updatedS)),
    servicePlan: buildServicePlan(record, current, nowS),
    lastUpdated: isoTime(updatedS),
  };
}

function buildCycle(accountNumber: string, record: LineRecord, cycle: CycleUsage, updatedS: number): object {
  const total = (of: (day: CycleUsage['days'][number]) => number): number => cents(cycle.days.reduce((sum, day) => sum + of(day), 0));
  return {
    startDate: isoTime(cycle.startS),
    endDate: isoTime(cycle.endS),
    dailyDataUsage: cycle.days.map((day) => ({
      date: isoTime(day.dayS), priorityGB: day.priorityGB, optInPriorityGB: day.optInPriorityGB, standardGB: day.standardGB, nonBillableGB: day.nonBillableGB,
    })),
    // Lines without usage are not returned.
    overageLines: cycle.plans.flatMap((plan) => buildOverageLine(plan) ?? []),
    dataPoolUsage: buildPoolUsage(accountNumber, record, cycle, updatedS),
    totalPriorityGB: total((day) => day.priorityGB),
    totalStandardGB: total((day) => day.standardGB),
    totalOptInPriorityGB: total((day) => day.optInPriorityGB),
    totalNonBillableGB: total((day) => day.nonBillableGB),
  };
}

// Numbers of the service's data buckets and overage types.
const buckets = { mobile: { restricted: 1, unrestricted: 2 }, fixed: { restricted: 3, unrestricted: 4 } } as const;
const priorityPerGB = 1;

function buildOverageLine({ plan, fromS, usageLimitGB, consumedGB, overageGB }: PlanUsage): object | null {
  if (plan.overage === null || consumedGB === 0) return null;
  return {
    ...(plan.mobile ? buckets.mobile : buckets.fixed),
    pricePerGB: plan.overage.pricePerGB,
    usageLimitGB,
    overageAmountGB: cents(overageGB),
    consumedAmountGB: cents(consumedGB),
    overagePrice: cents(cents(overageGB) * plan.overage.pricePerGB),
    productId: plan.overage.productId,
    dataOverageType: priorityPerGB,
    activeFrom: isoTime(fromS),
  };
}

/** Lines that buy blocks have a pool of their own; blocks are used up in their order, the plan's included data first. */
function buildPoolUsage(accountNumber: string, record: LineRecord, cycle: CycleUsage, updatedS: number): object[] {
  const { line } = record;
  // A restricted plan has none; after it the line may have been given another one.
  const plan = cycle.plans.find((period) => period.plan.usageLimitGB > 0)?.plan;
  if (plan === undefined || (cycle.blocks.length === 0 && line.recurringBlocks === 0)) return [];
  let leftGB = cycle.plans.reduce((sum, period) => sum + period.consumedGB, 0);
  const take = (amountGB: number): number => {
    const taken = Math.min(leftGB, amountGB);
    leftGB -= taken;
    return cents(taken);
  };
  const included = {
    dataBlockType: 'IncludedWithBaseSubscription', productId: plan.productReferenceId, count: 1, amountGB: plan.usageLimitGB, price: 0, fromS: cycle.startS,
  };
  const bought = cycle.blocks.map((block: DataBlock) => ({
    dataBlockType: block.kind === 'recurring' ? 'RecurringPerBillingCycle' : 'OneTimePurchase',
    productId: block.productId, count: block.count, amountGB: block.dataAmountGB, price: block.price, fromS: block.fromS,
  }));
  // Blocks are listed even when there are none of them.
  const none = plan.topUp === null ? [] : [{ dataBlockType: 'Overage', productId: plan.topUp.productId, count: 0, amountGB: plan.topUp.dataAmountGB, price: plan.topUp.price, fromS: cycle.startS }];
  return [{
    accountNumber,
    dataPoolId: buildUuid(line.key, 0x9001),
    lastUpdated: isoTime(updatedS),
    dataBlocks: [included, ...bought, ...none].map((block, position) => {
      const consumedAmountGB = take(block.count * block.amountGB);
      const serviceLineUsage = consumedAmountGB === 0 ? [] : [{ serviceLineNumber: line.serviceLineNumber, consumedAmountGB }];
      return {
        dataBlockId: buildUuid(line.key, cycle.startS + position),
        startDateUtc: isoTime(block.fromS), expirationDateUtc: isoTime(cycle.endS),
        totalAmountGB: block.count * block.amountGB, consumedAmountGB, perBlockAmountGB: block.amountGB,
        dataBlockType: block.dataBlockType, productId: block.productId, blocksCount: block.count,
        perBlockPrice: block.price, totalPrice: cents(block.price * block.count), isoCurrencyCode: plan.currency,
        serviceLineUsage,
        monthlyUsage: [{ startDate: isoTime(cycle.startS), endDate: isoTime(cycle.endS), serviceLineUsage }],
      };
    }),
  }];
}

function buildServicePlan(record: LineRecord, current: CycleUsage | undefined, nowS: number): object {
  const plan: Plan = planAt(record, nowS);
  const optIn = optInAt(record, nowS);
  const period = current?.plans.findLast((one) => one.fromS <= nowS);
  const endS = endOf(record);
  const { line } = record;
  return {
    isoCurrencyCode: plan.currency,
    isMobilePlan: plan.mobile,
    activeFrom: period !== undefined && current !== undefined && period.fromS > current.startS ? isoTime(period.fromS) : null,
    subscriptionActiveFrom: `${line.startDate.slice(0, 19)}+00:00`,
    subscriptionEndDate: endS === null || endS > nowS ? null : isoTime(endS),
    overageName: plan.overage === null ? '' : `${plan.name} overage`,
    overageDescription: plan.overage === null ? '' : `Priority data beyond the limit at ${plan.overage.pricePerGB.toFixed(2)} ${plan.currency} per GB`,
    isOptedIntoOverage: plan.overage !== null && optIn.optedIn,
    overageLineDeactivatedDate: optIn.deactivatedS === null ? null : isoTime(optIn.deactivatedS),
    overageLine: period === undefined ? null : buildOverageLine(period),
    dataPoolUsage: null,
    productId: plan.productReferenceId,
    usageLimitGB: period?.usageLimitGB ?? plan.usageLimitGB,
    dataCategoryMapping: {},
  };
}

function cents(value: number): number {
  return Math.round(value * 100) / 100;
}
