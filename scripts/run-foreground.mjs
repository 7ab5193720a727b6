// Runs the program a command is about: its output is ours, our signals reach it once, its exit code becomes ours.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** @type {NodeJS.Signals[]} */
const forwardedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * On Ctrl-C the terminal and npm both send us SIGINT. Chromium takes the first one as "quit in good order" and dies at
 * once on the second, so doubles within half a second (faster than a person who means it) are dropped.
 */
const doubledSignalMs = 500;

// A process group of its own, or the terminal's Ctrl-C would reach the program past us. Windows has no such signals.
const hasProcessGroups = process.platform !== 'win32';

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @param {'program' | 'group'} signalTo signals go to the program alone (it ends its own helpers in good order), or to
 *   everything it started
 * @returns {Promise<number>} its exit code; 128 + the signal's number when a signal ended it
 */
export function runForeground(command, args, options = {}, signalTo = 'program') {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', detached: hasProcessGroups, ...options });
    const stopForwarding = forwardSignals((signal) => {
      if (signalTo === 'group' && hasProcessGroups && child.pid !== undefined) process.kill(-child.pid, signal);
      else child.kill(signal);
    });
    child.once('error', (error) => {
      stopForwarding();
      reject(error);
    });
    child.once('close', (code, signal) => {
      stopForwarding();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * Tells a signal that is to be passed on from the double of the one before.
 * @param {() => number} nowMs a clock
 * @returns {() => boolean}
 */
export function createDoubleFilter(nowMs) {
  let lastPassedMs = -Infinity;
  return () => {
    if (nowMs() - lastPassedMs < doubledSignalMs) return false;
    lastPassedMs = nowMs();
    return true;
  };
}

/** @param {(signal: NodeJS.Signals) => void} send */
function forwardSignals(send) {
  const isNew = createDoubleFilter(() => performance.now());
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    if (isNew()) send(signal);
  };
  for (const signal of forwardedSignals) process.on(signal, forward);
  return () => {
    for (const signal of forwardedSignals) process.off(signal, forward);
  };
}
