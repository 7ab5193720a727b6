// `POST /data-usage/query`: usage of all service lines of an account, walked page by page (starlink-api.md §9.6).
import { ApiError } from './api-error.ts';
import { parseDataUsageEntry, type DataUsageEntry } from './data-usage-entries.ts';
import { parseEnvelope } from './envelope.ts';
import type { ExchangeGroup } from './exchange.ts';
import type { HttpClient } from './http-client.ts';
import { nextByIndex, walkPages, type ManagementWalk } from './management-walk.ts';

const group: ExchangeGroup = 705;

export const dataUsageCall = { path: ['data-usage', 'query'], group, call: 'Data usage', permission: 'Service plan, View' } as const;

export interface DataUsageQuestion {
  /** Besides the current one. */
  readonly previousBillingCycles: number;
  /** False: lines that have ended, too. */
  readonly activeServiceLinesOnly: boolean;
}

/** The most that Starlink gives. With one or two cycles a line has some 4 to 8 kB: at most 2 MB a page, 40 pages for 10,000 lines. */
const CURRENT_LINES_PER_PAGE = 250;
/** Thirteen cycles of a line have some 45 kB: 4 to 5 MB a page, and 100 requests for 10,000 lines fit into a minute's 250. */
const PAST_LINES_PER_PAGE = 100;
const FEW_CYCLES = 2;

export type UsageWalk = ManagementWalk<DataUsageEntry>;

/** Throws ApiError when a page can't be had, and what `signal` was aborted with, between two requests. */
export async function fetchDataUsage(client: HttpClient, question: DataUsageQuestion, signal?: AbortSignal): Promise<UsageWalk> {
  const { call } = dataUsageCall;
  const limit = question.previousBillingCycles < FEW_CYCLES ? CURRENT_LINES_PER_PAGE : PAST_LINES_PER_PAGE;
  const fetchContent = (page: string | null): Promise<unknown> => fetchPage(client, question, page ?? '0', limit);
  const walk = await walkPages({ call, host: client.host, fetchContent, nextPosition: nextByIndex, dropsSource: true }, parseDataUsageEntry, signal);
  const partly = walk.entries.flatMap(({ value: { serviceLineNumber, problems } }) => (problems.length === 0 ? [] : [{
    kind: 'bad-row', subject: `${call} ${serviceLineNumber}`,
    text: `${call}: of ${serviceLineNumber} not all could be read (${listOf(problems)}); the rest is in use`,
  }]));
  return { ...walk, findings: [...walk.findings, ...partly] };
}

async function fetchPage(client: HttpClient, question: DataUsageQuestion, page: string, limit: number): Promise<unknown> {
  const { path, call, permission } = dataUsageCall;
  const reply = await client.requestJson({ method: 'POST', path, query: { page, limit }, body: question, group, call, intent: 'read', permission });
  const envelope = parseEnvelope(reply.json, { call, host: client.host, status: reply.status });
  if (envelope instanceof ApiError) throw envelope;
  return envelope.content;
}

function listOf(problems: readonly string[]): string {
  const shown = problems.slice(0, 3).join(', ');
  return problems.length > 3 ? `${shown} and ${String(problems.length - 3)} more` : shown;
}
