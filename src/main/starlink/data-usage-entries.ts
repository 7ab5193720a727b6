// One service line of a data usage reply: its billing cycles with daily usage and overage lines (starlink-api.md §9.6).
import { z } from 'zod';
import type { EntryParser } from './management-entries.ts';
import { asFields, FieldReader, utcMidnightOf, type Fields } from './usage-values.ts';

export type UsageSide = 'fixed' | 'mobile';

/** Days of one cycle lie in one array, so many numbers a day: 10,000 lines over a year are four million days. NaN = the reply did not say. */
export const DAY_STRIDE = 5;
export const dayFields = ['dayMs', 'priorityGB', 'standardGB', 'optInPriorityGB', 'nonBillableGB'] as const;

export interface UsagePlan {
  readonly isMobile: boolean | null;
  /** What the buckets of the plan's own overage line say where `isMobile` is not given. */
  readonly side: UsageSide | null;
  readonly currency: string | null;
  /** 0: restricted by plan. */
  readonly usageLimitGB: number | null;
}

export interface UsageOverageLine {
  readonly productId: string | null;
  readonly activeFromMs: number | null;
  readonly overageType: string | null;
  readonly side: UsageSide | null;
  readonly usageLimitGB: number | null;
  readonly consumedGB: number | null;
  readonly overageGB: number | null;
  readonly pricePerGB: number | null;
  readonly overagePrice: number | null;
}

export interface UsageCycle {
  readonly startMs: number;
  readonly endMs: number | null;
  /** `optInPriorityGB` is a part of `priorityGB`. */
  readonly priorityGB: number | null;
  readonly standardGB: number | null;
  readonly optInPriorityGB: number | null;
  readonly nonBillableGB: number | null;
  /** `dayFields` of one day after the other, oldest first, each day once; null: the reply did not say. */
  readonly days: Float64Array | null;
  /** null: the reply did not say; []: no overage. */
  readonly overageLines: readonly UsageOverageLine[] | null;
}

export interface DataUsageEntry {
  readonly serviceLineNumber: string;
  readonly accountNumber: string | null;
  /** null: no plan. */
  readonly plan: UsagePlan | null;
  /** Of cached data only. */
  readonly lastUpdatedMs: number | null;
  /** Oldest first, each start once: the last one is the current one. */
  readonly cycles: readonly UsageCycle[];
  /** Parts that could not be read, each named; all others are in use. */
  readonly problems: readonly string[];
}

const lineSchema = z.object({ serviceLineNumber: z.string().trim().min(1), billingCycles: z.array(z.unknown()).nullish() });

/** DataBucketType → side (starlink-api.md §9.6); the other numbers say nothing about it. */
const bucketSides: Readonly<Record<number, UsageSide>> = { 1: 'mobile', 2: 'mobile', 6: 'mobile', 3: 'fixed', 4: 'fixed', 7: 'fixed' };
/** DataOverageType, as people read it. */
const overageTypes: readonly string[] = ['None', 'Priority per GB', 'Deprioritized per GB', 'Limit without overage'];

export const parseDataUsageEntry: EntryParser<DataUsageEntry> = (source) => {
  const parsed = lineSchema.safeParse(source);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const number = asFields(source)?.['serviceLineNumber'];
    const key = typeof number === 'string' && number.trim() !== '' ? number.trim() : null;
    return { ok: false, key, problem: `${issue?.path.map(String).join('.') || 'the row'}: ${issue?.message ?? 'not as documented'}` };
  }
  const { serviceLineNumber, billingCycles } = parsed.data;
  const problems: string[] = [];
  const reader = new FieldReader(asFields(source) ?? {}, (field) => problems.push(field));
  const plan = reader.record('servicePlan');
  const value: DataUsageEntry = {
    serviceLineNumber,
    accountNumber: reader.text('accountNumber'),
    plan: plan === null ? null : readPlan(plan, problems),
    lastUpdatedMs: reader.timeMs('lastUpdated'),
    cycles: readCycles(billingCycles ?? [], problems),
    problems,
  };
  return { ok: true, key: serviceLineNumber, value };
};

function readPlan(fields: Fields, problems: string[]): UsagePlan {
  const reader = new FieldReader(fields, (field) => problems.push(`servicePlan.${field}`));
  const overage = reader.record('overageLine');
  const line = overage === null ? null : readOverageLine(overage, 'servicePlan.overageLine', problems);
  return {
    isMobile: reader.flag('isMobilePlan'), side: line?.side ?? null, currency: reader.text('isoCurrencyCode'),
    usageLimitGB: line?.usageLimitGB ?? reader.number('usageLimitGB'),
  };
}

