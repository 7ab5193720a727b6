// What a service line is at a given second: its seeded self, its seeded plan changes, and what writes have done to it since.
import { dayS, findCycle, secondOf, type BillingCycle } from './billing-cycles.ts';
import { eventsOf, type LineEvent } from './line-events.ts';
import type { Plan } from './plans.ts';
import { between, hash32 } from './seeded-numbers.ts';
import type { ServiceLine } from './service-lines.ts';

/** A line with the writes it has seen so far. */
export interface LineRecord {
  readonly line: ServiceLine;
  readonly events: readonly LineEvent[];
}

export interface PlanPeriod {
  readonly plan: Plan;
  readonly fromS: number;
  readonly untilS: number;
}

export function nicknameOf({ line, events }: LineRecord): string | null {
  return eventsOf(events, 'nickname').at(-1)?.nickname ?? line.nickname;
}

export function hasPublicIp({ line, events }: LineRecord): boolean {
  return eventsOf(events, 'publicIp').at(-1)?.publicIp ?? line.publicIp;
}

/** When it ended or will end; null = never. */
export function endOf({ line, events }: LineRecord): number | null {
  return eventsOf(events, 'end').at(-1)?.endS ?? (line.endDate === null ? null : secondOf(line.endDate));
}

export function isActive(record: LineRecord, second: number): boolean {
  const endS = endOf(record);
  return endS === null || endS > second;
}

export function planAt({ line, events }: LineRecord, second: number): Plan {
  const changed = eventsOf(events, 'product').filter((event) => event.fromS <= second).at(-1);
  return changed?.plan ?? (isOnOtherPlan(line, second) ? line.otherPlan ?? line.plan : line.plan);
}

/** A change that waits for the bill day. */
export function delayedPlan({ events }: LineRecord, second: number): Plan | null {
  const change = eventsOf(events, 'product').at(-1);
  return change !== undefined && change.fromS > second ? change.plan : null;
}

/** The plans of a time, in order and without gaps. Changes take effect at midnight UTC. */
export function listPlanPeriods(record: LineRecord, fromS: number, untilS: number): PlanPeriod[] {
  if (record.line.otherPlan === null && record.events.length === 0) return [{ plan: record.line.plan, fromS, untilS }];
  const periods: PlanPeriod[] = [];
  for (let day = fromS; day < untilS; day += dayS) {
    const plan = planAt(record, day + dayS - 1);
    const last = periods.at(-1);
    const end = Math.min(untilS, day + dayS);
    if (last?.plan.productReferenceId === plan.productReferenceId) periods[periods.length - 1] = { ...last, untilS: end };
    else periods.push({ plan, fromS: day, untilS: end });
  }
  return periods;
}

function isOnOtherPlan(line: ServiceLine, second: number): boolean {
  if (line.otherPlan === null) return false;
  const periodS = between(70, 160, line.key, 0x07e3) * dayS;
  return Math.floor((second + (hash32(line.key, 0x07e4) % 160) * dayS) / periodS) % 2 === 1;
}

export interface OptInState {
  readonly optedIn: boolean;
  /** When that came about. */
  readonly sinceS: number;
  /** When it was last switched on. */
  readonly activatedS: number;
  /** Last time it was switched off; null = never, or it is on. */
  readonly deactivatedS: number | null;
  /** By a write: a switch cools down after it. null = never switched. */
  readonly switchedS: number | null;
}

export function optInAt({ line, events }: LineRecord, second: number): OptInState {
  const startS = secondOf(line.startDate);
  const switches = eventsOf(events, 'optIn', 'optOut').filter((event) => event.atS <= second);
  const last = switches.at(-1);
  const optedIn = last === undefined ? line.optedIn : last.kind === 'optIn';
  const activatedS = switches.findLast((event) => event.kind === 'optIn')?.atS ?? startS;
  return { optedIn, activatedS, sinceS: last?.atS ?? startS, deactivatedS: optedIn ? null : last?.atS ?? null, switchedS: last?.atS ?? null };
}

export type BlockKind = 'recurring' | 'topUp';

/** Data bought for one billing cycle. */
export interface DataBlock {
  readonly kind: BlockKind;
  readonly productId: string;
  readonly count: number;
  readonly dataAmountGB: number;
  readonly price: number;
  readonly fromS: number;
  readonly untilS: number;
}

