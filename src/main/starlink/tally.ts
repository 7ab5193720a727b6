// What one attempt came to: filled while it runs, reported as an Exchange when it ends.
import type { Dispatcher } from 'undici';

export interface Tally {
  status: number | null;
  /** Bytes of the body on the wire, so far. */
  bytes: number;
  error: string | null;
  /** The pause that the server asked for. */
  retryAfterMs: number | null;
  /** Of the answer; null while there is none. */
  headers: Dispatcher.ResponseData['headers'] | null;
  /** When the head of the answer came. */
  answeredAtMs: number | null;
  /** The body's first pieces as they lay on the wire, at most KEPT_BODY_BYTES. */
  readonly beginning: Uint8Array[];
  /** Size of the whole body, unpacked, where somebody unpacked it. */
  decodedBytes: number | null;
  /** The body is known to have ended early. */
  torn: boolean;
}

/** Of each body the Stream Viewer keeps the first 64 KiB: a whole page of most lists, and the columns of a telemetry reply. */
export const KEPT_BODY_BYTES = 64 * 1024;

export function createTally(): Tally {
  return { status: null, bytes: 0, error: null, retryAfterMs: null, headers: null, answeredAtMs: null, beginning: [], decodedBytes: null, torn: false };
}

export function countChunk(tally: Tally, chunk: Uint8Array): void {
  const room = KEPT_BODY_BYTES - tally.bytes;
  if (room > 0) tally.beginning.push(chunk.length <= room ? chunk : chunk.subarray(0, room));
  tally.bytes += chunk.length;
}
