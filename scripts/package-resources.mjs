// Makes what electron-builder.yml takes from dist/resources: icons and THIRD-PARTY-NOTICES.txt. Loaded only after `npm ci`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeIconFiles } from './icon-files.mjs';
import { readShippedPackages } from './shipped-packages.mjs';
import { buildNotices } from './third-party-notices.mjs';

/**
 * @param {string} folder the checkout, with its build
 */
export async function writePackageResources(folder) {
  const resources = join(folder, 'dist', 'resources');
  rmSync(resources, { recursive: true, force: true });
  mkdirSync(resources, { recursive: true });
  await writeIconFiles(resources);
  writeFileSync(join(resources, 'THIRD-PARTY-NOTICES.txt'), buildNotices(readShippedPackages(folder)));
}
