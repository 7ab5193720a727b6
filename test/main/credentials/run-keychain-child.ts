// Runs the real keychain library in a process of its own, with its own folders, so that nobody's keyring is touched.
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result } from '#shared/result.ts';
import type { KeychainAvailability, StoredSecret } from '../../../src/main/credentials/keychain.ts';

export interface KeychainReport {
  readonly written: string;
  readonly availability: KeychainAvailability;
  readonly read: Result<StoredSecret>;
  /** Read by a store that holds nothing in memory. */
  readonly afterRestart: Result<StoredSecret>;
  readonly otherHost: Result<StoredSecret>;
  /** null where nothing could be locked. */
  readonly locked: Result<StoredSecret> | null;
  readonly removed: Result<null>;
  readonly afterRemoval: Result<StoredSecret>;
}

const child = fileURLToPath(new URL('./keychain-child.ts', import.meta.url));

/** In the foreground, so that its process is known and ends with the test. */
const withKeyring = `
  echo -n test | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
  daemon=$!
  gdbus wait --session --timeout 20 org.freedesktop.secrets
  "$@"
  kill $daemon`;

/** `secretService`: with a gnome-keyring of its own, unlocked; without: nothing listens on the session bus. */
export async function runKeychainChild({ folder, secretService }: { readonly folder: string; readonly secretService: boolean }): Promise<KeychainReport> {
  const runtimeFolder = path.join(folder, 'run');
  await mkdir(runtimeFolder, { mode: 0o700 });
  const node = [process.execPath, '--import', 'tsx', child];
  const [command = '', ...args] = secretService ? ['dbus-run-session', '--', 'bash', '-c', withKeyring, 'bash', ...node] : node;
  const env: NodeJS.ProcessEnv = { ...process.env, XDG_DATA_HOME: path.join(folder, 'data'), XDG_RUNTIME_DIR: runtimeFolder };
  delete env['DBUS_SESSION_BUS_ADDRESS'];
  if (!secretService) env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${path.join(folder, 'no-bus')}`;
  const running = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  running.stdout.on('data', (text: Buffer) => (output += text.toString()));
  running.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  await new Promise<void>((resolve, reject) => {
    running.once('error', reject);
    running.once('close', () => resolve());
  });
  const line = output.split('\n').find((text) => text.startsWith('{'));
  if (line === undefined) throw new Error(`the keychain child said nothing: ${errors.slice(-1_000)}`);
  return JSON.parse(line) as KeychainReport;
}
