// Service lines: which terminal is on which line, the plan, and the oddities (a line without a terminal, two on one line).
import type { AccountTheme } from './account-themes.ts';
import { findBillingDay } from './billing-cycles.ts';
import { buildServiceLineNumber, buildUuid } from './names.ts';
import { buildPlans, type Plan } from './plans.ts';
import { hash32, pick, unit } from './seeded-numbers.ts';
import { quotaUsedUpAfterDays } from './traffic.ts';
import type { Terminal } from './terminals.ts';

export interface ServiceLine {
  readonly key: number;
  readonly serviceLineNumber: string;
  readonly nickname: string | null;
  readonly addressReferenceId: string;
  readonly plan: Plan;
  /** Every few months the line changes between its plan and this one; null = it never did. */
  readonly otherPlan: Plan | null;
  readonly startDate: string;
  /** Set when the line is no longer active. */
  readonly endDate: string | null;
  readonly billingDay: number;
  readonly publicIp: boolean;
  readonly optedIn: boolean;
  /** Blocks bought again every billing cycle. */
  readonly recurringBlocks: number;
  readonly userTerminalIds: readonly string[];
}

export interface LinePlace {
  readonly seed: number;
  readonly accountIndex: number;
  readonly theme: AccountTheme;
  /** Number of the account's first line in the whole fleet. */
  readonly firstLineIndex: number;
}

const unplannedMbps = 0.4;
// A spare line, without a terminal, for every 40 terminals.
const terminalsPerSpareLine = 40;

/** Puts terminals on lines. Returns the terminals with their line numbers, and the lines, newest first. */
export function buildServiceLines(bare: readonly Terminal[], place: LinePlace): { terminals: Terminal[]; serviceLines: ServiceLine[] } {
  const plans = buildPlans(place.theme);
  const lines: ServiceLine[] = [];
  const terminals: Terminal[] = [];
  for (const terminal of bare) {
    if (terminal.quirks.withoutLine) {
      // It would move a little, if it were put on a line.
      terminals.push({ ...terminal, meanMbps: unplannedMbps });
      continue;
    }
    const previous = lines.at(-1);
    const first = terminals.at(-1);
    if (terminal.quirks.sharesLine && previous !== undefined && first !== undefined && first.serviceLineNumber === previous.serviceLineNumber) {
      const line = { ...previous, plan: findRoomyPlan(previous.plan, plans), otherPlan: null, userTerminalIds: [...previous.userTerminalIds, terminal.userTerminalId] };
      lines[lines.length - 1] = line;
      // Together they use what one would.
      terminals[terminals.length - 1] = putOnLine(first, line, 0.5);
      terminals.push(putOnLine(terminal, line, 0.5));
      continue;
    }
    const line = buildLine(terminal, terminal.name, place, place.firstLineIndex + lines.length, plans);
    lines.push(line);
    terminals.push(putOnLine(terminal, line, 1));
  }
  const spares = Math.ceil(bare.length / terminalsPerSpareLine);
  for (let spare = 0; spare < spares; spare++) {
    // One spare line has no nickname either.
    lines.push(buildLine(null, spare % 2 === 0 ? `Spare line ${spare + 1}` : null, place, place.firstLineIndex + lines.length, plans));
  }
  return { terminals, serviceLines: lines.sort((a, b) => (a.startDate < b.startDate ? 1 : a.startDate > b.startDate ? -1 : 0)) };
}

/** A plan for two terminals: the same one, or the smallest that allows two. */
function findRoomyPlan(plan: Plan, plans: readonly Plan[]): Plan {
  return plan.maxTerminals === null || plan.maxTerminals > 1 ? plan : plans.find((other) => other.maxTerminals !== 1 && other.mobile === plan.mobile) ?? plan;
}

