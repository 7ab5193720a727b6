import { afterEach, describe, expect, test } from 'vitest';
import { fetchToken } from '../../../src/main/starlink/token-api.ts';
import { answerJson, answerText, startLocalServer, unusedHost, type Answer, type LocalServer } from './local-server.ts';
import { selfSigned } from './self-signed-certificate.ts';

const secret = 'opaque&secret value';
let server: LocalServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const ask = (tokenUrl: string, timeoutMs = 2_000): ReturnType<typeof fetchToken> => fetchToken({ tokenUrl, clientId: 'client-1', clientSecret: secret, now: () => 1_000, timeoutMs });

async function askServer(answer: Answer, timeoutMs?: number): ReturnType<typeof fetchToken> {
  server = await startLocalServer(answer);
  const result = await ask(`${server.origin}/api/auth/connect/token`, timeoutMs);
  expect(JSON.stringify(result)).not.toContain('opaque');
  return result;
}

describe('a granted token', () => {
  test('was asked for with a form and lives as long as the reply says', async () => {
    server = await startLocalServer(answerJson(200, { access_token: 'abc', expires_in: 300, token_type: 'Bearer' }));
    expect(await ask(`${server.origin}/api/auth/connect/token`)).toEqual({ ok: true, value: { accessToken: 'abc', expiresAtMs: 301_000 } });
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/api/auth/connect/token', body: 'grant_type=client_credentials&client_id=client-1&client_secret=opaque%26secret+value' });
    expect(server.seen[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  test.each([[undefined, 901_000], [null, 901_000], ['', 901_000], [true, 901_000], ['60', 61_000], ['soon', 901_000], [-5, 901_000], [0, 1_000]])('with expires_in %s ends at %i', async (expiresIn, expiresAtMs) => {
    expect(await askServer(answerJson(200, { access_token: 'abc', expires_in: expiresIn }))).toEqual({ ok: true, value: { accessToken: 'abc', expiresAtMs } });
  });
});

describe('a refused token', () => {
  test.each<[string, Answer, string, string]>([
    ['invalid_client', answerJson(400, { error: 'invalid_client' }), 'token-rejected', 'invalid_client'],
    ['a description', answerJson(401, { error: 'invalid_client', error_description: 'Secret has expired' }), 'token-rejected', 'Secret has expired'],
    ['plain text', answerText(400, 'bad client'), 'token-rejected', 'bad client'],
    ['nothing but a status', answerText(401, ''), 'token-rejected', 'HTTP 401'],
    ['forbidden', answerText(403, ''), 'token-rejected', 'HTTP 403'],
    ['the server’s own trouble', answerJson(400, { error: 'temporarily_unavailable' }), 'token-server', 'temporarily_unavailable'],
    ['a fault', answerText(503, 'down'), 'token-server', 'HTTP 503'],
    ['a wrong URL', answerText(404, '<html><title>Not found</title>', { 'content-type': 'text/html' }), 'token-server', 'titled “Not found”'],
    ['a redirect', answerText(302, '', { location: 'https://elsewhere.example/' }), 'token-server', 'redirects'],
    ['too many', answerText(429, ''), 'token-rate-limited', 'HTTP 429'],
    ['a page with a refusing status', answerText(400, '<html><title>Proxy</title>', { 'content-type': 'text/html' }), 'token-not-json', 'titled “Proxy”'],
    ['a page', answerText(200, '<html><title>Sign in</title>', { 'content-type': 'text/html' }), 'token-not-json', 'titled “Sign in”'],
    ['JSON without a token', answerJson(200, { fine: true }), 'token-not-json', 'no access_token'],
    ['an echoed secret', answerText(400, `client_secret ${secret} and opaque%26secret+value are wrong`), 'token-rejected', 'are wrong'],
  ])('%s', async (_name, answer, code, words) => {
    expect(await askServer(answer)).toEqual({ ok: false, error: { code, message: expect.stringContaining(words) as string } });
    expect(server?.seen).toHaveLength(1);
  });

  test('an echoed secret in two-byte letters is not spelled out letter by letter', async () => {
    const result = await askServer((response) => void response.writeHead(400, { 'content-type': 'text/plain' }).end(Buffer.from(`you sent ${secret}`, 'utf16le')));
    expect(JSON.stringify(result).replaceAll(' ', '')).not.toContain(secret.replaceAll(' ', ''));
  });

  test('too many, with the pause that is asked for', async () => {
    const result = await askServer(answerText(429, '', { 'retry-after': '12' }));
    expect(result).toMatchObject({ ok: false, error: { code: 'token-rate-limited', retryAfterMs: 12_000, message: expect.stringContaining('asks to wait 12 s') as string } });
  });

  test('never shows text of a 200, which could be the token', async () => {
    const result = await askServer(answerText(200, 'token-in-plain-text', { 'content-type': 'text/plain' }));
    expect(result).toMatchObject({ ok: false, error: { code: 'token-not-json' } });
    expect(JSON.stringify(result)).not.toContain('token-in-plain');
  });
});

describe('no answer', () => {
  test('nobody listens', async () => {
    expect(await ask(`http://${await unusedHost()}/token`)).toMatchObject({ ok: false, error: { code: 'token-unreachable', message: expect.stringContaining('refuses connections') as string } });
  });

  test('silence', async () => {
    expect(await askServer(() => undefined, 100)).toMatchObject({ ok: false, error: { code: 'token-unreachable', message: expect.stringContaining('silent') as string } });
  });

  test('a reply that never ends', async () => {
    const result = await askServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const dripping = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(dripping));
    }, 300);
    expect(result).toMatchObject({ ok: false, error: { code: 'token-unreachable', message: expect.stringContaining('so slowly') as string } });
  });

  test('a connection cut in the middle of the reply', async () => {
    const result = await askServer((response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('{"access_token":"opaque', () => response.destroy());
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'token-unreachable' } });
  });

  test('a self-signed certificate', async () => {
    server = await startLocalServer(answerJson(200, { access_token: 'abc' }), selfSigned);
    expect(await ask(`${server.origin}/token`)).toMatchObject({ ok: false, error: { code: 'token-tls', message: expect.stringContaining('self-signed') as string } });
    expect(server.seen).toHaveLength(0);
  });
});
