// What restores and migrations have left of before: never deleted by the console, so the operator must see what it takes.
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { KEPT_ASIDE } from './restore-marker.ts';

/** Bytes of `before-restore-…` in the data folder, and of the databases' copies from before a newer version changed them. What can't be read counts nothing. */
export async function readKeptAsideBytes(userDataDir: string, modeFolder: string): Promise<number> {
  const folders = (await readdir(userDataDir).catch(() => [])).filter((name) => KEPT_ASIDE.test(name));
  const copies = (await readdir(modeFolder).catch(() => [])).filter((name) => /\.schema-\d+\.backup$/.test(name));
  const inFolders = await Promise.all(folders.map((name) => listFiles(path.join(userDataDir, name))));
  const sizes = await Promise.all([...inFolders.flat(), ...copies.map((name) => path.join(modeFolder, name))].map((file) => stat(file).then(({ size }) => size, () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
