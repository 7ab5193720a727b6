// What electron-builder asks us while it works (electron-builder.yml): holds whoever calls it, our scripts or a hand.
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isCheckVersion, refuseTargets } from './package-plan.mjs';

/** @typedef {import('electron-builder').AfterPackContext} PackContext */

/** Its presence among the resources marks an unpacked check package. */
export const checkMark = 'CHECK-PACKAGE.txt';

/** Packages of which the binary for the target system must lie outside the archive. */
const nativePackages = ['@duckdb/node-bindings-', '@napi-rs/keyring-'];

/**
 * Any runtime but the one electron-builder downloads and checks itself makes a check package, and that exists only unpacked.
 * @param {PackContext} context
 */
export function beforePack({ packager, targets }) {
  const { version } = packager.appInfo;
  if (packager.config.electronDist && !isCheckVersion(version)) throw new Error(`electronDist is set, but the version ${version} does not say that this is a check package.`);
  if (isCheckVersion(version)) refuseTargets(targets.map((target) => target.name));
}

/**
 * A prepared runtime is copied as it is, with the app that it starts when it has none.
 * @param {PackContext} context
 */
export function afterExtract({ appOutDir }) {
  rmSync(join(appOutDir, 'resources', 'default_app.asar'), { force: true });
}

/**
 * npm installs binaries for the machine it runs on only: a package made for another system would not start. And none goes out
 * without its notices, which electron-builder would leave out in silence.
 * @param {PackContext} context
 */
export function afterPack({ appOutDir, packager, electronPlatformName }) {
  const resources = packager.getResourcesDir(appOutDir);
  const modules = join(resources, 'app.asar.unpacked', 'node_modules');
  const missing = nativePackages.filter((prefix) => !hasBinary(modules, `${prefix}${electronPlatformName}-`));
  if (missing.length > 0) throw new Error(`The package lacks the binary for ${electronPlatformName} of ${missing.map((prefix) => `${prefix}…`).join(' and ')}.`);
  if (!existsSync(join(resources, 'THIRD-PARTY-NOTICES.txt'))) throw new Error('The package lacks THIRD-PARTY-NOTICES.txt: npm run package makes it.');
  if (!isCheckVersion(packager.appInfo.version)) return;
  writeFileSync(join(resources, checkMark), "Made to check the package, on a runtime that Electron's makers did not publish. Not for use, not for publishing.\n");
}

/**
 * @param {string} modules
 * @param {string} prefix `@scope/name-platform-`
 */
function hasBinary(modules, prefix) {
  const scope = join(modules, dirname(prefix));
  const folders = existsSync(scope) ? readdirSync(scope).filter((name) => name.startsWith(basename(prefix))) : [];
  return folders.some((name) => readdirSync(join(scope, name)).some((file) => file.endsWith('.node')));
}

/**
 * Runs before each installer and archive. From an unpacked package made earlier (`--prepackaged`) this is the only hook.
 * @param {import('electron-builder').ArtifactBuildStarted} event
 */
export function artifactBuildStarted({ targetPresentableName, file }) {
  const output = dirname(file);
  const unpacked = existsSync(output) ? readdirSync(output).filter((name) => name.endsWith('-unpacked')) : [];
  const holdsCheck = unpacked.some((name) => existsSync(join(output, name, 'resources', checkMark)));
  if (holdsCheck || isCheckVersion(basename(file))) refuseTargets([targetPresentableName]);
}
