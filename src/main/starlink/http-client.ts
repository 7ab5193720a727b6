// The one way to Starlink's API for one account: asks main for token and budget, times out on silence, reports every exchange masked.
import { Agent, request as send, type Dispatcher } from 'undici';
import { ApiError } from './api-error.ts';
import { acceptedEncoding } from './decode-body.ts';
import type { BodyMask } from './body-excerpt.ts';
import type { Exchange, ExchangeGroup, ReportExchange } from './exchange.ts';
import { maskText, redactValue, type Redactor, type ValueRedactor } from './masked-text.ts';
import { networkError } from './network-error.ts';
import { readErrorText, readJson, type ReplyPlace } from './read-reply.ts';
import { headerOf } from './reply-header.ts';
import { reportAttempt } from './report-attempt.ts';
import { buildRequestUrl, type QueryValue } from './request-url.ts';
import { statusError } from './status-error.ts';
import { streamReply, type StreamedReply, type StreamReceiver } from './stream-reply.ts';
import { createTally, type Tally } from './tally.ts';
import { tokenError } from './token-error.ts';
import type { BearerToken, TokenSource } from './token-source.ts';
import { buildUserAgent } from './user-agent.ts';

export interface HttpClientOptions {
  /** `https://starlink.com/api/public/v2`, without a slash at the end. */
  readonly apiUrl: string;
  readonly credentialId: string;
  readonly tokens: TokenSource;
  /** Asked before every attempt, the repeat after a 401 too. */
  readonly leaseRequest: (group: ExchangeGroup) => Promise<void>;
  readonly reportExchange: ReportExchange;
  /** Longest silence before a reply begins and between its parts; 30 s unless given. */
  readonly silenceTimeoutMs?: number;
  readonly now: () => number;
  /** Groundtrack's version for the user agent. */
  readonly version?: string;
}

export interface ApiRequest {
  readonly method: Exchange['method'];
  /** Segments below the API URL, not encoded: ['service-lines', 'SL-1', 'nickname']. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON; undefined sends no body. */
  readonly body?: unknown;
  readonly group: ExchangeGroup;
  /** As the problem list names it: 'Telemetry stream', 'User terminals', … */
  readonly call: string;
  /** A write is sent at most once: a 401 is its answer. A read is repeated once with a fresh token. */
  readonly intent: 'read' | 'write';
  /** 'Device telemetry, View': named when a 403 does not say what is missing. */
  readonly permission?: string;
  readonly silenceTimeoutMs?: number;
  /** From the head of the reply to its end; 5 min unless given. */
  readonly longestReplyMs?: number;
}

export interface JsonReply {
  /** Always 2xx. */
  readonly status: number;
  /** null for an answer without a body (204). */
  readonly json: unknown;
}

export interface HttpClient {
  /** Throws ApiError for everything but a 2xx with complete JSON. */
  requestJson(request: ApiRequest): Promise<JsonReply>;
  /** Hands over the bytes as they lie on the wire, still content-encoded. Throws ApiError until the first byte came; the receiver's own errors pass through. */
  requestStream(request: ApiRequest, receiver: StreamReceiver): Promise<StreamedReply>;
  /** Host and port of the API, for messages. */
  readonly host: string;
  /** Waits for what is in hand, then closes the connections. */
  close(): Promise<void>;
}

interface TokenMasks {
  readonly accessToken: string;
  readonly redactToken: ValueRedactor;
  readonly mask: Redactor;
  readonly maskBody: BodyMask;
}

type ReadReply<Value> = (response: Dispatcher.ResponseData, tally: Tally, place: ReplyPlace) => Promise<Value>;

