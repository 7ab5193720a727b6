// From a request to the call that answers it: path, token, rate, faults, handler, in this order.
import { featureNumbers, neededPermissions, type CallName } from './call-names.ts';
import { refusal, type ApiAnswer } from './envelope.ts';
import { readBody, sendJson, sendText, untilGone, wait, type Exchange } from './exchange.ts';
import { findTelemetryDelay, isAfterEffect, isReplyFault, type Fault, type FaultBoard, type ReplyFault } from './faults.ts';
import type { Account, ServiceAccount } from './fleet.ts';
import type { LedgerBook } from './ledger.ts';
import { findRoute, type Route } from './routes.ts';
import type { TerminalSamples } from './terminal-sample.ts';
import { answerQuery } from './query-call.ts';
import type { RateLimit } from './rate-limit.ts';
import { answerStream } from './stream-call.ts';
import type { StreamCursor } from './stream-cursor.ts';
import type { StreamFeed } from './stream-feed.ts';
import type { TokenOffice } from './tokens.ts';
import type { World } from './world.ts';

export const apiPath = '/api/public/v2';
export const tokenPath = '/api/auth/connect/token';

/** What the calls of one service account work on. */
export interface ServiceDesk {
  readonly serviceAccount: ServiceAccount;
  readonly account: Account;
  readonly feed: StreamFeed;
  readonly cursor: StreamCursor;
  rawBodies: string[] | null;
}

export interface ApiRouterParts {
  readonly desks: ReadonlyMap<string, ServiceDesk>;
  readonly tokens: TokenOffice;
  readonly accountLimit: RateLimit;
  readonly tokenLimit: RateLimit;
  readonly faults: FaultBoard;
  readonly ledger: LedgerBook;
  readonly samples: TerminalSamples;
  readonly world: World;
  readonly nowS: () => number;
}

/** Answers every path but the control endpoint's. */
export async function routeApi(exchange: Exchange, parts: ApiRouterParts): Promise<void> {
  const { pathname } = exchange.url;
  if (pathname === tokenPath && exchange.request.method === 'POST') {
    await answerToken(exchange, parts);
    return;
  }
  const path = pathname.startsWith(`${apiPath}/`) ? pathname.slice(apiPath.length) : null;
  const serviceAccount = path === null ? null : parts.tokens.check(exchange.request.headers.authorization);
  if (path !== null && serviceAccount === null) {
    send(exchange, { status: 401 });
    return;
  }
  const desk = serviceAccount === null ? undefined : parts.desks.get(serviceAccount.clientId);
  const route = findRoute(exchange.request.method ?? 'GET', path ?? '');
  if (desk !== undefined) exchange.accountNumber = desk.account.accountNumber;
  if (desk === undefined || route === null) {
    send(exchange, refusal(404, 'The requested resource was not found.'));
    return;
  }
  const { call } = route;
  const waitS = parts.accountLimit.take(desk.account.accountNumber);
  if (waitS > 0) {
    // The service documents no Retry-After: clients have to find their own way back.
    send(exchange, refusal(429, 'Too many requests.'));
    return;
  }
  parts.ledger.addRequest(call);
  const body = await readBody(exchange);
  const faults = parts.faults.take({ account: desk.account.accountNumber, clientId: desk.serviceAccount.clientId, call });
  if (await applyFaults(exchange, faults.filter((fault) => !isAfterEffect(fault, call)), call, parts, desk)) return;
  const late = faults.find((fault) => isAfterEffect(fault, call));
  const answered = await carryOut(exchange, route, desk, parts, faults, body);
  if (late !== undefined) await applyFaults(exchange, [late], call, parts, desk);
  else if (answered !== null) send(exchange, answered);
}

function carryOut(exchange: Exchange, route: Route, desk: ServiceDesk, parts: ApiRouterParts, faults: readonly Fault[], body: string): Promise<ApiAnswer | null> | ApiAnswer {
  const { account } = desk;
  if (route.answer !== null) {
    return route.answer({
      account, world: parts.world, url: exchange.url, params: route.params, body, nowS: parts.nowS(), pageDrift: faults.some((fault) => fault.kind === 'pageDrift'),
    });
  }
  if (route.call === 'stream') {
    return answerStream({ ...parts, exchange, serviceAccount: desk.serviceAccount, cursor: desk.cursor, feed: desk.feed, faults, rawBodies: desk.rawBodies }, body);
  }
  const nowS = parts.nowS() - findTelemetryDelay(faults);
  return answerQuery(body, parts.world.terminals(account, nowS), nowS, parts.samples);
}

