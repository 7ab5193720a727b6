/** Is there a fallback for this machine? The package holds a glibc build for x86-64 Linux only. */
export function hasFallback(platform?: NodeJS.Platform, arch?: NodeJS.Architecture): boolean;
/**
 * The prepared fallback's executable, or null. The folder gets its name only when complete.
 * @param {string} cache per-user cache folder
 */
export function findFallbackElectron(cache: string): string | null;
export namespace fallbackElectron {
    let packageName: string;
    let integrity: string;
    let zipName: string;
    let electronVersion: string;
    let description: string;
    let contents: string;
    let folderName: string;
}
