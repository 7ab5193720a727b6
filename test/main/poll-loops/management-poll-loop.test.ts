import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fail } from '#shared/result.ts';
import type { CurrentManagement } from '../../../src/main/history/current-management.ts';
import type { ManagementHistory } from '../../../src/main/history/management-history.ts';
import { createUsageKeeper } from '../../../src/main/history/usage-keeper.ts';
import { createManagementPollLoop } from '../../../src/main/poll-loops/management-poll-loop.ts';
import type { PollLoop } from '../../../src/main/poll-loops/poller-ports.ts';
import { answerJson, answerText, unusedHost, type Answer } from '../starlink/local-server.ts';
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

/** Starts the loop, waits for the end of its first round. */
async function firstRound(options: { history?: ManagementHistory; known?: CurrentManagement } = {}) {
  const over = ports.until(roundOver);
  loop = createManagementPollLoop(ports, { history: options.history ?? null, known: options.known, onCurrent: (current) => told.push(current) });
  return over;
}

async function nextRound() {
  told = [];
  const over = ports.until(roundOver);
  loop?.pollNow();
  return over;
}

const partsTold = (): string[] => told.flatMap((part) => Object.keys(part).filter((name) => name !== 'credentialId'));
const terminalsTold = (): string[] | undefined => told.find((part) => part.terminals)?.terminals?.map((row) => `${row.deviceId} ${String(row.nickname)}${row.lastListedAtMs === null ? '' : ', lapsed'}`);
const withoutBody = (status: number): Answer => answerText(status, '');

