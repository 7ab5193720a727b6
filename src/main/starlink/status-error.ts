// An answer whose status is no success → ApiError with Starlink's own words, the missing permission or the asked-for pause.
import { ApiError, type ApiErrorKind } from './api-error.ts';
import { readEnvelope, rejectionText } from './envelope.ts';
import { describeForeignBody, plainExcerpt } from './plain-excerpt.ts';
import { permissionOf } from './permission-name.ts';

export interface FailedReply {
  readonly call: string;
  readonly host: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly location: string | null;
  readonly retryAfter: string | null;
  /** The server's own clock: a Retry-After that names a time is meant by it. */
  readonly date: string | null;
  /** Decoded; may be cut: only its beginning is read. */
  readonly body: string;
  /** Permission that this call needs, named when the body of a 403 does not. */
  readonly permission: string | null;
  readonly nowMs: number;
}

export function statusError(reply: FailedReply): ApiError {
  const { call, host, status } = reply;
  const json = parseJsonOrNull(reply.body);
  const words = json === null ? foreignWords(reply) : wordsOf(json);
  const said = words === '' ? '' : `: ${words}`;
  const base = { call, host, status };
  if (status >= 300 && status < 400) {
    const target = reply.location === null ? '' : ` to ${plainExcerpt(reply.location.replace(/\?.*$/s, ''), 120)}`;
    return new ApiError({ ...base, kind: 'redirect', what: `${host} redirects${target} (HTTP ${status}), which is not followed` });
  }
  if (status === 403) return forbidden(reply, json, said);
  const retryAfterMs = status === 429 || status >= 500 ? parseRetryAfter(reply.retryAfter, reply.date, reply.nowMs) : null;
  const kind = kindOf(status);
  const nextStep = kind === 'unauthorized' ? { nextStep: tokenRefused } : {};
  return new ApiError({ ...base, ...nextStep, kind, retryAfterMs, what: `${openings[kind]?.(host, status) ?? `${host} answered HTTP ${status}`}${said}` });
}

/** A token was minted for this call all the same. */
const tokenRefused = 'Check client id and client secret of this account in the configuration, and that API URL and token URL belong together.';

/** The stream keeps 8 hours and timers hold 24 days: a longer pause is taken for a mistake. */
const LONGEST_PAUSE_MS = 3_600_000;

/** Retry-After as seconds or as an HTTP date (by the reply's own `date`, else by our clock) → ms from now, at most an hour; null when absent or unreadable. */
export function parseRetryAfter(header: string | null, date: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === '') return null;
  const serverMs = Date.parse(date ?? '');
  const pauseMs = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Math.round(Number(header) * 1000) : Date.parse(header) - (Number.isNaN(serverMs) ? nowMs : serverMs);
  return Number.isNaN(pauseMs) ? null : Math.min(LONGEST_PAUSE_MS, Math.max(0, pauseMs));
}

const openings: Partial<Record<ApiErrorKind, (host: string, status: number) => string>> = {
  unauthorized: (host) => `${host} does not accept the token (HTTP 401)`,
  'not-found': (host) => `${host} does not know this call (HTTP 404)`,
  'rate-limited': (host) => `${host} says that this account asks too often (HTTP 429)`,
  rejected: (host) => `${host} rejected the request (HTTP 422)`,
  server: (host, status) => `${host} has a fault (HTTP ${status})`,
};

function kindOf(status: number): ApiErrorKind {
  if (status === 401) return 'unauthorized';
  if (status === 404) return 'not-found';
  // A server or proxy that waited for our request, or would not risk it now: nothing is wrong with it.
  if (status === 408 || status === 425) return 'timeout';
  if (status === 422) return 'rejected';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'server' : 'bad-request';
}

function forbidden(reply: FailedReply, json: unknown, said: string): ApiError {
  const named = permissionOf(json);
  const missingPermission = named ?? reply.permission;
  const need = missingPermission === null ? '' : named === null ? `; this call needs “${missingPermission}”` : `: the permission “${named}” is missing`;
  return new ApiError({
    kind: 'forbidden', call: reply.call, host: reply.host, status: 403, missingPermission,
    what: `${reply.host} forbids it (HTTP 403)${named === null ? said : ''}${need}`,
    ...(missingPermission === null ? {} : { nextStep: `Give the service account the permission “${missingPermission}” in the Starlink account settings.` }),
  });
}

function parseJsonOrNull(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}

/** Envelope errors, or what other servers call an error. */
function wordsOf(json: unknown): string {
  const envelope = readEnvelope(json);
  const said = envelope === null ? '' : rejectionText(envelope);
  if (said !== '') return said;
  if (typeof json === 'string') return plainExcerpt(json);
  if (typeof json !== 'object' || json === null) return '';
  const record = json as Readonly<Record<string, unknown>>;
  const text = [record['error_description'], record['detail'], record['title'], record['message'], record['error']].find((value) => typeof value === 'string');
  return [typeof text === 'string' ? plainExcerpt(text) : '', fieldErrors(record['errors'])].filter((words) => words !== '').join(' ');
}

/** `{"page": ["The value 'x' is not valid."]}`: how the service's framework refuses what never reaches the call itself. */
function fieldErrors(errors: unknown): string {
  if (typeof errors !== 'object' || errors === null || Array.isArray(errors)) return '';
  const fields = Object.entries(errors).flatMap(([field, said]: [string, unknown]) => {
    const texts = [said].flat().filter((text) => typeof text === 'string');
    return texts.length === 0 ? [] : [`${field}: ${texts.join(' ')}`];
  });
  return plainExcerpt(fields.join('; '), 300);
}

function foreignWords(reply: FailedReply): string {
  return reply.body.trim() === '' ? '' : `it sent ${describeForeignBody(reply.contentType, reply.body)}`;
}
