// Which method and path is which call, and who answers it. The first row that fits wins: fixed paths stand before those with parameters.
import { answerAccount, answerAccountTree, answerManagedAccounts } from './account-calls.ts';
import type { CallName } from './call-names.ts';
import { answerDataUsage } from './data-usage-call.ts';
import type { ApiAnswer } from './envelope.ts';
import type { ManagementRequest } from './management-request.ts';
import { answerProducts } from './product-calls.ts';
import { answerPartialPeriods, answerServiceLine, answerServiceLines } from './service-line-calls.ts';
import { answerRouter, answerUserTerminals } from './terminal-calls.ts';

type Answer = (request: ManagementRequest) => ApiAnswer;

/** `{name}` stands for one part of the path. */
const managementCalls: readonly (readonly [method: string, path: string, call: CallName, answer: Answer])[] = [
  ['GET', '/account', 'account', answerAccount],
  ['GET', '/managed/accounts', 'managedAccounts', answerManagedAccounts],
  ['GET', '/managed/accounts/tree', 'accountTree', answerAccountTree],
  ['GET', '/products', 'products', answerProducts],
  ['POST', '/data-usage/query', 'dataUsage', answerDataUsage],
  ['GET', '/user-terminals', 'userTerminals', answerUserTerminals],
  ['GET', '/routers/{routerId}', 'router', answerRouter],
  ['GET', '/service-lines', 'serviceLines', answerServiceLines],
  ['GET', '/service-lines/{serviceLineNumber}', 'serviceLine', answerServiceLine],
  ['GET', '/service-lines/{serviceLineNumber}/billing-cycles/partial-periods', 'partialPeriods', answerPartialPeriods],
];

export interface Route {
  readonly call: CallName;
  /** null = a telemetry call: they need more than a ManagementRequest. */
  readonly answer: Answer | null;
  readonly params: Readonly<Record<string, string>>;
}

const compiled = managementCalls.map(([method, path, call, answer]) => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return { method, names, call, answer, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`) };
});
const telemetryCalls: Readonly<Record<string, CallName>> = { '/telemetry/stream': 'stream', '/telemetry/query': 'query' };

/** `path` starts behind the API's own; parts of it are percent-decoded. null = no such call. */
export function findRoute(method: string, path: string): Route | null {
  const telemetry = method === 'POST' ? telemetryCalls[path] : undefined;
  if (telemetry !== undefined) return { call: telemetry, answer: null, params: {} };
  for (const route of compiled) {
    const match = route.method === method ? route.pattern.exec(path) : null;
    if (match === null) continue;
    return { call: route.call, answer: route.answer, params: Object.fromEntries(route.names.map((name, position) => [name, decodePart(match[position + 1] ?? '')])) };
  }
  return null;
}

/** What cannot be decoded is taken as it is. */
function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
