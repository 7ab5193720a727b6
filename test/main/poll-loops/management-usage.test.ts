// Data usage in the Management round: what is asked when, and that it fails alone.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CurrentManagement } from '../../../src/main/history/current-management.ts';
import type { UsageNews } from '../../../src/main/history/current-usage.ts';
import { createManagementEngine, type ManagementEngine } from '../../../src/main/poll-loops/management-engine.ts';
import { cycle, day, DAY_MS, msOf, NOW_MS, overage, usageLine } from '../history/usage-walks.ts';
import { answerJson, answerText, type Answer } from '../starlink/local-server.ts';
import { createTestPorts, roundOver, startFakeManagement, type FakeManagement, type TestPorts } from './management-ports.ts';

// Each test opens a file, which takes a second or more on a loaded machine.
const HOUR_MS = 3_600_000;
const CALL = 'data-usage/query';
let folder: string;
let api: FakeManagement;
let ports: TestPorts;
let engine: ManagementEngine;
let told: CurrentManagement[];
let nowMs: number;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'groundtrack-usage-loop-'));
  api = await startFakeManagement();
  nowMs = NOW_MS;
  await start();
  api.lists[CALL] = [
    usageLine('SL-1', ['2026-09-05', '2026-10-05', '2026-11-05'].map((from, index) => cycle(from, { totalPriorityGB: index + 1, dailyDataUsage: [day(from, index + 1)] }))),
    { ...usageLine('SL-0', [cycle('2026-09-05', { totalPriorityGB: 9 })]), ended: true },
  ];
});
afterEach(async () => {
  await engine.close();
  await api.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  told = [];
  engine = await createManagementEngine({ folder, log: () => undefined, onCurrent: (news) => told.push(news), now: () => nowMs });
  ports = createTestPorts(api.apiUrl);
  ports.changeable.now = () => nowMs;
}

async function restart(): Promise<void> {
  await engine.close();
  await start();
}

async function round(atMs = nowMs) {
  nowMs = atMs;
  told = [];
  api.seen.splice(0);
  const isFirst = ports.statuses.length === 0;
  const over = ports.until(roundOver);
  if (isFirst) await engine.startAccount(ports);
  else engine.pollNow('c1');
  return over;
}

/** What the round asked: [previous cycles, active lines only]. */
const asked = () => api.seen.filter(({ url }) => url.includes(CALL)).map(({ body }) => Object.values(JSON.parse(body) as object));
const usageTold = (): UsageNews[] => told.flatMap((news) => news.usage ?? []);
const monthsTold = () => usageTold().flatMap(({ months }) => months.map((row) => `${String(row.serviceLineNumber)} ${new Date(row.cycleStartMs ?? NaN).toISOString().slice(0, 7)} ${String(row.priorityGB)}`)).sort();
const withoutBody = (status: number): Answer => answerText(status, '');
const page = (results: readonly unknown[], totalCount = results.length): Answer => answerJson(200, { content: { isLastPage: true, totalCount, results }, isValid: true });

describe('what is asked', () => {
  test('the current cycle at each round; all past ones, of ended lines too, at the first and then once a day', async () => {
    await round();
    expect(asked()).toEqual([[0, true], [12, false]]);
    expect(monthsTold()).toEqual(['SL-0 2026-09 9', 'SL-1 2026-09 1', 'SL-1 2026-10 2', 'SL-1 2026-11 3']);
    await round(NOW_MS + 300_000);
    expect([asked(), usageTold()]).toEqual([[[0, true]], []]);
    await round(NOW_MS + DAY_MS - 1);
    expect(asked()).toEqual([[0, true]]);
    await round(NOW_MS + DAY_MS);
    expect(asked()).toEqual([[0, true], [12, false]]);
    expect(usageTold()).toEqual([]);
  });

  test('a restart does not repeat the past; what was stored is there before the first round', async () => {
    await round();
    await restart();
    const stored = await engine.loadUsage();
    expect(stored).toMatchObject([{ credentialId: 'c1', usage: { reset: true } }]);
    expect(stored[0]?.usage?.months).toHaveLength(4);
    await round(NOW_MS + HOUR_MS);
    expect([asked(), usageTold()]).toEqual([[[0, true]], []]);
    await restart();
    await round(NOW_MS + DAY_MS);
    expect(asked()).toEqual([[0, true], [12, false]]);
  });

  test('a cycle that has just ended is asked for once more, until its numbers are final', async () => {
    await round();
    api.lists[CALL] = [usageLine('SL-1', [cycle('2026-11-05', { totalPriorityGB: 4 }), cycle('2026-12-05', { totalPriorityGB: 0.5 })])];
    await round(msOf('2026-12-05') + HOUR_MS);
    expect(asked()[0]).toEqual([1, true]);
    expect(monthsTold()).toEqual(['SL-1 2026-11 4', 'SL-1 2026-12 0.5']);
    await round(msOf('2026-12-08'));
    expect(asked()[0]).toEqual([0, true]);
  });

  test('a clock that was set back does not put the past off for ever', async () => {
    await round();
    await round(NOW_MS - 400 * DAY_MS);
    expect(asked()).toEqual([[0, true], [12, false]]);
  });

  test.each([
    ['422', answerJson(422, { errors: [{ memberNames: ['previousBillingCycles'], errorMessage: 'must not exceed 6' }], isValid: false })], ['400', withoutBody(400)],
  ])('fewer cycles where the server refuses twelve with %s, which is logged once', async (_, refusal) => {
    const lists = api.lists[CALL];
    api.faults.set(CALL, (response, request) => ((JSON.parse(request.body) as { previousBillingCycles: number }).previousBillingCycles > 6 ? refusal : page(lists))(response, request));
    expect(await round()).toMatchObject({ phase: 'waiting', lastError: null });
    expect(asked()).toEqual([[0, true], [12, false], [6, false]]);
    await round(NOW_MS + DAY_MS);
    expect(asked()).toEqual([[0, true], [6, false]]);
    expect(ports.logged.filter((line) => line.includes('no more than 6 past billing cycles'))).toHaveLength(1);
    expect(ports.problems.size).toBe(0);
  });

  test('one cycle where the server refuses none', async () => {
    const lists = api.lists[CALL];
    api.faults.set(CALL, (response, request) => ((JSON.parse(request.body) as { previousBillingCycles: number }).previousBillingCycles === 0 ? withoutBody(400) : page(lists))(response, request));
    expect(await round()).toMatchObject({ lastError: null });
    expect(asked()).toEqual([[0, true], [1, true], [12, false]]);
  });
});

describe('a failure', () => {
  test('of data usage alone leaves the lists alone, says what is missing, and ends by itself', async () => {
    api.faults.set(CALL, withoutBody(403));
    expect(await round()).toMatchObject({ phase: 'waiting', lastError: expect.stringContaining('Service plan, View') as string });
    expect(asked()).toEqual([[0, true]]);
    expect(told.flatMap((news) => Object.keys(news).filter((name) => name !== 'credentialId'))).toEqual(['account', 'terminals', 'serviceLines', 'products', 'managedAccounts', 'failing']);
    expect(told.at(-1)).toEqual({ credentialId: 'c1', failing: ['data-usage'] });
    expect([...ports.problems.values()]).toMatchObject([{ topic: 'data-usage', call: 'Data usage', severity: 'error', cause: expect.stringContaining('Service plan, View') as string }]);
    api.faults.clear();
    expect(await round(NOW_MS + 300_000)).toMatchObject({ lastError: null });
    expect(asked()).toEqual([[0, true], [12, false]]);
    expect(ports.episodes).toEqual(['raised data-usage', 'cleared data-usage']);
    expect(told.at(-1)).toEqual({ credentialId: 'c1', failing: [] });
  });

  test('of the past keeps the current cycle, and is tried again with the next round', async () => {
    const [line] = api.lists[CALL];
    api.faults.set(CALL, (response, request) => (request.body.includes('"activeServiceLinesOnly":false') ? withoutBody(500) : page([line]))(response, request));
    expect(await round()).toMatchObject({ lastError: expect.stringContaining('HTTP 500') as string });
    expect(monthsTold()).toHaveLength(3);
    api.faults.clear();
    await round(NOW_MS + 300_000);
    expect(asked()).toEqual([[0, true], [12, false]]);
    expect(ports.problems.size).toBe(0);
  });

  test('in the middle of pages that move removes nothing and takes in what was seen; the past waits an hour', async () => {
    await round();
    nowMs = NOW_MS + DAY_MS;
    api.faults.set(CALL, page([usageLine('SL-1', [cycle('2026-11-05', { totalPriorityGB: 5 })])], 9));
    await round(nowMs);
    expect(monthsTold()).toEqual(['SL-1 2026-11 5']);
    expect(usageTold().flatMap(({ removed }) => [...removed.months, ...removed.days, ...removed.overageLines])).toEqual([]);
    expect(ports.problems.get('data-usage')).toMatchObject({ severity: 'warning', cause: expect.stringContaining('1 different rows of 9') as string });
    api.faults.clear();
    await round(nowMs + 300_000);
    expect(asked()).toEqual([[0, true]]);
    expect(ports.problems.size).toBe(0);
    await round(nowMs + HOUR_MS);
    expect(asked()).toEqual([[0, true], [12, false]]);
  });

  test('of one part of a row is named once in the log and spoils nothing', async () => {
    api.lists[CALL] = [usageLine('SL-1', [cycle('2026-11-05', { totalPriorityGB: { no: 'number' }, totalStandardGB: 2 })]), usageLine('SL-2', [cycle('2026-11-05', { totalPriorityGB: 3 })]), { serviceLineNumber: 'SL-3', billingCycles: 'none' }];
    await round();
    await round(NOW_MS + 300_000);
    expect(monthsTold()).toEqual([]);
    expect(ports.problems.get('data-usage')).toMatchObject({ severity: 'warning', cause: expect.stringMatching(/SL-[13].* 2 rows in all/) as string });
    expect(ports.logged.filter((line) => line.includes('SL-1'))).toHaveLength(1);
    expect((await engine.loadUsage())[0]?.usage?.months.map((row) => [row.serviceLineNumber, row.priorityGB, row.standardGB]).sort()).toEqual([['SL-1', null, 2], ['SL-2', 3, 0]]);
  });
});

describe('the account', () => {
  test('under its client id takes the number that the rows tell', async () => {
    api.faults.set('account', withoutBody(403));
    await round();
    expect(usageTold()[0]?.months[0]?.usageKey).toMatch(/^ACC-1\//);
    await round(NOW_MS + 300_000);
    expect([asked(), usageTold()]).toEqual([[[0, true]], []]);
  });

  test('that is another one now takes the old usage off the screen at once, even where its own may not be read', async () => {
    await round();
    api.account['accountNumber'] = 'ACC-9';
    api.faults.set(CALL, withoutBody(403));
    await round(NOW_MS + 300_000);
    expect(usageTold()).toMatchObject([{ reset: true, months: [], days: [], overageLines: [] }]);
    api.faults.clear();
    api.lists[CALL] = [usageLine('SL-1', [cycle('2026-11-05', { totalPriorityGB: 70, overageLines: [overage()] })], { accountNumber: 'ACC-9' })];
    await round(NOW_MS + 600_000);
    expect(asked()).toEqual([[0, true], [12, false]]);
    expect(monthsTold()).toEqual(['SL-1 2026-11 70']);
    await restart();
    expect((await engine.loadUsage())[0]?.usage?.months.map((row) => row.priorityGB)).toEqual([70]);
  });

  test('that is gone shows no usage any more', async () => {
    await round();
    await engine.endCredential('c1', nowMs);
    expect(await engine.loadUsage()).toEqual([]);
  });
});
