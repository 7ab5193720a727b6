// Which npm packages our package holds: those installed for production, and those that went into a bundle.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StopMessage } from './say.mjs';

/**
 * @typedef {object} ShippedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} licence as its package.json says; '' when it doesn't
 * @property {string[]} licenceTexts its licence files; empty when it has none
 * @property {string[]} furtherTexts notices, and licences of what it holds itself
 * @property {string[]} platformBinaries names of the packages that hold its binaries
 */

/** Licence texts that a package's makers forgot to publish with it, taken from their repository. */
const keptTexts = join('assets', 'licences');

/**
 * @param {string} folder the checkout, with its build
 * @returns {ShippedPackage[]}
 */
export function readShippedPackages(folder) {
  const paths = new Set([...productionFolders(folder), ...bundledFolders(folder)]);
  return [...paths].sort().map((path) => readPackage(folder, path));
}

/**
 * What npm would install without the development packages. Binaries for other systems are not installed, so not shipped.
 * @param {string} folder
 * @returns {string[]} relative to it
 */
export function productionFolders(folder) {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  return Object.keys(packages).filter((path) => path !== '' && packages[path].dev !== true && existsSync(join(folder, path, 'package.json')));
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function bundledFolders(folder) {
  return ['main', 'preload', 'renderer'].flatMap((bundle) => {
    const file = join(folder, 'out', 'bundled-packages', `${bundle}.json`);
    if (!existsSync(file)) throw new StopMessage(`The build left no ${file}: run npm run build.`);
    return JSON.parse(readFileSync(file, 'utf8'));
  });
}

/**
 * @param {string} folder the checkout
 * @param {string} path of the package, relative to it
 * @returns {ShippedPackage}
 */
function readPackage(folder, path) {
  const manifest = JSON.parse(readFileSync(join(folder, path, 'package.json'), 'utf8'));
  const files = readdirSync(join(folder, path)).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name)).sort();
  /** @param {string} name */
  const isFurther = (name) => /^notice|third.?party/i.test(name);
  /** @param {string} name */
  const read = (name) => readText(join(folder, path, name));
  const licenceTexts = files.filter((name) => !isFurther(name)).map(read);
  const kept = join(folder, keptTexts, `${manifest.name.replace('/', '+')}.txt`);
  return {
    name: manifest.name,
    version: manifest.version,
    licence: typeof manifest.license === 'string' ? manifest.license : '',
    licenceTexts: licenceTexts.length === 0 && existsSync(kept) ? [readText(kept)] : licenceTexts,
    furtherTexts: files.filter(isFurther).map(read),
    platformBinaries: Object.keys(manifest.optionalDependencies ?? {}),
  };
}

/** @param {string} file */
function readText(file) {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();
}
