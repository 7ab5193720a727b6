// GROUNDTRACK_TIMING=1 prints on stderr how long each step took: a second start must waste less than 300 ms on checks.
import { performance } from 'node:perf_hooks';

const wanted = process.env.GROUNDTRACK_TIMING === '1';

/**
 * Runs one step, and prints its time when asked to.
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} step
 * @returns {Promise<T>}
 */
export async function timed(name, step) {
  const startedMs = performance.now();
  const result = await step();
  if (wanted) process.stderr.write(`timing: ${name} ${(performance.now() - startedMs).toFixed(1)} ms\n`);
  return result;
}

/** Prints the time since this process began: module loading included. */
export function reportTotalTime() {
  if (wanted) process.stderr.write(`timing: total before the program starts ${performance.now().toFixed(1)} ms\n`);
}
