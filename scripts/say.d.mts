/**
 * One line to the person at the terminal.
 * @param {string} text
 */
export function say(text: string): void;
/**
 * What went wrong: its text if it is a reason to stop, with its stack if it is a fault of ours.
 * @param {unknown} error
 */
export function sayError(error: unknown): void;
/**
 * Runs a script's main function, whose result is the exit code; a StopMessage ends it with exit code 1 and its text only.
 * @param {() => Promise<number>} main
 */
export function runScript(main: () => Promise<number>): Promise<void>;
/** A reason to stop that the reader can act on: printed without a stack trace. */
export class StopMessage extends Error {
}