/** The blocks of a cycle, as they are known at `second`: recurring ones first, then one-time purchases in their order. */
export function listBlocks(record: LineRecord, cycle: BillingCycle, second: number): DataBlock[] {
  const { line, events } = record;
  const plan = planAt(record, cycle.startS);
  // What is paid for stays, also where the plan has changed in the middle of the cycle.
  const plans = [plan, ...eventsOf(events, 'product').filter(({ fromS }) => fromS > cycle.startS && fromS < cycle.endS).map((change) => change.plan)];
  const products = plans.flatMap(({ blocks, topUp }) => (topUp === null ? blocks : [...blocks, topUp]));
  const made = (kind: BlockKind, productId: string, count: number, fromS: number): DataBlock[] => {
    const product = products.find((one) => one.productId === productId);
    return product === undefined || count === 0 ? [] : [{ kind, productId, count, dataAmountGB: product.dataAmountGB, price: product.price, fromS, untilS: cycle.endS }];
  };
  const recurring = listRecurring(record, cycle).flatMap(({ productId, count }) => made('recurring', productId, count, cycle.startS));
  const bought = eventsOf(events, 'topUp').filter((event) => event.atS >= cycle.startS && event.atS < cycle.endS);
  const topUps = [...listSeededTopUps(line, plan, cycle), ...bought].filter((event) => event.atS <= second);
  return [...recurring, ...topUps.flatMap(({ productId, count, atS }) => made('topUp', productId, count, atS))];
}

/** What is bought again with every cycle, as it stands in this one. */
export function listRecurring({ line, events }: LineRecord, cycle: BillingCycle): { productId: string; count: number }[] {
  const block = line.plan.blocks[0];
  let orders = block === undefined || line.recurringBlocks === 0 ? [] : [{ productId: block.productId, count: line.recurringBlocks }];
  for (const event of eventsOf(events, 'recurring', 'product')) {
    const wanted = event.kind === 'product' ? event.recurring : event.blocks;
    if (wanted === null) continue;
    const inForceS = event.kind === 'product' ? event.fromS : event.atS;
    if (inForceS >= cycle.endS) continue;
    const sameCycle = inForceS >= cycle.startS;
    if (!sameCycle || (event.kind === 'product' && event.fromS === cycle.startS)) orders = wanted.map((order) => ({ ...order }));
    else if (event.kind === 'product' || event.applyToCurrentMonth) orders = raise(orders, wanted);
  }
  return orders.filter((order) => order.count > 0);
}

/** More now, never less: lowering takes nothing back that is paid for. */
function raise(orders: readonly { productId: string; count: number }[], wanted: readonly { productId: string; count: number }[]): { productId: string; count: number }[] {
  const ids = [...new Set([...orders, ...wanted].map((order) => order.productId))];
  const countIn = (list: readonly { productId: string; count: number }[], id: string): number => list.find((order) => order.productId === id)?.count ?? 0;
  return ids.map((productId) => ({ productId, count: Math.max(countIn(orders, productId), countIn(wanted, productId)) }));
}

/** One line in eleven buys a little more in one cycle out of three. */
function listSeededTopUps(line: ServiceLine, plan: Plan, cycle: BillingCycle): { productId: string; count: number; atS: number }[] {
  if (line.key % 11 !== 6 || plan.topUp === null || line.userTerminalIds.length === 0) return [];
  const roll = hash32(line.key, cycle.startS / dayS, 0x70b);
  if (roll % 3 !== 0) return [];
  return [{ productId: plan.topUp.productId, count: 1 + (roll >>> 4) % 2, atS: cycle.startS + (12 + (roll >>> 8) % 9) * dayS + (roll >>> 12) % dayS }];
}

/** Terminals on the line at a second. */
export function terminalIdsAt({ line, events }: LineRecord, second: number): string[] {
  let ids = [...line.userTerminalIds];
  for (const event of eventsOf(events, 'attach', 'detach')) {
    if (event.atS > second) continue;
    ids = ids.filter((id) => id !== event.userTerminalId);
    if (event.kind === 'attach') ids.push(event.userTerminalId);
  }
  return ids;
}

export function nextBillDay(line: ServiceLine, second: number): number {
  return findCycle(line.billingDay, second).endS;
}
