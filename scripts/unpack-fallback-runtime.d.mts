/**
 * Where an entry of the archive goes in the runtime folder, or null when it is not part of a plain Electron.
 * @param {string} entryName
 */
export function runtimePathOf(entryName: string): string | null;
/**
 * Unpacks the wanted entries with their permission bits.
 * @param {string} zipFile
 * @param {string} folder
 */
export function unpackFallbackRuntime(zipFile: string, folder: string): Promise<void>;
