// The parts of an account's time whose rows never came, or not yet, and why: from what was read, and from when it was asked. Pure.
import type { GapClass } from '#shared/coverage.ts';
import type { PollState } from './poll-recorder.ts';
import type { StreamRead } from './stream-read.ts';

export interface Hole {
  readonly fromMs: number;
  readonly toMs: number;
  readonly gapClass: GapClass;
}

interface AskedSpan {
  readonly state: PollState;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface JudgedRead extends StreamRead {
  /** Up to where all replies before it had brought us; said where some of them are not listed. */
  readonly earlierMs?: number | null;
}

export interface StreamRecord {
  /** In order, none over another. What lies outside of them was read: a terminal without rows there was silent. */
  readonly holes: readonly Hole[];
  /** Nothing is known of the time after this. */
  readonly observedUntilMs: number;
}

/** starlink-api.md §5: the server keeps 8 hours. */
export const KEPT_MS = 8 * 3_600_000;
/** Rows of a cadence lie around each edge of a hole: a terminal's gap begins and ends up to so far beside it. */
const EDGE_MS = 20_000;
/** A reply that begins within this of where the last one ended leaves nothing out. */
export const FOLLOWS_WITHIN_MS = 30_000;
/** Rows may begin somewhat after the 8 hours: what lies between is lost for the same reason. */
const LOST_EDGE_MS = 300_000;

/**
 * @param reads in the order of their requests; a whole one that only went on where the one before ended may be left out, but not the first, the last and one behind a torn one
 * @param asked in order; the span in hand reaches to `nowMs`
 * @param isFirst whether `reads` begins with the first one ever; else the first only says where the stream stood
 */
export function buildStreamRecord(reads: readonly JudgedRead[], asked: readonly AskedSpan[], nowMs: number, isFirst: boolean): StreamRecord {
  const holes: Hole[] = [];
  /** Up to where the stream was read; null before the first reply. */
  let positionMs: number | null = null;
  let isTorn = false;

  for (const [index, read] of reads.entries()) {
    positionMs = furthest(positionMs, read.earlierMs ?? null);
    if (positionMs === null) {
      if (index === 0 && isFirst && read.startMs !== null) judge(holes, asked, Number.NEGATIVE_INFINITY, read.startMs, read.requestedAtMs, null);
    } else {
      const keptFromMs: number = read.requestedAtMs - KEPT_MS;
      let fromMs: number = positionMs;
      if (keptFromMs > fromMs) {
        const startsSoon = read.startMs !== null && read.startMs - keptFromMs < LOST_EDGE_MS;
        const lostToMs: number = startsSoon ? Math.max(keptFromMs, read.startMs!) : keptFromMs;
        holes.push({ fromMs, toMs: lostToMs + EDGE_MS, gapClass: 'lost' });
        fromMs = lostToMs;
      } else if (isTorn) {
        const toMs: number = read.startMs ?? read.requestedAtMs;
        holes.push({ fromMs: fromMs - EDGE_MS, toMs: Math.max(toMs, fromMs) + EDGE_MS, gapClass: 'api-failed' });
        fromMs = Math.max(toMs, fromMs);
      }
      if (read.startMs !== null && read.startMs - fromMs > FOLLOWS_WITHIN_MS) judge(holes, asked, fromMs, read.startMs, read.requestedAtMs, null);
    }
    if (read.damaged && read.startMs !== null) holes.push({ fromMs: read.startMs - EDGE_MS, toMs: read.endMs! + EDGE_MS, gapClass: 'api-failed' });
    const reachedMs: number | null = read.caughtUp ? read.receivedAtMs : read.endMs;
    positionMs = furthest(positionMs, reachedMs);
    isTorn = !read.whole;
  }

  const last = reads.at(-1);
  const now = asked.at(-1);
  if (last?.caughtUp === true && positionMs !== null && now?.state === 'polling' && now.toMs >= nowMs) return { holes: inOrder(holes), observedUntilMs: positionMs };
  let fromMs = positionMs ?? Number.NEGATIVE_INFINITY;
  if (fromMs < nowMs - KEPT_MS && reads.length > 0) {
    holes.push({ fromMs, toMs: nowMs - KEPT_MS, gapClass: 'lost' });
    fromMs = nowMs - KEPT_MS;
  }
  if (isTorn && last !== undefined && last.receivedAtMs > fromMs) {
    holes.push({ fromMs: fromMs - EDGE_MS, toMs: last.receivedAtMs, gapClass: 'api-failed' });
    fromMs = last.receivedAtMs;
  }
  judge(holes, asked, fromMs, nowMs, nowMs, 'coming');
  return { holes: inOrder(holes), observedUntilMs: nowMs };
}

function furthest(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

/** Missing time by what was done at that very time; `whenPolling` where replies came: null is no hole, unless a later attempt failed and took the rows with it. */
function judge(holes: Hole[], asked: readonly AskedSpan[], fromMs: number, toMs: number, askedAgainMs: number, whenPolling: GapClass | null): void {
  let doneMs = fromMs;
  const add = (untilMs: number, gapClass: GapClass | null): void => {
    const endMs = Math.min(untilMs, toMs);
    if (endMs <= doneMs) return;
    if (gapClass !== null) holes.push({ fromMs: doneMs, toMs: endMs, gapClass });
    doneMs = endMs;
  };
  for (const span of asked) {
    if (span.toMs <= doneMs) continue;
    if (span.fromMs >= toMs) break;
    add(span.fromMs, 'not-polled');
    if (span.state === 'polling') {
      const failsLater = asked.some((other) => other.state === 'failing' && other.fromMs >= span.fromMs && other.fromMs < askedAgainMs && other.toMs > doneMs);
      add(span.toMs, failsLater ? 'api-failed' : whenPolling);
    } else {
      add(span.toMs, span.state === 'failing' ? 'api-failed' : 'not-polled');
    }
  }
  add(toMs, 'not-polled');
  const last = holes.at(-1);
  if (whenPolling === null && last?.toMs === toMs) holes[holes.length - 1] = { ...last, toMs: toMs + EDGE_MS };
}

/** Where two meet, the earlier one keeps its end; neighbours of one class become one. */
function inOrder(holes: readonly Hole[]): readonly Hole[] {
  const ordered: Hole[] = [];
  for (const hole of [...holes].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = ordered.at(-1);
    const fromMs = Math.max(hole.fromMs, last?.toMs ?? Number.NEGATIVE_INFINITY);
    if (hole.toMs <= fromMs) continue;
    if (last !== undefined && last.toMs === fromMs && last.gapClass === hole.gapClass) ordered[ordered.length - 1] = { ...last, toMs: hole.toMs };
    else ordered.push({ ...hole, fromMs });
  }
  return ordered;
}

/** Shares a span of time out among the holes over it; what is left was silence. In order. */
export function splitByHoles(fromMs: number, toMs: number, holes: readonly Hole[]): Hole[] {
  const parts: Hole[] = [];
  const add = (untilMs: number, gapClass: GapClass): void => {
    const last = parts.at(-1);
    const startMs = last?.toMs ?? fromMs;
    if (untilMs <= startMs) return;
    if (last?.gapClass === gapClass) parts[parts.length - 1] = { ...last, toMs: untilMs };
    else parts.push({ fromMs: startMs, toMs: untilMs, gapClass });
  };
  for (const hole of holes) {
    if (hole.toMs <= fromMs) continue;
    if (hole.fromMs >= toMs) break;
    add(Math.max(hole.fromMs, fromMs), 'silent');
    add(Math.min(hole.toMs, toMs), hole.gapClass);
  }
  add(toMs, 'silent');
  return parts;
}
