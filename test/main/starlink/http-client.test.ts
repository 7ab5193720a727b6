import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { fail, ok } from '#shared/result.ts';
import { answerJson, answerText, startLocalServer, unusedHost, type Answer, type LocalServer } from './local-server.ts';
import { apiErrorOf, createTestClient, readAccount, type TestClient, type TestClientOptions } from './test-client.ts';
import { selfSigned } from './self-signed-certificate.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function serve(answers: Answer | readonly Answer[], options: TestClientOptions = {}): Promise<{ server: LocalServer; client: TestClient }> {
  const server = await startLocalServer(answers);
  const client = createTestClient(`${server.origin}/api/public/v2`, options);
  opened.push(server, client);
  return { server, client };
}

describe('a request', () => {
  test('carries token, encodings, user agent, encoded path and repeated keys', async () => {
    const { server, client } = await serve(answerJson(200, { fine: true }), { version: '1.2.3' });
    const reply = await client.requestJson({
      ...readAccount, path: ['service-lines', 'SL/1 ?#%'], query: { serviceLineNumbers: ['A', 'B&C'], page: 2, hasServiceLine: true, none: undefined, nil: null },
    });
    expect(reply).toEqual({ status: 200, json: { fine: true } });
    const [seen] = server.seen;
    expect(seen?.url).toBe('/api/public/v2/service-lines/SL%2F1%20%3F%23%25?serviceLineNumbers=A&serviceLineNumbers=B%26C&page=2&hasServiceLine=true');
    expect(seen?.headers).toMatchObject({ authorization: 'Bearer first-token', 'accept-encoding': 'gzip', 'user-agent': 'Groundtrack/1.2.3', accept: 'application/json' });
    expect(seen?.headers['content-type']).toBeUndefined();
    expect(client.leases).toEqual([701]);
    expect(client.exchanges).toMatchObject([{ credentialId: 'credential-1', group: 701, method: 'GET', status: 200, attempt: 1, bytes: 13, error: null }]);
  });

  test('with a body sends it as JSON', async () => {
    const { server, client } = await serve(answerJson(200, {}));
    await client.requestJson({ ...readAccount, method: 'POST', body: { batchSize: 1 } });
    expect(server.seen[0]).toMatchObject({ method: 'POST', body: '{"batchSize":1}' });
    expect(server.seen[0]?.headers['content-type']).toBe('application/json');
  });

  test.each(['..', '.', ''])('refuses the path segment "%s" instead of asking elsewhere', async (segment) => {
    const { server, client } = await serve(answerJson(200, {}));
    await expect(client.requestJson({ ...readAccount, path: ['routers', segment] })).rejects.toThrow(RangeError);
    expect(server.seen).toHaveLength(0);
  });

  test('reads gzip and reports the bytes on the wire', async () => {
    const wire = gzipSync(JSON.stringify({ text: 'x'.repeat(5000) }));
    const { client } = await serve((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(wire) && undefined);
    expect((await client.requestJson(readAccount)).json).toEqual({ text: 'x'.repeat(5000) });
    expect(client.exchanges[0]?.bytes).toBe(wire.length);
  });

  test('of a 204 has no JSON', async () => {
    const { client } = await serve((response) => response.writeHead(204).end() && undefined);
    expect(await client.requestJson(readAccount)).toEqual({ status: 204, json: null });
  });
});

describe('budget and token', () => {
  test('without a token nothing is taken from the budget', async () => {
    const { client } = await serve(answerJson(200, {}), { token: () => Promise.resolve(fail('secret-unavailable', 'Secret unavailable')) });
    expect(await apiErrorOf(client.requestJson(readAccount))).toMatchObject({ call: 'Token' });
    expect(client.leases).toEqual([]);
  });

  test('a token that ran out while the request waited for the budget is asked for anew', async () => {
    let nowMs = 1_000;
    const { server, client } = await serve(answerJson(200, {}), {
      now: () => nowMs,
      token: () => Promise.resolve(ok({ accessToken: `token-of-${String(nowMs)}`, expiresAtMs: nowMs + 1_000 })),
      lease: () => void (nowMs += 60_000),
    });
    await client.requestJson(readAccount);
    expect(server.seen.map((one) => one.headers.authorization)).toEqual(['Bearer token-of-61000']);
  });
});

describe('after a 401', () => {
  test('a read asks for a fresh token once, leases again and goes out once more', async () => {
    const { server, client } = await serve([answerText(401, ''), answerJson(200, { fine: true })]);
    expect((await client.requestJson(readAccount)).json).toEqual({ fine: true });
    expect(client.tokenCalls).toEqual([null, 'first-token']);
    expect(client.leases).toEqual([701, 701]);
    expect(server.seen.map((one) => one.headers.authorization)).toEqual(['Bearer first-token', 'Bearer second-token']);
    expect(client.exchanges.map(({ status, attempt }) => [status, attempt])).toEqual([[401, 1], [200, 2]]);
  });

  test('twice, a read is unauthorized', async () => {
    const { server, client } = await serve(answerText(401, ''));
    const error = await apiErrorOf(client.requestJson(readAccount));
    expect(error).toMatchObject({ kind: 'unauthorized', status: 401, call: 'Account', retryable: false, host: server.host });
    expect(error.nextStep).toContain('client secret');
    expect(server.seen).toHaveLength(2);
  });

  test('a write is never sent again', async () => {
    const { server, client } = await serve([answerText(401, ''), answerJson(200, {})]);
    const error = await apiErrorOf(client.requestJson({ ...readAccount, method: 'POST', intent: 'write' }));
    expect(error.kind).toBe('unauthorized');
    expect(server.seen).toHaveLength(1);
  });
});

describe('without a token', () => {
  test.each([
    ['token-rejected', 'unauthorized', false],
    ['token-unreachable', 'unreachable', true],
    ['token-tls', 'tls', false],
    ['token-rate-limited', 'rate-limited', true],
    ['token-server', 'server', true],
    ['token-not-json', 'not-json', true],
    ['secret-unavailable', 'unauthorized', false],
  ])('%s becomes %s and nothing is sent', async (code, kind, retryable) => {
    const { server, client } = await serve(answerJson(200, {}), { token: () => Promise.resolve(fail(code, 'the reason')) });
    expect(await apiErrorOf(client.requestJson(readAccount))).toMatchObject({ kind, retryable, call: 'Token', cause: 'Token: the reason.' });
    expect(server.seen).toHaveLength(0);
    expect(client.exchanges).toHaveLength(0);
  });
});

describe('a refused status', () => {
  const permissionBody = {
    content: { accountId: 'ACC-1', requiredPermission: { featureAccess: 1, permission: 0 }, featureAccessString: 'DeviceTelemetry', permissionString: 'View' },
    errors: [{ memberNames: [], errorMessage: 'user_lacks_required_permission' }], warnings: [], information: [], isValid: false,
  };

  test('403 names the permission that its body names', async () => {
    const { client } = await serve(answerJson(403, permissionBody));
    const error = await apiErrorOf(client.requestJson({ ...readAccount, permission: 'Account information, View' }));
    expect(error).toMatchObject({ kind: 'forbidden', missingPermission: 'Device telemetry, View', retryable: false });
    expect(error.cause).toContain('“Device telemetry, View” is missing');
    expect(error.nextStep).toContain('Device telemetry, View');
  });

  test('403 without a body names the permission that the call needs', async () => {
    const { client } = await serve(answerText(403, ''));
    const error = await apiErrorOf(client.requestJson({ ...readAccount, permission: 'Account information, View' }));
    expect(error).toMatchObject({ kind: 'forbidden', missingPermission: 'Account information, View' });
  });

  test.each([
    ['7', 7_000],
    ['Sun, 22 Nov 2026 17:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 16:00:30 GMT', 0],
    ['soon', null],
    // Timers of more than 24 days fire at once, and the stream keeps 8 hours.
    ['40000000', 3_600_000],
    ['9'.repeat(400), 3_600_000],
    ['Mon, 22 Nov 2027 17:00:30 GMT', 3_600_000],
  ])('429 with Retry-After %s waits %s ms', async (retryAfter, expected) => {
    const { client } = await serve(answerText(429, '', { 'retry-after': retryAfter, date: '' }), { now: () => Date.UTC(2026, 10, 22, 17) });
    expect(await apiErrorOf(client.requestJson(readAccount))).toMatchObject({ kind: 'rate-limited', retryAfterMs: expected, retryable: true });
    expect(client.exchanges[0]?.retryAfterMs).toBe(expected ?? undefined);
  });

  test('a Retry-After that names a time is meant by the server’s clock, however wrong ours is', async () => {
    const headers = { 'retry-after': 'Sun, 22 Nov 2026 17:00:30 GMT', date: 'Sun, 22 Nov 2026 17:00:00 GMT' };
    const { client } = await serve(answerText(429, '', headers), { now: () => Date.UTC(2026, 10, 22, 9) });
    expect(await apiErrorOf(client.requestJson(readAccount))).toMatchObject({ retryAfterMs: 30_000 });
  });

  test.each([408, 425])('%i is nobody’s mistake and passes', async (status) => {
    const { client } = await serve(answerText(status, ''));
    const error = await apiErrorOf(client.requestJson(readAccount));
    expect(error).toMatchObject({ kind: 'timeout', status, retryable: true });
    expect(error.nextStep).not.toContain('Report it');
  });

  test('400 of the framework names the fields it refuses', async () => {
    const { client } = await serve(answerJson(400, { title: 'One or more validation errors occurred.', status: 400, errors: { page: ["The value 'x' is not valid."], limit: 'Too much.', odd: { toString: 1 } } }));
    const { cause } = await apiErrorOf(client.requestJson(readAccount));
    expect(cause).toContain("One or more validation errors occurred. page: The value 'x' is not valid.; limit: Too much.");
  });

  test('401 to a token that was just minted points to the URLs, too', async () => {
    const { client } = await serve(answerText(401, ''));
    expect((await apiErrorOf(client.requestJson(readAccount))).nextStep).toContain('API URL and token URL belong together');
  });

  test('422 gives Starlink’s words and the fields they name', async () => {
    const { client } = await serve(answerJson(422, { errors: [{ memberNames: ['count'], errorMessage: 'Count must be positive' }], isValid: false }));
    expect(await apiErrorOf(client.requestJson(readAccount))).toMatchObject({ kind: 'rejected', cause: expect.stringContaining('Count must be positive (count)') as string });
  });

  test.each([
    [400, 'bad-request', false],
    [404, 'not-found', true],
    [418, 'bad-request', false],
    [500, 'server', true],
    [503, 'server', true],
  ])('%i is %s', async (status, kind, retryable) => {
    const { server, client } = await serve(answerText(status, '<html><title>Bad\u0007 day</title></html>', { 'content-type': 'text/html' }));
    const error = await apiErrorOf(client.requestJson(readAccount));
    expect(error).toMatchObject({ kind, status, retryable });
    expect(error.cause).toContain(server.host);
    expect(error.cause).toContain('titled “Bad day”');
  });

  test('a redirect is named and not followed', async () => {
    const { server, client } = await serve(answerText(302, '', { location: 'https://login.example/?token=abc' }));
    const error = await apiErrorOf(client.requestJson(readAccount));
    expect(error).toMatchObject({ kind: 'redirect', status: 302 });
    expect(error.cause).toContain('https://login.example/');
    expect(error.cause).not.toContain('abc');
    expect(server.seen).toHaveLength(1);
  });
});

describe('a bad answer', () => {
  test('a web page instead of JSON is named by its title', async () => {
    const { client } = await serve(answerText(200, '<!DOCTYPE html><html><head><title>Hotel\n Wi-Fi</title></head></html>', { 'content-type': 'text/html; charset=utf-8' }));
    const error = await apiErrorOf(client.requestJson(readAccount));
    expect(error).toMatchObject({ kind: 'not-json', status: 200 });
    expect(error.cause).toContain('a web page (text/html) titled “Hotel Wi-Fi”');
  });

  test('JSON that ends early is truncated, with and without a broken connection', async () => {
    const { client } = await serve([
      answerText(200, '{"content": [1, 2'),
      (response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"content"', () => response.destroy());
      },
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"content":[1,2,3,4]}').subarray(0, 20)) && undefined,
    ]);
    for (let index = 0; index < 3; index += 1) expect((await apiErrorOf(client.requestJson(readAccount))).kind).toBe('truncated');
  });

  test('an empty body is no JSON', async () => {
    const { client } = await serve(answerText(200, ''));
    expect(await apiErrorOf(client.requestJson(readAccount))).toMatchObject({ kind: 'not-json', cause: expect.stringContaining('an empty body') as string });
  });

  test('an unknown content encoding is said', async () => {
    const { client } = await serve(answerText(200, 'abc', { 'content-encoding': 'rot13' }));
    expect((await apiErrorOf(client.requestJson(readAccount))).cause).toContain('rot13');
  });

  test('silence is a timeout, also in the middle of a body', async () => {
    const { client } = await serve([
      () => undefined,
      (response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"content"');
      },
    ], { silenceTimeoutMs: 150 });
    for (let index = 0; index < 2; index += 1) expect(await apiErrorOf(client.requestJson(readAccount))).toMatchObject({ kind: 'timeout', retryable: true });
  });

  test.each([200, 500])('a body that never ends is given up, with status %i', async (status) => {
    const { client } = await serve((response) => {
      response.writeHead(status);
      const dripping = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(dripping));
    });
    const error = await apiErrorOf(client.requestJson({ ...readAccount, longestReplyMs: 200 }));
    expect(error).toMatchObject({ kind: status === 200 ? 'timeout' : 'server', retryable: true });
  });

  test('a slow body that keeps coming is no timeout', async () => {
    const { client } = await serve(async (response) => {
      response.writeHead(200);
      for (const piece of ['{"a', '": ', '12', '3', '4}']) {
        response.write(piece);
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      response.end();
    }, { silenceTimeoutMs: 1_000 });
    expect((await client.requestJson(readAccount)).json).toEqual({ a: 1234 });
  });
});

