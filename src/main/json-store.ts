// Small settings on disk through electron-store: one JSON file each, written atomically, never a secret in it.
import { renameSync } from 'node:fs';
import path from 'node:path';
import Store from 'electron-store';

export interface JsonStore {
  /** undefined before the first write. */
  read(): unknown;
  write(value: unknown): Promise<void>;
  /** Name of the copy that a corrupt file was kept as; null when the file was fine. */
  readonly keptAside: string | null;
}

/** A file that is no JSON is kept aside as `<name>.corrupt-<time>.json`, said once by the caller, and started afresh. */
export function createJsonStore(folder: string, name: string): JsonStore {
  let keptAside: string | null = null;
  let store: Store<{ value?: unknown }>;
  try {
    store = openStore(folder, name);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    keptAside = `${name}.corrupt-${Date.now()}.json`;
    renameSync(path.join(folder, `${name}.json`), path.join(folder, keptAside));
    store = openStore(folder, name);
  }
  return {
    read: () => store.get('value'),
    // electron-store writes synchronously but little (a few kB), on clicks only.
    write: async (value) => store.set('value', value),
    keptAside,
  };
}

function openStore(folder: string, name: string): Store<{ value?: unknown }> {
  return new Store<{ value?: unknown }>({ cwd: folder, name, clearInvalidConfig: false, accessPropertiesByDotNotation: false });
}
