/**
 * @typedef {object} UnpackedPackage
 * @property {string} executable
 * @property {string} resources folder of app.asar, licences and notices
 */
/**
 * @param {string} checkout
 * @param {{platform?: string, arch?: string}} machine
 * @returns {UnpackedPackage}
 */
export function unpackedPackage(checkout: string, { platform, arch }?: {
    platform?: string;
    arch?: string;
}): UnpackedPackage;
export type UnpackedPackage = {
    executable: string;
    /**
     * folder of app.asar, licences and notices
     */
    resources: string;
};
