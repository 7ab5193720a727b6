/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @param {'program' | 'group'} signalTo signals go to the program alone (it ends its own helpers in good order), or to
 *   everything it started
 * @returns {Promise<number>} its exit code; 128 + the signal's number when a signal ended it
 */
export function runForeground(command: string, args: string[], options?: import("node:child_process").SpawnOptions, signalTo?: "program" | "group"): Promise<number>;
/**
 * Tells a signal that is to be passed on from the double of the one before.
 * @param {() => number} nowMs a clock
 * @returns {() => boolean}
 */
export function createDoubleFilter(nowMs: () => number): () => boolean;
