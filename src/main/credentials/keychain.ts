// Where client secrets live: the OS keychain, or this run's memory where there is none. Never on disk in any other form.
import { wordsOf } from '#shared/error-words.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { redactValue } from '../starlink/masked-text.ts';
import { createCallQueue } from './call-queue.ts';
import type { OsKeychain } from './os-keychain.ts';

/** A secret is bound to the token host it was entered for; it can't be read for another one. */
export interface SecretKey {
  readonly credentialId: string;
  /** `https://starlink.com` */
  readonly tokenOrigin: string;
}

export interface StoredSecret {
  readonly secret: string;
  readonly storedIn: 'keychain' | 'memory';
}

export interface KeychainAvailability {
  readonly available: boolean;
  /** Why not, as one sentence; null while it works. */
  readonly reason: string | null;
}

export interface SecretStore {
  /** Fails with 'missing' (never stored, or removed) or 'unavailable' (locked, gone, no answer). */
  read(key: SecretKey): Promise<Result<StoredSecret>>;
  /** Always keeps the secret; the answer says where. */
  write(key: SecretKey, secret: string): Promise<StoredSecret['storedIn']>;
  /** Fails with 'unavailable' when the keychain could not be asked: its entry may still be there. */
  remove(key: SecretKey): Promise<Result<null>>;
  /** What the last call to the keychain showed. */
  availability(): KeychainAvailability;
  /** Asks the keychain now; moves secrets that only memory holds into it once it works. */
  probe(): Promise<KeychainAvailability>;
}

/** An unlock prompt needs a person: a minute to type a password, then the poller goes on without it and says so. */
const ANSWER_TIMEOUT_MS = 60_000;

export function createSecretStore(keychain: OsKeychain, options: { readonly answerTimeoutMs?: number } = {}): SecretStore {
  const queue = createCallQueue(options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS);
  const inMemory = new Map<string, string>();
  let reason: string | null = null;

  /** Reading may work where writing does not, so a secret that only memory holds keeps the reason standing. */
  function noteSuccess(): void {
    if (inMemory.size === 0) reason = null;
  }

  async function ask<T>(call: () => Promise<T>, secret: string): Promise<Result<T>> {
    try {
      const value = await queue.run(call);
      noteSuccess();
      return ok(value);
    } catch (error) {
      const words = redactValue(secret)(wordsOf(error));
      reason = `The keychain of this computer can't be used (${words}).`;
      return fail('unavailable', `The keychain can't be used now: ${words}`);
    }
  }

  async function moveToKeychain(entryName: string, secret: string): Promise<boolean> {
    const written = await ask(() => keychain.set(entryName, secret), secret);
    if (!written.ok) return false;
    // A newer secret may have been written while the keychain was busy; that one stays.
    if (inMemory.get(entryName) === secret) inMemory.delete(entryName);
    noteSuccess();
    return true;
  }

  return {
    async read(key) {
      const entryName = buildEntryName(key);
      const held = inMemory.get(entryName);
      if (held !== undefined) return ok({ secret: held, storedIn: 'memory' });
      const found = await ask(() => keychain.get(entryName), '');
      if (!found.ok) return found;
      if (found.value === null || found.value === '') return fail('missing', 'No client secret is stored for this credential');
      return ok({ secret: found.value, storedIn: 'keychain' });
    },

    async write(key, secret) {
      const entryName = buildEntryName(key);
      inMemory.set(entryName, secret);
      return (await moveToKeychain(entryName, secret)) ? 'keychain' : 'memory';
    },

    async remove(key) {
      const entryName = buildEntryName(key);
      inMemory.delete(entryName);
      const removed = await ask(() => keychain.remove(entryName), '');
      return removed.ok ? ok(null) : removed;
    },

    availability: () => ({ available: reason === null, reason }),

    async probe() {
      // Reading a name that is never stored reaches the keychain without touching a real entry, so nothing prompts.
      const answered = await ask(() => keychain.get('availability check'), '');
      if (answered.ok) for (const [entryName, secret] of [...inMemory]) await moveToKeychain(entryName, secret);
      return { available: reason === null, reason };
    },
  };
}

function buildEntryName(key: SecretKey): string {
  return `${key.credentialId}@${key.tokenOrigin}`;
}
