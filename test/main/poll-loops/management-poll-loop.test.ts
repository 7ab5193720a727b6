import { describe, expect, test } from 'vitest';
import { fail } from '#shared/result.ts';
import type { ManagementHistory } from '../../../src/main/history/management-history.ts';
import { createUsageKeeper } from '../../../src/main/history/usage-keeper.ts';
import { createManagementPollLoop } from '../../../src/main/poll-loops/management-poll-loop.ts';
import { answerJson, answerText, unusedHost, type Answer } from '../starlink/local-server.ts';
import { createTestPorts, roundOver } from './management-ports.ts';
import { followRounds } from './management-rounds.ts';

const rounds = followRounds();
const terminalsTold = (): string[] | undefined => rounds.told.find((part) => part.terminals)?.terminals?.map((row) => `${row.deviceId} ${String(row.nickname)}${row.lastListedAtMs === null ? '' : ', lapsed'}`);
const withoutBody = (status: number): Answer => answerText(status, '');

describe('a round', () => {
  test('tells every list as it comes, names first, and then waits', async () => {
    const status = await rounds.firstRound();
    expect(rounds.partsTold()).toEqual(['account', 'terminals', 'serviceLines', 'products', 'managedAccounts', 'usage']);
    expect(rounds.told[0]).toEqual({ credentialId: 'c1', account: { accountNumber: 'ACC-1', accountName: 'Example Maritime', regionCode: 'BE', suspensions: [] } });
    expect(terminalsTold()).toEqual(['uta fore', 'utb aft']);
    expect(rounds.told.find((part) => part.products)?.products).toMatchObject([{ productKey: 'c1/p', credentialId: 'c1' }]);
    expect(status).toMatchObject({ phase: 'waiting', lastError: null });
    expect((status.nextPollAtMs ?? 0) - (status.lastSuccessAtMs ?? 0)).toBe(3_600_000);
    expect(rounds.ports.statuses.map(({ phase }) => phase)).toEqual(['polling', 'waiting']);
    expect(rounds.ports.exchanges.map(({ group }) => group)).toEqual([701, 703, 704, 709, 701, 705, 705]);
    expect(rounds.ports.problems.size).toBe(0);
  });

  test('tells only what is new after the first', async () => {
    await rounds.firstRound();
    await rounds.nextRound();
    expect(rounds.partsTold()).toEqual([]);
    rounds.api.lists['user-terminals'] = [{ userTerminalId: 'b', nickname: 'renamed' }];
    await rounds.nextRound();
    expect(rounds.partsTold()).toEqual(['terminals']);
    expect(terminalsTold()).toEqual(['utb renamed', 'uta fore, lapsed']);
  });

  test('says once when there is no terminal and no service', async () => {
    rounds.api.lists['user-terminals'] = [];
    rounds.api.lists['service-lines'] = [];
    await rounds.firstRound();
    await rounds.nextRound();
    expect(rounds.ports.logged.filter((line) => line === '1 No user terminals are assigned to this account')).toHaveLength(1);
    expect(rounds.ports.logged.filter((line) => line === '1 No services are active for this account')).toHaveLength(1);
  });

  test('says that no service is active where all lines have ended', async () => {
    rounds.api.lists['service-lines'] = [{ serviceLineNumber: 'SL-1', active: false }, { serviceLineNumber: 'SL-2', active: false }];
    await rounds.firstRound();
    expect(rounds.ports.logged).toContain('1 No services are active for this account');
    rounds.api.lists['service-lines'] = [{ serviceLineNumber: 'SL-1', active: false }, { serviceLineNumber: 'SL-2' }];
    await rounds.nextRound();
    rounds.api.lists['service-lines'] = [{ serviceLineNumber: 'SL-1', active: false }];
    await rounds.nextRound();
    expect(rounds.ports.logged.filter((line) => line === '1 No services are active for this account')).toHaveLength(2);
  });

  test('takes a changed interval with the next poll', async () => {
    await rounds.firstRound();
    rounds.ports.changeable.settings = { ...rounds.ports.changeable.settings, managementPollMin: 1 };
    const status = await rounds.nextRound();
    expect((status.nextPollAtMs ?? 0) - (status.lastSuccessAtMs ?? 0)).toBe(60_000);
  });

  test('asked for while one is in hand comes right after it', async () => {
    const release = resolvers();
    const lines = rounds.api.lists['service-lines'];
    rounds.api.faults.set('service-lines', async (response, request) => {
      await release.promise;
      return answerJson(200, { content: { isLastPage: true, totalCount: 1, results: lines }, isValid: true })(response, request);
    });
    const polling = rounds.ports.until(({ phase }) => phase === 'polling');
    rounds.loop = createManagementPollLoop(rounds.ports, { history: null, onCurrent: (current) => rounds.told.push(current) });
    await polling;
    rounds.loop.pollNow();
    const first = rounds.ports.until(roundOver);
    release.resolve();
    expect((await first).nextPollAtMs).toBeLessThanOrEqual(Date.now());
    await rounds.ports.until(roundOver);
    expect(rounds.ports.exchanges.filter(({ url }) => url.endsWith('/account'))).toHaveLength(2);
  });
});

