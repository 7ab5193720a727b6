/**
 * Without arguments everything this system has on the official Electron, the unpacked check package on the fallback runtime.
 * @param {string[]} args names of targets, `--if-changed`
 * @param {{platform: string, isOfficial: boolean}} machine
 * @returns {PackagePlan}
 */
export function planPackage(args: string[], { platform, isOfficial }: {
    platform: string;
    isOfficial: boolean;
}): PackagePlan;
/**
 * Nobody may mistake a check package for a release, so it exists only unpacked.
 * @param {string[]} targets of a check package
 */
export function refuseTargets(targets: string[]): void;
export function checkVersionOf(version: string): string;
export function isCheckVersion(version: string): boolean;
export type PackagePlan = {
    targets: string[];
    ifChanged: boolean;
};
