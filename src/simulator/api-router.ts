// From a request to the call that answers it: path, token, rate, faults, handler, in this order.
import { refusal, sendAnswer, type ApiAnswer } from './envelope.ts';
import { readBody, sendJson, type Exchange } from './exchange.ts';
import { applyFaults } from './fault-answers.ts';
import { findTelemetryDelay, isAfterEffect, type Fault, type FaultBoard } from './faults.ts';
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
import { findV1Route, readV1StreamBody, v1Path, v1StreamPath } from './v1-routes.ts';
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
  /** Serves the shapes of API V1 too. */
  readonly v1: boolean;
}

// Clients in the wild mint on three hosts with two paths.
const tokenPaths: ReadonlySet<string> = new Set([tokenPath, '/auth/connect/token']);

/** Answers every path but the control endpoint's. */
export async function routeApi(exchange: Exchange, parts: ApiRouterParts): Promise<void> {
  const { pathname } = exchange.url;
  if (tokenPaths.has(pathname) && exchange.request.method === 'POST') {
    await answerToken(exchange, parts);
    return;
  }
  const ours = pathname.startsWith(`${apiPath}/`) || (parts.v1 && (pathname.startsWith(`${v1Path}/`) || pathname === v1StreamPath));
  const serviceAccount = ours ? parts.tokens.check(exchange.request.headers.authorization) : null;
  if (ours && serviceAccount === null) {
    sendAnswer(exchange, { status: 401 });
    return;
  }
  const desk = serviceAccount === null ? undefined : parts.desks.get(serviceAccount.clientId);
  const route = findAnyRoute(exchange);
  if (desk !== undefined) exchange.accountNumber = desk.account.accountNumber;
  if (desk === undefined || route === null) {
    sendAnswer(exchange, refusal(404, 'The requested resource was not found.'));
    return;
  }
  const { call } = route;
  const waitS = parts.accountLimit.take(desk.account.accountNumber);
  if (waitS > 0) {
    // The service documents no Retry-After: clients have to find their own way back.
    sendAnswer(exchange, refusal(429, 'Too many requests.'));
    return;
  }
  parts.ledger.addRequest(call);
  const body = await readBody(exchange);
  const faults = parts.faults.take({ account: desk.account.accountNumber, clientId: desk.serviceAccount.clientId, call });
  if (await applyFaults(exchange, faults.filter((fault) => !isAfterEffect(fault, call)), call, parts.tokens, desk.account.accountNumber)) return;
  const late = faults.find((fault) => isAfterEffect(fault, call));
  const answered = await carryOut(exchange, route, desk, parts, faults, body);
  if (late !== undefined) await applyFaults(exchange, [late], call, parts.tokens, desk.account.accountNumber);
  else if (answered !== null) sendAnswer(exchange, answered);
}

function findAnyRoute({ request, url }: Exchange): Route | null {
  const method = request.method ?? 'GET';
  if (url.pathname.startsWith(`${apiPath}/`)) return findRoute(method, url.pathname.slice(apiPath.length));
  if (url.pathname === v1StreamPath) return method === 'POST' ? { call: 'stream', answer: null, params: {} } : null;
  return findV1Route(method, url.pathname, url);
}

function carryOut(exchange: Exchange, route: Route, desk: ServiceDesk, parts: ApiRouterParts, faults: readonly Fault[], body: string): Promise<ApiAnswer | null> | ApiAnswer {
  const { account } = desk;
  if (route.answer !== null) {
    return route.answer({
      account, world: parts.world, url: exchange.url, params: route.params, body, nowS: parts.nowS(),
      paging: { ...route.paging, drifted: faults.some((fault) => fault.kind === 'pageDrift') },
    });
  }
  if (route.call === 'stream') {
    const fields = exchange.url.pathname === v1StreamPath ? readV1StreamBody(body, account.accountNumber) : body;
    if (typeof fields !== 'string') return fields;
    return answerStream({ ...parts, exchange, serviceAccount: desk.serviceAccount, cursor: desk.cursor, feed: desk.feed, faults, rawBodies: desk.rawBodies }, fields);
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
    sendAnswer(exchange, { status: 429 });
    return;
  }
  if (await applyFaults(exchange, faults, 'token', parts.tokens, null)) {
    parts.ledger.addToken(false);
    return;
  }
  const minted = parts.tokens.mint(form, authorization);
  parts.ledger.addToken(minted.status === 200);
  sendJson(exchange, minted.status, minted.body, { 'Cache-Control': 'no-store' });
}
