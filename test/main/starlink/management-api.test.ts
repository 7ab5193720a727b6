import { describe, expect, test } from 'vitest';
import { fetchAccount, fetchManagedAccounts, fetchProducts, fetchServiceLines, fetchUserTerminals } from '../../../src/main/starlink/management-api.ts';
import { MAX_PAGES } from '../../../src/main/starlink/management-walk.ts';
import { answerJson, answerText, type Answer } from './local-server.ts';
import { serve } from './served-client.ts';
import { apiErrorOf } from './test-client.ts';

const envelope = (content: unknown): Answer => answerJson(200, { content, errors: [], warnings: [], information: [], isValid: true });
const terminal = (id: string): unknown => ({ userTerminalId: id, kitSerialNumber: `KIT${id}` });
const page = (ids: readonly string[], more: { isLastPage?: boolean | null; totalCount?: number | null } = {}): Answer =>
  envelope({ pageIndex: 0, limit: 100, isLastPage: true, totalCount: ids.length, results: ids.map(terminal), ...more });
const idsOf = (walk: { entries: readonly { key: string }[] }): string[] => walk.entries.map((entry) => entry.key);

describe('a list by page', () => {
  test('is read until the last page says so', async () => {
    const { server, client } = await serve([page(['a', 'b'], { isLastPage: false, totalCount: 3 }), page(['c'], { totalCount: 3 })]);
    const walk = await fetchUserTerminals(client);
    expect(idsOf(walk)).toEqual(['uta', 'utb', 'utc']);
    expect(walk).toMatchObject({ complete: true, gap: null, totalCount: 3, pages: 2, unreadableKeys: [], findings: [] });
    expect(walk.entries[0]?.source).toEqual(terminal('a'));
    expect(server.seen.map((request) => request.url)).toEqual(['/api/public/v2/user-terminals?page=0', '/api/public/v2/user-terminals?page=1']);
    expect(client.exchanges.map((exchange) => exchange.group)).toEqual([703, 703]);
    expect(client.leases).toEqual([703, 703]);
  });

  test('of nothing is complete', async () => {
    const { client } = await serve(page([]));
    expect(await fetchServiceLines(client)).toMatchObject({ complete: true, entries: [] });
  });

  test.each([[null], [undefined]])('ends at an empty page when isLastPage is %s, also with results null', async (isLastPage) => {
    const { server, client } = await serve([page(['a'], { isLastPage: isLastPage ?? null }), envelope({ isLastPage, results: null, totalCount: 1 })]);
    expect(await fetchUserTerminals(client)).toMatchObject({ complete: true, pages: 2 });
    expect(server.seen).toHaveLength(2);
  });

  test('whose pages moved is read again, and is complete when they stood still', async () => {
    const { client, server } = await serve([
      page(['a', 'b'], { isLastPage: false, totalCount: 3 }), page(['b'], { totalCount: 3 }),
      page(['a', 'b'], { isLastPage: false, totalCount: 3 }), page(['c'], { totalCount: 3 }),
    ]);
    const walk = await fetchUserTerminals(client);
    expect(idsOf(walk)).toEqual(['uta', 'utb', 'utc']);
    expect(walk).toMatchObject({ complete: true, pages: 4 });
    expect(server.seen).toHaveLength(4);
  });

  test('whose pages move twice is not complete, and gives every row that either walk saw, once', async () => {
    const { client, server } = await serve([
      page(['a', 'b'], { isLastPage: false, totalCount: 4 }), page(['b'], { totalCount: 4 }),
      page(['b', 'c'], { isLastPage: false, totalCount: 4 }), page(['c'], { totalCount: 4 }),
    ]);
    const walk = await fetchUserTerminals(client);
    expect(idsOf(walk).sort()).toEqual(['uta', 'utb', 'utc']);
    expect(walk.complete).toBe(false);
    expect(walk.gap).toContain('2 different rows of 4');
    expect(server.seen).toHaveLength(4);
  });

  test('that gives fewer rows than it counts is not complete', async () => {
    const { client } = await serve(page(['a'], { totalCount: 2 }));
    expect(await fetchUserTerminals(client)).toMatchObject({ complete: false, totalCount: 2 });
  });

  test('without a count is complete when no row came twice', async () => {
    const { client } = await serve(page(['a'], { totalCount: null }));
    expect(await fetchUserTerminals(client)).toMatchObject({ complete: true, totalCount: null });
  });

  test('with a row twice is not complete, also where no count or a matching one says otherwise', async () => {
    for (const totalCount of [null, 2]) {
      const { client } = await serve(page(['a', 'b', 'a'], { totalCount }));
      const walk = await fetchUserTerminals(client);
      expect(idsOf(walk)).toEqual(['uta', 'utb']);
      expect(walk.complete).toBe(false);
    }
  });

  test('that never ends is given up, and is not complete', async () => {
    let served = 0;
    const { client } = await serve((response, request) => page([`t${String((served += 1))}`], { isLastPage: false, totalCount: null })(response, request));
    const walk = await fetchUserTerminals(client);
    expect(walk).toMatchObject({ complete: false, pages: MAX_PAGES });
    expect(walk.gap).toContain('did not end');
  });

  test('of a server that gives the same page for ever is given up at the second one', async () => {
    const { client, server } = await serve(page(['a', 'b'], { isLastPage: false, totalCount: 2 }));
    const walk = await fetchUserTerminals(client);
    expect(idsOf(walk)).toEqual(['uta', 'utb']);
    expect(walk).toMatchObject({ complete: false, pages: 2, gap: expect.stringContaining('page 2 brought nothing but rows of the pages before it') as string });
    expect(server.seen).toHaveLength(2);
  });

  test.each([['2'], [-1], [1.5], [{}]])('keeps its rows where totalCount is %j', async (totalCount) => {
    const { client } = await serve(envelope({ isLastPage: true, totalCount, results: [terminal('a'), terminal('b')] }));
    expect(await fetchUserTerminals(client)).toMatchObject({ complete: true, totalCount: null, entries: [{}, {}] });
  });

  test('skips a row that can not be read, says which, and keeps it from being taken for gone', async () => {
    const results = [terminal('a'), { userTerminalId: 'b', nickname: { not: 'text' } }, terminal('c')];
    const { client, server } = await serve(envelope({ isLastPage: true, totalCount: 3, results }));
    const walk = await fetchUserTerminals(client);
    expect(idsOf(walk)).toEqual(['uta', 'utc']);
    expect(walk).toMatchObject({ complete: true, unreadableKeys: ['utb'], findings: [{ kind: 'bad-row', text: expect.stringMatching(/User terminals.*utb.*nickname/) as string }] });
    expect(server.seen).toHaveLength(1);
  });

  test('with a row that tells no id is not complete', async () => {
    const { client } = await serve(envelope({ isLastPage: true, totalCount: 2, results: [terminal('a'), { nickname: 'who?' }] }));
    const walk = await fetchUserTerminals(client);
    expect(walk).toMatchObject({ complete: false, findings: [{ text: expect.stringContaining('page 1, row 2') as string }] });
  });

  test('asks a page in the middle four times before it gives up', async () => {
    const down = answerText(503, '');
    const { client } = await serve([page(['a'], { isLastPage: false, totalCount: 2 }), down, down, down, page(['b'], { totalCount: 2 })]);
    expect(await fetchUserTerminals(client)).toMatchObject({ complete: true, pages: 2 });
    const lost = await serve([page(['a'], { isLastPage: false, totalCount: 2 }), answerText(503, '')]);
    expect(await apiErrorOf(fetchUserTerminals(lost.client))).toMatchObject({ kind: 'server', call: 'User terminals' });
    expect(lost.server.seen).toHaveLength(5);
  });

  test.each([
    ['a fault', answerText(503, ''), 2], ['half an answer', answerText(200, '{"content":{"res', { 'content-type': 'application/json' }), 2],
    ['a fault that asks for a pause', answerText(503, '', { 'retry-after': '7' }), 1], ['a web page', answerText(200, '<html></html>', { 'content-type': 'text/html' }), 1],
    ['a refusal', answerText(403, ''), 1],
  ])('asks the first page again after %s: so many times in all', async (_, answer, times) => {
    const once = await serve([answer, page(['a'])]);
    await fetchUserTerminals(once.client).catch(() => undefined);
    expect(once.server.seen).toHaveLength(times);
    const always = await serve(answer);
    await apiErrorOf(fetchUserTerminals(always.client));
    expect(always.server.seen).toHaveLength(times);
  });

  test('is not asked again after a 429', async () => {
    const { client, server } = await serve([page(['a'], { isLastPage: false }), answerText(429, '', { 'retry-after': '7' })]);
    expect(await apiErrorOf(fetchUserTerminals(client))).toMatchObject({ kind: 'rate-limited', retryAfterMs: 7_000 });
    expect(server.seen).toHaveLength(2);
  });

  test('stops between two requests when told to, and lets the one in hand finish', async () => {
    const stop = new AbortController();
    const { client, server } = await serve((response, request) => {
      stop.abort(new Error('told to stop'));
      return page(['a'], { isLastPage: false })(response, request);
    });
    await expect(fetchUserTerminals(client, stop.signal)).rejects.toThrow('told to stop');
    expect(server.seen).toHaveLength(1);
    expect(client.exchanges).toMatchObject([{ status: 200, error: null }]);
  });
});

