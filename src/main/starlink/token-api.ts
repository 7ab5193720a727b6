// Mints a bearer token with the client-credentials grant (starlink-api.md §3). Only main calls this: it is the one place a secret goes out.
import { Agent, request, type Dispatcher } from 'undici';
import { z } from 'zod';
import { fail, ok } from '#shared/result.ts';
import type { ApiErrorKind } from './api-error.ts';
import type { ReportExchange } from './exchange.ts';
import { maskText, redactValue, type Redactor } from './masked-text.ts';
import { networkError } from './network-error.ts';
import { describeForeignBody, plainExcerpt } from './plain-excerpt.ts';
import { readShortText } from './read-reply.ts';
import { headerOf } from './reply-header.ts';
import { reportAttempt } from './report-attempt.ts';
import { parseRetryAfter } from './status-error.ts';
import { createTally, type Tally } from './tally.ts';
import { excerptOfTokenReply } from './token-excerpt.ts';
import type { MintResult } from './token-source.ts';
import { buildUserAgent } from './user-agent.ts';

export interface TokenRequest {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly now: () => number;
  /** Longest silence before the reply begins, and longest time from then to its end; ms. */
  readonly timeoutMs: number;
  /** Whose token it is to be, and who is told of the exchange. */
  readonly viewer?: { readonly credentialId: string; readonly reportExchange: ReportExchange };
  /** Groundtrack's version for the user agent. */
  readonly version?: string;
}

/** How long a token lives when the reply does not say (starlink-api.md §3.3). */
const defaultLifetimeS = 900;

const grantedSchema = z.object({ access_token: z.string().min(1), expires_in: z.union([z.number(), z.string().min(1).pipe(z.coerce.number())]).pipe(z.number().nonnegative()).catch(defaultLifetimeS) });
const refusedSchema = z.object({ error: z.string().nullish(), error_description: z.string().nullish() });
/** OAuth errors that are the server's trouble, whatever the status. */
const passingErrors: ReadonlySet<string> = new Set(['server_error', 'temporarily_unavailable']);
/** Statuses that judge the credential; others (404, 405, …) judge the URL. */
const rejectingStatuses: ReadonlySet<number> = new Set([400, 401, 403]);

/**
 * Failure codes: 'token-rejected' (useless to repeat until the credential changes), 'token-rate-limited', 'token-unreachable' (silence too),
 * 'token-tls', 'token-not-json', 'token-server'. Messages hold neither secret nor token; of a 200 no body text is ever shown.
 */
export async function fetchToken(options: TokenRequest): Promise<MintResult> {
  const redactSecret = redactValue(options.clientSecret);
  const mask: Redactor = (text) => maskText(redactSecret(text));
  const tally = createTally();
  const requestHeaders = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', 'user-agent': buildUserAgent(options.version) };
  const requestBody = new URLSearchParams({ grant_type: 'client_credentials', client_id: options.clientId, client_secret: options.clientSecret }).toString();
  const atMs = options.now();
  const result = await mint(options, requestHeaders, requestBody, tally, mask);
  tally.error = result.ok ? null : result.error.message;
  if (options.viewer !== undefined) {
    // The new token is a secret of this exchange as well.
    const redactToken = redactValue(result.ok ? result.value.accessToken : '');
    const maskBoth: Redactor = (text) => mask(redactToken(text));
    const redactCutSecret = redactValue(options.clientSecret, { isCut: true });
    const isGranted = tally.status !== null && tally.status >= 200 && tally.status < 300;
    reportAttempt(options.viewer.reportExchange, {
      atMs, endedAtMs: options.now(), credentialId: options.viewer.credentialId, group: 700, method: 'POST', url: options.tokenUrl, attempt: 1,
      requestHeaders, requestBody, tally, mask: maskBoth, maskBody: (isCut) => (isCut ? (text) => maskBoth(redactCutSecret(text)) : maskBoth),
      ...(isGranted ? { replyBody: () => excerptOfTokenReply(tally, maskBoth) } : {}),
    });
  }
  return result;
}

