// `npm test`: does what is missing, then types, lint, unit tests, build and end-to-end tests in the real Electron.
// Every stage runs even if an earlier one failed; the last line says what it came to.
import { packageFile, repoFolder } from './checkout-paths.mjs';
import { addCounts, countCheck, exitCodeOf, summaryLine } from './count-checks.mjs';
import { build } from './ensure-build.mjs';
import { createVirtualDisplay } from './ensure-display.mjs';
import { electronEnvironment, ensureRuntime, sandboxArguments } from './ensure-runtime.mjs';
import { keyringCommands } from './private-session.mjs';
import { runForeground } from './run-foreground.mjs';
import { runVitest } from './run-vitest.mjs';
import { say, sayError } from './say.mjs';
import { selectStages } from './test-selection.mjs';

/** @typedef {import('./count-checks.mjs').Counts} Counts */

/**
 * A stage that can't even run has failed.
 * @param {() => Promise<Counts>} run
 */
async function countStage(run) {
  try {
    return await run();
  } catch (error) {
    sayError(error);
    return countCheck(false);
  }
}

/**
 * A tool whose exit code is the whole answer.
 * @param {string} script inside node_modules
 * @param {string[]} args
 */
async function runTool(script, args) {
  return countCheck((await runForeground(process.execPath, [packageFile(script), ...args], { cwd: repoFolder }, 'group')) === 0);
}

async function runBuild() {
  await build();
  return countCheck(true);
}

/**
 * End-to-end tests draw on a display of their own size wherever that is possible, so that they come out alike everywhere.
 * @param {'e2e*' | 'e2e' | 'e2e-waiting'} project
 * @param {string[]} filters
 * @param {string} executable
 */
async function runOnDisplay(project, filters, executable) {
  const display = process.platform === 'linux' ? await createVirtualDisplay() : null;
  try {
    const noSandbox = sandboxArguments().length > 0 ? '1' : '0';
    const env = electronEnvironment({ ...display?.env, GROUNDTRACK_ELECTRON: executable, GROUNDTRACK_NO_SANDBOX: noSandbox });
    return await keepFailures(runVitest(project, filters, env));
  } finally {
    display?.stop();
  }
}

/**
 * Files that wait for the rhythm of polls run beside those that use the processor, each kind on a display of its own: only one window has the focus.
 * @param {string[]} filters
 * @param {string} executable
 */
async function runEndToEnd(filters, executable) {
  if (filters.length > 0) return runOnDisplay('e2e*', filters, executable);
  return addCounts(await Promise.all([runOnDisplay('e2e', [], executable), runOnDisplay('e2e-waiting', [], executable)]));
}

/** @type {string[]} */
const failures = [];

/**
 * A vitest stage, whose failed tests are named again at the end.
 * @param {Promise<Counts & { failures: string[] }>} run
 */
async function keepFailures(run) {
  const counts = await run;
  failures.push(...counts.failures);
  return counts;
}

/**
 * One stage after the other, but types beside lint: each keeps one core busy, and says nothing when all is well.
 * @param {readonly string[]} stages
 * @returns {readonly string[][]}
 */
function inTurn(stages) {
  const beside = ['types', 'lint'];
  const first = stages.filter((stage) => beside.includes(stage));
  return [...(first.length > 0 ? [first] : []), ...stages.filter((stage) => !beside.includes(stage)).map((stage) => [stage])];
}

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => (interrupted = true));

/** @returns {Promise<Counts>} */
async function runStages() {
  const { stages, unitFilters, e2eFilters } = selectStages(process.argv.slice(2));
  const runtime = await ensureRuntime({ required: ['Xvfb'], wished: keyringCommands });
  say(`Testing on ${runtime.description}.`);
  /** @type {Record<string, () => Promise<Counts>>} */
  const runs = {
    types: () => runTool('typescript/bin/tsc', ['-b']),
    lint: () => runTool('eslint/bin/eslint.js', ['.']),
    unit: () => keepFailures(runVitest('unit', unitFilters, { ...process.env, GROUNDTRACK_ELECTRON: runtime.executable })),
    build: runBuild,
    e2e: () => runEndToEnd(e2eFilters, runtime.executable),
  };
  /** @type {Record<string, Counts>} */
  const results = {};
  /** @param {string} stage */
  const runStage = async (stage) => {
    const run = runs[stage];
    if (run === undefined) return;
    if (stage === 'e2e' && results.build !== undefined && results.build.failed > 0) {
      say('Not run, since there is no build to run: counted as failed.');
      results.e2e = countCheck(false);
    } else {
      results[stage] = await countStage(run);
    }
    const counts = results[stage];
    if (counts !== undefined) say(`${stage}: ${summaryLine(counts)}`);
  };
  for (const together of inTurn(stages)) {
    if (interrupted) {
      say('Interrupted: the rest counts as failed.');
      results.interrupted = countCheck(false);
      break;
    }
    say(`== ${together.join(', ')} ==`);
    await Promise.all(together.map(runStage));
  }
  return addCounts(Object.values(results));
}

const total = await countStage(runStages);
process.exitCode = exitCodeOf(total);
for (const failure of failures) say(`FAILED ${failure}`);
process.stdout.write(`${summaryLine(total)}\n`);
