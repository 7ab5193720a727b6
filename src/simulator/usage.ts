// The data usage of a line by billing cycle and day: what its terminals move, counted against what its plan and blocks allow.
import { dayS, listCycles, secondOf, startOfDay, type BillingCycle } from './billing-cycles.ts';
import { endOf, listBlocks, listPlanPeriods, optInAt, terminalIdsAt, type DataBlock, type LineRecord, type PlanPeriod } from './line-state.ts';
import { hash32, unit } from './seeded-numbers.ts';
import type { Terminal } from './terminals.ts';
import { dayTrafficGB, quotaUsedUpAfterDays, rateLimitedShare } from './traffic.ts';

export interface DayUsage {
  readonly dayS: number;
  readonly priorityGB: number;
  /** Part of priorityGB. */
  readonly optInPriorityGB: number;
  readonly standardGB: number;
  readonly nonBillableGB: number;
}

/** One plan's share of a cycle. */
export interface PlanUsage extends PlanPeriod {
  /** What was allowed at the end of the period, blocks included. */
  readonly usageLimitGB: number;
  /** Priority data up to the limit. */
  readonly consumedGB: number;
  /** Priority data beyond it, while opted in. */
  readonly overageGB: number;
}

export interface CycleUsage extends BillingCycle {
  readonly days: readonly DayUsage[];
  readonly plans: readonly PlanUsage[];
  readonly blocks: readonly DataBlock[];
}

export interface UsageQuestion {
  readonly record: LineRecord;
  readonly terminalById: (userTerminalId: string) => Terminal | undefined;
  /** Data was bought for it: full speed although its quota was used up. */
  readonly isRelieved: (terminal: Terminal, second: number) => boolean;
  readonly nowS: number;
  /** Billing cycles besides the current one. */
  readonly previousCycles: number;
  /** Instead of the first cycle's own start. */
  readonly fromS: number | null;
}

/** Usage is counted four times a day, and takes some hours to show. */
export function findLastUpdate(key: number, nowS: number): number {
  const stepS = 6 * 3600;
  const offsetS = 1800 + (hash32(key, 0x1a57) % 3600);
  return Math.floor((nowS - 3600 - offsetS) / stepS) * stepS + offsetS;
}

/** Oldest first, the current cycle last. */
export function listCycleUsage(question: UsageQuestion): CycleUsage[] {
  const { record, nowS, previousCycles, fromS } = question;
  const { line } = record;
  const startS = startOfDay(Math.max(secondOf(line.startDate), fromS ?? 0));
  const endS = endOf(record) ?? Infinity;
  return listCycles(line.billingDay, nowS, previousCycles, startS)
    .map((cycle) => ({ startS: Math.max(cycle.startS, startS), endS: cycle.endS }))
    .filter((cycle) => cycle.startS < Math.min(cycle.endS, endS) && cycle.startS <= nowS)
    .map((cycle) => countCycle(question, cycle, Math.min(cycle.endS, endS)));
}

function countCycle({ record, terminalById, isRelieved, nowS }: UsageQuestion, cycle: BillingCycle, untilS: number): CycleUsage {
  const { line } = record;
  const knownUntilS = findLastUpdate(line.key, nowS);
  const blocks = listBlocks(record, cycle, nowS);
  const steady = record.events.length === 0;
  const terminalsAt = (second: number): Terminal[] => terminalIdsAt(record, second).map(terminalById).filter((one) => one !== undefined);
  const always = steady ? terminalsAt(0) : null;
  const optedInAlways = steady ? optInAt(record, nowS).optedIn : null;
  const days: DayUsage[] = [];
  const plans: PlanUsage[] = [];
  for (const period of listPlanPeriods(record, cycle.startS, untilS)) {
    let consumedGB = 0;
    let overageGB = 0;
    for (let second = period.fromS; second < period.untilS && second < knownUntilS; second += dayS) {
      const partS = Math.min(dayS, knownUntilS - second, period.untilS - second);
      const wantedGB = (always ?? terminalsAt(second + dayS - 1)).reduce((sum, terminal) => sum + countTerminalDay(terminal, second, partS, second >= cycle.startS + quotaUsedUpAfterDays * dayS && !isRelieved(terminal, second + dayS - 1)), 0);
      const limitGB = allowedGB(period, blocks, second + dayS - 1);
      const withinGB = Math.min(wantedGB, Math.max(0, limitGB - consumedGB));
      const beyondGB = wantedGB - withinGB;
      const optInGB = period.plan.overage !== null && (optedInAlways ?? optInAt(record, second + dayS - 1).optedIn) ? beyondGB : 0;
      consumedGB += withinGB;
      overageGB += optInGB;
      const day = {
        dayS: second, priorityGB: roundGB(withinGB + optInGB), optInPriorityGB: roundGB(optInGB), standardGB: roundGB(beyondGB - optInGB),
        nonBillableGB: wantedGB === 0 ? 0 : roundGB(0.006 + 0.03 * unit(line.key, second / dayS, 0x0b11)),
      };
      if (day.priorityGB > 0 || day.standardGB > 0 || day.nonBillableGB > 0) days.push(day);
    }
    plans.push({ ...period, usageLimitGB: allowedGB(period, blocks, Math.min(period.untilS, nowS + dayS) - 1), consumedGB, overageGB });
  }
  return { ...cycle, days, plans, blocks };
}

/** Included, recurring, and bought so far: 0 on a restricted plan. */
function allowedGB(period: PlanPeriod, blocks: readonly DataBlock[], second: number): number {
  if (period.plan.usageLimitGB === 0) return 0;
  return blocks.reduce((sum, block) => (block.fromS <= second ? sum + block.count * block.dataAmountGB : sum), period.plan.usageLimitGB);
}

/** What of its traffic got through: the same reasons as in its samples. */
function countTerminalDay(terminal: Terminal, second: number, partS: number, limited: boolean): number {
  const { quirks, silence } = terminal;
  if (silence === 'always' || quirks.noOceanPlan) return 0;
  const talking = silence === 'never' ? 1 : 1 - silence.lengthS / silence.periodS;
  const slow = quirks.overQuota && limited ? rateLimitedShare : 1;
  return dayTrafficGB(terminal, second / dayS, partS) * talking * slow;
}

// The service gives GB with many decimals; a hundredth of a MB is fine enough.
function roundGB(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
