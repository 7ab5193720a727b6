// The Electron named in package.json: is it here, and if not, can it be downloaded? Node built-ins only.
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { repoFolder } from './checkout-paths.mjs';
import { readStamp, writeStamp } from './file-stamp.mjs';
import { runCommand } from './run-command.mjs';
import { say } from './say.mjs';

/**
 * The version that npm installed the wrapper of.
 * @param {string} folder the checkout
 * @returns {string}
 */
export function officialVersion(folder = repoFolder) {
  return JSON.parse(readFileSync(join(folder, 'node_modules', 'electron', 'package.json'), 'utf8')).version;
}

/**
 * The official executable, or null. Electron's own install.js writes path.txt as its last step.
 * @param {string} folder the checkout
 */
export function findOfficialElectron(folder = repoFolder) {
  const electron = join(folder, 'node_modules', 'electron');
  const path = readStamp(join(electron, 'path.txt'));
  if (path === null || readStamp(join(electron, 'dist', 'version'))?.replace(/^v/, '') !== officialVersion(folder)) return null;
  const executable = join(electron, 'dist', path);
  return existsSync(executable) ? executable : null;
}

/**
 * Downloads the official binary with Electron's own script.
 * @param {string} folder the checkout
 * @returns {Promise<boolean>} is it here now?
 */
export async function downloadOfficialElectron(folder = repoFolder) {
  say(`Downloading Electron ${officialVersion(folder)} …`);
  if (!(await canReachDownloadHost())) {
    say('Its download host, github.com, does not answer.');
    return false;
  }
  await runCommand(process.execPath, [join(folder, 'node_modules', 'electron', 'install.js')]);
  return findOfficialElectron(folder) !== null;
}

/**
 * A firewall that swallows packets would let the download hang for minutes: one short knock first. Someone who set a mirror
 * or a proxy is not asked, since the download then takes another way.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>}
 */
export async function canReachDownloadHost(env = process.env) {
  const takesAnotherWay = Object.keys(env).some((name) => /^(npm_config_)?electron_(mirror|custom_dir|get_use_proxy)$/i.test(name));
  if (takesAnotherWay) return true;
  const timeoutMs = 5_000; // A connection that takes longer than this would not carry 110 MB either.
  return new Promise((resolve) => {
    const socket = connect({ host: 'github.com', port: 443, timeout: timeoutMs });
    /** @param {boolean} answer */
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => finish(true));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
  });
}

/**
 * Remembers that the official download failed, so that later starts don't try again each time. Another Electron version
 * or another Node (the download script has its own demands on it) makes the note void.
 * @param {string} cache per-user cache folder
 * @param {string} version
 */
export function officialFailureNote(cache, version) {
  const file = join(cache, `electron-${version}-download-failed`);
  return {
    isSet: () => readStamp(file) === process.version,
    set: () => writeStamp(file, process.version),
  };
}
