// Runs another program and waits for its end. Node built-ins only.
import { spawn } from 'node:child_process';
import { StopMessage } from './say.mjs';

/**
 * Runs a program with its output on our stderr (stdout stays free for answers).
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} its exit code; a program ended by a signal counts as 1
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', process.stderr, process.stderr], ...options });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a program and collects what it prints.
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{code: number, stdout: string, stderr: string}>}
 */
export function collectCommand(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (output.stderr += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, ...output }));
  });
}

/**
 * How to call npm: without a shell where npm started us and said where it lies, else through PATH.
 * @param {string[]} args
 * @returns {{command: string, args: string[], options: import('node:child_process').SpawnOptions}}
 */
export function npmCommand(args, env = process.env) {
  if (env.npm_execpath?.endsWith('.js')) return { command: process.execPath, args: [env.npm_execpath, ...args], options: {} };
  // On Windows npm is a .cmd file, which Node only starts through a shell; our arguments hold no spaces or quotes.
  return { command: 'npm', args, options: { shell: process.platform === 'win32' } };
}

/**
 * Runs npm; a failure stops the script with what was tried.
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export async function runNpm(args, options = {}) {
  const npm = npmCommand(args);
  const code = await runCommand(npm.command, npm.args, { ...npm.options, ...options });
  if (code !== 0) throw new StopMessage(`"npm ${args.join(' ')}" failed (exit code ${code}); its own message is above.`);
}