describe('a round', () => {
  test('tells every list as it comes, names first, and then waits', async () => {
    const status = await firstRound();
    expect(partsTold()).toEqual(['account', 'terminals', 'serviceLines', 'products', 'managedAccounts', 'usage']);
    expect(told[0]).toEqual({ credentialId: 'c1', account: { accountNumber: 'ACC-1', accountName: 'Example Maritime', regionCode: 'BE', suspensions: [] } });
    expect(terminalsTold()).toEqual(['uta fore', 'utb aft']);
    expect(told.find((part) => part.products)?.products).toMatchObject([{ productKey: 'c1/p', credentialId: 'c1' }]);
    expect(status).toMatchObject({ phase: 'waiting', lastError: null });
    expect((status.nextPollAtMs ?? 0) - (status.lastSuccessAtMs ?? 0)).toBe(3_600_000);
    expect(ports.statuses.map(({ phase }) => phase)).toEqual(['polling', 'waiting']);
    expect(ports.exchanges.map(({ group }) => group)).toEqual([701, 703, 704, 709, 701, 705, 705]);
    expect(ports.problems.size).toBe(0);
  });

  test('tells only what is new after the first', async () => {
    await firstRound();
    await nextRound();
    expect(partsTold()).toEqual([]);
    api.lists['user-terminals'] = [{ userTerminalId: 'b', nickname: 'renamed' }];
    await nextRound();
    expect(partsTold()).toEqual(['terminals']);
    expect(terminalsTold()).toEqual(['utb renamed', 'uta fore, lapsed']);
  });

  test('says once when there is no terminal and no service', async () => {
    api.lists['user-terminals'] = [];
    api.lists['service-lines'] = [];
    await firstRound();
    await nextRound();
    expect(ports.logged.filter((line) => line === '1 No user terminals are assigned to this account')).toHaveLength(1);
    expect(ports.logged.filter((line) => line === '1 No services are active for this account')).toHaveLength(1);
  });

  test('says that no service is active where all lines have ended', async () => {
    api.lists['service-lines'] = [{ serviceLineNumber: 'SL-1', active: false }, { serviceLineNumber: 'SL-2', active: false }];
    await firstRound();
    expect(ports.logged).toContain('1 No services are active for this account');
    api.lists['service-lines'] = [{ serviceLineNumber: 'SL-1', active: false }, { serviceLineNumber: 'SL-2' }];
    await nextRound();
    api.lists['service-lines'] = [{ serviceLineNumber: 'SL-1', active: false }];
    await nextRound();
    expect(ports.logged.filter((line) => line === '1 No services are active for this account')).toHaveLength(2);
  });

  test('takes a changed interval with the next poll', async () => {
    await firstRound();
    ports.changeable.settings = { ...ports.changeable.settings, managementPollMin: 1 };
    const status = await nextRound();
    expect((status.nextPollAtMs ?? 0) - (status.lastSuccessAtMs ?? 0)).toBe(60_000);
  });

  test('asked for while one is in hand comes right after it', async () => {
    const release = resolvers();
    const lines = api.lists['service-lines'];
    api.faults.set('service-lines', async (response, request) => {
      await release.promise;
      return answerJson(200, { content: { isLastPage: true, totalCount: 1, results: lines }, isValid: true })(response, request);
    });
    const polling = ports.until(({ phase }) => phase === 'polling');
    loop = createManagementPollLoop(ports, { history: null, onCurrent: (current) => told.push(current) });
    await polling;
    loop.pollNow();
    const first = ports.until(roundOver);
    release.resolve();
    expect((await first).nextPollAtMs).toBeLessThanOrEqual(Date.now());
    await ports.until(roundOver);
    expect(ports.exchanges.filter(({ url }) => url.endsWith('/account'))).toHaveLength(2);
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
    api.faults.set('user-terminals', fault);
    const status = await firstRound();
    await nextRound();
    expect(partsTold()).toEqual([]);
    expect(status).toMatchObject({ phase: 'waiting', lastError: expect.stringMatching(words) as string });
    expect([...ports.problems.values()]).toEqual([{ topic: 'user-terminals', call: 'User terminals', severity: 'error', cause: expect.stringMatching(words) as string, nextStep: expect.stringMatching(/\w/) as string }]);
    api.faults.clear();
    expect(await nextRound()).toMatchObject({ phase: 'waiting', lastError: null });
    expect(terminalsTold()).toEqual(['uta fore', 'utb aft']);
    expect(ports.episodes).toEqual(['raised user-terminals', 'cleared user-terminals']);
  });

  test('keeps the rows that were known', async () => {
    await firstRound();
    api.faults.set('user-terminals', withoutBody(500));
    await nextRound();
    expect(told).toEqual([{ credentialId: 'c1', failing: ['user-terminals'] }]);
    api.faults.clear();
    await nextRound();
    expect(told).toEqual([{ credentialId: 'c1', failing: [] }]);
  });

  test.each([403, 404])('that hardly any account has (%i on managed accounts) is no problem and is logged once', async (code) => {
    api.faults.set('managed/accounts', withoutBody(code));
    expect(await firstRound()).toMatchObject({ phase: 'waiting', lastError: null });
    await nextRound();
    expect(ports.problems.size).toBe(0);
    expect(ports.logged.filter((line) => line.startsWith('1 Managed accounts'))).toHaveLength(1);
  });

  test('with the account itself forbidden: it is polled all the same, under its client id', async () => {
    api.faults.set('account', withoutBody(403));
    expect(await firstRound()).toMatchObject({ phase: 'waiting' });
    expect(partsTold()).toEqual(['terminals', 'serviceLines', 'products', 'managedAccounts', 'usage', 'failing']);
    expect(ports.problems.get('account')).toMatchObject({ severity: 'warning', cause: expect.stringMatching(/Account information, View.*client id/) as string });
  });

  test('like all the others gives one message, not five', async () => {
    api.faults.set('all', answerText(200, '<html><title>Sign in</title></html>', { 'content-type': 'text/html' }));
    expect(await firstRound()).toMatchObject({ phase: 'failing', lastSuccessAtMs: null });
    expect([...ports.problems.keys()]).toEqual(['account']);
    expect(ports.problems.get('account')?.cause).toContain('other Management calls end the same way');
    api.faults.clear();
    expect(await nextRound()).toMatchObject({ phase: 'waiting' });
    expect(ports.episodes).toEqual(['raised account', 'cleared account']);
  });

  test('for want of permissions names each of them', async () => {
    api.faults.set('all', withoutBody(403));
    await firstRound();
    expect([...ports.problems.keys()].sort()).toEqual(['account', 'data-usage', 'products', 'service-lines', 'user-terminals']);
  });
});