async function answerToken(exchange: Exchange, parts: ApiRouterParts): Promise<void> {
  const form = new URLSearchParams(await readBody(exchange));
  const { authorization } = exchange.request.headers;
  const clientId = form.get('client_id');
  exchange.accountNumber = parts.desks.get(clientId ?? '')?.account.accountNumber ?? null;
  const faults = parts.faults.take({ account: exchange.accountNumber, clientId, call: 'token' });
  if (parts.tokenLimit.take('all') > 0) {
    parts.ledger.addToken(false);
    send(exchange, { status: 429 });
    return;
  }
  if (await applyFaults(exchange, faults, 'token', parts, null)) {
    parts.ledger.addToken(false);
    return;
  }
  const minted = parts.tokens.mint(form, authorization);
  parts.ledger.addToken(minted.status === 200);
  sendJson(exchange, minted.status, minted.body, { 'Cache-Control': 'no-store' });
}

/** True when a fault has answered in the call's place. */
async function applyFaults(exchange: Exchange, faults: readonly Fault[], call: CallName, parts: ApiRouterParts, desk: ServiceDesk | null): Promise<boolean> {
  for (const fault of faults) if (fault.kind === 'delay') await wait(fault.delayMs, exchange.gone);
  const fault = faults.find(isReplyFault);
  if (fault === undefined) return exchange.gone.aborted;
  if (fault.kind === 'reset') {
    if (fault.hold === true) await untilGone(exchange.gone);
    exchange.response.socket?.destroy();
    return true;
  }
  if (fault.kind === 'html') {
    sendText(exchange, fault.status ?? 200, portalPage, { 'Content-Type': 'text/html; charset=utf-8' });
    return true;
  }
  if (fault.kind === 'unauthorized') parts.tokens.revoke(exchange.request.headers.authorization);
  send(exchange, buildFaultAnswer(fault, call, desk?.account.accountNumber ?? 'unknown'));
  return true;
}

const portalPage = '<!doctype html><html><head><title>Sign in to the network</title></head><body><h1>Welcome aboard</h1><p>Please sign in.</p></body></html>';

function buildFaultAnswer(fault: Exclude<ReplyFault, { kind: 'reset' | 'html' }>, call: CallName, accountNumber: string): ApiAnswer {
  switch (fault.kind) {
    // The token endpoint has no 401: a client that is no longer welcome is an invalid client.
    case 'unauthorized': return call === 'token' ? { status: 400, body: { error: 'invalid_client' } } : { status: 401 };
    case 'forbidden': return fault.bare === true ? { status: 403 } : buildForbidden(fault, call, accountNumber);
    case 'tooManyRequests':
      return { ...refusal(429, 'Too many requests.'), headers: fault.retryAfterS === undefined ? {} : { 'Retry-After': String(fault.retryAfterS) } };
    case 'unprocessable': return refusal(422, fault.message ?? 'The request could not be processed.');
    case 'invalid': return refusal(200, fault.message ?? 'The account is not available at the moment.');
    case 'status': return fault.body === undefined ? { status: fault.status } : { status: fault.status, body: fault.body };
  }
}

// Of these the service says no more than that they are forbidden.
const tersePermissions: ReadonlySet<CallName> = new Set<CallName>(['managedAccounts', 'accountTree', 'mobileData']);

function buildForbidden(fault: Extract<ReplyFault, { kind: 'forbidden' }>, call: CallName, accountId: string): ApiAnswer {
  if (tersePermissions.has(call)) return refusal(403, 'user_lacks_required_permission');
  const [neededFeature, neededPermission] = neededPermissions[call] ?? ['AccountInformation', 'View'];
  const feature = fault.feature ?? neededFeature;
  const permission = fault.permission ?? neededPermission;
  return {
    status: 403,
    body: {
      content: {
        accountId, requiredPermission: { featureAccess: featureNumbers[feature], permission: permission === 'View' ? 0 : 1 },
        featureAccessString: feature, permissionString: permission,
      },
      errors: [{ memberNames: [], errorMessage: 'user_lacks_required_permission' }], warnings: [], information: [], isValid: false,
    },
  };
}

function send(exchange: Exchange, reply: ApiAnswer): void {
  if (reply.body === undefined) sendText(exchange, reply.status, '', reply.headers ?? {});
  else if (typeof reply.body === 'string') sendText(exchange, reply.status, reply.body, { 'Content-Type': 'text/plain; charset=utf-8', ...reply.headers });
  else sendJson(exchange, reply.status, reply.body, reply.headers);
}