function readCycles(sources: readonly unknown[], problems: string[]): UsageCycle[] {
  const byStart = new Map<number, UsageCycle>();
  for (const [index, source] of sources.entries()) {
    const place = `billingCycles.${String(index)}`;
    const cycle = readCycle(asFields(source), place, problems);
    if (cycle === null) continue;
    if (byStart.has(cycle.startMs)) problems.push(`${place}.startDate (the same as of another cycle; the later one counts)`);
    byStart.set(cycle.startMs, cycle);
  }
  return [...byStart.values()].sort((a, b) => a.startMs - b.startMs);
}

function readCycle(fields: Fields | undefined, place: string, problems: string[]): UsageCycle | null {
  if (fields === undefined) {
    problems.push(place);
    return null;
  }
  const reader = new FieldReader(fields, (field) => problems.push(`${place}.${field}`));
  const known = problems.length;
  const startMs = reader.timeMs('startDate');
  if (startMs === null) {
    if (problems.length === known) problems.push(`${place}.startDate`);
    return null;
  }
  const days = reader.list('dailyDataUsage');
  const lines = reader.list('overageLines');
  return {
    startMs,
    endMs: reader.timeMs('endDate'),
    priorityGB: reader.number('totalPriorityGB'),
    standardGB: reader.number('totalStandardGB'),
    optInPriorityGB: reader.number('totalOptInPriorityGB'),
    nonBillableGB: reader.number('totalNonBillableGB'),
    days: days === null ? null : readDays(days, place, problems),
    overageLines: lines === null ? null : readOverageLines(lines, place, problems),
  };
}

function readDays(sources: readonly unknown[], cycle: string, problems: string[]): Float64Array {
  const byDay = new Map<number, readonly number[]>();
  for (const [index, source] of sources.entries()) {
    const place = `${cycle}.dailyDataUsage.${String(index)}`;
    const reader = new FieldReader(asFields(source) ?? {}, (field) => problems.push(`${place}.${field}`));
    const known = problems.length;
    const timeMs = reader.timeMs('date');
    if (timeMs === null) {
      if (problems.length === known) problems.push(`${place}.date`);
      continue;
    }
    const dayMs = utcMidnightOf(timeMs);
    if (byDay.has(dayMs)) problems.push(`${place}.date (the same day as another; the later one counts)`);
    byDay.set(dayMs, [dayMs, ...dayFields.slice(1).map((name) => reader.number(name) ?? NaN)]);
  }
  return Float64Array.from([...byDay.values()].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)).flat());
}

function readOverageLines(sources: readonly unknown[], cycle: string, problems: string[]): UsageOverageLine[] {
  return sources.flatMap((source, index) => {
    const place = `${cycle}.overageLines.${String(index)}`;
    const fields = asFields(source);
    if (fields !== undefined) return [readOverageLine(fields, place, problems)];
    problems.push(place);
    return [];
  });
}

function readOverageLine(fields: Fields, place: string, problems: string[]): UsageOverageLine {
  const reader = new FieldReader(fields, (field) => problems.push(`${place}.${field}`));
  return {
    productId: reader.text('productId'),
    activeFromMs: reader.timeMs('activeFrom'),
    overageType: nameOverageType(fields['dataOverageType']),
    side: sideOfBuckets([fields['restricted'], fields['unrestricted']]),
    usageLimitGB: reader.number('usageLimitGB'),
    consumedGB: reader.number('consumedAmountGB'),
    overageGB: reader.number('overageAmountGB'),
    pricePerGB: reader.number('pricePerGB'),
    overagePrice: reader.number('overagePrice'),
  };
}

/** A number that is not known keeps its number, a name its words. */
function nameOverageType(type: unknown): string | null {
  if (type === null || type === undefined || type === '') return null;
  const number = Number(type);
  if (Number.isInteger(number)) return overageTypes[number] ?? `unknown_overage_type_${String(number)}`;
  return typeof type === 'string' ? type : null;
}

/** null where the buckets say nothing, or contradict each other. */
function sideOfBuckets(buckets: readonly unknown[]): UsageSide | null {
  const sides = new Set<UsageSide>();
  for (const bucket of buckets) {
    const named = typeof bucket === 'string' ? /^(fixed|mobile)/i.exec(bucket)?.[1]?.toLowerCase() : undefined;
    const side = (named as UsageSide | undefined) ?? (bucket === null ? undefined : bucketSides[Number(bucket)]);
    if (side !== undefined) sides.add(side);
  }
  const [side = null] = sides;
  return sides.size === 1 ? side : null;
}
