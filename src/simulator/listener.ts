// The TCP side: one port on loopback that can be shut and opened again while everything else lives on.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listener {
  readonly port: number;
  /** Connections are refused from now on, open ones are cut. */
  refuse(): Promise<void>;
  /** Listens again on the same port. Rejects when another program took it meanwhile. */
  accept(): Promise<void>;
}

// Longer than the usual minute between two polls, so that connections are really kept alive.
const keepAliveMs = 75_000;

export async function openListener(host: string, port: number, handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Listener> {
  let server = await listen(host, port, handle);
  let open = true;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the simulator has no TCP address');
  const chosen: AddressInfo = address;
  return {
    port: chosen.port,
    refuse: () => {
      if (!open) return Promise.resolve();
      open = false;
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
    async accept() {
      if (open) return;
      server = await listen(host, chosen.port, handle);
      open = true;
    },
  };
}

function listen(host: string, port: number, handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer({ keepAliveTimeout: keepAliveMs, requestTimeout: 0 }, handle);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