describe('a list that fails', () => {
  test.each([
    ['403', withoutBody(403), /Device management, View/],
    ['500', withoutBody(500), /HTTP 500/],
    ['a web page', answerText(200, '<html><title>Sign in</title></html>', { 'content-type': 'text/html' }), /Sign in/],
    ['isValid:false', answerJson(200, { errors: [{ memberNames: [], errorMessage: 'not today' }], isValid: false }), /not today/],
    ['a cut body', answerText(200, '{"content":{"resu'), /User terminals/],
  ])('with %s leaves the others alone, gives one message and clears it by itself', async (_, fault, words) => {
    rounds.api.faults.set('user-terminals', fault);
    const status = await rounds.firstRound();
    await rounds.nextRound();
    expect(rounds.partsTold()).toEqual([]);
    expect(status).toMatchObject({ phase: 'waiting', lastError: expect.stringMatching(words) as string });
    expect([...rounds.ports.problems.values()]).toEqual([{ topic: 'user-terminals', call: 'User terminals', severity: 'error', cause: expect.stringMatching(words) as string, nextStep: expect.stringMatching(/\w/) as string }]);
    rounds.api.faults.clear();
    expect(await rounds.nextRound()).toMatchObject({ phase: 'waiting', lastError: null });
    expect(terminalsTold()).toEqual(['uta fore', 'utb aft']);
    expect(rounds.ports.episodes).toEqual(['raised user-terminals', 'cleared user-terminals']);
  });

  test('keeps the rows that were known', async () => {
    await rounds.firstRound();
    rounds.api.faults.set('user-terminals', withoutBody(500));
    await rounds.nextRound();
    expect(rounds.told).toEqual([{ credentialId: 'c1', failing: ['user-terminals'] }]);
    rounds.api.faults.clear();
    await rounds.nextRound();
    expect(rounds.told).toEqual([{ credentialId: 'c1', failing: [] }]);
  });

  test.each([403, 404])('that hardly any account has (%i on managed accounts) is no problem and is logged once', async (code) => {
    rounds.api.faults.set('managed/accounts', withoutBody(code));
    expect(await rounds.firstRound()).toMatchObject({ phase: 'waiting', lastError: null });
    await rounds.nextRound();
    expect(rounds.ports.problems.size).toBe(0);
    expect(rounds.ports.logged.filter((line) => line.startsWith('1 Managed accounts'))).toHaveLength(1);
  });

  test('with the account itself forbidden: it is polled all the same, under its client id', async () => {
    rounds.api.faults.set('account', withoutBody(403));
    expect(await rounds.firstRound()).toMatchObject({ phase: 'waiting' });
    expect(rounds.partsTold()).toEqual(['terminals', 'serviceLines', 'products', 'managedAccounts', 'usage', 'failing']);
    expect(rounds.ports.problems.get('account')).toMatchObject({ severity: 'warning', cause: expect.stringMatching(/Account information, View.*client id/) as string });
  });

  test('like all the others gives one message, not five', async () => {
    rounds.api.faults.set('all', answerText(200, '<html><title>Sign in</title></html>', { 'content-type': 'text/html' }));
    expect(await rounds.firstRound()).toMatchObject({ phase: 'failing', lastSuccessAtMs: null });
    expect([...rounds.ports.problems.keys()]).toEqual(['account']);
    expect(rounds.ports.problems.get('account')?.cause).toContain('other Management calls end the same way');
    rounds.api.faults.clear();
    expect(await rounds.nextRound()).toMatchObject({ phase: 'waiting' });
    expect(rounds.ports.episodes).toEqual(['raised account', 'cleared account']);
  });

  test('for want of permissions names each of them', async () => {
    rounds.api.faults.set('all', withoutBody(403));
    await rounds.firstRound();
    expect([...rounds.ports.problems.keys()].sort()).toEqual(['account', 'data-usage', 'products', 'service-lines', 'user-terminals']);
  });
});

