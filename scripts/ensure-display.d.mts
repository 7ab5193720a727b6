/** @typedef {{env: Record<string, string>, stop: () => void}} VirtualDisplay */
/** @param {NodeJS.ProcessEnv} env */
export function lacksDisplay(env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform): boolean;
/**
 * An X authority file with one cookie that fits any display number (the number is not known yet). Without a cookie
 * every user of the machine could read the screen.
 * @param {Buffer} cookie 16 bytes
 */
export function buildAuthorityFile(cookie: Buffer): Buffer<ArrayBuffer>;
/**
 * Starts Xvfb on a display number of its own choice; ready when it has told us the number.
 * @returns {Promise<VirtualDisplay>} the environment for programs that draw on it, and its end
 */
export function createVirtualDisplay(): Promise<VirtualDisplay>;
export type VirtualDisplay = {
    env: Record<string, string>;
    stop: () => void;
};