describe('rows', () => {
  test('that can not be read are skipped with a message and keep their old values', async () => {
    await firstRound();
    api.lists['user-terminals'] = [{ userTerminalId: 'a', nickname: 7 }, { userTerminalId: 'b', nickname: 'renamed' }];
    expect(await nextRound()).toMatchObject({ phase: 'waiting' });
    expect(terminalsTold()?.sort()).toEqual(['uta fore', 'utb renamed']);
    expect(ports.problems.get('user-terminals')).toMatchObject({ severity: 'warning', cause: expect.stringMatching(/uta.*nickname/) as string });
    await nextRound();
    expect(ports.logged.filter((line) => line.includes('uta'))).toHaveLength(1);
    api.lists['user-terminals'] = [{ userTerminalId: 'b', nickname: 'renamed' }];
    await nextRound();
    expect(terminalsTold()).toEqual(['utb renamed', 'uta fore, lapsed']);
    expect(ports.problems.size).toBe(0);
  });

  test('are not removed while pages move, new ones come all the same', async () => {
    await firstRound();
    api.faults.set('user-terminals', answerJson(200, { content: { isLastPage: true, totalCount: 9, results: [{ userTerminalId: 'b', nickname: 'renamed' }, { userTerminalId: 'c', nickname: 'new' }] }, isValid: true }));
    await nextRound();
    expect(terminalsTold()?.sort()).toEqual(['uta fore', 'utb renamed', 'utc new']);
    expect(ports.problems.get('user-terminals')).toMatchObject({ severity: 'warning', cause: expect.stringContaining('2 different rows of 9') as string });
  });

  test('of another account do not stay when the credential is now of a new one', async () => {
    await firstRound();
    api.account['accountNumber'] = 'ACC-9';
    api.faults.set('products', withoutBody(403));
    await nextRound();
    expect(told[0]).toMatchObject({ account: { accountNumber: 'ACC-9' }, products: [], terminals: [] });
    expect(told.filter((part) => part.products)).toHaveLength(1);
  });
});

describe('the account as a whole', () => {
  test('401: one retry with a new token, then failing, without asking the other lists', async () => {
    const asked: (string | null)[] = [];
    ports.changeable.token = (rejected) => {
      asked.push(rejected);
      return Promise.resolve({ ok: true, value: { accessToken: `t${String(asked.length)}`, expiresAtMs: Infinity } });
    };
    api.faults.set('all', withoutBody(401));
    const status = await firstRound();
    expect(status).toMatchObject({ phase: 'failing', lastError: expect.stringContaining('HTTP 401') as string });
    expect(asked).toEqual([null, 't1']);
    expect(ports.exchanges.map(({ attempt, status: code }) => [attempt, code])).toEqual([[1, 401], [2, 401]]);
    expect([...ports.problems.keys()]).toEqual(['account']);
    api.faults.clear();
    await nextRound();
    expect(ports.episodes).toEqual(['raised account', 'cleared account']);
  });

  test('one 401 in the middle is no failure', async () => {
    let refused = false;
    const lines = api.lists['service-lines'];
    api.faults.set('service-lines', (response, request) => {
      if (refused) return answerJson(200, { content: { isLastPage: true, totalCount: 1, results: lines }, isValid: true })(response, request);
      refused = true;
      return withoutBody(401)(response, request);
    });
    expect(await firstRound()).toMatchObject({ phase: 'waiting', lastError: null });
    expect(ports.problems.size).toBe(0);
  });

  test('a token that can not be had is said by main alone: failing with the reason, no second message', async () => {
    ports.changeable.token = () => Promise.resolve(fail('token-rejected', 'starlink.com does not accept this client id and client secret (HTTP 400): invalid_client.'));
    const status = await firstRound();
    expect(status).toMatchObject({ phase: 'failing', lastError: expect.stringContaining('invalid_client') as string });
    expect(ports.problems.size).toBe(0);
    expect(api.seen).toHaveLength(0);
  });

  test('an unreachable host gives one message and is tried again within a minute', async () => {
    ports = createTestPorts(`http://${await unusedHost()}/api/public/v2`);
    const status = await firstRound();
    expect(status.phase).toBe('failing');
    expect((status.nextPollAtMs ?? 0) - Date.now()).toBeLessThanOrEqual(60_000);
    expect([...ports.problems.values()]).toMatchObject([{ topic: 'account', cause: expect.stringContaining('refuses connections') as string }]);
    expect(ports.exchanges).toHaveLength(1);
  });
});

