// What the client tells of an exchange: every header and body, masked, cut where said, and nothing of what may not be shown.
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { ok } from '#shared/result.ts';
import type { Exchange, RecordedBody, RecordedDetails } from '../../../src/main/starlink/exchange.ts';
import { createHttpClient, type ApiRequest } from '../../../src/main/starlink/http-client.ts';
import { KEPT_BODY_BYTES } from '../../../src/main/starlink/tally.ts';
import { fetchToken } from '../../../src/main/starlink/token-api.ts';
import { answerJson, answerText, startLocalServer, type Answer } from './local-server.ts';
import { readAccount } from './test-client.ts';

const token = 'opaque-Token.0123456789~abcdefghij';
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

interface Report {
  readonly exchange: Exchange;
  readonly details: RecordedDetails;
}

async function ask(answer: Answer, request: Partial<ApiRequest> = {}, accessToken = token): Promise<Report> {
  const server = await startLocalServer(answer);
  const reports: [Exchange, () => Promise<RecordedDetails>][] = [];
  const client = createHttpClient({
    apiUrl: `${server.origin}/api`, credentialId: 'c', now: Date.now, version: '1.2.3', leaseRequest: async () => undefined,
    tokens: { token: async () => ok({ accessToken, expiresAtMs: Infinity }) }, reportExchange: (exchange, details) => reports.push([exchange, details]),
  });
  opened.push(server, client);
  await client.requestJson({ ...readAccount, intent: 'write', ...request }).catch(() => undefined);
  expect(reports).toHaveLength(1);
  const [exchange, details] = reports[0]!;
  return { exchange, details: await details() };
}

const textOf = (body: RecordedBody | null): string => Buffer.from(body?.text ?? []).toString('utf8');
const header = (report: Report, name: string): string | undefined => report.details.responseHeaders.find((one) => one.name === name)?.value;

describe('headers', () => {
  test('of the request are those sent, without the token', async () => {
    const { details } = await ask(answerJson(200, {}), { method: 'POST', body: { a: 1 } });
    expect(details.requestHeaders).toEqual([
      { name: 'authorization', value: 'Bearer •••' }, { name: 'accept', value: 'application/json' }, { name: 'accept-encoding', value: 'gzip' },
      { name: 'user-agent', value: 'Groundtrack/1.2.3' }, { name: 'content-type', value: 'application/json' },
    ]);
    expect(textOf(details.requestBody)).toBe('{"a":1}');
  });

  test('of the answer show a value only where the list allows it', async () => {
    const report = await ask(answerText(500, '', { 'set-cookie': 'session=abc', 'x-secret-thing': 'hidden', 'retry-after': '7', 'x-request-id': `id ${token}`, 'www-authenticate': 'Bearer realm="x"' }));
    expect(header(report, 'set-cookie')).toBe('•••');
    expect(header(report, 'x-secret-thing')).toBe('•••');
    expect(header(report, 'retry-after')).toBe('7');
    expect(header(report, 'x-request-id')).toBe('id •••');
    expect(header(report, 'www-authenticate')).toBe('Bearer realm="x"');
  });

  test('an address that leads elsewhere loses user, query values and fragment', async () => {
    const report = await ask(answerText(302, '', { location: 'https://me:pass@login.example/path?code=abc&state=def#frag' }));
    expect(header(report, 'location')).toBe('https://•••@login.example/path?code=•••&state=•••#•••');
  });
});

