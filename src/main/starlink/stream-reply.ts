// Hands a body over piece by piece as it lies on the wire, at the receiver's pace; a torn body is an outcome here, not an exception.
import type { Dispatcher } from 'undici';
import { ApiError } from './api-error.ts';
import { networkError } from './network-error.ts';
import type { ValueRedactor } from './masked-text.ts';
import { createBodyClock, maxBodyBytes, type ReplyPlace } from './read-reply.ts';
import { headerOf } from './reply-header.ts';
import { countChunk, type Tally } from './tally.ts';

export interface StreamHead {
  readonly status: number;
  readonly contentEncoding: string | null;
  readonly contentType: string | null;
}

export interface StreamReceiver {
  /** Called once, when the first bytes of the body are there. */
  head(head: StreamHead): Promise<void> | void;
  /** Called for every piece in order; the next is read from the network when this resolves. */
  chunk(chunk: Uint8Array): Promise<void> | void;
}

export interface StreamedReply extends StreamHead {
  /** False when the connection died or fell silent before the body's end. */
  readonly complete: boolean;
  readonly wireBytes: number;
  /** Why it is not complete; null when it is. */
  readonly error: ApiError | null;
  /** Takes the token of this very request out of what was received. */
  readonly redactToken: ValueRedactor;
}

/** Throws ApiError when the body breaks before its first byte or is empty, and whatever the receiver throws. */
export async function streamReply(response: Dispatcher.ResponseData, tally: Tally, place: ReplyPlace, receiver: StreamReceiver): Promise<StreamedReply> {
  const { redactToken } = place;
  const head: StreamHead = {
    status: response.statusCode, contentEncoding: headerOf(response, 'content-encoding'), contentType: headerOf(response, 'content-type'),
  };
  const tooSlow = createBodyClock(place.longestMs);
  const pieces = (response.body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  const breakOff = (error: ApiError): StreamedReply => {
    tally.torn = true;
    tally.error = error.message;
    return { ...head, complete: false, wireBytes: tally.bytes, error, redactToken };
  };
  try {
    for (;;) {
      const next = await nextPiece(pieces, place);
      if (next instanceof ApiError) {
        if (tally.bytes > 0) return breakOff(next);
        tally.torn = true;
        throw next;
      }
      if (next === null) {
        if (tally.bytes === 0) throw new ApiError({ ...place, kind: 'truncated', status: head.status, what: `${place.host} answered with an empty body` });
        return { ...head, complete: true, wireBytes: tally.bytes, error: null, redactToken };
      }
      if (tally.bytes === 0) await receiver.head(head);
      countChunk(tally, next);
      await receiver.chunk(next);
      // What goes on for ever, in size or in time, ends here, and what came is used.
      const excess = tally.bytes > maxBodyBytes ? Object.assign(new Error(), { code: 'BODY_TOO_LARGE' }) : tooSlow();
      if (excess !== null) return breakOff(networkError(excess, place.call, place.host, place.silenceMs));
    }
  } finally {
    // Ends the connection when the receiver threw; nothing to do when the body is already over.
    await pieces.return?.();
  }
}

/** The next non-empty piece, null at the end, or why there is none. */
async function nextPiece(pieces: AsyncIterator<Uint8Array>, place: ReplyPlace): Promise<Uint8Array | null | ApiError> {
  try {
    for (;;) {
      const next = await pieces.next();
      if (next.done === true) return null;
      if (next.value.length > 0) return next.value;
    }
  } catch (error) {
    return networkError(error, place.call, place.host, place.silenceMs);
  }
}