describe('rows', () => {
  test('that can not be read are skipped with a message and keep their old values', async () => {
    await rounds.firstRound();
    rounds.api.lists['user-terminals'] = [{ userTerminalId: 'a', nickname: {} }, { userTerminalId: 'b', nickname: 'renamed' }];
    expect(await rounds.nextRound()).toMatchObject({ phase: 'waiting' });
    expect(terminalsTold()?.sort()).toEqual(['uta fore', 'utb renamed']);
    expect(rounds.ports.problems.get('user-terminals')).toMatchObject({ severity: 'warning', cause: expect.stringMatching(/uta.*nickname/) as string });
    await rounds.nextRound();
    expect(rounds.ports.logged.filter((line) => line.includes('uta'))).toHaveLength(1);
    rounds.api.lists['user-terminals'] = [{ userTerminalId: 'b', nickname: 'renamed' }];
    await rounds.nextRound();
    expect(terminalsTold()).toEqual(['utb renamed', 'uta fore, lapsed']);
    expect(rounds.ports.problems.size).toBe(0);
  });

  test('are not removed while pages move, new ones come all the same', async () => {
    await rounds.firstRound();
    rounds.api.faults.set('user-terminals', answerJson(200, { content: { isLastPage: true, totalCount: 9, results: [{ userTerminalId: 'b', nickname: 'renamed' }, { userTerminalId: 'c', nickname: 'new' }] }, isValid: true }));
    await rounds.nextRound();
    expect(terminalsTold()?.sort()).toEqual(['uta fore', 'utb renamed', 'utc new']);
    expect(rounds.ports.problems.get('user-terminals')).toMatchObject({ severity: 'warning', cause: expect.stringContaining('2 different rows of 9') as string });
  });

  test('of another account do not stay when the credential is now of a new one', async () => {
    await rounds.firstRound();
    rounds.api.account['accountNumber'] = 'ACC-9';
    rounds.api.faults.set('products', withoutBody(403));
    await rounds.nextRound();
    expect(rounds.told[0]).toMatchObject({ account: { accountNumber: 'ACC-9' }, products: [], terminals: [] });
    expect(rounds.told.filter((part) => part.products)).toHaveLength(1);
  });
});

describe('the account as a whole', () => {
  test('401: one retry with a new token, then failing, without asking the other lists', async () => {
    const asked: (string | null)[] = [];
    rounds.ports.changeable.token = (rejected) => {
      asked.push(rejected);
      return Promise.resolve({ ok: true, value: { accessToken: `t${String(asked.length)}`, expiresAtMs: Infinity } });
    };
    rounds.api.faults.set('all', withoutBody(401));
    const status = await rounds.firstRound();
    expect(status).toMatchObject({ phase: 'failing', lastError: expect.stringContaining('HTTP 401') as string });
    expect(asked).toEqual([null, 't1']);
    expect(rounds.ports.exchanges.map(({ attempt, status: code }) => [attempt, code])).toEqual([[1, 401], [2, 401]]);
    expect([...rounds.ports.problems.keys()]).toEqual(['account']);
    rounds.api.faults.clear();
    await rounds.nextRound();
    expect(rounds.ports.episodes).toEqual(['raised account', 'cleared account']);
  });

  test('one 401 in the middle is no failure', async () => {
    let refused = false;
    const lines = rounds.api.lists['service-lines'];
    rounds.api.faults.set('service-lines', (response, request) => {
      if (refused) return answerJson(200, { content: { isLastPage: true, totalCount: 1, results: lines }, isValid: true })(response, request);
      refused = true;
      return withoutBody(401)(response, request);
    });
    expect(await rounds.firstRound()).toMatchObject({ phase: 'waiting', lastError: null });
    expect(rounds.ports.problems.size).toBe(0);
  });

  test('a token that can not be had is said by main alone: failing with the reason, no second message', async () => {
    rounds.ports.changeable.token = () => Promise.resolve(fail('token-rejected', 'starlink.com does not accept this client id and client secret (HTTP 400): invalid_client.'));
    const status = await rounds.firstRound();
    expect(status).toMatchObject({ phase: 'failing', lastError: expect.stringContaining('invalid_client') as string });
    expect(rounds.ports.problems.size).toBe(0);
    expect(rounds.api.seen).toHaveLength(0);
  });

  test('an unreachable host gives one message and is tried again within a minute', async () => {
    rounds.ports = createTestPorts(`http://${await unusedHost()}/api/public/v2`);
    const status = await rounds.firstRound();
    expect(status.phase).toBe('failing');
    expect((status.nextPollAtMs ?? 0) - Date.now()).toBeLessThanOrEqual(60_000);
    expect([...rounds.ports.problems.values()]).toMatchObject([{ topic: 'account', cause: expect.stringContaining('refuses connections') as string }]);
    expect(rounds.ports.exchanges).toHaveLength(1);
  });
});

