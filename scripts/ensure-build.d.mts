/**
 * Is out/ made from the sources as they are now?
 * @param {string} folder the checkout
 */
export function isBuilt(folder?: string): boolean;
/**
 * Builds unconditionally; a failure stops with a message.
 * @param {string} folder the checkout
 * @param {() => Promise<number>} runBuild returns the exit code
 */
export function build(folder?: string, runBuild?: () => Promise<number>): Promise<void>;
/** Builds if sources are newer than what is built. */
export function ensureBuild(folder?: string, runBuild?: typeof runElectronVite): Promise<void>;
declare function runElectronVite(): Promise<number>;
export {};
