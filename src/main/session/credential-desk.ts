// What the Configuration page does with credentials: list, test, save, remove; secrets go in and never come back.
import type { AccountIdentity, CredentialSaved, CredentialView } from '#shared/ipc-contract.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Credential } from '../credentials/credential-schema.ts';
import type { CredentialStore } from '../credentials/credential-store.ts';
import type { SecretStore } from '../credentials/keychain.ts';
import type { Dve } from '../dve-store.ts';
import type { ServerConnection } from '../server-connection.ts';
import type { ReportExchange } from '../starlink/exchange.ts';
import { fetchToken } from '../starlink/token-api.ts';
import type { ConsoleSession } from './console-session.ts';
import { readAccount, TOKEN_TIMEOUT_MS } from './read-account.ts';

export interface CredentialDeskOptions {
  /** Credentials the operator saved (never the demo ones). */
  readonly store: CredentialStore;
  readonly secrets: SecretStore;
  /** Addresses that a new credential is for. */
  readonly liveConnection: ServerConnection;
  readonly session: () => ConsoleSession | null;
  /** Ends the simulation, if it runs, and polls for real. */
  readonly goLive: () => Promise<void>;
  readonly dves: { list(): readonly Dve[]; removeAll(deviceIds: readonly string[]): Promise<void> };
  /** Names of terminals by device id, of those that belong to the credential. */
  readonly terminalNames: (credentialId: string) => ReadonlyMap<string, string>;
  /** Tests are seen in the Stream Viewer under the client id that was typed. */
  readonly recorderFor: (clientId: string) => ReportExchange;
  /** Whatever was typed as a secret is masked everywhere from then on. */
  readonly rememberSecret: (credentialId: string, secret: string) => void;
  readonly version: string;
  /** A line for the log, never with a secret. */
  readonly log: (level: 0 | 1, text: string) => void;
  readonly onChange: () => void;
}

export interface CredentialInput {
  readonly credentialId: string | null;
  readonly clientId: string;
  readonly clientSecret: string | null;
}

export interface CredentialDesk {
  views(): readonly CredentialView[];
  test(input: CredentialInput): Promise<Result<AccountIdentity>>;
  save(input: CredentialInput & { readonly confirmedDveLoss: boolean }): Promise<Result<CredentialSaved>>;
  remove(credentialId: string): Promise<Result<null>>;
  /** The secret for this run's server, or why it can't be had. */
  secretOf(credential: Credential): Promise<Result<string>>;
}

