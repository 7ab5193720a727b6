// One request and its answer on the wire: reading bodies, sending JSON or a stream of text, gzip where the client takes it.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, createGzip, gzipSync, type Gzip } from 'node:zlib';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** Set when known, for the log line. */
  accountNumber: string | null;
  rows: number;
  /** Body bytes on the wire. */
  bytes: number;
  /** Fires when the client has gone (or the simulator stops). */
  readonly gone: AbortSignal;
}

// Smaller bodies gain nothing.
const smallestCompressed = 1024;
// Fast rather than small: it never leaves the machine.
const compression = { level: 1 };
// No request of this API comes near it.
const largestBody = 8 * 1024 * 1024;

export function openExchange(request: IncomingMessage, response: ServerResponse, url: URL): Exchange {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return {
    request, response, url, accountNumber: null, rows: 0, bytes: 0, gone: gone.signal,
  };
}

/** Throws when the client breaks off or sends far too much. */
export async function readBody(exchange: Exchange): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of exchange.request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > largestBody) throw new Error('request body too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function sendJson(exchange: Exchange, status: number, value: unknown, headers: Record<string, string> = {}): void {
  sendText(exchange, status, JSON.stringify(value), { 'Content-Type': 'application/json; charset=utf-8', ...headers });
}

export function sendText(exchange: Exchange, status: number, text: string, headers: Record<string, string>): void {
  const { response } = exchange;
  if (response.destroyed) return;
  const plain = Buffer.from(text);
  const compressed = plain.length >= smallestCompressed && acceptsGzip(exchange);
  const body = compressed ? gzipSync(plain, compression) : plain;
  exchange.bytes += body.length;
  response.writeHead(status, { ...headers, ...(compressed ? { 'Content-Encoding': 'gzip' } : {}), 'Content-Length': String(body.length) });
  response.end(body);
}

export interface BodySink {
  /** One byte per character. False when the client has gone. */
  write(text: string): Promise<boolean>;
  /** Everything written so far is in the hands of the operating system, decodable. */
  flush(): Promise<void>;
  end(): Promise<void>;
  /** Ends the connection in the middle of the body, after what was flushed. */
  breakOff(): void;
}

export function openBody(exchange: Exchange): BodySink {
  const { response, gone } = exchange;
  const gzip: Gzip | null = acceptsGzip(exchange) ? createGzip(compression) : null;
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', ...(gzip === null ? {} : { 'Content-Encoding': 'gzip' }) });
  if (gzip !== null) {
    gzip.on('data', (chunk: Buffer) => {
      exchange.bytes += chunk.length;
    });
    gzip.pipe(response);
    gone.addEventListener('abort', () => gzip.destroy(), { once: true });
  }
  const target = gzip ?? response;
  return {
    async write(text) {
      if (gone.aborted) return false;
      if (gzip === null) exchange.bytes += text.length;
      if (!target.write(text, 'latin1')) await untilEvent(target, 'drain', gone);
      return !gone.aborted;
    },
    async flush() {
      if (gzip !== null && !gone.aborted) {
        await new Promise<void>((resolve) => {
          // A destroyed gzip never calls back.
          gone.addEventListener('abort', () => resolve(), { once: true });
          gzip.flush(constants.Z_SYNC_FLUSH, resolve);
        });
      }
      // No event tells that the last byte has left: look every few milliseconds.
      while (!gone.aborted && ((gzip?.readableLength ?? 0) > 0 || response.writableLength > 0)) await wait(2, gone);
    },
    async end() {
      const finished = untilEvent(response, 'finish', gone);
      target.end();
      await finished;
    },
    breakOff() {
      response.socket?.destroySoon();
    },
  };
}

async function untilEvent(emitter: ServerResponse | Gzip, event: string, gone: AbortSignal): Promise<void> {
  if (gone.aborted) return;
  try {
    await once(emitter, event, { signal: gone });
  } catch {
    // The client went away; the caller sees it in `gone`.
  }
}

function acceptsGzip(exchange: Exchange): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(String(exchange.request.headers['accept-encoding'] ?? ''));
}

/** Resolves after `ms`, or at once when the signal fires. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

/** Resolves when the client has gone. */
export function untilGone(gone: AbortSignal): Promise<void> {
  if (gone.aborted) return Promise.resolve();
  return new Promise((resolve) => gone.addEventListener('abort', () => resolve(), { once: true }));
}