function buildLine(terminal: Terminal | null, nickname: string | null, place: LinePlace, index: number, plans: readonly Plan[]): ServiceLine {
  const key = hash32(place.seed, place.accountIndex, index, 0x11fe);
  const plan = choosePlan(terminal, key, plans);
  const inactive = terminal?.quirks.inactiveLine ?? false;
  const startDate = buildDate(Date.UTC(2025, 1, 1) + (hash32(key, 1) % 520) * 86_400_000, key);
  const others = plans.filter((other) => other !== plan && other.mobile === plan.mobile && other.usageLimitGB > 0 && plan.usageLimitGB > 0);
  return {
    key, nickname, plan, startDate,
    otherPlan: key % 9 === 4 && others.length > 0 && terminal?.quirks.overQuota !== true ? pick(others, key, 0x07e2) : null,
    serviceLineNumber: buildServiceLineNumber(index, place.seed),
    addressReferenceId: buildAddressId(terminal, place, key),
    endDate: inactive ? buildDate(Date.UTC(2026, 8, 1) + (hash32(key, 2) % 60) * 86_400_000, key) : null,
    billingDay: findBillingDay(startDate),
    publicIp: terminal?.quirks.publicIp ?? false,
    optedIn: plan.topUp !== null && key % 3 === 0 && terminal?.quirks.overQuota !== true,
    recurringBlocks: plan.blocks.length > 0 ? key % 4 : 0,
    userTerminalIds: terminal === null ? [] : [terminal.userTerminalId],
  };
}

// What moves is registered at one of so many offices of its account; a site has its own address.
const officesPerAccount = 3;

function buildAddressId(terminal: Terminal | null, place: LinePlace, key: number): string {
  if (terminal?.kind === 'site') return buildUuid(key, 0xadd2);
  return buildUuid(hash32(place.seed, place.accountIndex, key % officesPerAccount, 0xadd1), 0xadd2);
}

/** Of 20 lines of a kind, so many are on each plan, in the order of buildPlans. */
const planShares = { atSea: [3, 12, 4, 1, 0, 0], ashore: [0, 1, 0, 5, 11, 3] } as const;

function choosePlan(terminal: Terminal | null, key: number, plans: readonly Plan[]): Plan {
  const shares = terminal?.kind === 'ship' || terminal?.kind === 'platform' ? planShares.atSea : planShares.ashore;
  let left = hash32(key, 0x91a) % 20;
  const chosen = plans.find((_, position) => (left -= shares[position] ?? 0) < 0) ?? plans[0];
  if (chosen === undefined) throw new Error('an account without plans');
  return chosen;
}

// Of a terminal on a restricted plan, in a month: small sites.
const restrictedMonthGB = 180;
// GB in a month of 30 days from 1 Mbps, uplink included.
const monthGBPerMbps = 360;

/** How much it uses is what its line's plan was bought for, mostly: from a third of the limit to a fifth beyond it. */
function putOnLine(terminal: Terminal, line: ServiceLine, share: number): Terminal {
  const limitGB = line.plan.usageLimitGB + line.recurringBlocks * (line.plan.blocks[0]?.dataAmountGB ?? 0);
  const overQuota = terminal.quirks.overQuota && line.plan.usageLimitGB > 0;
  const monthGB = limitGB === 0
    ? restrictedMonthGB * (0.3 + 1.4 * unit(terminal.trafficKey, 0x512e))
    : limitGB * (overQuota ? 30 / quotaUsedUpAfterDays : 0.3 + 0.9 * unit(terminal.trafficKey, 0x512e));
  return {
    ...terminal,
    quirks: { ...terminal.quirks, overQuota },
    serviceLineNumber: line.serviceLineNumber,
    billingDay: line.billingDay,
    meanMbps: (monthGB * share) / monthGBPerMbps,
  };
}

/** ISO with an offset and, as the service does it, microseconds. */
function buildDate(dayMs: number, key: number): string {
  const seconds = new Date(dayMs + (hash32(key, 3) % 86_400) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(hash32(key, 4) % 1_000_000).padStart(6, '0')}+00:00`;
}
