// `npm run package`: builds the app, then its package for this system. On the fallback runtime an unpacked check package.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, repoFolder } from './checkout-paths.mjs';
import { ensureBuild } from './ensure-build.mjs';
import { ensureDependencies, refuseOldNode } from './ensure-dependencies.mjs';
import { ensureElectron } from './ensure-electron.mjs';
import { fallbackElectron, findFallbackElectron } from './fallback-electron.mjs';
import { hashTree, readStamp, writeStamp } from './file-stamp.mjs';
import { findOfficialElectron, officialVersion } from './official-electron.mjs';
import { planPackage } from './package-plan.mjs';
import { runScript, say, StopMessage } from './say.mjs';
import { unpackedPackage } from './unpacked-package.mjs';

/**
 * Whatever is not the official Electron of package.json makes a check package.
 * @param {string} executable
 * @returns {import('./run-electron-builder.mjs').PackageRuntime}
 */
function packageRuntime(executable) {
  if (executable === findOfficialElectron()) return { executable, electronVersion: officialVersion(), isOfficial: true };
  const isFallback = executable === findFallbackElectron(cacheFolder());
  // Electron's own distributions name their version in a file beside the executable.
  const electronVersion = isFallback ? fallbackElectron.electronVersion : readStamp(join(dirname(executable), 'version'))?.replace(/^v/, '');
  if (electronVersion === undefined) throw new StopMessage(`No package can be made of ${executable}: there is no file "version" beside it.`);
  return { executable, electronVersion, isOfficial: false };
}

await runScript(async () => {
  refuseOldNode();
  await ensureDependencies();
  const runtime = packageRuntime((await ensureElectron()).executable);
  const plan = planPackage(process.argv.slice(2), { platform: process.platform, isOfficial: runtime.isOfficial });
  await ensureBuild();

  const inputs = hashTree(repoFolder, ['out', 'assets', 'scripts', 'LICENSE', 'electron-builder.yml', 'package.json', 'package-lock.json']);
  const stamp = { file: join(repoFolder, 'dist', '.groundtrack-package'), text: `${inputs} ${runtime.executable} ${plan.targets.join(' ')}` };
  if (plan.ifChanged && readStamp(stamp.file) === stamp.text && existsSync(unpackedPackage(repoFolder).executable)) return 0;

  say(`Packaging ${plan.targets.join(', ')} with Electron ${runtime.electronVersion}${runtime.isOfficial ? '' : ': a check package, marked in its version, not for publishing'} …`);
  const { writePackageResources } = await import('./package-resources.mjs');
  const { runElectronBuilder } = await import('./run-electron-builder.mjs');
  await writePackageResources(repoFolder);
  await runElectronBuilder(repoFolder, plan.targets, runtime);
  writeStamp(stamp.file, stamp.text);
  say('The package is in dist/.');
  return 0;
});