export function createCredentialDesk(options: CredentialDeskOptions): CredentialDesk {
  const { store, secrets, liveConnection } = options;
  const places = new Map<string, CredentialView['secret']>();

  function notePlace(credentialId: string, place: CredentialView['secret']): void {
    if (places.get(credentialId) === place) return;
    places.set(credentialId, place);
    options.onChange();
  }

  async function secretOf(credential: Credential): Promise<Result<string>> {
    const { credentialId, tokenOrigin } = credential;
    if (tokenOrigin !== liveConnection.tokenOrigin) {
      notePlace(credentialId, 'otherHost');
      return fail('other-host', `Secret unavailable: it was entered for ${tokenOrigin} and is only ever sent there.`);
    }
    const stored = await secrets.read({ credentialId, tokenOrigin });
    notePlace(credentialId, stored.ok ? stored.value.storedIn : 'unavailable');
    return stored.ok ? ok(stored.value.secret) : fail('secret-unavailable', `Secret unavailable: ${stored.error.message}.`);
  }

  async function secretFrom(input: CredentialInput): Promise<Result<string>> {
    if (input.clientSecret !== null) return ok(input.clientSecret);
    const stored = input.credentialId === null ? null : store.get(input.credentialId);
    return stored ? secretOf(stored) : fail('secret-missing', 'Enter the client secret.');
  }

  async function test(input: CredentialInput): Promise<Result<AccountIdentity>> {
    const secret = await secretFrom(input);
    if (!secret.ok) return secret;
    const { apiUrl, tokenUrl } = liveConnection;
    const { version } = options;
    const clientId = input.clientId.trim();
    const viewer = { credentialId: input.credentialId ?? clientId, reportExchange: options.recorderFor(clientId) };
    options.rememberSecret(viewer.credentialId, secret.value);
    const mint = () => fetchToken({ tokenUrl, clientId, clientSecret: secret.value, now: Date.now, timeoutMs: TOKEN_TIMEOUT_MS, viewer, version });
    const identity = await readAccount({ apiUrl, fetchToken: mint, viewer, version });
    options.log(1, `${clientId} tested: ${identity.ok ? `it is of ${identity.value.accountNumber ?? 'an account that it may not read'}` : identity.error.message}`);
    return identity;
  }

  async function save(input: CredentialInput & { readonly confirmedDveLoss: boolean }): Promise<Result<CredentialSaved>> {
    const secret = await secretFrom(input);
    if (!secret.ok) return secret;
    const identity = await test(input);
    const before = input.credentialId === null ? null : store.get(input.credentialId);
    const lost = identity.ok ? dvesLost(before, identity.value) : new Map<string, string>();
    if (lost.size > 0 && !input.confirmedDveLoss) return ok({ outcome: 'confirm-dve-loss', dveNames: [...lost.values()] });
    const known = identity.ok ? identity.value : (before ?? { accountNumber: null, accountName: null, regionCode: null });
    const saved = await store.save({
      credentialId: input.credentialId,
      clientId: input.clientId.trim(),
      tokenOrigin: liveConnection.tokenOrigin,
      isDemo: false,
      accountNumber: known.accountNumber,
      accountName: known.accountName,
      regionCode: known.regionCode,
    });
    if (!saved.ok) return saved;
    const { credentialId } = saved.value;
    notePlace(credentialId, await secrets.write({ credentialId, tokenOrigin: liveConnection.tokenOrigin }, secret.value));
    options.log(0, `Credential ${saved.value.clientId} ${input.credentialId === null ? 'added' : 'changed'}`);
    if (lost.size > 0) await options.dves.removeAll([...lost.keys()]);
    await options.goLive();
    const session = options.session();
    await session?.credentialChanged(credentialId);
    showTest(session, credentialId, identity);
    options.onChange();
    return ok({ outcome: 'saved', credentialId });
  }

  /** DVEs of terminals that leave with the old account. */
  function dvesLost(before: Credential | null, now: AccountIdentity): ReadonlyMap<string, string> {
    if (!before || before.accountNumber === null || now.accountNumber === null || before.accountNumber === now.accountNumber) return new Map();
    const names = options.terminalNames(before.credentialId);
    return new Map(options.dves.list().flatMap(({ deviceId }) => (names.has(deviceId) ? [[deviceId, names.get(deviceId)!] as const] : [])));
  }

  return {
    secretOf, test, save,
    views: () =>
      (options.session()?.connection.mode === 'simulation' ? [] : store.list()).map((credential) => {
        const status = options.session()?.board.statuses().find((account) => account.credentialId === credential.credentialId);
        return {
          credentialId: credential.credentialId,
          clientId: credential.clientId,
          tokenOrigin: credential.tokenOrigin,
          accountNumber: credential.accountNumber,
          accountName: credential.accountName,
          authentication: status?.authentication ?? 'Not checked',
          authenticationReason: status?.authenticationReason ?? null,
          secret: places.get(credential.credentialId) ?? (credential.tokenOrigin === liveConnection.tokenOrigin ? 'unavailable' : 'otherHost'),
          isDemo: false,
        };
      }),
    async remove(credentialId) {
      const credential = store.get(credentialId);
      if (!credential) return fail('unknown-credential', 'There is no such credential any more');
      const removed = await store.remove(credentialId);
      if (!removed.ok) return removed;
      places.delete(credentialId);
      options.log(0, `Credential ${credential.clientId} removed`);
      await options.session()?.credentialRemoved(credentialId);
      const forgotten = await secrets.remove({ credentialId, tokenOrigin: credential.tokenOrigin });
      options.onChange();
      return forgotten.ok ? ok(null) : fail('secret-stays', `The credential is removed. Whether the keychain still holds its secret could not be found out: ${forgotten.error.message}`);
    },
  };
}

/** The row shows at once what the test found, also while polling is off. */
function showTest(session: ConsoleSession | null, credentialId: string, identity: Result<AccountIdentity>): void {
  if (identity.ok) session?.board.setAuthentication(credentialId, 'Successful', null);
  else if (identity.error.code === 'token-rejected' || identity.error.code === 'unauthorized') session?.board.setAuthentication(credentialId, 'Failed', identity.error.message);
  else session?.board.setAuthentication(credentialId, 'Not checked', identity.error.message);
}
