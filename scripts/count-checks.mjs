// Adds up what `npm test` found. Node built-ins only.

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */
/** @typedef {{status?: string, fullName?: string, failureMessages?: string[]}} ReportedTest */
/** @typedef {{status?: string, name?: string, message?: string, assertionResults?: ReportedTest[]}} ReportedFile */

/**
 * A stage that is one check in itself (types, lint, build).
 * @param {boolean} ok
 * @returns {Counts}
 */
export function countCheck(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/**
 * What a vitest run comes to. A test file that could not even be loaded holds no tests, and an error outside of any test
 * shows in the exit code alone: both must count as failed. So must a run without any test.
 * @param {string | null} reportText vitest's JSON report, null if it left none
 * @param {number} exitCode of vitest
 * @returns {Counts}
 */
export function countVitestRun(reportText, exitCode) {
  const report = parseReport(reportText);
  if (report === null) return countCheck(false);
  /** @type {ReportedFile[]} */
  const files = report.testResults ?? [];
  const unloaded = files.filter((file) => file.status === 'failed' && (file.assertionResults ?? []).length === 0).length;
  const passed = report.numPassedTests ?? 0;
  const failed = (report.numFailedTests ?? 0) + unloaded;
  const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
  const unexplained = failed === 0 && (exitCode !== 0 || passed + skipped === 0);
  return { passed, failed: unexplained ? 1 : failed, skipped };
}

/**
 * What failed, a line each, for the end of the output: what CI keeps of a long run is often its tail alone.
 * @param {string | null} reportText vitest's JSON report, null if it left none
 * @param {string} repoFolder taken off the files' names
 * @returns {string[]}
 */
export function listFailures(reportText, repoFolder) {
  /** @type {ReportedFile[]} */
  const files = parseReport(reportText)?.testResults ?? [];
  return files.filter((file) => file.status === 'failed').flatMap((file) => {
    const name = (file.name ?? '').replace(repoFolder, '').replace(/^[\\/]+/, '');
    const tests = (file.assertionResults ?? []).filter((test) => test.status === 'failed');
    if (tests.length === 0) return [`${name}: ${firstLine(file.message)}`];
    return tests.map((test) => `${name} > ${test.fullName ?? ''}: ${firstLine(test.failureMessages?.[0])}`);
  });
}

/** @param {string | undefined} text */
function firstLine(text) {
  const line = (text ?? '').split('\n').find((one) => one.trim() !== '') ?? 'no message';
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

/** @param {string | null} text */
function parseReport(text) {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {Counts[]} counts
 * @returns {Counts}
 */
export function addCounts(counts) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const one of counts) {
    sum.passed += one.passed;
    sum.failed += one.failed;
    sum.skipped += one.skipped;
  }
  return sum;
}

/**
 * The last line of `npm test`.
 * @param {Counts} counts
 */
export function summaryLine(counts) {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}

/**
 * A run in which nothing passed has proven nothing.
 * @param {Counts} counts
 */
export function exitCodeOf(counts) {
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}
