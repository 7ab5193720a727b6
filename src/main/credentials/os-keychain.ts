// The operating system's keychain through @napi-rs/keyring, pinned to a store that survives a restart.
import type { AsyncEntry } from '@napi-rs/keyring';

/** Entry names under the service "Groundtrack". Every call rejects when the keychain is locked, missing or refuses. */
export interface OsKeychain {
  /** null: there is no such entry. */
  get(entryName: string): Promise<string | null>;
  set(entryName: string, secret: string): Promise<void>;
  remove(entryName: string): Promise<void>;
}

/** What the keychain's own program shows as the owner of our entries. */
export const KEYCHAIN_SERVICE = 'Groundtrack';

/**
 * The library's keytar.js falls back in silence to the kernel's key ring, which a restart empties; so the entry class itself is used,
 * pinned to the Secret Service on Linux (other systems ignore the option). Both spell their entries alike.
 */
export function createOsKeychain(service: string = KEYCHAIN_SERVICE): OsKeychain {
  // Making an entry connects to the keychain (11 ms measured), so entries are kept until a call on them fails.
  const entries = new Map<string, AsyncEntry>();

  async function onEntry<T>(entryName: string, act: (entry: AsyncEntry) => Promise<T>): Promise<T> {
    try {
      let entry = entries.get(entryName);
      if (!entry) {
        // Loaded on first use: a platform without a binary then counts as "no keychain", not as a failed start.
        const { AsyncEntry: Entry } = await import('@napi-rs/keyring');
        entry = new Entry(service, entryName, { linux: { store: 'secret-service' } });
        entries.set(entryName, entry);
      }
      return await act(entry);
    } catch (error) {
      entries.delete(entryName);
      throw error;
    }
  }

  return {
    get: (entryName) => onEntry(entryName, (entry) => entry.getPassword()),
    set: (entryName, secret) => onEntry(entryName, (entry) => entry.setPassword(secret)),
    remove: (entryName) => onEntry(entryName, async (entry) => void (await entry.deletePassword())),
  };
}
