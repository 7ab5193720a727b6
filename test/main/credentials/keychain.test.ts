import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createCallQueue, TimeoutError } from '../../../src/main/credentials/call-queue.ts';
import { createSecretStore } from '../../../src/main/credentials/keychain.ts';
import type { OsKeychain } from '../../../src/main/credentials/os-keychain.ts';
import { runKeychainChild } from './run-keychain-child.ts';

const key = { credentialId: 'c1', tokenOrigin: 'https://starlink.com' };
const SECRET = 's3cret-value';

/** A keychain that can be locked and unlocked. */
function createFakeKeychain() {
  const entries = new Map<string, string>();
  const fake = { entries, lockedBecause: null as string | null, calls: 0 };
  const ask = async <T>(act: () => T): Promise<T> => {
    fake.calls += 1;
    if (fake.lockedBecause !== null) throw new Error(fake.lockedBecause);
    return act();
  };
  const keychain: OsKeychain = {
    get: (name) => ask(() => entries.get(name) ?? null),
    set: (name, secret) => ask(() => void entries.set(name, secret)),
    remove: (name) => ask(() => void entries.delete(name)),
  };
  return { fake, store: createSecretStore(keychain), keychain };
}

describe('secrets in a keychain', () => {
  test('are kept under credential and token host, and only there', async () => {
    const { fake, store } = createFakeKeychain();
    expect(await store.write(key, SECRET)).toBe('keychain');
    expect([...fake.entries]).toEqual([['c1@https://starlink.com', SECRET]]);
    expect(await store.read(key)).toEqual({ ok: true, value: { secret: SECRET, storedIn: 'keychain' } });
    expect(await store.read({ ...key, tokenOrigin: 'https://evil.example' })).toMatchObject({ ok: false, error: { code: 'missing' } });
    expect(await store.read({ ...key, credentialId: 'c2' })).toMatchObject({ ok: false, error: { code: 'missing' } });
    expect(store.availability()).toEqual({ available: true, reason: null });
  });

  test('go when removed', async () => {
    const { store } = createFakeKeychain();
    await store.write(key, SECRET);
    expect(await store.remove(key)).toEqual({ ok: true, value: null });
    expect(await store.read(key)).toMatchObject({ ok: false, error: { code: 'missing' } });
  });

  test('are unavailable, not missing, while it is locked, and there again afterwards', async () => {
    const { fake, store } = createFakeKeychain();
    await store.write(key, SECRET);
    fake.lockedBecause = 'unlock prompt was dismissed';
    const locked = await store.read(key);
    expect(locked).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(JSON.stringify(locked)).toContain('unlock prompt was dismissed');
    expect(store.availability()).toMatchObject({ available: false });
    fake.lockedBecause = null;
    expect(await store.read(key)).toMatchObject({ ok: true, value: { secret: SECRET } });
    expect(store.availability()).toEqual({ available: true, reason: null });
  });
});

