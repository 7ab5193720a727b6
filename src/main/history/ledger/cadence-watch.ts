// Notices that rows are missing as if another client read the same service account: most terminals lack part of their 15-second rows, again and again,
// although every reply is whole and the stream is caught up.
import type { StreamRead } from './stream-read.ts';

export interface CadenceWatch {
  /** After each stored reply of one credential; answers whether rows look taken. */
  take(read: StreamRead, deviceNos: Int32Array, timesNs: BigInt64Array): boolean;
  /** An attempt failed or polling paused: what is missing around it has that cause. */
  interrupt(): void;
}

/** The stream's rhythm: a row of every terminal each 15 s. */
const CADENCE_MS = 15_000;
/** Terminals are compared over at least so long: eight rows of each. */
const ROUND_MS = 120_000;
/** Two of eight may come late or fall on the edge. */
const LEAST_SHARE = 0.8;
/** Of the terminals with any row in a round. A region without service has fewer. */
const MOST_TERMINALS = 0.5;
/** Less say nothing: one terminal with a bad plug looks the same. */
const LEAST_TERMINALS = 3;
/** Rounds remembered, rounds of those that raise it, and good rounds in a row that end it. */
const REMEMBERED = 10;
const RAISED_BY = 4;
const ENDED_BY = 5;

export function createCadenceWatch(): CadenceWatch {
  let counts = new Uint16Array(0);
  let seen: number[] = [];
  /** Device time at which the round began; null: not caught up since. */
  let sinceMs: number | null = null;
  let rounds: boolean[] = [];
  let suspected = false;

  function beginRound(atMs: number | null): void {
    for (const deviceNo of seen) counts[deviceNo] = 0;
    seen = [];
    sinceMs = atMs;
  }

  function count(deviceNos: Int32Array, timesNs: BigInt64Array, fromMs: number): void {
    const fromNs = BigInt(fromMs) * 1_000_000n;
    const fromHigh = Number(fromNs >> 32n);
    const fromLow = Number(fromNs & 0xffff_ffffn);
    const low = new Uint32Array(timesNs.buffer, timesNs.byteOffset, 2 * timesNs.length);
    const high = new Int32Array(timesNs.buffer, timesNs.byteOffset, 2 * timesNs.length);
    for (let row = 0; row < deviceNos.length; row++) {
      const rowHigh = high[2 * row + 1]!;
      if (rowHigh < fromHigh || (rowHigh === fromHigh && low[2 * row]! <= fromLow)) continue;
      const deviceNo = deviceNos[row]!;
      if (deviceNo >= counts.length) {
        const larger = new Uint16Array(2 * deviceNo + 1_024);
        larger.set(counts);
        counts = larger;
      }
      if (counts[deviceNo]!++ === 0) seen.push(deviceNo);
    }
  }

  /** Did most of the terminals lack rows? */
  function isThinned(spanMs: number): boolean {
    const least = (spanMs / CADENCE_MS) * LEAST_SHARE;
    return seen.filter((deviceNo) => counts[deviceNo]! <= least).length >= seen.length * MOST_TERMINALS;
  }

  function endRound(spanMs: number): void {
    if (seen.length < LEAST_TERMINALS) return;
    rounds = [...rounds, isThinned(spanMs)].slice(-REMEMBERED);
    if (rounds.length >= ENDED_BY && !rounds.slice(-ENDED_BY).includes(true)) suspected = false;
    else if (rounds.filter(Boolean).length >= RAISED_BY) suspected = true;
  }

  return {
    take(read, deviceNos, timesNs) {
      if (!read.caughtUp || !read.whole || read.damaged) {
        beginRound(null);
      } else if (read.endMs !== null) {
        if (sinceMs === null) {
          beginRound(read.endMs);
        } else {
          count(deviceNos, timesNs, sinceMs);
          const spanMs = read.endMs - sinceMs;
          if (spanMs >= ROUND_MS) {
            endRound(spanMs);
            beginRound(read.endMs);
          }
        }
      }
      return suspected;
    },
    interrupt: () => beginRound(null),
  };
}
