/**
 * The hash of one file's bytes.
 * @param {string} file
 */
export function hashFile(file: string): string;
/**
 * The hash of names, sizes and modification times of everything under these files and folders. Contents are not read:
 * that keeps it at some ten milliseconds for a source tree. A path that isn't there counts as such.
 * @param {string} root names are taken relative to it
 * @param {string[]} paths relative to `root`
 */
export function hashTree(root: string, paths: string[]): string;
/**
 * The text of a small file, or null when there is none.
 * @param {string} file
 */
export function readStamp(file: string): string | null;
/**
 * @param {string} file
 * @param {string} text
 */
export function writeStamp(file: string, text: string): void;
