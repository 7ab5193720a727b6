// All that must be there before Electron can run from this checkout, in order. Node built-ins only.
import { ensureDependencies, refuseOldNode } from './ensure-dependencies.mjs';
import { ensureElectron } from './ensure-electron.mjs';
import { ensureSystemLibraries } from './ensure-system-libraries.mjs';
import { timed } from './step-timing.mjs';

/**
 * Node, dependencies, the Electron runtime, then the system libraries that this very runtime turns out to need.
 * @param {{required?: string[], wished?: string[]}} commands further programs the caller needs
 */
export async function ensureRuntime(commands = {}) {
  refuseOldNode();
  await timed('dependencies', () => ensureDependencies());
  const runtime = await timed('electron', () => ensureElectron());
  if (process.platform === 'linux') await timed('system libraries', () => ensureSystemLibraries(runtime.executable, commands));
  return runtime;
}

/**
 * The environment for an Electron that we start.
 * @param {Record<string, string>} additions
 * @returns {NodeJS.ProcessEnv}
 */
export function electronEnvironment(additions = {}) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ...additions };
  // Terminals inside Electron-based editors set this; it would turn our Electron into a plain Node.
  delete env.ELECTRON_RUN_AS_NODE;
  return env;
}

/** Chromium refuses root with its sandbox on, and CI machines often forbid the namespaces it needs. Never in the product. */
export function sandboxArguments(env = process.env, uid = process.getuid?.()) {
  const inCi = env.CI !== undefined && env.CI !== '' && env.CI !== 'false';
  return uid === 0 || (inCi && process.platform === 'linux') ? ['--no-sandbox'] : [];
}
