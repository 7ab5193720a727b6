// What `npm test` says in its last line.
import { describe, expect, it } from 'vitest';
import { addCounts, countCheck, countVitestRun, exitCodeOf, listFailures, summaryLine } from '../../scripts/count-checks.mjs';

function buildReport(numbers: { passed?: number; failed?: number; pending?: number; todo?: number; files?: unknown[] }): string {
  return JSON.stringify({
    numPassedTests: numbers.passed ?? 0,
    numFailedTests: numbers.failed ?? 0,
    numPendingTests: numbers.pending ?? 0,
    numTodoTests: numbers.todo ?? 0,
    testResults: numbers.files ?? [],
  });
}

describe('countVitestRun', () => {
  it('takes the counts of the report; pending and todo tests are skipped ones', () => {
    expect(countVitestRun(buildReport({ passed: 5, failed: 2, pending: 1, todo: 1 }), 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it('counts a file that could not be loaded as failed', () => {
    const files = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ];
    expect(countVitestRun(buildReport({ passed: 1, failed: 1, files }), 1)).toEqual({ passed: 1, failed: 2, skipped: 0 });
  });

  it('counts an error outside of any test, which only the exit code tells', () => {
    expect(countVitestRun(buildReport({ passed: 3 }), 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('counts a run without tests, without a report or with a torn one as failed', () => {
    const failed = { passed: 0, failed: 1, skipped: 0 };
    expect(countVitestRun(buildReport({}), 0)).toEqual(failed);
    expect(countVitestRun(null, 0)).toEqual(failed);
    expect(countVitestRun('{"numPassedTests": 3', 0)).toEqual(failed);
  });

  it('leaves a run of skipped tests as it is', () => {
    expect(countVitestRun(buildReport({ pending: 2 }), 0)).toEqual({ passed: 0, failed: 0, skipped: 2 });
  });
});

describe('listFailures', () => {
  it('names failed tests with the first line of why, and files that could not be loaded', () => {
    const files = [
      { name: '/repo/test/a.test.ts', status: 'failed', assertionResults: [
        { status: 'passed', fullName: 'a fine' },
        { status: 'failed', fullName: 'a breaks', failureMessages: ['\nError: expected 1 to be 2\n    at somewhere'] },
      ] },
      { name: '/repo/test/b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
      { name: '/repo/test/c.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'c' }] },
    ];
    expect(listFailures(buildReport({ failed: 1, files }), '/repo')).toEqual([
      'test/a.test.ts > a breaks: Error: expected 1 to be 2',
      'test/b.test.ts: Cannot find module',
    ]);
  });

  it('is empty without a report', () => {
    expect(listFailures(null, '/repo')).toEqual([]);
  });
});

describe('the last line', () => {
  it('adds the stages up', () => {
    const total = addCounts([countCheck(true), countCheck(false), { passed: 40, failed: 1, skipped: 3 }]);
    expect(summaryLine(total)).toBe('41 passed, 2 failed, 3 skipped');
  });

  it('fails the command when something failed or nothing passed', () => {
    expect(exitCodeOf({ passed: 1, failed: 0, skipped: 5 })).toBe(0);
    expect(exitCodeOf({ passed: 9, failed: 1, skipped: 0 })).toBe(1);
    expect(exitCodeOf({ passed: 0, failed: 0, skipped: 5 })).toBe(1);
  });
});