const defaultSilenceMs = 30_000;
/** A page of 5 MB over 128 kbit/s. */
const defaultLongestReplyMs = 5 * 60_000;
/** A connection that is not there after 10 s will not come; silence is counted from then on. */
const connectTimeoutMs = 10_000;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const agent = new Agent({ connect: { timeout: connectTimeoutMs } });
  const { host } = new URL(options.apiUrl);
  let masks: TokenMasks | null = null;
  const userAgent = buildUserAgent(options.version);

  async function askToken(rejected: string | null): Promise<BearerToken> {
    const token = await options.tokens.token(rejected);
    if (!token.ok) throw tokenError(token.error);
    return token.value;
  }

  /** The token first: a request that can't be made takes nothing from the budget. */
  async function permit(request: ApiRequest, rejected: string | null): Promise<string> {
    const token = await askToken(rejected);
    await options.leaseRequest(request.group);
    const isOver = token.expiresAtMs <= options.now();
    return (isOver ? await askToken(rejected) : token).accessToken;
  }

  /** One read is at most two attempts: the second only after a 401, with a fresh token. */
  async function exchange<Value>(request: ApiRequest, read: ReadReply<Value>): Promise<Value> {
    let rejected: string | null = null;
    for (let attempt = 1; ; attempt += 1) {
      const accessToken = await permit(request, rejected);
      try {
        return await tryOnce(request, accessToken, attempt, read);
      } catch (error) {
        const mayRepeat = attempt === 1 && request.intent === 'read' && error instanceof ApiError && error.status === 401;
        if (!mayRepeat) throw error;
        rejected = accessToken;
      }
    }
  }

  async function tryOnce<Value>(request: ApiRequest, accessToken: string, attempt: number, read: ReadReply<Value>): Promise<Value> {
    const url = buildRequestUrl(options.apiUrl, request.path, request.query);
    const tally = createTally();
    const { redactToken, mask, maskBody } = maskFor(accessToken);
    const place: ReplyPlace = {
      call: request.call, host, silenceMs: request.silenceTimeoutMs ?? options.silenceTimeoutMs ?? defaultSilenceMs,
      longestMs: request.longestReplyMs ?? defaultLongestReplyMs, mask, redactToken,
    };
    const requestBody = request.body === undefined ? null : JSON.stringify(request.body);
    const requestHeaders = {
      authorization: `Bearer ${accessToken}`, accept: 'application/json', 'accept-encoding': acceptedEncoding, 'user-agent': userAgent,
      ...(requestBody === null ? {} : { 'content-type': 'application/json' }),
    };
    const atMs = options.now();
    try {
      const response = await open(request, url, requestHeaders, requestBody, place.silenceMs);
      Object.assign(tally, { status: response.statusCode, headers: response.headers, answeredAtMs: options.now() });
      if (response.statusCode >= 200 && response.statusCode < 300) return await read(response, tally, place);
      throw await refusal(request, response, tally, place);
    } catch (error) {
      tally.error = error instanceof ApiError ? error.message : 'Stopped by the receiver';
      tally.retryAfterMs = error instanceof ApiError ? error.retryAfterMs : null;
      tally.torn ||= !(error instanceof ApiError);
      throw error;
    } finally {
      const { method, group } = request;
      const { credentialId } = options;
      reportAttempt(options.reportExchange, { atMs, endedAtMs: options.now(), credentialId, group, method, url: url.href, attempt, requestHeaders, requestBody, tally, mask, maskBody });
    }
  }

  /** The masks of one token, made once: a token serves for fifteen minutes. */
  function maskFor(accessToken: string): TokenMasks {
    if (masks?.accessToken === accessToken) return masks;
    const redactToken = redactValue(accessToken);
    const redactCutToken = redactValue(accessToken, { isCut: true });
    const mask: Redactor = (text) => maskText(redactToken(text));
    masks = { accessToken, redactToken, mask, maskBody: (isCut) => (isCut ? (text) => maskText(redactCutToken(text)) : mask) };
    return masks;
  }

  async function open(request: ApiRequest, url: URL, headers: Readonly<Record<string, string>>, body: string | null, silenceMs: number): Promise<Dispatcher.ResponseData> {
    try {
      return await send(url, { dispatcher: agent, method: request.method, body, headersTimeout: silenceMs, bodyTimeout: silenceMs, headers });
    } catch (error) {
      throw networkError(error, request.call, host, silenceMs);
    }
  }

  async function refusal(request: ApiRequest, response: Dispatcher.ResponseData, tally: Tally, { mask, longestMs }: ReplyPlace): Promise<ApiError> {
    const header = (name: string): string | null => {
      const value = headerOf(response, name);
      return value === null ? null : mask(value);
    };
    return statusError({
      call: request.call, host, status: response.statusCode, contentType: header('content-type'), location: header('location'),
      retryAfter: header('retry-after'), date: header('date'), body: await readErrorText(response, tally, mask, longestMs), permission: request.permission ?? null, nowMs: options.now(),
    });
  }

  return {
    host,
    requestJson: (request) => exchange(request, readJson),
    requestStream: (request, receiver) => exchange(request, (response, tally, place) => streamReply(response, tally, place, receiver)),
    close: () => agent.close(),
  };
}
