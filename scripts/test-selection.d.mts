/**
 * Without arguments everything. With paths (`npm test -- test/main/history`) only the tests under them, with a build
 * before the end-to-end ones. `--only=types,lint` names stages.
 * @param {string[]} args
 * @returns {{stages: string[], unitFilters: string[], e2eFilters: string[]}}
 */
export function selectStages(args: string[]): {
    stages: string[];
    unitFilters: string[];
    e2eFilters: string[];
};
/** In this order. */
export const stageNames: string[];
