// Keeps every account inside Starlink's 250 requests a minute: callers wait for a lease before each request.
import type { ExchangeGroup } from '../starlink/exchange.ts';

export interface RequestBudgetOptions {
  /** Starlink's limit for one account, all its integrations together. */
  readonly perMinute?: number;
  /** Part of it that telemetry leaves alone, so that draining a backlog never starves the lists. */
  readonly reserveForManagement?: number;
  /** Part of it that all others leave alone, so that a walk over 200 pages never holds up the stream. */
  readonly reserveForTelemetry?: number;
  readonly now: () => number;
  /** Runs `run` after `delayMs`; answers the function that cancels it. */
  readonly schedule?: (delayMs: number, run: () => void) => () => void;
}

export interface RequestBudget {
  /** Resolves when the request may go out. First come, first served inside each of the two reserves. Rejects when the credential is forgotten. */
  lease(credentialId: string, group: ExchangeGroup): Promise<void>;
  /** Requests of the credential's account in the last 60 s. */
  used(credentialId: string): number;
  /** The account is known now: credentials of the same account share one budget from here on. */
  assignAccount(credentialId: string, accountNumber: string): void;
  /** No lease for the whole account for `ms`; a longer pause that already runs stays. */
  backOff(credentialId: string, ms: number): void;
  /**
   * Call it with the status of every exchange: a 429 backs the account off, 5 s doubling up to 60 s, or as long as the server asked for;
   * any other answer ends the doubling.
   */
  noteStatus(credentialId: string, status: number | null, retryAfterMs?: number): void;
  forget(credentialId: string): void;
}

interface Waiter {
  readonly credentialId: string;
  readonly isTelemetry: boolean;
  readonly grant: () => void;
  readonly refuse: (error: Error) => void;
}

interface AccountBudget {
  leasedAtMs: number[];
  waiters: Waiter[];
  /** When the pause began. */
  blockedAtMs: number;
  blockedUntilMs: number;
  nextBackOffMs: number;
  cancelTimer: (() => void) | null;
}

const MINUTE_MS = 60_000;
/** Requests don't travel equally fast; a second more than Starlink's minute keeps a slow first one out of the next window. */
const WINDOW_MS = MINUTE_MS + 1_000;
const FIRST_BACK_OFF_MS = 5_000;
/** Starlink documents no Retry-After; its limit counts minutes. */
const LONGEST_BACK_OFF_MS = 60_000;
const TELEMETRY_GROUP: ExchangeGroup = 702;
/** Token calls go to another endpoint with a limit of its own. */
const TOKEN_GROUP: ExchangeGroup = 700;

