/**
 * @param {ShippedPackage[]} packages
 * @returns {string} the file's text; stops on a licence that is missing or unknown
 */
export function buildNotices(packages: ShippedPackage[]): string;
export type ShippedPackage = import("./shipped-packages.mjs").ShippedPackage;
