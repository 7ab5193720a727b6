// The list of credentials on disk. A damaged file is kept aside and never taken for "nothing was ever saved".
import { createJsonStore } from '../json-store.ts';
import { buildStoredList } from '../credentials/credential-schema.ts';
import type { CredentialFile } from '../credentials/credential-store.ts';

export function createCredentialFile(folder: string, onDamaged: (keptAs: string) => void): CredentialFile {
  const store = createJsonStore(folder, 'credentials');
  if (store.keptAside !== null) {
    onDamaged(store.keptAside);
    void store.write(buildStoredList({ everSaved: true, credentials: [], setAside: [] }));
  }
  return { read: store.read, write: store.write, keepAside: async () => store.keptAside };
}