export function createRequestBudget(options: RequestBudgetOptions): RequestBudget {
  const perMinute = options.perMinute ?? 250;
  const roomForTelemetry = perMinute - (options.reserveForManagement ?? 40);
  /** A stream request a minute plus repeats fits ten times over. */
  const roomForOthers = perMinute - (options.reserveForTelemetry ?? 10);
  const schedule = options.schedule ?? scheduleTimeout;
  const budgets = new Map<string, AccountBudget>();
  const accountOf = new Map<string, string>();

  const keyOf = (credentialId: string): string => accountOf.get(credentialId) ?? `credential ${credentialId}`;

  function budgetOf(key: string): AccountBudget {
    let budget = budgets.get(key);
    if (!budget) budgets.set(key, (budget = { leasedAtMs: [], waiters: [], blockedAtMs: -Infinity, blockedUntilMs: -Infinity, nextBackOffMs: FIRST_BACK_OFF_MS, cancelTimer: null }));
    return budget;
  }

  /** Grants what there is room for, in order of arrival; sets a timer for the rest. */
  function serve(budget: AccountBudget): void {
    budget.cancelTimer?.();
    budget.cancelTimer = null;
    const nowMs = options.now();
    // A clock that was set back must not hold leases of "the future" against the account for hours.
    budget.leasedAtMs = budget.leasedAtMs.map((atMs) => Math.min(atMs, nowMs)).filter((atMs) => nowMs - atMs < WINDOW_MS);
    if (nowMs < budget.blockedAtMs) block(budget, budget.blockedUntilMs - budget.blockedAtMs);
    if (nowMs >= budget.blockedUntilMs) {
      budget.waiters = budget.waiters.filter((waiter) => {
        if (budget.leasedAtMs.length >= roomFor(waiter)) return true;
        budget.leasedAtMs.push(nowMs);
        waiter.grant();
        return false;
      });
    }
    if (budget.waiters.length === 0) return;
    const freeAtMs = Math.min(...budget.waiters.map((waiter) => roomAtMs(budget, roomFor(waiter), nowMs)));
    budget.cancelTimer = schedule(Math.max(1, Math.max(freeAtMs, budget.blockedUntilMs) - nowMs), () => serve(budget));
  }

  function block(budget: AccountBudget, ms: number): void {
    budget.blockedAtMs = options.now();
    budget.blockedUntilMs = budget.blockedAtMs + ms;
  }

  /** A longer pause that already runs stays. */
  function extendBlock(budget: AccountBudget, ms: number): void {
    if (options.now() + ms > budget.blockedUntilMs) block(budget, ms);
  }

  const roomFor = (waiter: Waiter): number => (waiter.isTelemetry ? roomForTelemetry : roomForOthers);

  function dropIfIdle(key: string): void {
    const budget = budgets.get(key);
    const stillNamed = [...accountOf.values()].includes(key);
    if (budget && !stillNamed && budget.waiters.length === 0) {
      budget.cancelTimer?.();
      budgets.delete(key);
    }
  }

  return {
    lease(credentialId, group) {
      if (group === TOKEN_GROUP) return Promise.resolve();
      return new Promise<void>((grant, refuse) => {
        const budget = budgetOf(keyOf(credentialId));
        budget.waiters.push({ credentialId, isTelemetry: group === TELEMETRY_GROUP, grant, refuse });
        serve(budget);
      });
    },

    used(credentialId) {
      const sinceMs = options.now() - MINUTE_MS;
      return (budgets.get(keyOf(credentialId))?.leasedAtMs ?? []).filter((atMs) => atMs > sinceMs).length;
    },

    assignAccount(credentialId, accountNumber) {
      const oldKey = keyOf(credentialId);
      const newKey = `account ${accountNumber}`;
      if (oldKey === newKey) return;
      const old = budgets.get(oldKey);
      accountOf.set(credentialId, newKey);
      const target = budgetOf(newKey);
      if (old) {
        target.leasedAtMs = [...target.leasedAtMs, ...old.leasedAtMs].sort((a, b) => a - b);
        target.waiters.push(...old.waiters.filter((waiter) => waiter.credentialId === credentialId));
        if (old.blockedUntilMs > target.blockedUntilMs) Object.assign(target, { blockedAtMs: old.blockedAtMs, blockedUntilMs: old.blockedUntilMs });
        old.waiters = old.waiters.filter((waiter) => waiter.credentialId !== credentialId);
        dropIfIdle(oldKey);
      }
      serve(target);
    },

    backOff(credentialId, ms) {
      const budget = budgetOf(keyOf(credentialId));
      extendBlock(budget, ms);
      serve(budget);
    },

    noteStatus(credentialId, status, retryAfterMs = 0) {
      if (status === null) return;
      const budget = budgetOf(keyOf(credentialId));
      // Requests that were in flight together are answered together: what comes during a pause adds nothing to it.
      if (options.now() < budget.blockedUntilMs) {
        if (status === 429) extendBlock(budget, retryAfterMs);
        return;
      }
      if (status !== 429) {
        budget.nextBackOffMs = FIRST_BACK_OFF_MS;
        return;
      }
      block(budget, Math.max(budget.nextBackOffMs, retryAfterMs));
      budget.nextBackOffMs = Math.min(LONGEST_BACK_OFF_MS, budget.nextBackOffMs * 2);
      serve(budget);
    },

    forget(credentialId) {
      const key = keyOf(credentialId);
      accountOf.delete(credentialId);
      const budget = budgets.get(key);
      if (!budget) return;
      const dropped = budget.waiters.filter((waiter) => waiter.credentialId === credentialId);
      budget.waiters = budget.waiters.filter((waiter) => waiter.credentialId !== credentialId);
      for (const waiter of dropped) waiter.refuse(new Error('The account is no longer polled'));
      dropIfIdle(key);
    },
  };
}

/** When so many old leases have left the window that fewer than `room` remain. `leasedAtMs` is in order of time. */
function roomAtMs(budget: AccountBudget, room: number, nowMs: number): number {
  const mustLeave = budget.leasedAtMs.length - room;
  if (mustLeave < 0) return nowMs;
  return (budget.leasedAtMs[mustLeave] ?? nowMs) + WINDOW_MS;
}

function scheduleTimeout(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
