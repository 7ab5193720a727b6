import { afterEach, describe, expect, test } from 'vitest';
import { fail, ok, type Result } from '#shared/result.ts';
import { createTokenManager, type MintRequest, type TokenManagerPorts, type TokenOutcome } from '../../../src/main/credentials/token-manager.ts';
import { fetchToken } from '../../../src/main/starlink/token-api.ts';
import type { BearerToken } from '../../../src/main/starlink/token-source.ts';
import { answerJson, answerText, startLocalServer, unusedHost, type Answer } from '../starlink/local-server.ts';

const SECRET = 'p4ss/word+with=odd&letters';

interface SetUp extends Partial<TokenManagerPorts> {
  readonly mint?: (request: MintRequest, count: number) => Promise<Result<BearerToken>>;
}

function setUp({ mint, ...ports }: SetUp = {}) {
  const clock = { nowMs: 5_000_000 };
  const minted: MintRequest[] = [];
  const outcomes: TokenOutcome[] = [];
  const secrets = new Map([['c1', SECRET], ['c2', 'other-secret']]);
  const clientIds = new Map([['c1', 'client-1'], ['c2', 'client-2']]);
  const manager = createTokenManager({
    fetchToken(request) {
      minted.push(request);
      return mint?.(request, minted.length) ?? Promise.resolve(ok({ accessToken: `token-${String(minted.length)}`, expiresAtMs: clock.nowMs + 900_000 }));
    },
    secretOf: (id) => Promise.resolve(secrets.has(id) ? ok(secrets.get(id) ?? '') : fail('missing', 'No client secret is stored')),
    clientIdOf: (id) => clientIds.get(id) ?? null,
    now: () => clock.nowMs,
    ...ports,
  });
  manager.onOutcome((outcome) => outcomes.push(outcome));
  const tokenOf = async (rejected: string | null = null, options: { fresh?: boolean } = {}): Promise<string> => {
    const result = await manager.token('c1', rejected, options);
    return result.ok ? result.value.accessToken : `failed: ${result.error.code}`;
  };
  return { manager, clock, minted, outcomes, secrets, clientIds, tokenOf };
}

/** A mint that ends when the test says so. */
function createGate() {
  const { promise, resolve } = withResolvers<Result<BearerToken>>();
  return { promise, resolve };
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}

describe('a token', () => {
  test('is minted with the id and secret of its credential and kept', async () => {
    const { minted, outcomes, tokenOf } = setUp();
    expect(await tokenOf()).toBe('token-1');
    expect(await tokenOf()).toBe('token-1');
    expect(minted).toEqual([{ credentialId: 'c1', clientId: 'client-1', clientSecret: SECRET }]);
    expect(outcomes).toMatchObject([{ credentialId: 'c1', authentication: 'Successful', failure: null }]);
  });

  test('is minted once for many callers at the same time, and once for each credential', async () => {
    const gate = createGate();
    const { manager, minted } = setUp({ mint: ({ credentialId }) => (credentialId === 'c1' ? gate.promise : Promise.resolve(ok({ accessToken: 'of c2', expiresAtMs: Infinity }))) });
    const callers = Array.from({ length: 50 }, () => manager.token('c1', null));
    expect(await manager.token('c2', null)).toMatchObject({ value: { accessToken: 'of c2' } });
    gate.resolve(ok({ accessToken: 'shared', expiresAtMs: 9_000_000 }));
    const results = await Promise.all(callers);
    expect(new Set(results.map((result) => result.ok && result.value.accessToken))).toEqual(new Set(['shared']));
    expect(minted.filter(({ credentialId }) => credentialId === 'c1')).toHaveLength(1);
  });

  test('is renewed 60 s before it expires, not earlier', async () => {
    const { clock, tokenOf } = setUp();
    await tokenOf();
    clock.nowMs += 839_999;
    expect(await tokenOf()).toBe('token-1');
    clock.nowMs += 1;
    expect(await tokenOf()).toBe('token-2');
  });

  test('that lives 30 s is used for four fifths of them', async () => {
    const { clock, minted, tokenOf } = setUp({ mint: (_, count) => Promise.resolve(ok({ accessToken: `t${String(count)}`, expiresAtMs: 5_030_000 + (count - 1) * 24_000 })) });
    await tokenOf();
    clock.nowMs += 23_999;
    expect(await tokenOf()).toBe('t1');
    clock.nowMs += 1;
    expect(await tokenOf()).toBe('t2');
    expect(minted).toHaveLength(2);
  });

  test('that is still valid bridges an outage of the token endpoint, until it expires', async () => {
    let down = false;
    const { clock, tokenOf, outcomes } = setUp({ mint: (_, count) => Promise.resolve(down ? fail('token-unreachable', 'no route') : ok({ accessToken: `t${String(count)}`, expiresAtMs: 5_900_000 })) });
    await tokenOf();
    down = true;
    clock.nowMs += 850_000;
    expect(await tokenOf()).toBe('t1');
    expect(outcomes.at(-1)).toMatchObject({ authentication: null, failure: { code: 'token-unreachable' } });
    clock.nowMs += 50_000;
    expect(await tokenOf()).toBe('failed: token-unreachable');
  });

  test('rejected by the API is replaced once, whoever asks', async () => {
    const { minted, tokenOf } = setUp();
    await tokenOf();
    expect(await Promise.all([tokenOf('token-1'), tokenOf('token-1'), tokenOf()])).toEqual(['token-2', 'token-2', 'token-2']);
    // A second poller had the old token in its hands for longer.
    expect(await tokenOf('token-1')).toBe('token-2');
    expect(minted).toHaveLength(2);
  });

  test('asked for fresh is minted now; callers that want any keep the newest', async () => {
    const { minted, tokenOf } = setUp();
    await tokenOf();
    expect(await tokenOf(null, { fresh: true })).toBe('token-2');
    expect(await tokenOf()).toBe('token-2');
    expect(minted).toHaveLength(2);
  });
});