describe('no connection', () => {
  test('a refused connection', async () => {
    const client = createTestClient(`http://${await unusedHost()}/api`);
    opened.push(client);
    expect(await apiErrorOf(client.requestJson(readAccount))).toMatchObject({ kind: 'unreachable', status: null, cause: expect.stringMatching(/refuses connections \(ECONNREFUSED\)/) as string });
    expect(client.exchanges).toMatchObject([{ status: null, attempt: 1, error: expect.stringContaining('ECONNREFUSED') as string }]);
  });

  test('an unknown name', async () => {
    const client = createTestClient('http://no-such-host.invalid/api');
    opened.push(client);
    expect((await apiErrorOf(client.requestJson(readAccount))).cause).toMatch(/no-such-host\.invalid (cannot be found|cannot be looked up)/);
  });

  test('a self-signed certificate is refused', async () => {
    const server = await startLocalServer(answerJson(200, {}), selfSigned);
    const client = createTestClient(`${server.origin}/api`);
    opened.push(server, client);
    expect(await apiErrorOf(client.requestJson(readAccount))).toMatchObject({ kind: 'tls', cause: expect.stringContaining('self-signed') as string });
    expect(server.seen).toHaveLength(0);
  });

  test('TLS to a server that speaks none', async () => {
    const server = await startLocalServer(answerJson(200, {}));
    const client = createTestClient(`https://${server.host}/api`);
    opened.push(server, client);
    expect((await apiErrorOf(client.requestJson(readAccount))).kind).toBe('tls');
  });
});

