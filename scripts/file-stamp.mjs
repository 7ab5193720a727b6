// Cheap answers to "has anything changed since?": a hash kept in a small file. Node built-ins only.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * The hash of one file's bytes.
 * @param {string} file
 */
export function hashFile(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/**
 * The hash of names, sizes and modification times of everything under these files and folders. Contents are not read:
 * that keeps it at some ten milliseconds for a source tree. A path that isn't there counts as such.
 * @param {string} root names are taken relative to it
 * @param {string[]} paths relative to `root`
 */
export function hashTree(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) addToHash(hash, root, join(root, path));
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} root
 * @param {string} path
 */
function addToHash(hash, root, path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    for (const name of readdirSync(path).sort()) addToHash(hash, root, join(path, name));
  } else {
    hash.update(`${relative(root, path)}\0${found?.size ?? 'absent'}\0${found?.mtimeMs ?? ''}\n`);
  }
}

/**
 * The text of a small file, or null when there is none.
 * @param {string} file
 */
export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

/**
 * @param {string} file
 * @param {string} text
 */
export function writeStamp(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
}
