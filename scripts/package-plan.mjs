// What `npm run package` makes: which targets, on which runtime, and what it refuses. Node built-ins only.
import { StopMessage } from './say.mjs';

/** @typedef {{targets: string[], ifChanged: boolean}} PackagePlan */

/**
 * What electron-builder.yml knows for each system; `dir` is the unpacked package.
 * @type {Record<string, string[]>}
 */
const targetsOf = {
  linux: ['dir', 'deb', 'AppImage', 'tar.gz'],
  darwin: ['dir', 'dmg', 'zip'],
  win32: ['dir', 'nsis', 'zip'],
};

const checkSuffix = '-check';

/** A check package says in its version what it is. */
export const checkVersionOf = (/** @type {string} */ version) => `${version}${checkSuffix}`;

/** @param {string} version */
export const isCheckVersion = (version) => version.includes(checkSuffix);

/**
 * Without arguments everything this system has on the official Electron, the unpacked check package on the fallback runtime.
 * @param {string[]} args names of targets, `--if-changed`
 * @param {{platform: string, isOfficial: boolean}} machine
 * @returns {PackagePlan}
 */
export function planPackage(args, { platform, isOfficial }) {
  const known = targetsOf[platform];
  if (known === undefined) throw new StopMessage(`electron-builder.yml has no package for ${platform}.`);
  const targets = args.filter((arg) => !arg.startsWith('--'));
  const unknown = args.filter((arg) => arg !== '--if-changed' && !known.includes(arg));
  if (unknown.length > 0) throw new StopMessage(`npm run package does not know ${unknown.join(', ')}; here it makes ${known.join(', ')}.`);
  if (!isOfficial) refuseTargets(targets);
  const all = isOfficial ? known.filter((target) => target !== 'dir') : ['dir'];
  return { targets: targets.length > 0 ? targets : all, ifChanged: args.includes('--if-changed') };
}

/**
 * Nobody may mistake a check package for a release, so it exists only unpacked.
 * @param {string[]} targets of a check package
 */
export function refuseTargets(targets) {
  const refused = targets.filter((target) => target !== 'dir');
  if (refused.length === 0) return;
  throw new StopMessage(
    `${refused.join(', ')}: refused, since this is the fallback runtime, which is not published by Electron's makers and goes into no release.\n` +
      'npm run package without arguments makes an unpacked check package on it. Releases are built where the official Electron can be downloaded.',
  );
}
