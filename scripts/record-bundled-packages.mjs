// A plugin of the build: notes which npm packages went into a bundle, for THIRD-PARTY-NOTICES.txt.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoFolder } from './checkout-paths.mjs';

/** Where the notes lie: beside what is built, never inside the package. */
export const bundledPackagesFolder = join(repoFolder, 'out', 'bundled-packages');

/**
 * The folder of the package a module belongs to, below the checkout and with forward slashes, or null for our own modules.
 * @param {string} moduleId
 * @returns {string | null}
 */
export function packageFolderOf(moduleId) {
  const id = moduleId.replaceAll('\\', '/').replace(/^\0/, '');
  const match = /^.*\/(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(id);
  return match?.[1] ?? null;
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
      const folders = [...this.getModuleIds()].map(packageFolderOf).filter((folder) => folder !== null);
      mkdirSync(bundledPackagesFolder, { recursive: true });
      writeFileSync(join(bundledPackagesFolder, `${bundleName}.json`), `${JSON.stringify([...new Set(folders)].sort(), null, 2)}\n`);
    },
  };
}