describe('a refusal', () => {
  const rejected = fail('token-rejected', 'starlink.com does not accept this client id and client secret (HTTP 400): invalid_client.');

  test('is remembered: one mint a minute, however often tokens are asked for', async () => {
    const { clock, minted, tokenOf, outcomes } = setUp({ mint: () => Promise.resolve(rejected) });
    for (let second = 0; second < 120; second += 1) {
      expect(await tokenOf()).toBe('failed: token-rejected');
      clock.nowMs += 1_000;
    }
    expect(minted).toHaveLength(2);
    expect(outcomes).toHaveLength(120);
    expect(outcomes.every(({ authentication }) => authentication === 'Failed')).toBe(true);
  });

  test('ends at once when the credential is corrected', async () => {
    const { manager, minted, tokenOf, secrets } = setUp({ mint: ({ clientSecret }) => Promise.resolve(clientSecret === 'right' ? ok({ accessToken: 'granted', expiresAtMs: 9e6 }) : rejected) });
    expect(await tokenOf()).toBe('failed: token-rejected');
    secrets.set('c1', 'right');
    manager.forget('c1');
    expect(await tokenOf()).toBe('granted');
    expect(minted).toHaveLength(2);
  });

  test('of an old secret that arrives after the correction is not given to anyone', async () => {
    const gate = createGate();
    const { manager, tokenOf, secrets, outcomes } = setUp({ mint: ({ clientSecret }) => (clientSecret === 'right' ? Promise.resolve(ok({ accessToken: 'granted', expiresAtMs: 9e6 })) : gate.promise) });
    const early = tokenOf();
    await new Promise(setImmediate);
    secrets.set('c1', 'right');
    manager.forget('c1');
    const late = tokenOf();
    gate.resolve(rejected);
    expect(await Promise.all([early, late])).toEqual(['granted', 'granted']);
    expect(outcomes.map(({ authentication }) => authentication)).toEqual(['Successful']);
  });

  test('for too many token calls waits a minute', async () => {
    const { clock, minted, tokenOf } = setUp({ mint: () => Promise.resolve(fail('token-rate-limited', 'too many')) });
    await tokenOf();
    clock.nowMs += 59_999;
    await tokenOf();
    expect(minted).toHaveLength(1);
    clock.nowMs += 1;
    await tokenOf();
    expect(minted).toHaveLength(2);
  });

  test('for too many token calls waits as long as the server asks', async () => {
    const { clock, minted, tokenOf } = setUp({ mint: () => Promise.resolve({ ok: false, error: { code: 'token-rate-limited', message: 'too many', retryAfterMs: 500_000 } }) });
    await tokenOf();
    clock.nowMs += 499_999;
    await tokenOf();
    expect(minted).toHaveLength(1);
    clock.nowMs += 1;
    await tokenOf();
    expect(minted).toHaveLength(2);
  });

  test('by the network is tried again after 1, 2, 4, … s, at most a minute apart; success forgets the count', async () => {
    let down = true;
    const { clock, minted, tokenOf } = setUp({ mint: () => Promise.resolve(down ? fail('token-unreachable', 'no route') : ok({ accessToken: 'granted', expiresAtMs: clock.nowMs + 900_000 })) });
    const triedAtS: number[] = [];
    for (let second = 0; second <= 190; second += 1) {
      const before = minted.length;
      await tokenOf();
      if (minted.length > before) triedAtS.push(second);
      clock.nowMs += 1_000;
    }
    expect(triedAtS).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
    down = false;
    clock.nowMs += 60_000;
    expect(await tokenOf()).toBe('granted');
    down = true;
    clock.nowMs += 900_000;
    const before = minted.length;
    await tokenOf();
    clock.nowMs += 1_000;
    await tokenOf();
    expect(minted.length - before).toBe(2);
  });

  test('of a time that a clock set back has not reached yet is forgotten', async () => {
    const { clock, minted, tokenOf } = setUp({ mint: (_request, count) => Promise.resolve(count === 1 ? fail('token-unreachable', 'no network yet') : ok({ accessToken: 'late', expiresAtMs: clock.nowMs + 900_000 })) });
    expect(await tokenOf()).toBe('failed: token-unreachable');
    clock.nowMs -= 3_600_000;
    expect(await tokenOf()).toBe('late');
    expect(minted).toHaveLength(2);
  });

  test('by the keychain says so, asks nobody outside and asks the keychain again after 5 min', async () => {
    let asked = 0;
    const { clock, minted, tokenOf, outcomes } = setUp({
      secretOf: () => {
        asked += 1;
        return Promise.resolve(fail('unavailable', "The keychain can't be used now: locked"));
      },
    });
    expect(await tokenOf()).toBe('failed: unavailable');
    clock.nowMs += 299_000;
    await tokenOf();
    expect(asked).toBe(1);
    clock.nowMs += 1_000;
    await tokenOf();
    expect(asked).toBe(2);
    expect(minted).toHaveLength(0);
    expect(outcomes[0]?.authentication).toBe('Secret unavailable');
  });

  test('comes for a credential that is gone', async () => {
    const { clientIds, tokenOf } = setUp();
    clientIds.delete('c1');
    expect(await tokenOf()).toBe('failed: no-credential');
  });

  test('never carries the secret, in whatever spelling it came back, not from a thrown error either', async () => {
    for (const spelling of [SECRET, encodeURIComponent(SECRET), new URLSearchParams({ s: SECRET }).toString().slice(2)]) {
      const said = setUp({ mint: () => Promise.resolve(fail('token-server', `bad body client_secret=${spelling}`)) });
      const thrown = setUp({ mint: () => Promise.reject(new Error(`connect failed for ${spelling}`)) });
      for (const { manager, outcomes } of [said, thrown]) {
        const text = JSON.stringify([await manager.token('c1', null), outcomes]);
        expect(text).not.toContain(spelling);
        expect(text).toContain('•••');
      }
    }
  });
});

