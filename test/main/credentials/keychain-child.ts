// Run by run-keychain-child.ts: writes, reads, locks and removes a secret, and prints what happened as one JSON line.
import { spawnSync } from 'node:child_process';
import { createSecretStore } from '../../../src/main/credentials/keychain.ts';
import { createOsKeychain } from '../../../src/main/credentials/os-keychain.ts';

const key = { credentialId: 'c1', tokenOrigin: 'https://starlink.com' };
const open = () => createSecretStore(createOsKeychain('Groundtrack test'));

const removedKey = { ...key, credentialId: 'c2' };
const store = open();
const written = await store.write(key, 's3cret-value');
await store.write(removedKey, 'of-the-removed');
const availability = store.availability();
const read = await store.read(key);
const afterRestart = await open().read(key);
const otherHost = await open().read({ ...key, tokenOrigin: 'https://other.example' });
const removed = await store.remove(removedKey);
const afterRemoval = await open().read(removedKey);
const locked = lock() ? await open().read(key) : null;
console.log(JSON.stringify({ written, availability, read, afterRestart, otherHost, removed, afterRemoval, locked }));
process.exit(0);

function lock(): boolean {
  const service = ['call', '--session', '--dest', 'org.freedesktop.secrets', '--object-path', '/org/freedesktop/secrets'];
  return spawnSync('gdbus', [...service, '--method', 'org.freedesktop.Secret.Service.Lock', "['/org/freedesktop/secrets/collection/login']"]).status === 0;
}
