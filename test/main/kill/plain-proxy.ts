// Passes requests on without `accept-encoding`, so that the simulator answers uncompressed: kills must be survived in both.
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PlainProxy {
  readonly url: string;
  close(): Promise<void>;
}

export async function createPlainProxy(target: string): Promise<PlainProxy> {
  const { origin, pathname } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const { 'accept-encoding': _compressed, ...headers } = incoming.headers;
    const onward = request(`${origin}${incoming.url ?? '/'}`, { method: incoming.method, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
