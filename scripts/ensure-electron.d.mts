/**
 * The runtime to use: the one in GROUNDTRACK_ELECTRON, else the official one, else the pinned fallback.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Runtime>}
 */
export function ensureElectron(env?: NodeJS.ProcessEnv, machine?: {
    cache: string;
    version: typeof officialVersion;
    findOfficial: typeof findOfficialElectron;
    downloadOfficial: typeof downloadOfficialElectron;
    hasFallback: boolean;
    /** @param {string} cache */
    prepareFallback: (cache: string) => Promise<string>;
}): Promise<Runtime>;
export type Runtime = {
    executable: string;
    description: string;
};
import { officialVersion } from './official-electron.mjs';
import { findOfficialElectron } from './official-electron.mjs';
import { downloadOfficialElectron } from './official-electron.mjs';
