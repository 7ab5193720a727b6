/**
 * The folder of the package a module belongs to, relative to the checkout and with forward slashes, or null for our own modules.
 * @param {string} moduleId its path, perhaps with marks of the bundler around it
 * @param {string} folder the checkout; bundlers name modules by their real paths
 * @returns {string | null}
 */
export function packageFolderOf(moduleId: string, folder?: string): string | null;
/**
 * Takes every module the bundler looked at, whether or not anything of it was kept: rather a notice too many.
 * @param {string} bundleName main, preload or renderer
 */
export function recordBundledPackages(bundleName: string): {
    name: string;
    /** @this {{getModuleIds(): Iterable<string>}} */
    generateBundle(this: {
        getModuleIds(): Iterable<string>;
    }): void;
};
/** Where the notes lie: beside what is built, never inside the package. */
export const bundledPackagesFolder: string;
