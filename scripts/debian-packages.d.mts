/**
 * The packages for missing libraries and commands, sorted, without doubles; `unknown` names what no package is known for.
 * @param {string[]} libraries
 * @param {string[]} commands
 */
export function packagesFor(libraries: string[], commands: string[]): {
    packages: string[];
    unknown: string[];
};
/**
 * The one line to copy.
 * @param {string[]} packages
 * @param {boolean} isRoot
 */
export function installLine(packages: string[], isRoot: boolean): string;
/**
 * Newer Debian and Ubuntu renamed some libraries to `…t64` (64-bit time), and the old name can be ambiguous there:
 * takes the new name where apt knows it.
 * @param {string[]} packages
 */
export function currentPackageNames(packages: string[]): Promise<string[]>;
