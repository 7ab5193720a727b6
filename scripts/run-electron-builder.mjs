// Calls electron-builder for one plan on one runtime. Loaded only after `npm ci`.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, Platform } from 'electron-builder';
import { canReachDownloadHost } from './official-electron.mjs';
import { checkVersionOf } from './package-plan.mjs';
import { StopMessage } from './say.mjs';

/** @typedef {{executable: string, electronVersion: string, isOfficial: boolean}} PackageRuntime */

/**
 * @param {string} folder the checkout, with its build and its resources
 * @param {string[]} targets
 * @param {PackageRuntime} runtime
 */
export async function runElectronBuilder(folder, targets, runtime) {
  const config = runtime.isOfficial ? {} : checkConfiguration(folder, runtime);
  try {
    await build({ projectDir: folder, targets: Platform.current().createTarget(targets), config, publish: 'never' });
  } catch (error) {
    if (error instanceof StopMessage || targets.every((target) => target === 'dir') || (await canReachDownloadHost())) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StopMessage(
      `Making ${targets.join(', ')} failed, and github.com does not answer, where electron-builder takes its helper programs for installers from: ${reason}\n` +
        'npm run package -- dir makes the unpacked package without them.',
    );
  }
}

/**
 * A check package can't be taken for a release: neither by its version nor by its name, nor by the folder of its data.
 * @param {string} folder
 * @param {PackageRuntime} runtime
 */
function checkConfiguration(folder, runtime) {
  const { name, productName, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const checkName = `${productName} Check`;
  return {
    electronDist: dirname(runtime.executable),
    electronVersion: runtime.electronVersion,
    productName: checkName,
    extraMetadata: { name: `${name}-check`, productName: checkName, version: checkVersionOf(version) },
  };
}
