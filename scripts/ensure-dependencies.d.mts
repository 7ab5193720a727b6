/** @typedef {{version?: string, optional?: boolean, devOptional?: boolean, link?: boolean}} LockedPackage */
/**
 * Stops on a Node that is too old, before it fails somewhere less clear.
 * @param {string} version as in process.versions.node
 */
export function refuseOldNode(version?: string): void;
/**
 * Did npm itself leave node_modules as the lock file says? npm notes what it installed in node_modules/.package-lock.json,
 * as the last thing it does. So an install made by hand needs no second one.
 * @param {string} folder the checkout
 */
export function isInstalledAsLocked(folder: string): boolean;
/**
 * Runs `npm ci` unless node_modules already matches the lock file.
 * @param {string} folder the checkout
 * @param {(folder: string) => Promise<void>} install
 */
export function ensureDependencies(folder?: string, install?: (folder: string) => Promise<void>): Promise<void>;
export type LockedPackage = {
    version?: string;
    optional?: boolean;
    devOptional?: boolean;
    link?: boolean;
};
