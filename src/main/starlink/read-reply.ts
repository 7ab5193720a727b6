// Reads a whole reply into memory: JSON of a success, or the first words of a refusal.
import type { Dispatcher } from 'undici';
import { ApiError } from './api-error.ts';
import { decodeBody } from './decode-body.ts';
import { narrowText, type Redactor, type ValueRedactor } from './masked-text.ts';
import { networkError } from './network-error.ts';
import { describeForeignBody } from './plain-excerpt.ts';
import { headerOf } from './reply-header.ts';
import { countChunk, type Tally } from './tally.ts';

export interface ReplyPlace {
  readonly call: string;
  readonly host: string;
  readonly silenceMs: number;
  /** Longest time from the head of the reply to its end: who sends a byte now and then is never silent. */
  readonly longestMs: number;
  /** Takes the token of this very attempt out of whatever the server echoes. */
  readonly mask: Redactor;
  /** The token alone: for text that goes on as data, in which nothing else may be touched. */
  readonly redactToken: ValueRedactor;
}

/** 256 MiB on the wire: beyond any list of this API; more would only fill the memory. */
export const maxBodyBytes = 256 * 1024 * 1024;
/** The status has said what happened: nobody waits longer for the words. */
const longestErrorMs = 30_000;
/** Of a refusal only the first words are shown, and a token is shorter: 64 KiB holds them. */
const maxErrorBytes = 64 * 1024;
/** A title stands in a page's first kilobytes. */
const foreignTextLength = 16 * 1024;

/** Parsed JSON of a 2xx; null for 204. Throws ApiError 'not-json', 'truncated' (the body ended early) or a network kind. */
export async function readJson(response: Dispatcher.ResponseData, tally: Tally, place: ReplyPlace): Promise<{ status: number; json: unknown }> {
  const status = response.statusCode;
  if (status === 204) {
    await response.body.dump();
    return { status, json: null };
  }
  const read = await readWire(response, tally, maxBodyBytes, place.longestMs);
  if (read.error !== null) {
    const error = networkError(read.error, place.call, place.host, place.silenceMs);
    if (read.wire.length === 0 || error.kind === 'timeout') throw error;
    throw truncated(place, status);
  }
  if (read.overflow) throw new ApiError({ ...place, kind: 'shape', status, what: `${place.host} sent more than ${maxBodyBytes / 1024 / 1024} MB` });
  const decoded = await decode(read.wire, response, place);
  tally.torn = !decoded.complete;
  if (!decoded.complete) throw truncated(place, status);
  tally.decodedBytes = decoded.bytes.length;
  // A token that the server echoes would go on into tables and histories.
  const text = new TextDecoder().decode(place.redactToken.bytes(decoded.bytes));
  try {
    return { status, json: JSON.parse(text) as unknown };
  } catch {
    if (beginsAsJson(text) && !endsAsJson(text)) throw truncated(place, status);
    const contentType = headerOf(response, 'content-type');
    throw new ApiError({ ...place, kind: 'not-json', status, what: `${place.host} answered with ${describeForeignBody(contentType, place.mask(text.slice(0, foreignTextLength)))} instead of JSON` });
  }
}

/** The beginning of a refusal's body as text, '' when there is none; never throws: the status already says what happened. */
export async function readErrorText(response: Dispatcher.ResponseData, tally: Tally, mask: Redactor, longestMs: number): Promise<string> {
  return mask((await readShortText(response, tally, Math.min(longestErrorMs, longestMs))).text);
}

/** At most 64 KiB of a body as text, as far as it came; `error` is what broke it off, else null. */
export async function readShortText(response: Dispatcher.ResponseData, tally: Tally, longestMs: number): Promise<{ text: string; error: unknown }> {
  const { wire, error } = await readWire(response, tally, maxErrorBytes, longestMs);
  const decoded = await decodeBody(wire, headerOf(response, 'content-encoding')).catch(() => null);
  return { text: decoded === null ? '' : narrowText(new TextDecoder().decode(decoded.bytes)), error };
}

/** Has a body taken longer than it may? Asked with each piece: in between, silence is counted. */
export function createBodyClock(longestMs: number): () => Error | null {
  const startedMs = performance.now();
  return () => (performance.now() - startedMs > longestMs ? Object.assign(new Error(), { code: 'BODY_TOO_SLOW' }) : null);
}

async function readWire(response: Dispatcher.ResponseData, tally: Tally, maxBytes: number, longestMs: number): Promise<{ wire: Uint8Array; error: unknown; overflow: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const all = (): Uint8Array => Buffer.concat(chunks);
  const tooSlow = createBodyClock(longestMs);
  try {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      length += chunk.length;
      countChunk(tally, chunk);
      if (length > maxBytes) return { wire: all(), error: null, overflow: true };
      const slow = tooSlow();
      if (slow !== null) throw slow;
    }
  } catch (error) {
    tally.torn = true;
    return { wire: all(), error, overflow: false };
  }
  return { wire: all(), error: null, overflow: false };
}

async function decode(wire: Uint8Array, response: Dispatcher.ResponseData, place: ReplyPlace): Promise<{ bytes: Uint8Array; complete: boolean }> {
  try {
    return await decodeBody(wire, headerOf(response, 'content-encoding'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be decoded';
    throw new ApiError({ ...place, kind: 'not-json', status: response.statusCode, what: `the answer of ${place.host} cannot be unpacked: ${reason}` });
  }
}

function truncated(place: ReplyPlace, status: number): ApiError {
  return new ApiError({ ...place, kind: 'truncated', status, what: `the answer of ${place.host} ended in the middle` });
}

function beginsAsJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function endsAsJson(text: string): boolean {
  return /[\]}]\s*$/.test(text);
}
