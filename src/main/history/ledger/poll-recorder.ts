// While which account was asked, as spans of time that grow with every attempt. Kept over a failed write: what the disk refuses now is stored later.
import type { DuckDBConnection } from '@duckdb/node-api';

/** polling: the last attempt got its reply · failing: it did not · paused: nothing was asked, since the disk has no room */
export type PollState = 'polling' | 'failing' | 'paused';

export interface PollSpan {
  readonly credentialId: string;
  readonly state: PollState;
  /** Kind of the failure; null while polling. */
  readonly reason: string | null;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface PollRecorder {
  /** An attempt from `fromMs` to `toMs` ended in this state. */
  note(attempt: PollSpan): void;
  /** The account is polled no more: what comes next is a span of its own. */
  end(credentialId: string): void;
  /** The account's span in hand; null when it is not polled. */
  openSpan(credentialId: string): PollSpan | null;
  /** Something is to be written: a new span, or one that has grown by five minutes since. Between these a kill costs no more than five minutes. */
  isDue(): boolean;
  /** Inside a transaction: all that is not stored yet. */
  write(connection: DuckDBConnection): Promise<void>;
  /** After COMMIT of the last `write`. */
  settle(): void;
}

/** Longest poll interval (5 min) and a slow reply. A longer silence is a computer that slept: nobody polled. */
export const CONTINUES_WITHIN_MS = 480_000;
const STORE_EVERY_MS = 300_000;

export function createPollRecorder(): PollRecorder {
  const open = new Map<string, PollSpan>();
  /** By credential and beginning. */
  const unstored = new Map<string, PollSpan>();
  /** The span of each credential that was stored last. */
  const stored = new Map<string, PollSpan>();
  let writing: readonly (readonly [string, PollSpan])[] = [];

  function isDue({ credentialId, fromMs, toMs }: PollSpan): boolean {
    const last = stored.get(credentialId);
    return last?.fromMs !== fromMs || toMs - last.toMs >= STORE_EVERY_MS;
  }

  return {
    note(attempt) {
      const { credentialId, state, reason } = attempt;
      const last = open.get(credentialId);
      const follows = last !== undefined && attempt.fromMs - last.toMs <= CONTINUES_WITHIN_MS && attempt.toMs >= last.toMs;
      const isSame = follows && last.state === state && last.reason === reason;
      const fromMs = Math.floor(isSame ? last.fromMs : follows ? last.toMs : attempt.fromMs);
      const span = { credentialId, state, reason, fromMs, toMs: Math.floor(attempt.toMs) };
      open.set(credentialId, span);
      unstored.set(`${credentialId} ${fromMs}`, span);
    },
    end: (credentialId) => void open.delete(credentialId),
    isDue: () => [...unstored.values()].some(isDue),
    openSpan: (credentialId) => open.get(credentialId) ?? null,
    async write(connection) {
      writing = [...unstored];
      for (const [, { credentialId, state, reason, fromMs, toMs }] of writing) {
        const key = { credential: credentialId, from: fromMs };
        await connection.run(`DELETE FROM poll_spans WHERE credential_id = $credential AND from_ms = $from`, key);
        await connection.run(`INSERT INTO poll_spans VALUES ($credential, $state, $reason, $from, $to)`, { ...key, state, reason, to: toMs });
      }
    },
    settle() {
      for (const [key, span] of writing) {
        stored.set(span.credentialId, span);
        if (unstored.get(key) === span) unstored.delete(key);
      }
      writing = [];
    },
  };
}
