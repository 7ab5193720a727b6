// Which stages of `npm test` run. Node built-ins only.
import { StopMessage } from './say.mjs';

/** In this order. */
export const stageNames = ['types', 'lint', 'unit', 'build', 'e2e'];

/**
 * Without arguments everything. With paths (`npm test -- test/main/history`) only the tests under them, with a build
 * before the end-to-end ones. `--only=types,lint` names stages.
 * @param {string[]} args
 * @returns {{stages: string[], unitFilters: string[], e2eFilters: string[]}}
 */
export function selectStages(args) {
  const only = args.filter((arg) => arg.startsWith('--only=')).flatMap((arg) => arg.slice('--only='.length).split(','));
  const unknown = [...only.filter((name) => !stageNames.includes(name)), ...args.filter((arg) => /^-(?!-only=)/.test(arg))];
  if (unknown.length > 0) throw new StopMessage(`npm test does not know ${unknown.join(', ')}; stages are ${stageNames.join(', ')}.`);

  const paths = args.filter((arg) => !arg.startsWith('-')).map((path) => path.replaceAll('\\', '/'));
  const e2eFilters = paths.filter((path) => /(^|\/)test\/e2e(\/|$)/.test(path));
  const unitFilters = paths.filter((path) => !e2eFilters.includes(path));
  const byPath = [...(unitFilters.length > 0 ? ['unit'] : []), ...(e2eFilters.length > 0 ? ['build', 'e2e'] : [])];
  const wanted = only.length > 0 ? only : paths.length > 0 ? byPath : stageNames;
  return { stages: stageNames.filter((name) => wanted.includes(name)), unitFilters, e2eFilters };
}
