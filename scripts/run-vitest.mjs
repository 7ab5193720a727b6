// One vitest stage of `npm test`, with a keyring of its own. Node built-ins only.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFile, repoFolder } from './checkout-paths.mjs';
import { countVitestRun, listFailures } from './count-checks.mjs';
import { readStamp } from './file-stamp.mjs';
import { inPrivateSession, privateFolders } from './private-session.mjs';
import { runForeground } from './run-foreground.mjs';

/**
 * @param {'unit' | 'e2e' | 'e2e-waiting' | 'e2e*'} project a project's name, or a pattern for several
 * @param {string[]} filters
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./count-checks.mjs').Counts & { failures: string[] }>}
 */
export async function runVitest(project, filters, env) {
  const folder = mkdtempSync(join(tmpdir(), 'groundtrack-test-'));
  try {
    const report = join(folder, 'report.json');
    const vitest = [packageFile('vitest/vitest.mjs'), 'run', '--config', join(repoFolder, 'test', 'vitest.config.ts')];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const command = inPrivateSession([process.execPath, ...vitest, '--project', project, ...reporters, ...filters]);
    const options = { cwd: repoFolder, env: { ...env, ...privateFolders(folder), GROUNDTRACK_TEST_KEYRING: '0' } };
    const exitCode = await runForeground(command[0] ?? '', command.slice(1), options, 'group');
    const reportText = readStamp(report);
    return { ...countVitestRun(reportText, exitCode), failures: listFailures(reportText, repoFolder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
