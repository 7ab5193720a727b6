// Where electron-builder leaves the unpacked package of this system, and what in it is worth knowing. Node built-ins only.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} UnpackedPackage
 * @property {string} executable
 * @property {string} resources folder of app.asar, licences and notices
 */

/**
 * @param {string} checkout
 * @param {{platform?: string, arch?: string}} machine
 * @returns {UnpackedPackage}
 */
export function unpackedPackage(checkout, { platform = process.platform, arch = process.arch } = {}) {
  const { productName } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  if (platform === 'darwin') {
    const contents = join(checkout, 'dist', `mac${suffix}`, `${productName}.app`, 'Contents');
    return { executable: join(contents, 'MacOS', productName), resources: join(contents, 'Resources') };
  }
  const folder = join(checkout, 'dist', `${platform === 'win32' ? 'win' : 'linux'}${suffix}-unpacked`);
  const executable = platform === 'win32' ? `${productName}.exe` : 'groundtrack';
  return { executable: join(folder, executable), resources: join(folder, 'resources') };
}