describe('over real HTTP', () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  async function against(answers: Answer | readonly Answer[]) {
    const server = await startLocalServer(answers);
    closers.push(server.close);
    const real = setUp({ mint: ({ clientId, clientSecret }) => fetchToken({ tokenUrl: `${server.origin}/api/auth/connect/token`, clientId, clientSecret, now: () => real.clock.nowMs, timeoutMs: 5_000 }) });
    return { ...real, server };
  }

  test('mints with the form that Starlink takes; without expires_in a token counts 900 s', async () => {
    const { server, tokenOf, clock } = await against([answerJson(200, { access_token: 'one', token_type: 'Bearer' }), answerJson(200, { access_token: 'two', expires_in: 900 })]);
    expect(await tokenOf()).toBe('one');
    clock.nowMs += 839_000;
    expect(await tokenOf()).toBe('one');
    clock.nowMs += 1_000;
    expect(await tokenOf()).toBe('two');
    expect(Object.fromEntries(new URLSearchParams(server.seen[0]?.body))).toEqual({ grant_type: 'client_credentials', client_id: 'client-1', client_secret: SECRET });
  });

  test('a wrong secret ends as Failed with the words of the server', async () => {
    const { server, manager, tokenOf, outcomes } = await against(answerJson(400, { error: 'invalid_client' }));
    expect(await tokenOf()).toBe('failed: token-rejected');
    expect(await tokenOf()).toBe('failed: token-rejected');
    expect(server.seen).toHaveLength(1);
    expect(outcomes[0]).toMatchObject({ authentication: 'Failed' });
    expect(outcomes[0]?.failure?.message).toContain('invalid_client');
    expect(JSON.stringify([outcomes, await manager.token('c1', null)])).not.toContain(SECRET);
  });

  test('a web page or a fault is no verdict on the credential', async () => {
    const page = await against(answerText(200, '<html><title>Sign in</title></html>', { 'content-type': 'text/html' }));
    expect(await page.tokenOf()).toBe('failed: token-not-json');
    const fault = await against(answerText(503, ''));
    expect(await fault.tokenOf()).toBe('failed: token-server');
    for (const { outcomes } of [page, fault]) expect(outcomes[0]?.authentication).toBeNull();
  });

  test('nobody there is no verdict either', async () => {
    const host = await unusedHost();
    const { tokenOf, outcomes } = setUp({ mint: ({ clientId, clientSecret }) => fetchToken({ tokenUrl: `http://${host}/token`, clientId, clientSecret, now: Date.now, timeoutMs: 5_000 }) });
    expect(await tokenOf()).toBe('failed: token-unreachable');
    expect(outcomes[0]?.authentication).toBeNull();
  });
});