describe('bodies', () => {
  test('keep numbers beyond 2^53 as they came', async () => {
    const { details } = await ask(answerText(200, '{"H3CellId": 599423848638578687, "t":1795363215000000000}', { 'content-type': 'application/json' }));
    expect(details.responseBody).toMatchObject({ isCut: false, decodedBytes: 57, note: null });
    expect(textOf(details.responseBody)).toBe('{"H3CellId": 599423848638578687, "t":1795363215000000000}');
  });

  test.each([
    ['as it is', (text: string) => Buffer.from(text), {}],
    ['packed', (text: string) => gzipSync(text), { 'content-encoding': 'gzip' }],
    ['in two-byte letters', (text: string) => Buffer.from(text, 'utf16le'), { 'content-type': 'text/plain; charset=utf-16le' }],
    ['in two-byte letters that nobody named', (text: string) => Buffer.from(text, 'utf16le'), { 'content-type': 'text/plain' }],
  ])('that echo the token are masked: %s', async (_name, encode, headers: Record<string, string>) => {
    const { details, exchange } = await ask((response) => void response.writeHead(500, headers).end(encode(`<p>you sent ${token}, ${encodeURIComponent(token)}</p>`)));
    expect(textOf(details.responseBody)).toBe('<p>you sent •••, •••</p>');
    expect(JSON.stringify(exchange)).not.toContain(token.slice(0, 12));
  });

  test('are cut at 64 KiB, never inside of the token', async () => {
    for (const before of [0, 1, 5, token.length - 1, token.length]) {
      const body = 'Z'.repeat(KEPT_BODY_BYTES - before) + token + 'Z'.repeat(100_000);
      const { details } = await ask(answerText(200, body));
      expect(details.responseBody).toMatchObject({ isCut: true });
      expect(textOf(details.responseBody).replace(/^Z+/, '')).toBe(before === 0 ? '' : '•••');
    }
  });

  test('of a packed bomb only the beginning is ever unpacked', async () => {
    const { details } = await ask((response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(30_000_000, 'Z'))));
    expect(details.responseBody).toMatchObject({ isCut: true });
    expect(details.responseBody?.text.length).toBe(KEPT_BODY_BYTES);
  });

  test('that break off inside of the token end in a mask', async () => {
    const { details, exchange } = await ask((response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write(`{"you sent": "${token.slice(0, 9)}`, () => response.destroy());
    });
    expect(textOf(details.responseBody)).toBe('{"you sent": "•••');
    expect(details.responseBody).toMatchObject({ isCut: true });
    expect(exchange).toMatchObject({ status: 200, error: expect.stringContaining('ended in the middle') as string });
  });

  test.each([['gzip', gzipSync], ['deflate', deflateSync], ['deflate', deflateRawSync], ['br', brotliCompressSync]])('packed as %s are unpacked, then masked', async (encoding, pack) => {
    const { details } = await ask((response) => void response.writeHead(200, { 'content-encoding': encoding }).end(pack(`{"you sent": "${token}"}`)));
    expect(textOf(details.responseBody)).toBe('{"you sent": "•••"}');
  });

  test('of an unknown encoding are not shown', async () => {
    const { details } = await ask(answerText(200, 'abc', { 'content-encoding': 'zstd' }));
    expect(details.responseBody).toMatchObject({ isCut: true, note: expect.stringContaining('encoding') as string });
    expect(textOf(details.responseBody)).toBe('');
  });

  test('an answer that never came has none, and says why', async () => {
    const { exchange, details } = await ask((response) => void response.destroy());
    expect(exchange).toMatchObject({ status: null, bytes: 0, attempt: 1, error: expect.stringContaining('cut') as string });
    expect(details).toMatchObject({ responseHeaders: [], responseBody: null, waitMs: null });
  });
});

test('data read from a body does not carry an echoed token on', async () => {
  const server = await startLocalServer((response, request) => answerJson(200, { name: `echo ${request.headers.authorization ?? ''}` })(response, request));
  const client = createHttpClient({
    apiUrl: server.origin, credentialId: 'c', now: Date.now, leaseRequest: async () => undefined, reportExchange: () => undefined,
    tokens: { token: async () => ok({ accessToken: token, expiresAtMs: Infinity }) },
  });
  opened.push(server, client);
  expect((await client.requestJson(readAccount)).json).toEqual({ name: 'echo Bearer •••' });
});

describe('a token call', () => {
  const secret = 'S3cr&t "with" all+of it/äöü%';

  async function mint(answer: Answer): Promise<Report> {
    const server = await startLocalServer(answer);
    opened.push(server);
    const reports: [Exchange, () => Promise<RecordedDetails>][] = [];
    await fetchToken({
      tokenUrl: `${server.origin}/token`, clientId: 'me', clientSecret: secret, now: Date.now, timeoutMs: 500, version: '1.2.3',
      viewer: { credentialId: 'c1', reportExchange: (exchange, details) => reports.push([exchange, details]) },
    });
    const [exchange, details] = reports[0]!;
    return { exchange, details: await details() };
  }

  test('that is granted shows what surrounds the token', async () => {
    const { exchange, details } = await mint(answerJson(200, { access_token: token, expires_in: 900, token_type: 'Bearer', scope: 'public_api_v2', odd: token, inner: { deep: token } }, { 'x-request-id': token }));
    expect(exchange).toMatchObject({ group: 700, credentialId: 'c1', method: 'POST', status: 200, attempt: 1, error: null });
    expect(textOf(details.requestBody)).toBe('grant_type=client_credentials&client_id=me&client_secret=•••');
    expect(textOf(details.responseBody)).toBe('{"access_token":"•••","expires_in":900,"token_type":"Bearer","scope":"public_api_v2","odd":"•••","inner":"•••"}');
    expect(details.requestHeaders).toContainEqual({ name: 'user-agent', value: 'Groundtrack/1.2.3' });
    expect(details.responseHeaders).toContainEqual({ name: 'x-request-id', value: '•••' });
  });

  test.each([
    ['plain text', answerText(200, token)], ['a part of JSON', answerText(200, `{"access_token":"${token.slice(0, 10)}`)], ['a list', answerJson(200, [token])],
  ])('that answers 200 with %s shows none of it', async (_name, answer) => {
    expect(textOf((await mint(answer)).details.responseBody)).toBe('•••');
  });

  test('that is refused shows the refusal without the echoed secret', async () => {
    const { exchange, details } = await mint((response, request) => answerJson(400, { error: 'invalid_client', error_description: `${secret} of ${request.body}` })(response, request));
    expect(exchange).toMatchObject({ status: 400, error: expect.stringContaining('does not accept') as string });
    const everything = JSON.stringify(exchange) + textOf(details.responseBody) + textOf(details.requestBody);
    for (const piece of ['S3cr', 'all+of', 'äöü', '%C3%A4']) expect(everything).not.toContain(piece);
  });

  test('that gets no answer is there too', async () => {
    expect((await mint((response) => void response.destroy())).exchange).toMatchObject({ group: 700, status: null, error: expect.any(String) as string });
  });
});
