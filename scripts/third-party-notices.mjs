// THIRD-PARTY-NOTICES.txt: every npm package inside our package with its licence. Node built-ins only.
import { StopMessage } from './say.mjs';

/** @typedef {import('./shipped-packages.mjs').ShippedPackage} ShippedPackage */

/** Licences that ask for no more than their text and the names of the makers beside the program. Another one needs a decision first. */
const knownLicences = new Set(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'OFL-1.1', 'CC0-1.0', 'Unlicense', 'BlueOak-1.0.0']);

const rule = '='.repeat(80);

/**
 * @param {ShippedPackage[]} packages
 * @returns {string} the file's text; stops on a licence that is missing or unknown
 */
export function buildNotices(packages) {
  const entries = packages.map((one) => ({ ...one, licenceTexts: licenceTextsOf(one, packages) }));
  const problems = entries.flatMap((entry) => {
    const name = `${entry.name} ${entry.version}`;
    if (!isKnown(entry.licence)) return [`${name}: licence "${entry.licence}" is not among ${[...knownLicences].join(', ')}`];
    return entry.licenceTexts.length === 0 ? [`${name}: no licence text in the package, and none in assets/licences`] : [];
  });
  if (problems.length > 0) throw new StopMessage(`THIRD-PARTY-NOTICES.txt can't be made:\n  ${problems.join('\n  ')}`);
  return [
    'Groundtrack contains the software listed here. Its own licence is in LICENSE.txt; those of Electron and Chromium are in',
    'LICENSE.electron.txt and LICENSES.chromium.html of this installation.',
    '',
    ...entries.map(({ name, version, licence }) => `${name} ${version} (${licence})`),
    ...groupByText(entries).flatMap(({ names, text }) => ['', rule, names.join('\n'), rule, '', text]),
    '',
  ].join('\n');
}

/**
 * A package that only holds another one's binaries often comes without the text; it is that of the other one.
 * @param {ShippedPackage} one
 * @param {ShippedPackage[]} packages
 */
function licenceTextsOf(one, packages) {
  if (one.licenceTexts.length > 0) return one.licenceTexts;
  const owner = packages.find((other) => other.platformBinaries.includes(one.name) && other.licence === one.licence);
  return owner?.licenceTexts ?? [];
}

/**
 * `(MIT OR CC0-1.0)`: one known choice is enough; of `A AND B` both must be known.
 * @param {string} expression SPDX
 */
function isKnown(expression) {
  const choices = expression.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((licence) => knownLicences.has(licence)));
}

/**
 * Many packages share one text to the letter: it stands once, below all their names.
 * @param {ShippedPackage[]} entries
 */
function groupByText(entries) {
  /** @type {Map<string, string[]>} */
  const namesOf = new Map();
  for (const { name, version, licenceTexts, furtherTexts } of entries) {
    for (const text of [...licenceTexts, ...furtherTexts]) namesOf.set(text, [...(namesOf.get(text) ?? []), `${name} ${version}`]);
  }
  return [...namesOf].map(([text, names]) => ({ names, text }));
}
