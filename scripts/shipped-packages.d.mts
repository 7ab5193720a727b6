/**
 * @param {string} folder the checkout, with its build
 * @returns {ShippedPackage[]}
 */
export function readShippedPackages(folder: string): ShippedPackage[];
/**
 * What npm would install without the development packages. Binaries for other systems are not installed, so not shipped.
 * @param {string} folder
 * @returns {string[]} relative to it
 */
export function productionFolders(folder: string): string[];
export type ShippedPackage = {
    name: string;
    version: string;
    /**
     * as its package.json says; '' when it doesn't
     */
    licence: string;
    /**
     * its licence files; empty when it has none
     */
    licenceTexts: string[];
    /**
     * notices, and licences of what it holds itself
     */
    furtherTexts: string[];
    /**
     * names of the packages that hold its binaries
     */
    platformBinaries: string[];
};
