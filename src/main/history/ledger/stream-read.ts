// How far one stored reply brought us in the stream: times of its first and last rows, and whether anything of it was lost.
import type { TelemetryBatch } from '../../starlink/telemetry-batch.ts';
import { OLDEST_MS } from './gap-book.ts';

export interface StreamRead {
  readonly requestedAtMs: number;
  readonly receivedAtMs: number;
  /** Device time of its first and last rows; null when it had none with a believable time. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** A reply that is not full: the stream had no more. */
  readonly caughtUp: boolean;
  /** False: it broke off, what follows its last row never came. */
  readonly whole: boolean;
  /** Rows in the middle of it can't be read. */
  readonly damaged: boolean;
}

/** Stands for "no row" where the file wants a number. */
export const NO_TIME = 0;
const FUTURE_MS = 120_000;
/** The median of three: one terminal with a wrong clock does not shift it. */
const LOOKED_AT = 3;

export function buildStreamRead(batch: TelemetryBatch, reply: { readonly requestedAtMs: number; readonly receivedAtMs: number; readonly batchSize: number }): StreamRead {
  const { requestedAtMs, receivedAtMs, batchSize } = reply;
  const timesNs = batch.terminals.count > 0 ? batch.terminals.timestampNs : batch.routers.timestampNs;
  const isBelievable = (atMs: number): boolean => atMs <= receivedAtMs + FUTURE_MS && atMs >= receivedAtMs - OLDEST_MS;
  const damaged = batch.findings.some(({ kind }) => kind === 'damaged');
  return {
    requestedAtMs: Math.floor(requestedAtMs), receivedAtMs: Math.floor(receivedAtMs),
    startMs: medianOf(timesNs, 0, 1, isBelievable), endMs: medianOf(timesNs, timesNs.length - 1, -1, isBelievable),
    caughtUp: !batch.truncated && batch.rowCount < batchSize, whole: !batch.truncated, damaged,
  };
}

function medianOf(timesNs: BigInt64Array, from: number, step: 1 | -1, isBelievable: (atMs: number) => boolean): number | null {
  const times: number[] = [];
  for (let row = from; row >= 0 && row < timesNs.length && times.length < LOOKED_AT; row += step) {
    const atMs = Number(timesNs[row]! / 1_000_000n);
    if (isBelievable(atMs)) times.push(atMs);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? null;
}
