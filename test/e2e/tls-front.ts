// An HTTPS server in front of a simulator, whose certificate can be changed while it runs.
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface TlsFront {
  /** The given API address, through this server. */
  readonly url: string;
  /** For connections from now on. */
  useCertificate(certificate: Certificate): void;
  close(): Promise<void>;
}

export async function openTlsFront(url: string, certificate: Certificate): Promise<TlsFront> {
  const { hostname, port, pathname } = new URL(url);
  const server = createServer(certificate, (incoming, answer) => {
    const onward = request({ hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    onward.once('error', () => answer.destroy());
    incoming.pipe(onward);
  });
  // A client that refuses the certificate breaks the handshake off: that is what the test wants.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    useCertificate: (next) => server.setSecureContext(next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
