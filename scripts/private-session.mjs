// A desktop session of its own for tests and the tour: its keyring is empty, unlocked and nobody else's. Node built-ins only.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findCommand } from './checkout-paths.mjs';
import { say } from './say.mjs';

const withKeyring = fileURLToPath(new URL('with-test-keyring.mjs', import.meta.url));

/** Programs that make a real Secret Service. */
export const keyringCommands = ['dbus-run-session', 'gnome-keyring-daemon'];

/**
 * Puts a command into a D-Bus session of its own with an unlocked, empty keyring, where the machine can do that.
 * @param {string[]} command
 */
export function inPrivateSession(command) {
  if (process.platform !== 'linux') return command;
  const missing = keyringCommands.filter((name) => findCommand(name) === null);
  if (missing.length === 0) return ['dbus-run-session', '--', process.execPath, withKeyring, ...command];
  say(`No keyring to test with, for want of ${missing.join(' and ')}.`);
  return command;
}

/**
 * Without these the keyring would be written into the user's own.
 * @param {string} folder
 * @returns {Record<string, string>}
 */
export function privateFolders(folder) {
  if (process.platform !== 'linux') return {};
  const data = join(folder, 'data');
  const runtime = join(folder, 'runtime');
  mkdirSync(data);
  mkdirSync(runtime, { mode: 0o700 });
  return { XDG_DATA_HOME: data, XDG_RUNTIME_DIR: runtime };
}
