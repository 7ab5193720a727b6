// Polls one Management list: walk it, store it, tell what changed. Each list fails alone.
import { wordsOf } from '#shared/error-words.ts';
import type { CurrentManagement, PolledList } from '../history/current-management.ts';
import { noUsageNews } from '../history/current-usage.ts';
import type { ManagementHistory } from '../history/management-history.ts';
import type { WalkRecord } from '../history/management-versions.ts';
import { applyWalk, type ManagementValues } from '../history/management-rows.ts';
import type { UsageKeeper } from '../history/usage-keeper.ts';
import type { HttpClient } from '../starlink/http-client.ts';
import {
  fetchAccount, fetchManagedAccounts, fetchProducts, fetchServiceLines, fetchUserTerminals, type ManagementKind,
} from '../starlink/management-api.ts';
import type { ManagementWalk } from '../starlink/management-walk.ts';
import { keepLapsed } from './lapsed-terminals.ts';
import type { PollerPorts } from './poller-ports.ts';

/** In the order in which a window can use them: names of accounts and terminals first. */
export const managementKinds = ['account', 'user-terminals', 'service-lines', 'products', 'managed-accounts'] as const satisfies readonly ManagementKind[];

export interface ManagementMemory {
  /** What is known of this credential; parts that were never read are undefined. */
  known: CurrentManagement;
  /** Kinds that this run has told at least once. */
  readonly told: Set<ManagementKind>;
  /** Lists that failed in the last round. */
  failing: readonly PolledList[];
  readonly usage: UsageMemory;
}

export interface UsageMemory {
  /** Past cycles that the server is asked for: fewer once it has refused more. */
  pastCycles: number;
  /** After a past walk that missed something: not again before that. */
  heldUntilMs: number;
}

export interface PartContext {
  readonly ports: PollerPorts;
  readonly client: HttpClient;
  readonly history: ManagementHistory | null;
  readonly usage: UsageKeeper;
  readonly memory: ManagementMemory;
  readonly onCurrent: (current: CurrentManagement) => void;
  readonly signal: AbortSignal;
}

export interface PolledPart {
  readonly kind: PolledList;
  readonly walk: Pick<ManagementWalk<unknown>, 'entries' | 'gap' | 'findings'>;
  /** Why the walk is not in the history; null when it is. */
  readonly historyError: string | null;
}

type Fetchers = { readonly [Kind in ManagementKind]: (client: HttpClient, signal?: AbortSignal) => Promise<ManagementWalk<ManagementValues[Kind]>> };

const fetchers: Fetchers = {
  account: fetchAccount,
  'managed-accounts': fetchManagedAccounts,
  'user-terminals': fetchUserTerminals,
  'service-lines': fetchServiceLines,
  products: fetchProducts,
};

/** Throws ApiError, or what `signal` was aborted with; nothing is stored or told then, but for the failed walk itself. */
export async function pollPart<Kind extends ManagementKind>(kind: Kind, context: PartContext): Promise<PolledPart> {
  const { ports, memory, history, signal } = context;
  const startedAtMs = ports.now();
  const record = () => ({ credentialId: ports.account.credentialId, accountNumber: accountNumberOf(context), kind, startedAtMs, endedAtMs: ports.now() });
  let walk: ManagementWalk<ManagementValues[Kind]>;
  try {
    walk = await fetchers[kind](context.client, signal);
  } catch (error) {
    if (!signal.aborted) await recordFailedWalk(context, record(), error);
    throw error;
  }
  const before = memory.known;
  const walked = applyWalk(kind, before, walk);
  const terminals = walked.terminals && keepLapsed(before.terminals ?? [], walked.terminals, ports);
  const part = { ...partsOfOtherAccount(before, walked), ...walked, ...(terminals && { terminals }) };
  const { usage: _usage, ...lists } = part;
  memory.known = { ...before, ...lists };
  const isNews = !memory.told.has(kind) || !saysTheSame(part, before);
  memory.told.add(kind);
  const historyError = await reasonOf(store());
  if (isNews) context.onCurrent(part);
  return { kind, walk, historyError };

  async function store(): Promise<void> {
    if (isOtherAccount(before, part)) {
      await context.usage.end(ports.account.credentialId);
      await history?.endCredential(ports.account.credentialId, ports.now());
    }
    await history?.recordWalk(record(), walk);
  }
}

/** The credential is now of another account: what was known belongs to the old one, and lists that the new one may not read must not keep it. */
function partsOfOtherAccount(before: CurrentManagement, now: CurrentManagement): Partial<CurrentManagement> {
  if (!isOtherAccount(before, now)) return {};
  return {
    usage: { ...noUsageNews, reset: true },
    ...(before.managedAccounts && { managedAccounts: [] }), ...(before.terminals && { terminals: [] }),
    ...(before.serviceLines && { serviceLines: [] }), ...(before.products && { products: [] }),
  };
}

function isOtherAccount(before: CurrentManagement, now: CurrentManagement): boolean {
  return before.account !== undefined && now.account !== undefined && before.account.accountNumber !== now.account.accountNumber;
}

function saysTheSame(part: CurrentManagement, known: CurrentManagement): boolean {
  const names: readonly (keyof CurrentManagement)[] = ['account', 'managedAccounts', 'terminals', 'serviceLines', 'products'];
  return names.every((name) => part[name] === undefined || JSON.stringify(part[name]) === JSON.stringify(known[name]));
}

/** The account call runs first in each round, so walks carry the number as soon as it may be read. */
export function accountNumberOf({ ports, memory }: PartContext): string {
  return memory.known.account?.accountNumber ?? ports.account.accountNumber;
}

/** What a server said may hold what it was sent: it is masked before it is stored. */
export async function recordFailedWalk({ ports, history }: PartContext, record: WalkRecord, error: unknown): Promise<void> {
  const words = wordsOf(error);
  await reasonOf(history?.recordFailure(record, (await ports.maskSecrets?.(words)) ?? words));
}

/** null after success. A history that can't be written must not stop the poller: its rows still go to the windows. */
export async function reasonOf(stored: Promise<unknown> | undefined): Promise<string | null> {
  try {
    await stored;
    return null;
  } catch (error) {
    return wordsOf(error);
  }
}
