// Brings node_modules in line with package-lock.json, by `npm ci`. Node built-ins only: it runs before anything is there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoFolder } from './checkout-paths.mjs';
import { hashFile, readStamp, writeStamp } from './file-stamp.mjs';
import { runNpm } from './run-command.mjs';
import { say, StopMessage } from './say.mjs';

/** @typedef {{version?: string, optional?: boolean, devOptional?: boolean, link?: boolean}} LockedPackage */

/**
 * Stops on a Node that is too old, before it fails somewhere less clear.
 * @param {string} version as in process.versions.node
 */
export function refuseOldNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 18)) return;
  throw new StopMessage(`Groundtrack needs Node 20.18 or newer; this is Node ${version}.`);
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | null}
 */
function readLockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/**
 * Did npm itself leave node_modules as the lock file says? npm notes what it installed in node_modules/.package-lock.json,
 * as the last thing it does. So an install made by hand needs no second one.
 * @param {string} folder the checkout
 */
export function isInstalledAsLocked(folder) {
  const locked = readLockedPackages(join(folder, 'package-lock.json'));
  const installed = readLockedPackages(join(folder, 'node_modules', '.package-lock.json'));
  if (locked === null || installed === null) return false;
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    // Optional packages are mostly binaries for other systems, which npm leaves out.
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version;
  });
}

/**
 * Runs `npm ci` unless node_modules already matches the lock file.
 * @param {string} folder the checkout
 * @param {(folder: string) => Promise<void>} install
 */
export async function ensureDependencies(folder = repoFolder, install = installByNpm) {
  const stampFile = join(folder, 'node_modules', '.groundtrack-lock-sha256');
  // npm ci takes binaries for one system only: a folder shared between two systems must not pass for both.
  const stamp = `${hashFile(join(folder, 'package-lock.json'))} ${process.platform}-${process.arch}`;
  if (readStamp(stampFile) === stamp) return;
  if (readStamp(stampFile) !== null || !isInstalledAsLocked(folder)) {
    say('Installing the dependencies of package-lock.json (npm ci) …');
    await install(folder);
  }
  writeStamp(stampFile, stamp);
}

/** @param {string} folder */
async function installByNpm(folder) {
  await runNpm(['ci', '--no-audit', '--no-fund'], { cwd: folder });
}
