// The simulation: a Starlink API on loopback with its own accounts, in its own folder; its secrets live in memory only.
import { fail, ok, type Result } from '#shared/result.ts';
import { createCredentialStore, type CredentialStore } from '../credentials/credential-store.ts';
import type { Credential } from '../credentials/credential-schema.ts';
import { startDemoServer, type DemoServer } from '../workers/simulator-host.ts';
import { createCredentialFile } from './credential-file.ts';

export interface Demo {
  readonly server: DemoServer;
  readonly credentials: CredentialStore;
  secretOf(credential: Credential): Promise<Result<string>>;
}

/** Demo credentials keep their polling switch from run to run; port and secrets are new each time. */
export async function startDemo(folder: string, terminals: number | null, onGone: (reason: string) => void): Promise<Demo> {
  const server = await startDemoServer(terminals, onGone);
  const credentials = createCredentialStore({ file: createCredentialFile(folder, () => undefined), now: Date.now });
  const tokenOrigin = new URL(server.tokenUrl).origin;
  const known = new Set(server.credentials.map((demo) => demo.clientId));
  for (const stale of credentials.list()) if (!known.has(stale.clientId)) await credentials.remove(stale.credentialId);
  for (const { accountNumber, clientId } of server.credentials) {
    const standing = credentials.list().find((credential) => credential.clientId === clientId);
    await credentials.save({
      credentialId: standing?.credentialId ?? null, clientId, tokenOrigin, isDemo: true,
      accountNumber, accountName: standing?.accountName ?? null, regionCode: standing?.regionCode ?? null,
    });
  }
  return {
    server,
    credentials,
    async secretOf(credential) {
      const demo = server.credentials.find(({ clientId }) => clientId === credential.clientId);
      return demo ? ok(demo.clientSecret) : fail('unknown-credential', 'The simulation has no such account');
    },
  };
}
