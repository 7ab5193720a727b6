// One vitest stage of `npm test`, with a keyring of its own. Node built-ins only.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findCommand, packageFile, repoFolder } from './checkout-paths.mjs';
import { countVitestRun } from './count-checks.mjs';
import { readStamp } from './file-stamp.mjs';
import { runForeground } from './run-foreground.mjs';
import { say } from './say.mjs';

const withKeyring = fileURLToPath(new URL('with-test-keyring.mjs', import.meta.url));

/** Programs that give tests a real Secret Service. */
export const keyringCommands = ['dbus-run-session', 'gnome-keyring-daemon'];

/**
 * @param {'unit' | 'e2e'} project
 * @param {string[]} filters
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./count-checks.mjs').Counts>}
 */
export async function runVitest(project, filters, env) {
  const folder = mkdtempSync(join(tmpdir(), 'groundtrack-test-'));
  try {
    const report = join(folder, 'report.json');
    const vitest = [packageFile('vitest/vitest.mjs'), 'run', '--config', join(repoFolder, 'test', 'vitest.config.ts')];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const command = inTestSession([process.execPath, ...vitest, '--project', project, ...reporters, ...filters]);
    const options = { cwd: repoFolder, env: { ...env, ...privateFolders(folder), GROUNDTRACK_TEST_KEYRING: '0' } };
    const exitCode = await runForeground(command[0] ?? '', command.slice(1), options, 'group');
    return countVitestRun(readStamp(report), exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Puts a command into a D-Bus session of its own with an unlocked, empty keyring, where the machine can do that.
 * @param {string[]} command
 */
function inTestSession(command) {
  if (process.platform !== 'linux') return command;
  const missing = keyringCommands.filter((name) => findCommand(name) === null);
  if (missing.length === 0) return ['dbus-run-session', '--', process.execPath, withKeyring, ...command];
  say(`No test keyring without ${missing.join(' and ')}: tests that need a real one are skipped.`);
  return command;
}

/**
 * Without these the keyring would be written into the user's own.
 * @param {string} folder
 */
function privateFolders(folder) {
  if (process.platform !== 'linux') return {};
  const data = join(folder, 'data');
  const runtime = join(folder, 'runtime');
  mkdirSync(data);
  mkdirSync(runtime, { mode: 0o700 });
  return { XDG_DATA_HOME: data, XDG_RUNTIME_DIR: runtime };
}
