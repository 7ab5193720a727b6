// Service lines: which terminal is on which line, the plan, and the oddities (a line without a terminal, two on one line).
import type { AccountTheme } from './account-themes.ts';
import { buildServiceLineNumber, buildUuid } from './names.ts';
import { buildPlans, type Plan } from './plans.ts';
import { hash32 } from './seeded-numbers.ts';
import type { Terminal } from './terminals.ts';

export interface ServiceLine {
  readonly key: number;
  readonly serviceLineNumber: string;
  readonly nickname: string | null;
  readonly addressReferenceId: string;
  readonly plan: Plan;
  readonly startDate: string;
  /** Set when the line is no longer active. */
  readonly endDate: string | null;
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

// A spare line, without a terminal, for every 40 terminals.
const terminalsPerSpareLine = 40;

/** Puts terminals on lines. Returns the terminals with their line numbers, and the lines, newest first. */
export function buildServiceLines(bare: readonly Terminal[], place: LinePlace): { terminals: Terminal[]; serviceLines: ServiceLine[] } {
  const plans = buildPlans(place.theme);
  const lines: ServiceLine[] = [];
  const terminals: Terminal[] = [];
  for (const terminal of bare) {
    if (terminal.quirks.withoutLine) {
      terminals.push(terminal);
      continue;
    }
    const previous = lines.at(-1);
    if (terminal.quirks.sharesLine && previous !== undefined) {
      lines[lines.length - 1] = { ...previous, userTerminalIds: [...previous.userTerminalIds, terminal.userTerminalId] };
      terminals.push({ ...terminal, serviceLineNumber: previous.serviceLineNumber });
      continue;
    }
    const line = buildLine(terminal, terminal.name, place, place.firstLineIndex + lines.length, plans);
    lines.push(line);
    terminals.push({ ...terminal, serviceLineNumber: line.serviceLineNumber });
  }
  const spares = Math.ceil(bare.length / terminalsPerSpareLine);
  for (let spare = 0; spare < spares; spare++) {
    // One spare line has no nickname either.
    lines.push(buildLine(null, spare % 2 === 0 ? `Spare line ${spare + 1}` : null, place, place.firstLineIndex + lines.length, plans));
  }
  return { terminals, serviceLines: lines.sort((a, b) => (a.startDate < b.startDate ? 1 : a.startDate > b.startDate ? -1 : 0)) };
}

function buildLine(terminal: Terminal | null, nickname: string | null, place: LinePlace, index: number, plans: readonly Plan[]): ServiceLine {
  const key = hash32(place.seed, place.accountIndex, index, 0x11fe);
  const plan = plans[terminal?.kind === 'ship' || terminal?.kind === 'platform' ? key % 3 : 2 + (key % (plans.length - 2))] ?? plans[0];
  if (plan === undefined) throw new Error('an account without plans');
  const inactive = terminal?.quirks.inactiveLine ?? false;
  return {
    key, nickname, plan,
    serviceLineNumber: buildServiceLineNumber(index, place.seed),
    addressReferenceId: buildUuid(key, 0xadd2),
    startDate: buildDate(Date.UTC(2025, 1, 1) + (hash32(key, 1) % 520) * 86_400_000, key),
    endDate: inactive ? buildDate(Date.UTC(2026, 8, 1) + (hash32(key, 2) % 60) * 86_400_000, key) : null,
    publicIp: terminal?.quirks.publicIp ?? false,
    optedIn: plan.topUp !== null && key % 3 === 0,
    recurringBlocks: plan.blocks.length > 0 ? key % 4 : 0,
    userTerminalIds: terminal === null ? [] : [terminal.userTerminalId],
  };
}

/** ISO with an offset and, as the service does it, microseconds. */
function buildDate(dayMs: number, key: number): string {
  const seconds = new Date(dayMs + (hash32(key, 3) % 86_400) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(hash32(key, 4) % 1_000_000).padStart(6, '0')}+00:00`;
}
