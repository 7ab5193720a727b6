// Walks all pages of a Management list: bounded, without doubles, and honest about whether everything was seen.
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import { shapeError } from './envelope.ts';
import type { EntryParser } from './management-entries.ts';
import type { Finding } from './telemetry-batch.ts';

export interface ManagementEntry<Value> {
  readonly key: string;
  readonly value: Value;
  /** The API's own object, every field of it. */
  readonly source: unknown;
}

export interface ManagementWalk<Value> {
  readonly entries: readonly ManagementEntry<Value>[];
  /** Listed by the API, but their rows could not be read: they are not gone. */
  readonly unreadableKeys: readonly string[];
  /** False: an entry that is missing here may exist all the same, so nothing may be removed. */
  readonly complete: boolean;
  /** Why it is not complete, for people; null when it is. */
  readonly gap: string | null;
  /** As the last page gave it; null where the API gives none. */
  readonly totalCount: number | null;
  readonly pages: number;
  readonly findings: readonly Finding[];
}

/** Everything after the first request of a walk may differ by list: how a page is asked for and where the next one is. */
export interface PageSource {
  /** As the problem list names it: 'User terminals'. */
  readonly call: string;
  readonly host: string;
  /** Content of the envelope. `position`: null for the first page. Throws ApiError. */
  fetchContent(position: string | null): Promise<unknown>;
  /** Position of the page after the `index`-th one; null: that was the last. */
  nextPosition(page: PageContent, index: number): string | null;
  /** Entries carry no `source`: lists of a size that memory should not hold twice. */
  readonly dropsSource?: boolean;
}

const pageSchema = z.object({
  isLastPage: z.boolean().nullish(),
  nextKey: z.string().nullish(),
  results: z.array(z.unknown()).nullish(),
  // Only a cross-check: a count that is none must not cost the rows.
  totalCount: z.number().int().nonnegative().nullish().catch(null),
});
export type PageContent = z.infer<typeof pageSchema>;

/** 100 rows a page: 100,000 rows, ten times the largest fleet thought of. A server that never ends stops here. */
export const MAX_PAGES = 1_000;

/** By page index (starlink-api.md §4.2): ends with isLastPage, or at an empty page. */
export function nextByIndex(page: PageContent, index: number): string | null {
  return page.isLastPage === true || (page.results ?? []).length === 0 ? null : String(index + 1);
}

/** By cursor: ends with nextKey null. */
export function nextByCursor(page: PageContent): string | null {
  return page.nextKey === undefined || page.nextKey === null || page.nextKey === '' ? null : page.nextKey;
}

/**
 * One walk, and a second one when the pages moved while the first went on. Throws ApiError when a page can't be had, and what
 * `signal` was aborted with: it is looked at between requests, never during one.
 */
export async function walkPages<Value>(pages: PageSource, parse: EntryParser<Value>, signal?: AbortSignal): Promise<ManagementWalk<Value>> {
  const first = await walkOnce(pages, parse, signal);
  if (!first.drifted) return first.walk;
  const second = await walkOnce(pages, parse, signal);
  if (!second.drifted) return { ...second.walk, pages: first.walk.pages + second.walk.pages };
  // Neither saw everything, but both saw real rows: the newer look at each counts.
  const entries = new Map([...first.walk.entries, ...second.walk.entries].map((entry) => [entry.key, entry]));
  const unreadableKeys = [...new Set([...first.walk.unreadableKeys, ...second.walk.unreadableKeys])].filter((key) => !entries.has(key));
  return { ...second.walk, entries: [...entries.values()], unreadableKeys, pages: first.walk.pages + second.walk.pages };
}

