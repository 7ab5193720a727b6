// Which Debian or Ubuntu package brings what a bare machine lacks. Node built-ins only.
import { collectCommand } from './run-command.mjs';

/**
 * Shared libraries Electron is linked with, by the name `ldd` prints. Other libraries come along as dependencies of these.
 * @type {Record<string, string>}
 */
const packageOfLibrary = {
  'libasound.so.2': 'libasound2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcairo.so.2': 'libcairo2',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libexpat.so.1': 'libexpat1',
  'libgbm.so.1': 'libgbm1',
  'libgdk_pixbuf-2.0.so.0': 'libgdk-pixbuf-2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libsmime3.so': 'libnss3',
  'libudev.so.1': 'libudev1',
  'libX11.so.6': 'libx11-6',
  'libxcb.so.1': 'libxcb1',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libXrandr.so.2': 'libxrandr2',
};

/**
 * Programs the scripts call. `dbus-run-session` and the keyring are for tests of the real keychain.
 * @type {Record<string, string>}
 */
const packageOfCommand = {
  Xvfb: 'xvfb',
  'dbus-run-session': 'dbus',
  'gnome-keyring-daemon': 'gnome-keyring',
};

/**
 * The packages for missing libraries and commands, sorted, without doubles; `unknown` names what no package is known for.
 * @param {string[]} libraries
 * @param {string[]} commands
 */
export function packagesFor(libraries, commands) {
  /** @type {Set<string>} */
  const packages = new Set();
  const unknown = [];
  for (const name of [...libraries, ...commands]) {
    const found = packageOfLibrary[name] ?? packageOfCommand[name];
    if (found === undefined) unknown.push(name);
    else packages.add(found);
  }
  return { packages: [...packages].sort(), unknown };
}

/**
 * The one line to copy.
 * @param {string[]} packages
 * @param {boolean} isRoot
 */
export function installLine(packages, isRoot) {
  const sudo = isRoot ? '' : 'sudo ';
  return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/**
 * Newer Debian and Ubuntu renamed some libraries to `…t64` (64-bit time), and the old name can be ambiguous there:
 * takes the new name where apt knows it.
 * @param {string[]} packages
 */
export async function currentPackageNames(packages) {
  const renamed = packages.filter((name) => name.startsWith('lib')).map((name) => `${name}t64`);
  if (renamed.length === 0) return packages;
  const answer = await collectCommand('apt-cache', ['show', '--no-all-versions', ...renamed]);
  const known = new Set([...answer.stdout.matchAll(/^Package: (\S+)$/gm)].map((match) => match[1]));
  return packages.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name));
}