describe('managed accounts', () => {
  const accounts = (numbers: readonly string[], nextKey: string | null): Answer => envelope({ nextKey, results: numbers.map((accountNumber) => ({ accountNumber, regionCode: 'BE', accountName: accountNumber })) });

  test('are read by cursor until there is none', async () => {
    const { client, server } = await serve([accounts(['A', 'B'], 'k/1=&'), accounts([], 'k2'), accounts(['C'], null)]);
    const walk = await fetchManagedAccounts(client);
    expect(idsOf(walk)).toEqual(['A', 'B', 'C']);
    expect(walk).toMatchObject({ complete: true, totalCount: null, pages: 3 });
    expect(server.seen.map((request) => request.url)).toEqual(['/api/public/v2/managed/accounts', '/api/public/v2/managed/accounts?cursor=k%2F1%3D%26', '/api/public/v2/managed/accounts?cursor=k2']);
  });

  test('whose cursor comes back are given up', async () => {
    const { client, server } = await serve([accounts(['A'], 'k1'), accounts(['B'], 'k1')]);
    expect(await fetchManagedAccounts(client)).toMatchObject({ complete: false, pages: 2 });
    expect(server.seen).toHaveLength(2);
  });
});

describe('the account', () => {
  test('is one entry', async () => {
    const { client } = await serve(envelope({ accountNumber: 'ACC-511274-31364-54', regionCode: 'BE', accountName: 'Example Maritime', activeSuspensions: [] }));
    expect(await fetchAccount(client)).toMatchObject({ complete: true, entries: [{ key: 'ACC-511274-31364-54', value: { accountName: 'Example Maritime', suspensions: [] } }] });
  });

  test('without a number is not an account', async () => {
    const { client } = await serve(envelope({ regionCode: 'BE' }));
    expect(await apiErrorOf(fetchAccount(client))).toMatchObject({ kind: 'shape', call: 'Account', cause: expect.stringContaining('accountNumber') as string });
  });
});

