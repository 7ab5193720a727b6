// Where things lie in a checkout and in the user's cache folder. Node built-ins only.
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { accessSync, constants } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The checkout's top folder. */
export const repoFolder = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** The per-user cache folder: a second clone finds here what the first one prepared. */
export function cacheFolder(env = process.env, home = homedir()) {
  // The XDG specification says a relative XDG_CACHE_HOME is to be ignored.
  const base = env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME) ? env.XDG_CACHE_HOME : join(home, '.cache');
  return join(base, 'groundtrack');
}

/**
 * The script behind a command of an installed package, to be run by this Node (no shell, works on Windows too).
 * @param {string} relativePath inside node_modules, with forward slashes
 */
export function packageFile(relativePath) {
  return join(repoFolder, 'node_modules', ...relativePath.split('/'));
}

/**
 * The full path of a command in PATH, or null.
 * @param {string} name
 */
export function findCommand(name, env = process.env) {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    if (folder === '') continue;
    const candidate = join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
