// Whether this computer's clock may close days: not while it stands far ahead of what the terminals send, and not right after it has jumped.
import type { DuckDBConnection } from '@duckdb/node-api';

/** The stream is at most eight hours behind; more says that the clock is wrong. */
const MOST_AHEAD_MS = 9 * 3_600_000;
/** Clocks are set by less than this all the time. */
const JUMP_MS = 300_000;

export interface ClockWatch {
  /** null: it may; else what is wrong. */
  findDoubt(connection: DuckDBConnection): Promise<string | null>;
}

/** @param runningMs a clock that nobody sets, ms from any start */
export function createClockWatch(now: () => number, runningMs: () => number): ClockWatch {
  let last: { readonly nowMs: number; readonly runningMs: number } | null = null;
  return {
    async findDoubt(connection) {
      const current = { nowMs: now(), runningMs: runningMs() };
      const jumpMs = last === null ? 0 : current.nowMs - last.nowMs - (current.runningMs - last.runningMs);
      last = current;
      if (Math.abs(jumpMs) > JUMP_MS) return `this computer's clock has jumped by ${Math.round(jumpMs / 60_000)} min`;
      // Of all replies of the last hour the least: a single one may hold nothing but late rows.
      const replies = await connection.runAndReadAll(
        `WITH newest AS (SELECT received_at_ms AS ms FROM batches ORDER BY batch_no DESC LIMIT 1)
         SELECT coalesce(min(received_at_ms - last_sample_ns // 1000000), 0)::DOUBLE FROM batches, newest WHERE last_sample_ns IS NOT NULL AND received_at_ms BETWEEN newest.ms - 3600000 AND newest.ms`,
      );
      const aheadMs = Number(replies.value(0, 0));
      return aheadMs > MOST_AHEAD_MS ? `this computer's clock is ${(aheadMs / 3_600_000).toFixed(0)} h ahead of the terminals` : null;
    },
  };
}