describe('the history', () => {
  const broken: ManagementHistory = {
    recordWalk: () => Promise.reject(new Error('No space left on device')), recordFailure: () => Promise.reject(new Error('No space left on device')),
    loadCurrent: () => Promise.resolve([]), loadAsOf: () => Promise.resolve([]), endCredential: () => Promise.resolve(), close: () => Promise.resolve(), copyTo: () => Promise.resolve([]),
    usage: createUsageKeeper(null, { log: () => undefined }),
  };

  test('that can not be written is one message; the rows go on to the windows', async () => {
    expect(await rounds.firstRound({ history: broken })).toMatchObject({ phase: 'waiting' });
    expect(rounds.partsTold()).toHaveLength(6);
    expect([...rounds.ports.problems.values()]).toMatchObject([{ topic: 'management-history', cause: expect.stringContaining('No space left on device') as string }]);
    expect(rounds.ports.episodes).toEqual(['raised management-history']);
  });

  test('that misses one list of a round says so until a whole round is stored', async () => {
    let refused = false;
    const flaky: ManagementHistory = {
      ...broken,
      recordWalk: () => {
        if (refused) return Promise.resolve({ begun: 0, ended: 0 });
        refused = true;
        return Promise.reject(new Error('No space left on device'));
      },
    };
    await rounds.firstRound({ history: flaky });
    expect([...rounds.ports.problems.keys()]).toEqual(['management-history']);
    await rounds.nextRound();
    expect(rounds.ports.episodes).toEqual(['raised management-history', 'cleared management-history']);
  });

  test('gets every walk with the account it is of, failed ones too', async () => {
    const records: string[] = [];
    rounds.api.faults.set('products', withoutBody(500));
    await rounds.firstRound({
      history: {
        ...broken,
        recordWalk: (record, walk) => {
          records.push(`${record.accountNumber} ${record.kind} ${String(walk.entries.length)}`);
          return Promise.resolve({ begun: 0, ended: 0 });
        },
        recordFailure: (record, detail) => {
          records.push(`${record.accountNumber} ${record.kind} ${detail.slice(0, 9)}`);
          return Promise.resolve();
        },
      },
    });
    expect(records).toEqual(['ACC-1 account 1', 'ACC-1 user-terminals 2', 'ACC-1 service-lines 1', 'ACC-1 products Products:', 'ACC-1 managed-accounts 1']);
  });
});

describe('stopping', () => {
  test('lets the request in hand finish, stores its rows and asks for nothing more', async () => {
    const asked = resolvers();
    const release = resolvers();
    rounds.api.faults.set('user-terminals', async (response, request) => {
      asked.resolve();
      await release.promise;
      return answerJson(200, { content: { isLastPage: true, totalCount: 1, results: [{ userTerminalId: 'last' }] }, isValid: true })(response, request);
    });
    rounds.loop = createManagementPollLoop(rounds.ports, { history: null, onCurrent: (current) => rounds.told.push(current) });
    await asked.promise;
    const stopped = rounds.loop.stop();
    expect(rounds.ports.statuses.at(-1)?.phase).toBe('stopping');
    release.resolve();
    await stopped;
    expect(terminalsTold()).toEqual(['utlast null']);
    expect(rounds.api.seen).toHaveLength(2);
    expect(rounds.ports.exchanges.at(-1)).toMatchObject({ status: 200, error: null });
    expect(rounds.ports.statuses.at(-1)).toMatchObject({ phase: 'off', nextPollAtMs: null });
  });

  test('does not wait for the budget', async () => {
    const waiting = resolvers();
    rounds.ports.changeable.lease = () => {
      waiting.resolve();
      return new Promise(() => undefined);
    };
    rounds.loop = createManagementPollLoop(rounds.ports, { history: null, onCurrent: (current) => rounds.told.push(current) });
    await waiting.promise;
    await rounds.loop.stop();
    expect(rounds.api.seen).toHaveLength(0);
    expect(rounds.ports.problems.size).toBe(0);
  });

  test('between polls is immediate, and twice is once', async () => {
    await rounds.firstRound();
    await Promise.all([rounds.loop?.stop(), rounds.loop?.stop()]);
    rounds.loop?.pollNow();
    expect(rounds.ports.statuses.map(({ phase }) => phase)).toEqual(['polling', 'waiting', 'stopping', 'off']);
  });
});

function resolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