async function mint(options: TokenRequest, headers: Readonly<Record<string, string>>, body: string, tally: Tally, mask: Redactor): Promise<MintResult> {
  const { host } = new URL(options.tokenUrl);
  const agent = new Agent({ connect: { timeout: options.timeoutMs } });
  const askedAtMs = options.now();
  try {
    const response = await request(options.tokenUrl, {
      dispatcher: agent, method: 'POST', headersTimeout: options.timeoutMs, bodyTimeout: options.timeoutMs, headers, body,
    });
    Object.assign(tally, { status: response.statusCode, headers: response.headers, answeredAtMs: options.now() });
    const { text, error } = await readShortText(response, tally, options.timeoutMs);
    if (error !== null) throw error;
    if (response.statusCode === 200) return parseGranted(text, response, host, askedAtMs);
    return parseRefused(mask(text), response, host, options.now());
  } catch (error) {
    const cause = networkError(error, 'Token', host, options.timeoutMs);
    return fail(networkCodes[cause.kind] ?? 'token-unreachable', mask(cause.cause.replace(/^Token: /, '')));
  } finally {
    // Not close(): a server that keeps the connection open must not hold us.
    await agent.destroy();
  }
}

const networkCodes: Partial<Record<ApiErrorKind, string>> = { tls: 'token-tls', 'not-json': 'token-not-json' };

function parseGranted(text: string, response: Dispatcher.ResponseData, host: string, askedAtMs: number): MintResult {
  const json = parseJson(text);
  const granted = grantedSchema.safeParse(json);
  if (granted.success) return ok({ accessToken: granted.data.access_token, expiresAtMs: askedAtMs + granted.data.expires_in * 1000 });
  if (json !== undefined) return fail('token-not-json', `${host} answered with JSON that holds no access_token.`);
  const contentType = headerOf(response, 'content-type');
  const page = describeForeignBody(contentType, text);
  // Only a page may be quoted: plain text of a 200 could be the token itself.
  const what = page.startsWith('text') ? `text (${plainExcerpt(contentType ?? 'no content type', 60)})` : page;
  return fail('token-not-json', `${host} answered the token request with ${what} instead of JSON.`);
}

function parseRefused(text: string, response: Dispatcher.ResponseData, host: string, nowMs: number): MintResult {
  const status = response.statusCode;
  const contentType = headerOf(response, 'content-type');
  const json = parseJson(text);
  const refused = refusedSchema.safeParse(json);
  const error = refused.success ? (refused.data.error ?? '') : '';
  const words = plainExcerpt((refused.success ? refused.data.error_description : null) ?? error);
  const foreign = text.trim() === '' ? '' : json === undefined ? describeForeignBody(contentType, text) : '';
  const said = words !== '' ? `: ${words}` : foreign !== '' ? `: it sent ${foreign}` : '';
  if (status >= 300 && status < 400) return fail('token-server', `${host} redirects the token request (HTTP ${status}), which is not followed: the token URL must name the final host.`);
  if (status === 429) {
    const waitMs = parseRetryAfter(headerOf(response, 'retry-after'), headerOf(response, 'date'), nowMs);
    const wait = waitMs === null ? '' : `; it asks to wait ${Math.ceil(waitMs / 1000)} s`;
    const { error: limited } = fail('token-rate-limited', `${host} says that too many tokens were asked for (HTTP 429)${said}${wait}.`);
    return { ok: false, error: waitMs === null ? limited : { ...limited, retryAfterMs: waitMs } };
  }
  const isPage = foreign.startsWith('a web page');
  if (status >= 500 || passingErrors.has(error)) return fail('token-server', `${host} cannot issue a token now (HTTP ${status})${said}.`);
  if (isPage && rejectingStatuses.has(status)) return fail('token-not-json', `${host} answered the token request (HTTP ${status}) with ${foreign} instead of JSON.`);
  if (!rejectingStatuses.has(status)) return fail('token-server', `${host} has no token service at this URL (HTTP ${status})${said}.`);
  return fail('token-rejected', `${host} does not accept this client id and client secret (HTTP ${status})${said}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
