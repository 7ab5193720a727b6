// A real HTTP (or HTTPS) server on 127.0.0.1 whose answers a test decides, request by request.
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface LocalServer {
  readonly origin: string;
  readonly host: string;
  readonly seen: SeenRequest[];
  close(): Promise<void>;
}

export type Answer = (response: ServerResponse, request: SeenRequest) => Promise<void> | void;

/** Answers in order, the last one for all that follow. */
export async function startLocalServer(answers: Answer | readonly Answer[], tls?: { readonly key: string; readonly cert: string }): Promise<LocalServer> {
  const list = typeof answers === 'function' ? [answers] : answers;
  const seen: SeenRequest[] = [];
  const listener: RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one: SeenRequest = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') };
      const answer = list[Math.min(seen.length, list.length - 1)];
      seen.push(one);
      void answer?.(response, one);
    });
  };
  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: `${tls === undefined ? 'http' : 'https'}://${host}`, host, seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function answerJson(status: number, json: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json));
  };
}

export function answerText(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return (response) => {
    response.writeHead(status, headers).end(text);
  };
}

/** A port of 127.0.0.1 on which nothing listens. */
export async function unusedHost(): Promise<string> {
  const server = await startLocalServer(() => undefined);
  await server.close();
  return server.host;
}
