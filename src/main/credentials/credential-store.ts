// The list of credentials: rules, persistence, and what is said when the stored list is damaged.
import { randomUUID } from 'node:crypto';
import { wordsOf } from '#shared/error-words.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { buildStoredList, conflictAmong, parseCredentialList, type Credential, type CredentialList } from './credential-schema.ts';

/** Where the list is kept. */
export interface CredentialFile {
  /** undefined: nothing stored yet. Throws when what is stored can't be read at all. */
  read(): unknown;
  /** Resolves when it is durable. */
  write(value: unknown): Promise<void>;
  /** Copies what can't be read to another name and answers that name; null where there was nothing to copy. Called before the first write over it. */
  keepAside(): Promise<string | null>;
}

export interface AccountOfCredential {
  readonly accountNumber: string | null;
  readonly accountName: string | null;
  readonly regionCode: string | null;
}

export interface SavedCredential extends AccountOfCredential {
  /** null adds a credential. */
  readonly credentialId: string | null;
  readonly clientId: string;
  readonly tokenOrigin: string;
  readonly isDemo: boolean;
}

export interface CredentialStore {
  list(): readonly Credential[];
  get(credentialId: string): Credential | null;
  /** True once a credential other than a demo one was saved here, even if it is gone again: then there is no simulation. */
  everSaved(): boolean;
  /** One sentence about a damaged list, null when all is well. Stands until the next start. */
  problem(): string | null;
  /** Adds or changes. Fails with 'conflict' (the reason for the operator), 'unknown-credential' or 'not-saved'. */
  save(wanted: SavedCredential): Promise<Result<Credential>>;
  /** What the account call answered. Fails with 'conflict' when another credential is of the same account. */
  setAccount(credentialId: string, account: AccountOfCredential): Promise<Result<Credential>>;
  setPolling(credentialId: string, enabled: boolean): Promise<Result<Credential>>;
  remove(credentialId: string): Promise<Result<null>>;
  /** Answers the function that ends the subscription. */
  onChange(listener: (credentials: readonly Credential[]) => void): () => void;
}

export interface CredentialStoreOptions {
  readonly file: CredentialFile;
  readonly now: () => number;
  readonly newId?: () => string;
}

/** A change that was accepted: the whole new list, and the credential it is about. */
interface Changed {
  readonly next: CredentialList;
  readonly credential: Credential;
}

export function createCredentialStore({ file, now, newId = randomUUID }: CredentialStoreOptions): CredentialStore {
  const loaded = load(file, now());
  const listeners = new Set<(credentials: readonly Credential[]) => void>();
  let { unreadable } = loaded;
  let list = loaded.list;
  let problem = loaded.problem;
  let queue: Promise<unknown> = Promise.resolve();

  /** One change at a time, and none counts before it is durable. */
  function apply(change: (current: CredentialList) => Result<Changed>): Promise<Result<Credential>> {
    const done = queue.then(async (): Promise<Result<Credential>> => {
      if (loaded.readOnly) return fail('not-saved', problem ?? 'The list of credentials cannot be changed');
      const changed = change(list);
      if (!changed.ok) return changed;
      try {
        await keepUnreadableAside();
        await file.write(buildStoredList(changed.value.next));
      } catch (error) {
        return fail('not-saved', `The list of credentials could not be saved: ${wordsOf(error)}`);
      }
      list = changed.value.next;
      for (const listener of [...listeners]) listener(list.credentials);
      return ok(changed.value.credential);
    });
    queue = done.catch(() => undefined);
    return done;
  }

  async function keepUnreadableAside(): Promise<void> {
    if (!unreadable) return;
    const keptAs = await file.keepAside();
    unreadable = false;
    if (keptAs !== null) problem = `The stored list of credentials was damaged; it is kept as ${keptAs}. Enter the credentials again.`;
  }

  function put(current: CredentialList, credential: Credential): Result<Changed> {
    const conflict = conflictAmong(current.credentials, credential);
    if (conflict !== null) return fail('conflict', conflict);
    const isNew = !current.credentials.some((other) => other.credentialId === credential.credentialId);
    const credentials = isNew
      ? [...current.credentials, credential]
      : current.credentials.map((other) => (other.credentialId === credential.credentialId ? credential : other));
    return ok({ next: { ...current, credentials, everSaved: current.everSaved || !credential.isDemo }, credential });
  }

  function change(credentialId: string, patch: (credential: Credential) => Credential): Promise<Result<Credential>> {
    return apply((current) => {
      const found = current.credentials.find((credential) => credential.credentialId === credentialId);
      return found ? put(current, patch(found)) : unknownCredential();
    });
  }

  return {
    list: () => list.credentials,
    get: (credentialId) => list.credentials.find((credential) => credential.credentialId === credentialId) ?? null,
    everSaved: () => list.everSaved,
    problem: () => problem,

    save: ({ credentialId, ...wanted }) =>
      credentialId === null
        ? apply((current) => put(current, { ...wanted, credentialId: newId(), pollingEnabled: false, createdAtMs: now() }))
        : change(credentialId, (credential) => ({ ...credential, ...wanted })),
    setAccount: (credentialId, { accountNumber, accountName, regionCode }) =>
      change(credentialId, (credential) => ({ ...credential, accountNumber, accountName, regionCode })),
    setPolling: (credentialId, enabled) => change(credentialId, (credential) => ({ ...credential, pollingEnabled: enabled })),

    async remove(credentialId) {
      const removed = await apply((current) => {
        const credential = current.credentials.find((other) => other.credentialId === credentialId);
        if (!credential) return unknownCredential();
        return ok({ next: { ...current, credentials: current.credentials.filter((other) => other !== credential) }, credential });
      });
      return removed.ok ? ok(null) : removed;
    },

    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function load(file: CredentialFile, nowMs: number): { list: CredentialList; problem: string | null; readOnly: boolean; unreadable: boolean } {
  try {
    return { ...parseCredentialList(file.read(), nowMs), unreadable: false };
  } catch (error) {
    const words = wordsOf(error);
    return {
      // Something was stored once, so this folder is no place for the simulation.
      list: { everSaved: true, credentials: [], setAside: [] },
      problem: `The stored list of credentials can't be read (${words}); it stays where it is until a credential is saved, and is copied before that.`,
      readOnly: false, unreadable: true,
    };
  }
}

function unknownCredential(): Result<never> {
  return fail('unknown-credential', 'There is no such credential any more');
}