async function walkOnce<Value>(pages: PageSource, parse: EntryParser<Value>, signal?: AbortSignal): Promise<{ walk: ManagementWalk<Value>; drifted: boolean }> {
  const entries = new Map<string, ManagementEntry<Value>>();
  const unreadable = new Set<string>();
  const findings: Finding[] = [];
  const visited = new Set<string>();
  let position: string | null = null;
  let totalCount: number | null = null;
  let doubles = 0;
  let nameless = 0;
  let count = 0;
  let endless = false;
  let repeats = false;

  for (;;) {
    const page = await fetchPage(pages, position, count > 0, signal);
    count += 1;
    totalCount = page.totalCount ?? totalCount;
    const doublesBefore = doubles;
    for (const [row, source] of (page.results ?? []).entries()) {
      const parsed = parse(source);
      if (parsed.key !== null && (entries.has(parsed.key) || unreadable.has(parsed.key))) doubles += 1;
      if (parsed.ok) {
        entries.set(parsed.key, { key: parsed.key, value: parsed.value, source: pages.dropsSource === true ? undefined : source });
        unreadable.delete(parsed.key);
        continue;
      }
      const subject = parsed.key ?? `page ${String(count)}, row ${String(row + 1)}`;
      findings.push({ kind: 'bad-row', subject: `${pages.call} ${subject}`, text: `${pages.call}: the row of ${subject} could not be read (${parsed.problem}); the others are in use` });
      if (parsed.key === null) nameless += 1;
      else if (!entries.has(parsed.key)) unreadable.add(parsed.key);
    }
    const next = pages.nextPosition(page, count - 1);
    if (next === null) break;
    const rows = (page.results ?? []).length;
    // Not a row is new: such a server gives one page for ever, whatever it is asked for.
    repeats = rows > 0 && doubles - doublesBefore === rows;
    if (repeats) break;
    if (count >= MAX_PAGES || visited.has(next)) {
      endless = true;
      break;
    }
    visited.add(next);
    position = next;
  }

  const distinct = entries.size + unreadable.size + nameless;
  const drifted = !endless && !repeats && (doubles > 0 || (totalCount !== null && distinct !== totalCount));
  const gap = endless
    ? `the list did not end after ${String(count)} pages`
    : repeats
      ? `page ${String(count)} brought nothing but rows of the pages before it`
      : drifted
        ? `the pages moved while they were read: ${String(distinct)} different rows${totalCount === null ? '' : ` of ${String(totalCount)}`}, ${String(doubles)} of them twice`
        : nameless > 0
          ? `${String(nameless)} rows do not tell what they are about`
          : null;
  return { drifted, walk: { entries: [...entries.values()], unreadableKeys: [...unreadable], complete: gap === null, gap, totalCount, pages: count, findings } };
}

/** In an incident a share of all requests fails: a walk over a hundred pages must survive some of them. */
const MOST_ATTEMPTS = 4;
/** Nothing is lost yet with the first page, but the next round may be an hour away. */
const FIRST_PAGE_ATTEMPTS = 2;

/** A page in the middle of a walk is asked for again before the whole walk is given up; the first one where the server answered, but badly. */
async function fetchPage(pages: PageSource, position: string | null, isUnderWay: boolean, signal?: AbortSignal): Promise<PageContent> {
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return parsePage(await pages.fetchContent(position), pages);
    } catch (error) {
      if (!(error instanceof ApiError) || attempt >= attemptsAfter(error, isUnderWay)) throw error;
    }
  }
}

function attemptsAfter(error: ApiError, isUnderWay: boolean): number {
  if (!error.retryable || error.kind === 'rate-limited') return 1;
  if (isUnderWay) return MOST_ATTEMPTS;
  const answeredBadly = error.kind === 'server' || error.kind === 'truncated';
  return answeredBadly && error.retryAfterMs === null ? FIRST_PAGE_ATTEMPTS : 1;
}

function parsePage(content: unknown, { call, host }: PageSource): PageContent {
  const parsed = pageSchema.safeParse(content);
  if (!parsed.success) throw shapeError(parsed.error, { call, host, status: 200 }, 'a page');
  return parsed.data;
}
