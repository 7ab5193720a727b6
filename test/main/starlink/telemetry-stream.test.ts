import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { decodeBody } from '../../../src/main/starlink/decode-body.ts';
import type { ApiRequest } from '../../../src/main/starlink/http-client.ts';
import { parseTelemetryBody } from '../../../src/main/starlink/parse-telemetry-body.ts';
import { fetchTelemetryStream, type FetchedTelemetry, type TelemetrySink } from '../../../src/main/starlink/telemetry-stream.ts';
import { answerText, startLocalServer, unusedHost, type Answer } from './local-server.ts';
import { apiErrorOf, createTestClient, type TestClient } from './test-client.ts';

const captured = readFileSync(new URL('../../fixtures/telemetry-stream-captured.json', import.meta.url));
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

interface MemorySink extends TelemetrySink {
  readonly events: string[];
  contentEncoding: string | null | undefined;
  bytes(): Buffer;
}

function createMemorySink(): MemorySink {
  const parts: Uint8Array[] = [];
  const sink: MemorySink = {
    events: [], contentEncoding: undefined,
    begin: (head) => {
      sink.events.push('begin');
      sink.contentEncoding = head.contentEncoding;
      return Promise.resolve();
    },
    write: (chunk) => {
      sink.events.push('write');
      parts.push(Buffer.from(chunk));
      return Promise.resolve();
    },
    bytes: () => Buffer.concat(parts),
  };
  return sink;
}

async function serve(answers: Answer | readonly Answer[]): Promise<{ client: TestClient; fetch: (sink: TelemetrySink) => Promise<FetchedTelemetry>; seen: { body: string; url: string }[] }> {
  const server = await startLocalServer(answers);
  const client = createTestClient(`${server.origin}/api/public/v2`);
  opened.push(server, client);
  return { client, seen: server.seen, fetch: (sink) => fetchTelemetryStream(client, { batchSize: 65_000, maxLingerMs: 15_000 }, sink) };
}

test('asks with the two known fields and no other', async () => {
  const { seen, client, fetch } = await serve(answerText(200, '{"data":{"values":[]}}', { 'content-type': 'application/json' }));
  const sink = createMemorySink();
  expect(await fetch(sink)).toMatchObject({ complete: true, wireBytes: 22, error: null, contentType: 'application/json' });
  expect(seen[0]).toMatchObject({ url: '/api/public/v2/telemetry/stream', body: '{"batchSize":65000,"maxLingerMs":15000}' });
  expect(client.leases).toEqual([702]);
  expect(client.exchanges).toMatchObject([{ group: 702, method: 'POST', status: 200, bytes: 22 }]);
});

