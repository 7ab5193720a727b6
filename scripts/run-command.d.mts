/**
 * Runs a program with its output on our stderr (stdout stays free for answers).
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} its exit code; a program ended by a signal counts as 1
 */
export function runCommand(command: string, args: string[], options?: import("node:child_process").SpawnOptions): Promise<number>;
/**
 * Runs a program and collects what it prints.
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{code: number, stdout: string, stderr: string}>}
 */
export function collectCommand(command: string, args: string[]): Promise<{
    code: number;
    stdout: string;
    stderr: string;
}>;
/**
 * How to call npm: without a shell where npm started us and said where it lies, else through PATH.
 * @param {string[]} args
 * @returns {{command: string, args: string[], options: import('node:child_process').SpawnOptions}}
 */
export function npmCommand(args: string[], env?: NodeJS.ProcessEnv): {
    command: string;
    args: string[];
    options: import("node:child_process").SpawnOptions;
};
/**
 * Runs npm; a failure stops the script with what was tried.
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function runNpm(args: string[], options?: import("node:child_process").SpawnOptions): Promise<void>;
