// Finds out which system libraries and programs this machine really lacks, and installs them or says how.
// Node built-ins only. Linux only: macOS and Windows bring what Electron needs.
import { currentPackageNames, installLine, packagesFor } from './debian-packages.mjs';
import { join } from 'node:path';
import { statSync } from 'node:fs';
import { cacheFolder, findCommand } from './checkout-paths.mjs';
import { readStamp, writeStamp } from './file-stamp.mjs';
import { collectCommand, runCommand } from './run-command.mjs';
import { say, StopMessage } from './say.mjs';

/**
 * The libraries the dynamic linker can't find for this executable.
 * @param {string} executable
 */
export async function findMissingLibraries(executable) {
  const stampFile = join(cacheFolder(), 'electron-libraries-complete');
  const stamp = libraryStamp(executable);
  if (stamp !== null && readStamp(stampFile) === stamp) return [];
  const answer = await collectCommand('ldd', [executable]);
  const missing = parseMissingLibraries(answer.stdout);
  if (stamp !== null && answer.code === 0 && missing.length === 0) writeStamp(stampFile, stamp);
  return missing;
}

/**
 * `ldd` takes up to 200 ms on a busy machine. Its answer stays the same until another executable is asked about or the
 * linker's cache is renewed, which each package with a library does when it is installed or removed.
 * @param {string} executable
 */
function libraryStamp(executable) {
  const linkerCache = statSync('/etc/ld.so.cache', { throwIfNoEntry: false });
  return linkerCache === undefined ? null : `${executable} ${statSync(executable).mtimeMs} ${linkerCache.mtimeMs}`;
}

/**
 * Names from ldd's lines `libfoo.so.1 => not found`.
 * @param {string} lddOutput
 * @returns {string[]}
 */
export function parseMissingLibraries(lddOutput) {
  return [...new Set([...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => String(match[1])))];
}

/** What the real machine offers; tests hand in another one. */
const thisMachine = {
  isRoot: process.getuid?.() === 0,
  mayInstall: process.env.GROUNDTRACK_NO_SYSTEM_INSTALL !== '1',
  findMissingLibraries,
  findCommand,
  currentPackageNames,
  install: installPackages,
};

/**
 * Installs what is missing (as root), else stops with one line to copy.
 * @param {string} executable Electron's executable
 * @param {{required?: string[], wished?: string[]}} commands programs that must, and that should, be there: a missing
 *   wished one never stops anything
 */
export async function ensureSystemLibraries(executable, commands = {}, machine = thisMachine) {
  /** @param {string} name */
  const absent = (name) => machine.findCommand(name) === null;
  const libraries = await machine.findMissingLibraries(executable);
  const required = (commands.required ?? []).filter(absent);
  const wished = (commands.wished ?? []).filter(absent);
  if (libraries.length + required.length + wished.length === 0) return;

  const stops = libraries.length + required.length > 0;
  const missing = [...libraries, ...required, ...wished].join(', ');
  const advice = await adviceFor(libraries, [...required, ...wished], machine);
  if (machine.isRoot && machine.mayInstall && advice.packages.length > 0) {
    say(`This machine lacks ${missing}.`);
    say(`Installing the Debian packages that bring them: ${advice.packages.join(' ')} (GROUNDTRACK_NO_SYSTEM_INSTALL=1 prevents this).`);
    await machine.install(advice.packages);
    const still = [...(await machine.findMissingLibraries(executable)), ...required.filter(absent)];
    if (still.length > 0) throw new StopMessage(`Still missing after the installation: ${still.join(', ')}.`);
  } else if (stops) {
    throw new StopMessage(`Electron can't run here yet: this machine lacks ${missing}. ${advice.text}`);
  } else {
    say(`This machine lacks ${missing}; going on without. ${advice.text}`);
  }
}

/**
 * @param {string[]} libraries
 * @param {string[]} commands
 * @param {typeof thisMachine} machine
 */
async function adviceFor(libraries, commands, machine) {
  if (machine.findCommand('apt-get') === null) {
    return { packages: [], text: 'Install what brings them with the package manager of your system, then run the same command again.' };
  }
  const { packages, unknown } = packagesFor(libraries, commands);
  const names = await machine.currentPackageNames(packages);
  const lines = [];
  if (names.length > 0) lines.push(`Copy this line, then run the same command again:\n\n  ${installLine(names, machine.isRoot)}\n`);
  if (unknown.length > 0) lines.push(`No package is known for ${unknown.join(', ')}.`);
  return { packages: names, text: lines.join('\n') };
}

/** @param {string[]} packages */
async function installPackages(packages) {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await runApt(['update'], options);
  // The names may differ from what apt knew before its update.
  await runApt(['install', '-y', '--no-install-recommends', ...(await currentPackageNames(packages))], options);
}

/**
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
async function runApt(args, options) {
  const code = await runCommand('apt-get', ['-q', ...args], options);
  if (code !== 0) throw new StopMessage(`"apt-get ${args.join(' ')}" failed (exit code ${code}); its own message is above.`);
}
