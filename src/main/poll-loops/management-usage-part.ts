// Polls data usage: the current cycle at each round, all past cycles once a day.
import type { UsageNews } from '../history/current-usage.ts';
import type { WalkKind } from '../history/management-versions.ts';
import { ApiError } from '../starlink/api-error.ts';
import { fetchDataUsage, type UsageWalk } from '../starlink/data-usage-api.ts';
import { accountNumberOf, recordFailedWalk, type PartContext, type PolledPart } from './management-part.ts';

/** Thirteen cycles in all: the twelve that are over are what the Monthly page keeps. */
export const PAST_CYCLES = 12;
/** Tried in turn when the server refuses more: its maximum is not documented. */
const fewerCycles: readonly number[] = [PAST_CYCLES, 6, 3, 1];
const DAY_MS = 86_400_000;
/** A walk over the past that missed something, or could not be stored, is heavy to repeat: not at each round. */
const PAST_RETRY_MS = 3_600_000;

interface Question {
  readonly kind: WalkKind & ('data-usage' | 'past-data-usage');
  /** Tried in this order. */
  readonly previousCycles: readonly number[];
  readonly activeOnly: boolean;
}

interface ReadUsage {
  readonly walk: UsageWalk;
  readonly accountNumber: string;
  readonly historyError: string | null;
}

/** Throws ApiError, or what the signal was aborted with. What was read before that is stored and told. */
export async function pollUsage(context: PartContext): Promise<PolledPart> {
  const { ports, usage } = context;
  // A cycle that has just ended still gets its last numbers; else the current one is all that changes.
  const isSettling = await usage.hasJustEnded(ports.account.credentialId, ports.now());
  const current = await readUsage({ kind: 'data-usage', previousCycles: isSettling ? [1] : [0, 1], activeOnly: true }, context);
  if (!(await isPastDue(current.accountNumber, context))) return toPart([current]);
  const past = await readPast(context);
  return toPart([current, past]);
}

async function isPastDue(accountNumber: string, { ports, usage, memory }: PartContext): Promise<boolean> {
  const nowMs = ports.now();
  // Beyond the usual wait means that the clock was set back.
  if (memory.usage.heldUntilMs > nowMs && memory.usage.heldUntilMs - nowMs <= PAST_RETRY_MS) return false;
  const lastMs = await usage.pastReadMs(ports.account.credentialId, accountNumber);
  return lastMs === null || lastMs > nowMs || nowMs - lastMs >= DAY_MS;
}

async function readPast(context: PartContext): Promise<ReadUsage> {
  const { ports, memory } = context;
  const previousCycles = fewerCycles.filter((count) => count <= memory.usage.pastCycles);
  const past = await readUsage({ kind: 'past-data-usage', previousCycles, activeOnly: false }, context);
  if (!past.walk.complete || past.historyError !== null) memory.usage.heldUntilMs = ports.now() + PAST_RETRY_MS;
  return past;
}

async function readUsage(question: Question, context: PartContext): Promise<ReadUsage> {
  const { ports, signal, usage } = context;
  const startedAtMs = ports.now();
  const recordOf = (accountNumber: string) => ({ credentialId: ports.account.credentialId, accountNumber, kind: question.kind, startedAtMs, endedAtMs: ports.now() });
  try {
    const walk = await fetchWithFallback(question, context);
    const accountNumber = accountOf(walk, accountNumberOf(context));
    const { news, historyError } = await usage.record(recordOf(accountNumber), walk);
    if (isNews(news)) context.onCurrent({ credentialId: ports.account.credentialId, usage: news });
    return { walk, accountNumber, historyError };
  } catch (error) {
    if (!signal.aborted) await recordFailedWalk(context, recordOf(accountNumberOf(context)), error);
    throw error;
  }
}

/** A refusal of the request itself is answered with a smaller one; the last refusal is the failure. */
async function fetchWithFallback(question: Question, context: PartContext): Promise<UsageWalk> {
  const { kind, previousCycles, activeOnly } = question;
  const { client, signal, ports, memory } = context;
  const [first = 0, ...fewer] = previousCycles;
  try {
    const walk = await fetchDataUsage(client, { previousBillingCycles: first, activeServiceLinesOnly: activeOnly }, signal);
    if (kind === 'past-data-usage' && first < memory.usage.pastCycles) {
      ports.log(0, `Data usage: the server gives no more than ${String(first)} past billing cycles at once; older ones are kept as far as they were read before`);
      memory.usage.pastCycles = first;
    }
    return walk;
  } catch (error) {
    const isRefused = error instanceof ApiError && (error.kind === 'rejected' || error.kind === 'bad-request');
    if (!isRefused || fewer.length === 0) throw error;
    signal.throwIfAborted();
    return fetchWithFallback({ ...question, previousCycles: fewer }, context);
  }
}

/** The rows name their account themselves: their word counts where the account call could not be read, or is of an older credential. */
function accountOf(walk: UsageWalk, known: string): string {
  const stated = walk.entries.flatMap(({ value }) => value.accountNumber ?? []);
  return stated.includes(known) ? known : (stated[0] ?? known);
}

function isNews({ reset, months, days, overageLines, removed }: UsageNews): boolean {
  return reset || [months, days, overageLines, removed.months, removed.days, removed.overageLines].some((list) => list.length > 0);
}

function toPart(reads: readonly ReadUsage[]): PolledPart {
  const first = reads[0]?.walk;
  const findings = new Map(reads.flatMap(({ walk }) => walk.findings.map((finding) => [finding.subject, finding])));
  return {
    kind: 'data-usage',
    walk: { entries: first?.entries ?? [], gap: reads.map(({ walk }) => walk.gap).find((gap) => gap !== null) ?? null, findings: [...findings.values()] },
    historyError: reads.map(({ historyError }) => historyError).find((error) => error !== null) ?? null,
  };
}
