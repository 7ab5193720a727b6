// Rounds that meet a 429 or a cut connection: they wait, go on, or end, and say so once.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PollerStatus } from '#shared/account-status.ts';
import type { CurrentManagement } from '../../../src/main/history/current-management.ts';
import { createManagementPollLoop } from '../../../src/main/poll-loops/management-poll-loop.ts';
import type { PollLoop } from '../../../src/main/poll-loops/poller-ports.ts';
import { answerText, type Answer } from '../starlink/local-server.ts';
import { createTestPorts, roundOver, startFakeManagement, type FakeManagement, type TestPorts } from './management-ports.ts';

let api: FakeManagement;
let ports: TestPorts;
let loop: PollLoop | null = null;
let told: CurrentManagement[] = [];
beforeEach(async () => {
  api = await startFakeManagement();
  ports = createTestPorts(api.apiUrl);
  told = [];
});
afterEach(async () => {
  await loop?.stop();
  loop = null;
  await api.close();
});

async function firstRound(): Promise<PollerStatus> {
  const over = ports.until(roundOver);
  loop = createManagementPollLoop(ports, { history: null, onCurrent: (current) => told.push(current) });
  return over;
}

async function nextRound(): Promise<PollerStatus> {
  told = [];
  const over = ports.until(roundOver);
  loop?.pollNow();
  return over;
}

const partsTold = (): string[] => told.flatMap((part) => Object.keys(part).filter((name) => name !== 'credentialId'));
const callsSeen = (): (string | undefined)[] => api.seen.map(({ url }) => url.slice('/api/public/v2/'.length).split('?')[0]);

describe('a 429', () => {
  test('pauses the round as long as asked', async () => {
    api.faults.set('user-terminals', answerText(429, '', { 'retry-after': '17' }));
    const status = await firstRound();
    expect(status.phase).toBe('failing');
    const pauseMs = (status.nextPollAtMs ?? 0) - Date.now();
    expect(pauseMs).toBeGreaterThan(7_000);
    expect(pauseMs).toBeLessThanOrEqual(17_000);
    expect(api.seen.map(({ url }) => url)).toEqual(['/api/public/v2/account', '/api/public/v2/user-terminals?page=0']);
    expect(ports.problems.get('account')).toMatchObject({ call: 'User terminals', cause: expect.stringContaining('429') as string });
  });

  test('lets the round go on with the very request, so that little room is enough for all lists', async () => {
    api.faults.set('service-lines', answerText(429, '', { 'retry-after': '3600' }));
    await firstRound();
    expect(partsTold()).toEqual(['account', 'terminals']);
    expect(ports.problems.get('account')).toMatchObject({ call: 'Service lines' });
    api.faults.clear();
    expect(await nextRound()).toMatchObject({ phase: 'waiting', lastError: null });
    expect(partsTold()).toEqual(['serviceLines', 'products', 'managedAccounts', 'usage']);
    expect(callsSeen()).toEqual([
      'account', 'user-terminals', 'service-lines', 'service-lines', 'products', 'managed/accounts', 'data-usage/query', 'data-usage/query',
    ]);
    expect(ports.episodes).toEqual(['raised account', 'cleared account']);
  });

  test('that one request meets three times in a row ends the round', async () => {
    api.faults.set('user-terminals', answerText(429, '', { 'retry-after': '3600' }));
    await firstRound();
    await nextRound();
    expect(await nextRound()).toMatchObject({ phase: 'failing', lastError: expect.stringContaining('429') as string });
    expect(callsSeen()).toEqual(['account', 'user-terminals', 'user-terminals', 'user-terminals']);
    api.faults.clear();
    expect(await nextRound()).toMatchObject({ phase: 'waiting' });
    expect(partsTold()[0]).toBe('terminals');
  });

  test('is waited for no longer when polling is switched off', async () => {
    api.faults.set('user-terminals', answerText(429, '', { 'retry-after': '3600' }));
    await firstRound();
    await loop?.stop();
    expect(ports.statuses.at(-1)).toMatchObject({ phase: 'off' });
    expect(api.seen).toHaveLength(2);
  });
});

describe('a connection that is cut', () => {
  const cut: Answer = (response) => void response.destroy();

  test('at one call only is that call’s failure: the lists behind it are read', async () => {
    api.faults.set('service-lines', cut);
    expect(await firstRound()).toMatchObject({ phase: 'waiting', lastError: expect.stringContaining('Service lines') as string });
    expect(partsTold()).toEqual(['account', 'terminals', 'products', 'managedAccounts', 'usage', 'failing']);
    expect([...ports.problems.values()]).toMatchObject([{ topic: 'service-lines', cause: expect.stringContaining('was cut') as string }]);
  });

  test('behind a call that fails by itself is told from an outage, too', async () => {
    api.faults.set('service-lines', answerText(500, ''));
    api.faults.set('products', cut);
    await firstRound();
    expect(partsTold()).toEqual(['account', 'terminals', 'managedAccounts', 'usage', 'failing']);
    expect([...ports.problems.keys()]).toEqual(['service-lines', 'products']);
  });

  test('at two calls in a row ends the round with one message', async () => {
    api.faults.set('service-lines', cut);
    api.faults.set('products', cut);
    expect(await firstRound()).toMatchObject({ phase: 'failing' });
    expect(partsTold()).toEqual(['account', 'terminals']);
    expect([...ports.problems.values()]).toMatchObject([{ topic: 'account', call: 'Products', cause: expect.stringContaining('was cut') as string }]);
  });
});
