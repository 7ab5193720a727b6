// The wrapper around every Management reply, and the two kinds of paging inside it.

import { sendJson, sendText, type Exchange } from './exchange.ts';

export interface ValidationResult {
  readonly memberNames: readonly string[];
  readonly errorMessage: string;
}

export interface ApiAnswer {
  readonly status: number;
  /** undefined = no body at all. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export function answer(content: unknown): ApiAnswer {
  return { status: 200, body: { content, errors: [], warnings: [], information: [], isValid: true } };
}

/** What most writes answer: the bare envelope. */
export const done: ApiAnswer = { status: 200, body: { errors: [], warnings: [], information: [], isValid: true } };

/** An envelope without content that says what is wrong. */
export function refusal(status: number, errorMessage: string, memberNames: readonly string[] = []): ApiAnswer {
  return { status, body: { errors: [{ memberNames, errorMessage }], warnings: [], information: [], isValid: false } };
}

export const pageSize = 100;
// int32, as the service documents it.
const mostPageIndex = 0x7fffffff;
// Small on purpose: the demo's three managed accounts already need a second page.
const keyPageSize = 2;

export interface PageRules {
  /** Rows of later pages stand one place on, as in the incident of September 2025. */
  readonly drifted?: boolean;
  readonly limit?: number;
}

/** Page-index paging: `totalCount` is what all pages hold together, a page past the end is empty. */
export function answerPage<T>(all: readonly T[], url: URL, build: (item: T) => unknown, { drifted = false, limit = pageSize }: PageRules = {}): ApiAnswer {
  const text = url.searchParams.get('page') ?? '0';
  if (!/^\d{1,10}$/.test(text) || Number(text) > mostPageIndex) return refusal(400, `The value '${text}' is not valid.`, ['page']);
  const pageIndex = Number(text);
  const shifted = drifted && pageIndex > 0;
  const first = Math.max(0, pageIndex * limit - (shifted ? 1 : 0));
  const results = all.slice(first, Math.min(first + limit, shifted ? all.length - 1 : all.length)).map(build);
  return answer({ pageIndex, limit, isLastPage: (pageIndex + 1) * limit >= all.length, results, totalCount: all.length });
}

/** Cursor paging: `nextKey` null ends it. */
export function answerKeyPage<T>(all: readonly T[], url: URL, keyOf: (item: T) => string): ApiAnswer {
  const cursor = url.searchParams.get('cursor');
  const first = cursor === null || cursor === '' ? 0 : all.findIndex((item) => keyOf(item) === cursor) + 1;
  if (first === 0 && cursor !== null && cursor !== '') return refusal(422, 'The cursor is not valid.', ['cursor']);
  const results = all.slice(first, first + keyPageSize);
  const last = results.at(-1);
  return answer({ nextKey: last === undefined || first + keyPageSize >= all.length ? null : keyOf(last), results });
}

/** On the wire: JSON, text, or no body at all. */
export function sendAnswer(exchange: Exchange, reply: ApiAnswer): void {
  if (reply.body === undefined) sendText(exchange, reply.status, '', reply.headers ?? {});
  else if (typeof reply.body === 'string') sendText(exchange, reply.status, reply.body, { 'Content-Type': 'text/plain; charset=utf-8', ...reply.headers });
  else sendJson(exchange, reply.status, reply.body, reply.headers);
}
