// Rounds that meet a 429 or a cut connection: they wait, go on, or end, and say so once.
import { describe, expect, test } from 'vitest';
import { answerText, type Answer } from '../starlink/local-server.ts';
import { followRounds } from './management-rounds.ts';

const rounds = followRounds();
const callsSeen = (): (string | undefined)[] => rounds.api.seen.map(({ url }) => url.slice('/api/public/v2/'.length).split('?')[0]);

describe('a 429', () => {
  test('pauses the round as long as asked', async () => {
    rounds.api.faults.set('user-terminals', answerText(429, '', { 'retry-after': '17' }));
    const status = await rounds.firstRound();
    expect(status.phase).toBe('failing');
    const pauseMs = (status.nextPollAtMs ?? 0) - Date.now();
    expect(pauseMs).toBeGreaterThan(7_000);
    expect(pauseMs).toBeLessThanOrEqual(17_000);
    expect(rounds.api.seen.map(({ url }) => url)).toEqual(['/api/public/v2/account', '/api/public/v2/user-terminals?page=0']);
    expect(rounds.ports.problems.get('account')).toMatchObject({ call: 'User terminals', cause: expect.stringContaining('429') as string });
  });

  test('lets the round go on with the very request, so that little room is enough for all lists', async () => {
    rounds.api.faults.set('service-lines', answerText(429, '', { 'retry-after': '3600' }));
    await rounds.firstRound();
    expect(rounds.partsTold()).toEqual(['account', 'terminals']);
    expect(rounds.ports.problems.get('account')).toMatchObject({ call: 'Service lines' });
    rounds.api.faults.clear();
    expect(await rounds.nextRound()).toMatchObject({ phase: 'waiting', lastError: null });
    expect(rounds.partsTold()).toEqual(['serviceLines', 'products', 'managedAccounts', 'usage']);
    expect(callsSeen()).toEqual([
      'account', 'user-terminals', 'service-lines', 'service-lines', 'products', 'managed/accounts', 'data-usage/query', 'data-usage/query',
    ]);
    expect(rounds.ports.episodes).toEqual(['raised account', 'cleared account']);
  });

  test('that one request meets three times in a row ends the round', async () => {
    rounds.api.faults.set('user-terminals', answerText(429, '', { 'retry-after': '3600' }));
    await rounds.firstRound();
    await rounds.nextRound();
    expect(await rounds.nextRound()).toMatchObject({ phase: 'failing', lastError: expect.stringContaining('429') as string });
    expect(callsSeen()).toEqual(['account', 'user-terminals', 'user-terminals', 'user-terminals']);
    rounds.api.faults.clear();
    expect(await rounds.nextRound()).toMatchObject({ phase: 'waiting' });
    expect(rounds.partsTold()[0]).toBe('terminals');
  });

  test('is waited for no longer when polling is switched off', async () => {
    rounds.api.faults.set('user-terminals', answerText(429, '', { 'retry-after': '3600' }));
    await rounds.firstRound();
    await rounds.loop?.stop();
    expect(rounds.ports.statuses.at(-1)).toMatchObject({ phase: 'off' });
    expect(rounds.api.seen).toHaveLength(2);
  });
});

describe('a connection that is cut', () => {
  const cut: Answer = (response) => void response.destroy();

  test('at one call only is that call’s failure: the lists behind it are read', async () => {
    rounds.api.faults.set('service-lines', cut);
    expect(await rounds.firstRound()).toMatchObject({ phase: 'waiting', lastError: expect.stringContaining('Service lines') as string });
    expect(rounds.partsTold()).toEqual(['account', 'terminals', 'products', 'managedAccounts', 'usage', 'failing']);
    expect([...rounds.ports.problems.values()]).toMatchObject([{ topic: 'service-lines', cause: expect.stringContaining('was cut') as string }]);
  });

  test('at the end of a round may be an outage that has begun: asked again within a minute, once', async () => {
    rounds.api.faults.set('data-usage/query', cut);
    const first = await rounds.firstRound();
    expect((first.nextPollAtMs ?? 0) - (first.lastSuccessAtMs ?? 0)).toBe(60_000);
    const second = await rounds.nextRound();
    expect((second.nextPollAtMs ?? 0) - (second.lastSuccessAtMs ?? 0)).toBe(3_600_000);
    rounds.api.faults.clear();
    expect(await rounds.nextRound()).toMatchObject({ phase: 'waiting', lastError: null });
    expect(rounds.ports.problems.size).toBe(0);
  });

  test('behind a call that fails by itself is told from an outage, too', async () => {
    rounds.api.faults.set('service-lines', answerText(500, ''));
    rounds.api.faults.set('products', cut);
    await rounds.firstRound();
    expect(rounds.partsTold()).toEqual(['account', 'terminals', 'managedAccounts', 'usage', 'failing']);
    expect([...rounds.ports.problems.keys()]).toEqual(['service-lines', 'products']);
  });

  test('at two calls in a row ends the round with one message', async () => {
    rounds.api.faults.set('service-lines', cut);
    rounds.api.faults.set('products', cut);
    expect(await rounds.firstRound()).toMatchObject({ phase: 'failing' });
    expect(rounds.partsTold()).toEqual(['account', 'terminals']);
    expect([...rounds.ports.problems.values()]).toMatchObject([{ topic: 'account', call: 'Products', cause: expect.stringContaining('was cut') as string }]);
  });
});
