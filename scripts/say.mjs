// What the scripts print. All of it goes to stderr, so that stdout stays free for answers.

/**
 * One line to the person at the terminal.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`groundtrack: ${text}\n`);
}

/** A reason to stop that the reader can act on: printed without a stack trace. */
export class StopMessage extends Error {}

/**
 * What went wrong: its text if it is a reason to stop, with its stack if it is a fault of ours.
 * @param {unknown} error
 */
export function sayError(error) {
  if (error instanceof StopMessage) say(error.message);
  else say(error instanceof Error ? String(error.stack) : String(error));
}

/**
 * Runs a script's main function, whose result is the exit code; a StopMessage ends it with exit code 1 and its text only.
 * @param {() => Promise<number>} main
 */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    sayError(error);
    process.exitCode = 1;
  }
}
