// By which time days are closed: this computer's clock, or the terminals' own where that stands far ahead of them; by none right after it has jumped.
import type { DuckDBConnection } from '@duckdb/node-api';

/** The stream is at most eight hours behind; more says that one of the clocks is wrong. */
const MOST_AHEAD_MS = 9 * 3_600_000;
/** Clocks are set by less than this all the time. */
const JUMP_MS = 300_000;

export interface ClosingTime {
  /** Days that are over for nine hours by then may be closed; null: none may now. */
  readonly nowMs: number | null;
  /** What is wrong with the clocks; null: nothing. */
  readonly doubt: string | null;
}

export interface ClockWatch {
  readClosingTime(connection: DuckDBConnection): Promise<ClosingTime>;
}

/** @param runningMs a clock that nobody sets, ms from any start */
export function createClockWatch(now: () => number, runningMs: () => number): ClockWatch {
  let last: { readonly nowMs: number; readonly runningMs: number } | null = null;
  return {
    async readClosingTime(connection) {
      const current = { nowMs: now(), runningMs: runningMs() };
      const jumpMs = last === null ? 0 : current.nowMs - last.nowMs - (current.runningMs - last.runningMs);
      last = current;
      if (Math.abs(jumpMs) > JUMP_MS) return { nowMs: null, doubt: `No day is closed now: this computer's clock has jumped by ${Math.round(jumpMs / 60_000)} min` };
      // Of all replies of the last hour the least: a single one may hold nothing but late rows.
      const replies = await connection.runAndReadAll(
        `WITH newest AS (SELECT received_at_ms AS ms FROM batches ORDER BY batch_no DESC LIMIT 1)
         SELECT coalesce(min(received_at_ms - last_sample_ns // 1000000), 0)::DOUBLE FROM batches, newest WHERE last_sample_ns IS NOT NULL AND received_at_ms BETWEEN newest.ms - 3600000 AND newest.ms`,
      );
      const aheadMs = Number(replies.value(0, 0));
      if (aheadMs <= MOST_AHEAD_MS) return { nowMs: current.nowMs, doubt: null };
      // Were the terminals' clocks all behind for good, no day would ever close by ours.
      return { nowMs: current.nowMs - aheadMs, doubt: `Days are closed by the terminals' clocks: this computer's clock is ${(aheadMs / 3_600_000).toFixed(0)} h ahead of them` };
    },
  };
}
