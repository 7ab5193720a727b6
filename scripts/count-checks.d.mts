/** @typedef {{passed: number, failed: number, skipped: number}} Counts */
/** @typedef {{status?: string, fullName?: string, failureMessages?: string[]}} ReportedTest */
/** @typedef {{status?: string, name?: string, message?: string, assertionResults?: ReportedTest[]}} ReportedFile */
/**
 * A stage that is one check in itself (types, lint, build).
 * @param {boolean} ok
 * @returns {Counts}
 */
export function countCheck(ok: boolean): Counts;
/**
 * What a vitest run comes to. A test file that could not even be loaded holds no tests, and an error outside of any test
 * shows in the exit code alone: both must count as failed. So must a run without any test.
 * @param {string | null} reportText vitest's JSON report, null if it left none
 * @param {number} exitCode of vitest
 * @returns {Counts}
 */
export function countVitestRun(reportText: string | null, exitCode: number): Counts;
/**
 * What failed, a line each, for the end of the output: what CI keeps of a long run is often its tail alone.
 * @param {string | null} reportText vitest's JSON report, null if it left none
 * @param {string} repoFolder taken off the files' names
 * @returns {string[]}
 */
export function listFailures(reportText: string | null, repoFolder: string): string[];
/**
 * @param {Counts[]} counts
 * @returns {Counts}
 */
export function addCounts(counts: Counts[]): Counts;
/**
 * The last line of `npm test`.
 * @param {Counts} counts
 */
export function summaryLine(counts: Counts): string;
/**
 * A run in which nothing passed has proven nothing.
 * @param {Counts} counts
 */
export function exitCodeOf(counts: Counts): 1 | 0;
export type Counts = {
    passed: number;
    failed: number;
    skipped: number;
};
export type ReportedTest = {
    status?: string;
    fullName?: string;
    failureMessages?: string[];
};
export type ReportedFile = {
    status?: string;
    name?: string;
    message?: string;
    assertionResults?: ReportedTest[];
};
