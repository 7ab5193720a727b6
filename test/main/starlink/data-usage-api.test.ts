// POST /data-usage/query page by page: what is asked, and what drift, refusals and odd rows do.
import { describe, expect, test } from 'vitest';
import { fetchDataUsage } from '../../../src/main/starlink/data-usage-api.ts';
import { cycle, usageLine } from '../history/usage-walks.ts';
import { answerJson, answerText, type Answer } from './local-server.ts';
import { serve } from './served-client.ts';
import { apiErrorOf } from './test-client.ts';

const page = (lines: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): Answer =>
  answerJson(200, { content: { pageIndex: 0, limit: 250, isLastPage: true, totalCount: lines.length, results: lines, ...more }, errors: [], warnings: [], information: [], isValid: true });
const line = (id: string) => usageLine(id, [cycle('2026-11-05')]);
const current = { previousBillingCycles: 0, activeServiceLinesOnly: true };

describe('a walk', () => {
  test('pages in the query string and asks in the body; a page of thirteen cycles has fewer lines', async () => {
    const { server, client } = await serve([page([line('A')], { isLastPage: false, totalCount: 2 }), page([line('B')], { totalCount: 2 })]);
    const walk = await fetchDataUsage(client, current);
    expect(walk.entries.map(({ key, source }) => [key, source])).toEqual([['A', undefined], ['B', undefined]]);
    expect(walk).toMatchObject({ complete: true, pages: 2, findings: [] });
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /api/public/v2/data-usage/query?page=0&limit=250', 'POST /api/public/v2/data-usage/query?page=1&limit=250']);
    expect(server.seen.map(({ body }) => JSON.parse(body) as unknown)).toEqual([current, current]);
    expect(client.exchanges.map(({ group }) => group)).toEqual([705, 705]);
    await fetchDataUsage(client, { previousBillingCycles: 12, activeServiceLinesOnly: false });
    expect(server.seen.at(-1)?.url).toContain('limit=100');
  });

  test('whose pages moved is read again', async () => {
    const { client } = await serve([
      page([line('A'), line('B')], { isLastPage: false, totalCount: 3 }), page([line('B')], { totalCount: 3 }),
      page([line('A'), line('B')], { isLastPage: false, totalCount: 3 }), page([line('C')], { totalCount: 3 }),
    ]);
    const walk = await fetchDataUsage(client, current);
    expect(walk.entries.map(({ key }) => key)).toEqual(['A', 'B', 'C']);
    expect(walk.complete).toBe(true);
  });

  test('names a row that can not be read, and the parts of one that can not; all else is in use', async () => {
    const { client } = await serve(page([line('A'), { serviceLineNumber: 'B', billingCycles: 7 }, usageLine('C', [cycle('2026-11-05', { totalPriorityGB: {} }), {}])]));
    const walk = await fetchDataUsage(client, current);
    expect(walk.entries.map(({ key }) => key)).toEqual(['A', 'C']);
    expect(walk).toMatchObject({ complete: true, unreadableKeys: ['B'] });
    expect(walk.findings.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Data usage: the row of B .*billingCycles/), 'Data usage: of C not all could be read (billingCycles.0.totalPriorityGB, billingCycles.1.startDate); the rest is in use',
    ]);
  });
});

test.each([
  ['403', answerText(403, ''), { kind: 'forbidden', missingPermission: 'Service plan, View' }],
  ['422', answerJson(422, { errors: [{ memberNames: ['previousBillingCycles'], errorMessage: 'too many' }], isValid: false }), { kind: 'rejected' }],
  ['isValid:false', answerJson(200, { content: null, errors: [], isValid: false }), { kind: 'rejected' }],
  ['no content', answerJson(200, { errors: [], isValid: true }), { kind: 'shape' }],
])('%s ends as an ApiError of this call', async (_, answer, expected) => {
  const { client } = await serve(answer);
  expect(await apiErrorOf(fetchDataUsage(client, current))).toMatchObject({ call: 'Data usage', ...expected });
});
