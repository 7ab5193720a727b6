// Stands between a client and the simulator and keeps every exchange as it went over the wire, decompressed.
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { SeenExchange } from './openapi-contract.ts';

export interface RecordingProxy {
  /** In place of the simulator's own `url`. */
  readonly url: string;
  readonly seen: readonly SeenExchange[];
  close(): Promise<void>;
}

export async function openRecordingProxy(apiUrl: string): Promise<RecordingProxy> {
  const target = new URL(apiUrl);
  const seen: SeenExchange[] = [];
  const server = createServer((incoming, outgoing) => {
    void collect(incoming).then((body) => {
      const forward = httpRequest(target.origin + (incoming.url ?? ''), { method: incoming.method ?? 'GET', headers: { ...incoming.headers, host: target.host } }, (reply) => {
        void collect(reply).then((bytes) => {
          seen.push({
            method: incoming.method ?? 'GET', path: (incoming.url ?? '').slice(target.pathname.length),
            requestType: incoming.headers['content-type'], requestBody: body.toString('utf8'),
            status: reply.statusCode ?? 0, replyType: reply.headers['content-type'],
            replyBody: (reply.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8'),
          });
          outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
          outgoing.end(bytes);
        });
      });
      forward.on('error', () => outgoing.destroy());
      forward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${target.pathname}`,
    seen,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

async function collect(source: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
