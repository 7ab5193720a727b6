// A plugin of the build: notes which npm packages went into a bundle, for THIRD-PARTY-NOTICES.txt.
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoFolder } from './checkout-paths.mjs';

/** Where the notes lie: beside what is built, never inside the package. */
export const bundledPackagesFolder = join(repoFolder, 'out', 'bundled-packages');

/**
 * The folder of the package a module belongs to, relative to the checkout and with forward slashes, or null for our own modules.
 * @param {string} moduleId its path, perhaps with marks of the bundler around it
 * @param {string} folder the checkout; bundlers name modules by their real paths
 * @returns {string | null}
 */
export function packageFolderOf(moduleId, folder = realpathSync(repoFolder)) {
  const path = forwardSlashes(moduleId);
  const root = forwardSlashes(`${folder}/`);
  const at = path.indexOf(`${root}node_modules/`);
  if (at < 0) return null;
  // Greedy up to the last node_modules: a package may have packages of its own.
  return /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.slice(at + root.length))?.[1] ?? null;
}

/** @param {string} path */
function forwardSlashes(path) {
  return path.replaceAll('\\', '/');
}

/**
 * Takes every module the bundler looked at, whether or not anything of it was kept: rather a notice too many.
 * @param {string} bundleName main, preload or renderer
 */
export function recordBundledPackages(bundleName) {
  return {
    name: 'record-bundled-packages',
    /** @this {{getModuleIds(): Iterable<string>}} */
    generateBundle() {
      const folders = [...this.getModuleIds()].map((id) => packageFolderOf(id)).filter((folder) => folder !== null);
      mkdirSync(bundledPackagesFolder, { recursive: true });
      writeFileSync(join(bundledPackagesFolder, `${bundleName}.json`), `${JSON.stringify([...new Set(folders)].sort(), null, 2)}\n`);
    },
  };
}
