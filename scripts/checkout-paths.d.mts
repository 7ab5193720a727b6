/** The per-user cache folder: a second clone finds here what the first one prepared. */
export function cacheFolder(env?: NodeJS.ProcessEnv, home?: string): string;
/**
 * The script behind a command of an installed package, to be run by this Node (no shell, works on Windows too).
 * @param {string} relativePath inside node_modules, with forward slashes
 */
export function packageFile(relativePath: string): string;
/**
 * The full path of a command in PATH, or null.
 * @param {string} name
 */
export function findCommand(name: string, env?: NodeJS.ProcessEnv): string | null;
/** The checkout's top folder. */
export const repoFolder: string;
