// What is told about each request: never a header or a body, and no query value that could be a secret.
import type { Exchange } from './exchange.ts';

export interface RequestLine {
  /** ISO time at which the answer ended. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** null = no answer was sent: the connection broke first. */
  readonly status: number | null;
  readonly accountNumber: string | null;
  /** Complete stream rows. */
  readonly rows: number;
  /** Body bytes on the wire. */
  readonly bytes: number;
  readonly ms: number;
}

export function buildRequestLine(exchange: Exchange, ms: number): RequestLine {
  return {
    at: new Date().toISOString(),
    method: exchange.request.method ?? 'GET',
    path: exchange.url.pathname + maskQuery(exchange.url.searchParams),
    status: exchange.response.headersSent ? exchange.response.statusCode : null,
    accountNumber: exchange.accountNumber,
    rows: exchange.rows,
    bytes: exchange.bytes,
    ms: Math.round(ms * 10) / 10,
  };
}

// Parameters of the calls served here; the value of any other is nobody's business.
const plainParameters = new Set([
  'page', 'limit', 'cursor', 'serviceLineNumbers', 'userTerminalIds', 'hasServiceLine', 'searchString', 'addressReferenceId', 'dataPoolId',
  'orderByCreatedDateDescending', 'ancestorAccountNumber', 'accountNumbers', 'maxDepth', 'forMs', 'account', 'addressIds', 'reasonForCancellation', 'endNow', 'sandboxId',
  'expiryAfter', 'dataPoolIds', 'asOfTimestamp', 'productReferenceId', 'consumeFromPool', 'enabled',
]);

function maskQuery(query: URLSearchParams): string {
  const shown = [...query].map(([name, value]) => `${encodeURIComponent(name)}=${plainParameters.has(name) ? encodeURIComponent(value) : '***'}`);
  return shown.length === 0 ? '' : `?${shown.join('&')}`;
}
