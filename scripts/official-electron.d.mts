/**
 * The version that npm installed the wrapper of.
 * @param {string} folder the checkout
 * @returns {string}
 */
export function officialVersion(folder?: string): string;
/**
 * The official executable, or null. Electron's own install.js writes path.txt as its last step.
 * @param {string} folder the checkout
 */
export function findOfficialElectron(folder?: string): string | null;
/**
 * Downloads the official binary with Electron's own script.
 * @param {string} folder the checkout
 * @returns {Promise<boolean>} is it here now?
 */
export function downloadOfficialElectron(folder?: string): Promise<boolean>;
/**
 * A firewall that swallows packets would let the download hang for minutes: one short knock first. Someone who set a mirror
 * or a proxy is not asked, since the download then takes another way.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>}
 */
export function canReachDownloadHost(env?: NodeJS.ProcessEnv): Promise<boolean>;
/**
 * Remembers that the official download failed, so that later starts don't try again each time. Another Electron version
 * or another Node (the download script has its own demands on it) makes the note void.
 * @param {string} cache per-user cache folder
 * @param {string} version
 */
export function officialFailureNote(cache: string, version: string): {
    isSet: () => boolean;
    set: () => void;
};
