// Builds src/ into out/ when something changed. The check itself uses Node built-ins only.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile, repoFolder } from './checkout-paths.mjs';
import { hashTree, readStamp, writeStamp } from './file-stamp.mjs';
import { runCommand } from './run-command.mjs';
import { say, StopMessage } from './say.mjs';

/** All that the build reads. */
const sources = ['src', 'assets', 'scripts/record-bundled-packages.mjs', 'scripts/render-icon.mjs', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'];

/** @param {string} folder the checkout */
function buildStamp(folder) {
  return { file: join(folder, 'out', '.groundtrack-build'), text: hashTree(folder, sources) };
}

/**
 * Is out/ made from the sources as they are now?
 * @param {string} folder the checkout
 */
export function isBuilt(folder = repoFolder) {
  const stamp = buildStamp(folder);
  return readStamp(stamp.file) === stamp.text && existsSync(join(folder, 'out', 'main', 'index.js'));
}

/**
 * Builds unconditionally; a failure stops with a message.
 * @param {string} folder the checkout
 * @param {() => Promise<number>} runBuild returns the exit code
 */
export async function build(folder = repoFolder, runBuild = runElectronVite) {
  // Taken before the build: an edit made meanwhile must lead to another one.
  const stamp = buildStamp(folder);
  rmSync(stamp.file, { force: true });
  const code = await runBuild();
  if (code !== 0) throw new StopMessage(`The build failed (exit code ${code}); its own message is above.`);
  if (!existsSync(join(folder, 'out', 'main', 'index.js'))) throw new StopMessage('The build left no out/main/index.js.');
  writeStamp(stamp.file, stamp.text);
}

/** Builds if sources are newer than what is built. */
export async function ensureBuild(folder = repoFolder, runBuild = runElectronVite) {
  if (isBuilt(folder)) return;
  say('Building …');
  await build(folder, runBuild);
}

function runElectronVite() {
  return runCommand(process.execPath, [packageFile('electron-vite/bin/electron-vite.js'), 'build'], { cwd: repoFolder });
}