describe('without a keychain', () => {
  test('a secret is kept for this run, and that is said', async () => {
    const { fake, store } = createFakeKeychain();
    fake.lockedBecause = "Couldn't access platform storage: AccessDenied";
    expect(await store.write(key, SECRET)).toBe('memory');
    expect(await store.read(key)).toEqual({ ok: true, value: { secret: SECRET, storedIn: 'memory' } });
    const { available, reason } = store.availability();
    expect(available).toBe(false);
    expect(reason).toContain('AccessDenied');
    expect(reason).toContain("keychain of this computer can't be used");
  });

  test('a keychain that reads but does not write is not called available', async () => {
    const { store } = (() => {
      const keychain: OsKeychain = { get: () => Promise.resolve(null), set: () => Promise.reject(new Error('no collection')), remove: () => Promise.resolve() };
      return { store: createSecretStore(keychain) };
    })();
    await store.write(key, SECRET);
    await store.read({ ...key, credentialId: 'another' });
    expect(store.availability()).toMatchObject({ available: false });
  });

  test('the secret moves into the keychain once that works', async () => {
    const { fake, store } = createFakeKeychain();
    fake.lockedBecause = 'locked';
    await store.write(key, SECRET);
    expect(await store.probe()).toMatchObject({ available: false });
    fake.lockedBecause = null;
    expect(await store.probe()).toEqual({ available: true, reason: null });
    expect(fake.entries.get('c1@https://starlink.com')).toBe(SECRET);
    expect(await store.read(key)).toMatchObject({ value: { storedIn: 'keychain' } });
  });

  test('removing says that an entry may be left, and forgets the secret of this run', async () => {
    const { fake, store } = createFakeKeychain();
    fake.lockedBecause = 'locked';
    await store.write(key, SECRET);
    expect(await store.remove(key)).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    fake.lockedBecause = null;
    expect(await store.read(key)).toMatchObject({ ok: false, error: { code: 'missing' } });
  });

  test('an error that repeats the secret is masked', async () => {
    const store = createSecretStore({ get: () => Promise.resolve(null), set: (_, secret) => Promise.reject(new Error(`cannot store "${secret}"`)), remove: () => Promise.resolve() });
    await store.write(key, SECRET);
    expect(store.availability().reason).toContain('cannot store');
    expect(store.availability().reason).not.toContain(SECRET);
  });

  test('one that never answers counts as unavailable, and is asked one thing at a time', async () => {
    let asked = 0;
    const silent = (): Promise<never> => {
      asked += 1;
      return new Promise(() => undefined);
    };
    const store = createSecretStore({ get: silent, set: silent, remove: silent }, { answerTimeoutMs: 20 });
    const [first, second, place] = await Promise.all([store.read(key), store.read({ ...key, credentialId: 'c2' }), store.write({ ...key, credentialId: 'c3' }, SECRET)]);
    expect([first, second]).toMatchObject([{ error: { code: 'unavailable' } }, { error: { code: 'unavailable' } }]);
    expect(place).toBe('memory');
    expect(asked).toBe(1);
  });
});

test('a call that was given up before its turn is never made', async () => {
  const queue = createCallQueue(20);
  const made: string[] = [];
  let finish = (): void => undefined;
  const slow = queue.run(() => new Promise<void>((resolve) => (finish = resolve)));
  const late = queue.run(() => Promise.resolve(made.push('late')));
  await expect(Promise.all([slow, late])).rejects.toThrow(TimeoutError);
  await expect(late).rejects.toThrow(TimeoutError);
  finish();
  await queue.run(() => Promise.resolve(made.push('next')));
  expect(made).toEqual(['next']);
});

describe("the computer's own keychain", () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });
  const makeFolder = async (): Promise<string> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'groundtrack-keychain-'));
    folders.push(folder);
    return folder;
  };

  test('that is not there leaves the secret in memory', async ({ skip }) => {
    skip(process.platform !== 'linux', 'only Linux can be without a keychain');
    const folder = await makeFolder();
    const report = await runKeychainChild({ folder, secretService: false });
    expect(report).toMatchObject({ written: 'memory', read: { ok: true, value: { secret: SECRET, storedIn: 'memory' } }, afterRestart: { ok: false, error: { code: 'unavailable' } } });
    expect(report.availability.reason).toContain("keychain of this computer can't be used");
  });

  test('(gnome-keyring) keeps a secret over a restart, is unavailable while locked, and stores nothing readable', async ({ skip }) => {
    skip(process.env['GROUNDTRACK_TEST_KEYRING'] !== '1', 'needs dbus-run-session, gdbus and gnome-keyring-daemon; GROUNDTRACK_TEST_KEYRING=1 says that they are there');
    const folder = await makeFolder();
    const report = await runKeychainChild({ folder, secretService: true });
    expect(report).toMatchObject({
      written: 'keychain', read: { ok: true, value: { secret: SECRET, storedIn: 'keychain' } }, afterRestart: { ok: true, value: { secret: SECRET } },
      otherHost: { ok: false, error: { code: 'missing' } }, locked: { ok: false, error: { code: 'unavailable' } }, removed: { ok: true }, afterRemoval: { ok: false, error: { code: 'missing' } },
    });
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) expect(await readFile(path.join(file.parentPath, file.name), 'latin1')).not.toContain(SECRET);
  });
});
