import { describe, expect, test } from 'vitest';
import { createCredentialStore, type CredentialFile, type SavedCredential } from '../../../src/main/credentials/credential-store.ts';

function createMemoryFile(stored?: unknown) {
  const file = { stored, writes: 0, keptAside: 0, failure: null as Error | null, unreadable: null as Error | null };
  const access: CredentialFile = {
    read() {
      if (file.unreadable) throw file.unreadable;
      return structuredClone(file.stored);
    },
    write(value) {
      if (file.failure) return Promise.reject(file.failure);
      file.stored = structuredClone(value);
      file.writes += 1;
      return Promise.resolve();
    },
    keepAside() {
      file.keptAside += 1;
      return Promise.resolve('credentials.corrupt.json');
    },
  };
  let ids = 0;
  const open = () => createCredentialStore({ file: access, now: () => 1_000, newId: () => `id-${String((ids += 1))}` });
  return { file, open };
}

const first: SavedCredential = {
  credentialId: null, clientId: 'client-1', tokenOrigin: 'https://starlink.com', isDemo: false, accountNumber: 'ACC-1', accountName: 'Example Maritime', regionCode: 'BE',
};
const second: SavedCredential = { ...first, clientId: 'client-2', accountNumber: 'ACC-2', accountName: null };

describe('the list of credentials', () => {
  test('keeps what is saved, polling off, over a restart', async () => {
    const { open } = createMemoryFile();
    const store = open();
    expect(store.list()).toEqual([]);
    expect(await store.save(first)).toEqual({ ok: true, value: { ...first, credentialId: 'id-1', pollingEnabled: false, createdAtMs: 1_000 } });
    await store.save(second);
    await store.setPolling('id-2', true);
    const again = open();
    expect(again.list().map(({ credentialId, pollingEnabled }) => [credentialId, pollingEnabled])).toEqual([['id-1', false], ['id-2', true]]);
    expect(again.get('id-2')).toMatchObject({ accountNumber: 'ACC-2', accountName: null });
    expect(again.get('id-3')).toBeNull();
    expect(again.problem()).toBeNull();
  });

  test('a corrected client id keeps the credential, its switch and its age', async () => {
    const { open } = createMemoryFile();
    const store = open();
    await store.save(first);
    await store.setPolling('id-1', true);
    expect(await store.save({ ...first, credentialId: 'id-1', clientId: 'corrected' })).toMatchObject({ ok: true, value: { credentialId: 'id-1', clientId: 'corrected', pollingEnabled: true, createdAtMs: 1_000 } });
    expect(store.list()).toHaveLength(1);
  });

  test('refuses a second credential of the same account and says which one is there', async () => {
    const { open } = createMemoryFile();
    const store = open();
    await store.save(first);
    const refused = await store.save({ ...second, accountNumber: 'ACC-1' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(JSON.stringify(refused)).toMatch(/ACC-1 \(Example Maritime\).*client-1/);
    expect(store.list()).toHaveLength(1);
  });

  test('refuses it also when the account is learned only later', async () => {
    const { open } = createMemoryFile();
    const store = open();
    await store.save(first);
    await store.save({ ...second, accountNumber: null });
    expect(await store.setAccount('id-2', { accountNumber: 'ACC-1', accountName: null, regionCode: null })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(store.get('id-2')?.accountNumber).toBeNull();
    expect(await store.setAccount('id-2', { accountNumber: 'ACC-9', accountName: 'Nine', regionCode: 'US' })).toMatchObject({ ok: true, value: { accountNumber: 'ACC-9', regionCode: 'US' } });
  });

  test('accounts that may not be read do not count as the same one', async () => {
    const { open } = createMemoryFile();
    const store = open();
    await store.save({ ...first, accountNumber: null });
    expect(await store.save({ ...second, accountNumber: null })).toMatchObject({ ok: true });
  });

  test('a client id stands once for each token host', async () => {
    const { open } = createMemoryFile();
    const store = open();
    await store.save(first);
    expect(await store.save({ ...second, clientId: 'client-1' })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(await store.save({ ...first, tokenOrigin: 'http://127.0.0.1:9' })).toMatchObject({ ok: true });
  });

  test('of two saves at the same moment only one gets the account', async () => {
    const { open } = createMemoryFile();
    const store = open();
    const results = await Promise.all([store.save(first), store.save({ ...second, accountNumber: 'ACC-1' })]);
    expect(results.map(({ ok }) => ok)).toEqual([true, false]);
  });

  test('"ever saved" outlives the last credential, and demo credentials never set it', async () => {
    const { open } = createMemoryFile();
    const store = open();
    await store.save({ ...second, isDemo: true });
    expect(open().everSaved()).toBe(false);
    await store.save(first);
    await store.remove('id-2');
    await store.remove('id-1');
    expect(store.list()).toEqual([]);
    expect(open().everSaved()).toBe(true);
  });

  test('changes nothing that it could not store', async () => {
    const { file, open } = createMemoryFile();
    const store = open();
    await store.save(first);
    file.failure = new Error('ENOSPC: no space left on device');
    const seen: unknown[] = [];
    store.onChange((credentials) => seen.push(credentials));
    expect(await store.setPolling('id-1', true)).toMatchObject({ ok: false, error: { code: 'not-saved', message: expect.stringContaining('ENOSPC') as string } });
    expect(store.get('id-1')?.pollingEnabled).toBe(false);
    expect(seen).toEqual([]);
    file.failure = null;
    await store.setPolling('id-1', true);
    expect(seen).toHaveLength(1);
  });

  test('says when a credential is not there', async () => {
    const store = createMemoryFile().open();
    expect(await store.setPolling('nobody', true)).toMatchObject({ ok: false, error: { code: 'unknown-credential' } });
    expect(await store.remove('nobody')).toMatchObject({ ok: false, error: { code: 'unknown-credential' } });
  });

  test('holds no secret', async () => {
    const { file, open } = createMemoryFile();
    await open().save(first);
    expect(JSON.stringify(file.stored)).not.toMatch(/secret/i);
  });
});

describe('a damaged list', () => {
  test('is kept aside whole and said once; the folder is not taken for a new one', async () => {
    const damaged = { version: 1, credentials: 'gone' };
    const { file, open } = createMemoryFile(damaged);
    const store = open();
    expect(store.list()).toEqual([]);
    expect(store.everSaved()).toBe(true);
    expect(store.problem()).toContain('damaged');
    expect(file.stored).toEqual(damaged);
    await store.save(first);
    expect(file.stored).toMatchObject({ setAside: [{ content: damaged }] });
    expect(open().problem()).toBeNull();
    expect(open().list()).toHaveLength(1);
    expect(file.stored).toMatchObject({ setAside: [{ content: damaged }] });
  });

  test('loses only the entries that are damaged', async () => {
    const { file, open } = createMemoryFile();
    await open().save(first);
    await open().save(second);
    const stored = file.stored as { credentials: Record<string, unknown>[] };
    stored.credentials[0] = { ...stored.credentials[0], accountNumber: 7 };
    const store = open();
    expect(store.list().map(({ clientId }) => clientId)).toEqual(['client-2']);
    expect(store.problem()).toContain('client-1');
    await store.setPolling('id-2', true);
    expect(file.stored).toMatchObject({ credentials: [{ clientId: 'client-2' }], setAside: [{ content: { clientId: 'client-1', accountNumber: 7 } }] });
  });

  test('that is no JSON at all is copied before the first write over it', async () => {
    const { file, open } = createMemoryFile();
    file.unreadable = new SyntaxError('Unexpected end of JSON input');
    const store = open();
    expect(store.everSaved()).toBe(true);
    expect(store.problem()).toContain('Unexpected end of JSON input');
    expect(file.keptAside).toBe(0);
    await store.save(first);
    await store.save(second);
    expect(file.keptAside).toBe(1);
    expect(store.problem()).toContain('credentials.corrupt.json');
  });

  test('of a newer version is read but never written over', async () => {
    const { file, open } = createMemoryFile();
    await open().save(first);
    file.stored = { ...(file.stored as object), version: 2, somethingNew: true };
    const store = open();
    expect(store.list()).toHaveLength(1);
    expect(store.problem()).toContain('newer version');
    expect(await store.setPolling('id-1', true)).toMatchObject({ ok: false, error: { code: 'not-saved' } });
    expect(file.stored).toMatchObject({ version: 2, somethingNew: true });
  });
});
