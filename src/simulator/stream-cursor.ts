// The read position of one service account: moves with every answer, forgets what is older than 8 hours.
import { wait } from './exchange.ts';
import type { StreamFeed, StreamPosition } from './stream-feed.ts';

/** Rows that belong to one answer; the cursor has already moved past them. */
export interface Claim {
  readonly from: StreamPosition;
  readonly untilSecond: number;
  readonly rows: number;
}

export interface StreamCursor {
  /** Waits until `batchSize` rows are there or `lingerMs` is over. null when the client left first: nothing moved. */
  claim(batchSize: number, lingerMs: number, gone: AbortSignal, rules?: ClaimRules): Promise<Claim | null>;
}

export interface ClaimRules {
  /** Rows younger than this are not there yet. */
  readonly delayS?: number;
  /** Waits the whole linger, also with a full batch. */
  readonly wholeLinger?: boolean;
}

export interface CursorOptions {
  readonly feed: StreamFeed;
  readonly nowS: () => number;
  readonly startBackS: number;
  readonly withCruise: boolean;
  /** Told when seconds of stream grew too old to be fetched. */
  readonly onExpired: (seconds: number) => void;
}

export const retentionS = 8 * 3600;
// Rows come by the second; looking four times a second answers soon enough, also on a clock that runs fast.
const lookMs = 250;

export function createStreamCursor(options: CursorOptions): StreamCursor {
  const { feed, nowS } = options;
  let position: StreamPosition | null = null;

  function place(second: number): StreamPosition {
    position ??= feed.start(second - options.startBackS, options.withCruise);
    const oldest = second - retentionS;
    if (position.second < oldest) {
      options.onExpired(oldest - position.second);
      position = { ...position, second: oldest, offset: 0 };
    }
    return position;
  }

  return {
    async claim(batchSize, lingerMs, gone, { delayS = 0, wholeLinger = false } = {}) {
      const deadlineMs = performance.now() + lingerMs;
      for (;;) {
        if (gone.aborted) return null;
        // The running second isn't over: its rows are not complete yet.
        const now = nowS();
        const from = place(now);
        const untilSecond = now - delayS;
        const walked = feed.walk(from, untilSecond, batchSize, null);
        const leftMs = deadlineMs - performance.now();
        if ((walked.rows >= batchSize && !wholeLinger) || leftMs <= 0) {
          position = walked.position;
          return { from, untilSecond, rows: walked.rows };
        }
        await wait(Math.min(leftMs, lookMs), gone);
      }
    },
  };
}