describe('the history', () => {
  const broken: ManagementHistory = {
    recordWalk: () => Promise.reject(new Error('No space left on device')), recordFailure: () => Promise.reject(new Error('No space left on device')),
    loadCurrent: () => Promise.resolve([]), loadAsOf: () => Promise.resolve([]), endCredential: () => Promise.resolve(), close: () => Promise.resolve(), copyTo: () => Promise.resolve([]),
    usage: createUsageKeeper(null, { log: () => undefined }),
  };

  test('that can not be written is one message; the rows go on to the windows', async () => {
    expect(await firstRound({ history: broken })).toMatchObject({ phase: 'waiting' });
    expect(partsTold()).toHaveLength(6);
    expect([...ports.problems.values()]).toMatchObject([{ topic: 'management-history', cause: expect.stringContaining('No space left on device') as string }]);
    expect(ports.episodes).toEqual(['raised management-history']);
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
    await firstRound({ history: flaky });
    expect([...ports.problems.keys()]).toEqual(['management-history']);
    await nextRound();
    expect(ports.episodes).toEqual(['raised management-history', 'cleared management-history']);
  });

  test('gets every walk with the account it is of, failed ones too', async () => {
    const records: string[] = [];
    api.faults.set('products', withoutBody(500));
    await firstRound({
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
    api.faults.set('user-terminals', async (response, request) => {
      asked.resolve();
      await release.promise;
      return answerJson(200, { content: { isLastPage: true, totalCount: 1, results: [{ userTerminalId: 'last' }] }, isValid: true })(response, request);
    });
    loop = createManagementPollLoop(ports, { history: null, onCurrent: (current) => told.push(current) });
    await asked.promise;
    const stopped = loop.stop();
    expect(ports.statuses.at(-1)?.phase).toBe('stopping');
    release.resolve();
    await stopped;
    expect(terminalsTold()).toEqual(['utlast null']);
    expect(api.seen).toHaveLength(2);
    expect(ports.exchanges.at(-1)).toMatchObject({ status: 200, error: null });
    expect(ports.statuses.at(-1)).toMatchObject({ phase: 'off', nextPollAtMs: null });
  });

  test('does not wait for the budget', async () => {
    const waiting = resolvers();
    ports.changeable.lease = () => {
      waiting.resolve();
      return new Promise(() => undefined);
    };
    loop = createManagementPollLoop(ports, { history: null, onCurrent: (current) => told.push(current) });
    await waiting.promise;
    await loop.stop();
    expect(api.seen).toHaveLength(0);
    expect(ports.problems.size).toBe(0);
  });

  test('between polls is immediate, and twice is once', async () => {
    await firstRound();
    await Promise.all([loop?.stop(), loop?.stop()]);
    loop?.pollNow();
    expect(ports.statuses.map(({ phase }) => phase)).toEqual(['polling', 'waiting', 'stopping', 'off']);
  });
});

function resolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