test('a token that a server echoes back reaches neither error nor exchange', async () => {
  const token = { accessToken: 'opaque-very-secret', expiresAtMs: 0 };
  const { client } = await serve((response, request) => response.writeHead(500).end(`you sent ${request.headers.authorization ?? ''}, that is opaque-very-secret, and eyJhbGciOi.eyJzdWIi.c2ln`) && undefined, {
    token: () => Promise.resolve({ ok: true, value: token }),
  });
  const error = await apiErrorOf(client.requestJson(readAccount));
  const everything = JSON.stringify([error.message, error.cause, error.nextStep, error.stack, client.exchanges]);
  expect(everything).toContain('you sent');
  expect(everything).not.toContain('opaque-very-secret');
  expect(everything).not.toContain('eyJ');
});

test.each([200, 500])('a token that comes back in two-byte letters, with status %i, is not spelled out letter by letter', async (status) => {
  const accessToken = 'opaque-very-secret';
  const { client } = await serve((response) => void response.writeHead(status, { 'content-type': 'text/plain' }).end(Buffer.from(`you sent ${accessToken}`, 'utf16le')), {
    token: () => Promise.resolve({ ok: true, value: { accessToken, expiresAtMs: 0 } }),
  });
  const { message } = await apiErrorOf(client.requestJson(readAccount));
  expect(message).toContain('•••');
  expect(message.replaceAll(' ', '')).not.toContain(accessToken);
});