describe('a reply that is none', () => {
  test.each([
    ['a web page', answerText(200, '<html><title>Sign in</title></html>', { 'content-type': 'text/html' }), 'not-json'],
    ['isValid:false on 200', answerJson(200, { content: null, errors: [{ memberNames: [], errorMessage: 'not today' }], isValid: false }), 'rejected'],
    ['422', answerJson(422, { errors: [{ memberNames: ['page'], errorMessage: 'too far' }], isValid: false }), 'rejected'],
    ['no envelope', answerJson(200, [1, 2]), 'shape'],
    ['content that is no page', envelope('text'), 'shape'],
    ['results that are no list', envelope({ isLastPage: true, results: {} }), 'shape'],
    ['a body that ends early', answerText(200, '{"content":{"results":[{"userTer', { 'content-type': 'application/json' }), 'truncated'],
  ])('%s ends as an ApiError with the name of the call', async (_, answer, kind) => {
    const { client } = await serve(answer);
    expect(await apiErrorOf(fetchProducts(client))).toMatchObject({ kind, call: 'Products' });
  });

  test('403 names the permission of this call', async () => {
    const { client } = await serve(answerText(403, ''));
    expect(await apiErrorOf(fetchServiceLines(client))).toMatchObject({ kind: 'forbidden', missingPermission: 'Service plan, View' });
  });
});