test('the captured reply, gzipped on the wire, reaches the sink as it came and is read exactly', async () => {
  const wire = gzipSync(captured);
  const { fetch } = await serve((response) => void response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' }).end(wire));
  const sink = createMemorySink();
  expect(await fetch(sink)).toMatchObject({ complete: true, wireBytes: wire.length, error: null });
  expect(sink.contentEncoding).toBe('gzip');
  expect(Buffer.compare(sink.bytes(), wire)).toBe(0);
  const { bytes } = await decodeBody(sink.bytes(), sink.contentEncoding ?? null);
  const batch = parseTelemetryBody(bytes, { receivedAtMs: Date.now(), knownColumns: null });
  expect(batch.terminals.h3Cell).toEqual(['855f4157fffffff', null]);
});

test('pieces reach the sink before the reply ends, and the next piece waits for the sink', async () => {
  let reply: ServerResponse | null = null;
  const { fetch } = await serve((response) => {
    reply = response;
    response.writeHead(200);
    response.write('first');
  });
  const sink = createMemorySink();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let arrived: () => void = () => undefined;
  const firstArrived = new Promise<void>((resolve) => (arrived = resolve));
  const slow: TelemetrySink = {
    begin: sink.begin,
    write: async (chunk) => {
      await sink.write(chunk);
      arrived();
      await held;
    },
  };
  const fetched = fetch(slow);
  await firstArrived;
  expect(sink.bytes().toString()).toBe('first');
  await new Promise<void>((resolve) => reply?.end('second', resolve));
  expect(sink.bytes().toString()).toBe('first');
  release();
  expect(await fetched).toMatchObject({ complete: true, wireBytes: 11 });
  expect(sink.bytes().toString()).toBe('firstsecond');
});

describe('a reply that dies', () => {
  const rows = captured.toString().replace(/\s+/g, '');
  const columns = (JSON.parse(rows) as { data: { columnNamesByDeviceType: Record<string, string[]> } }).data.columnNamesByDeviceType;

  test.each([['with a length', { 'content-length': '100000' }], ['chunked', {}]])('mid-body, %s, is an outcome: its complete rows are there', async (_name, headers) => {
    const part = rows.slice(0, rows.indexOf('"r",') + 20);
    const { fetch, client } = await serve((response) => {
      response.writeHead(200, headers);
      response.write(part, () => response.destroy());
    });
    const sink = createMemorySink();
    const fetched = await fetch(sink);
    expect(fetched).toMatchObject({ complete: false, wireBytes: part.length, error: { kind: 'unreachable', call: 'Telemetry stream' } });
    expect(client.exchanges[0]).toMatchObject({ status: 200, error: expect.stringContaining('was cut') as string });
    const batch = parseTelemetryBody(sink.bytes(), { receivedAtMs: Date.now(), knownColumns: columns });
    expect([batch.terminals.count, batch.routers.count, batch.truncated]).toEqual([2, 0, true]);
  });

  const ask: ApiRequest = { method: 'POST', path: ['telemetry', 'stream'], group: 702, call: 'Telemetry stream', intent: 'read' };

  test('of old age, one byte after the other, is an outcome too', async () => {
    const { client } = await serve((response) => {
      response.writeHead(200);
      const dripping = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(dripping));
    });
    const sink = createMemorySink();
    const reply = await client.requestStream({ ...ask, longestReplyMs: 200 }, { head: sink.begin, chunk: sink.write });
    expect(reply).toMatchObject({ complete: false, error: { kind: 'timeout', cause: expect.stringContaining('so slowly') as string } });
    expect(sink.bytes().length).toBe(reply.wireBytes);
  });

  test('of its size, beyond what any answer holds, is one as well', async () => {
    const piece = Buffer.alloc(1024 * 1024, ' ');
    const { client } = await serve((response) => {
      response.writeHead(200);
      const writeMore = (): void => void response.write(piece, () => (response.destroyed ? undefined : writeMore()));
      writeMore();
    });
    const reply = await client.requestStream(ask, { head: () => undefined, chunk: () => undefined });
    expect(reply).toMatchObject({ complete: false, error: { cause: expect.stringContaining('more than any answer') as string } });
    expect(reply.wireBytes).toBeLessThan(260 * 1024 * 1024);
  });

  test('before its first byte is an error, and the sink was never begun', async () => {
    const { fetch } = await serve((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.flushHeaders();
      response.destroy();
    });
    const sink = createMemorySink();
    expect((await apiErrorOf(fetch(sink))).kind).toBe('unreachable');
    expect(sink.events).toEqual([]);
  });

  test('empty is an error too', async () => {
    const { fetch } = await serve(answerText(200, ''));
    expect((await apiErrorOf(fetch(createMemorySink()))).kind).toBe('truncated');
  });

  test('for want of a server is an error', async () => {
    const client = createTestClient(`http://${await unusedHost()}`);
    opened.push(client);
    expect((await apiErrorOf(fetchTelemetryStream(client, { batchSize: 1, maxLingerMs: 0 }, createMemorySink()))).kind).toBe('unreachable');
  });
});

test('a 401 mints once and asks again; the sink sees only the answer', async () => {
  const { fetch, client } = await serve([answerText(401, 'who?'), answerText(200, '{}')]);
  const sink = createMemorySink();
  expect(await fetch(sink)).toMatchObject({ complete: true });
  expect(sink.bytes().toString()).toBe('{}');
  expect(client.tokenCalls).toEqual([null, 'first-token']);
});

test('a web page with status 200 is kept, and the parser names it', async () => {
  const { fetch } = await serve(answerText(200, '<html><title>Captive portal</title></html>', { 'content-type': 'text/html' }));
  const sink = createMemorySink();
  const { complete, contentType } = await fetch(sink);
  expect([complete, contentType]).toEqual([true, 'text/html']);
  expect(() => parseTelemetryBody(sink.bytes(), { receivedAtMs: 0, knownColumns: null, contentType })).toThrow('a web page (text/html) titled “Captive portal”');
});

test('an error of the sink comes through as it is and ends the request', async () => {
  let closed: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (closed = resolve));
  const { fetch } = await serve((response) => {
    response.on('close', closed);
    response.writeHead(200);
    response.write('first');
  });
  const full = new Error('ENOSPC');
  await expect(fetch({ begin: () => Promise.resolve(), write: () => Promise.reject(full) })).rejects.toBe(full);
  await gone;
});
