/**
 * The libraries the dynamic linker can't find for this executable.
 * @param {string} executable
 */
export function findMissingLibraries(executable: string): Promise<string[]>;
/**
 * Names from ldd's lines `libfoo.so.1 => not found`.
 * @param {string} lddOutput
 * @returns {string[]}
 */
export function parseMissingLibraries(lddOutput: string): string[];
/**
 * Installs what is missing (as root), else stops with one line to copy.
 * @param {string} executable Electron's executable
 * @param {{required?: string[], wished?: string[]}} commands programs that must, and that should, be there: a missing
 *   wished one never stops anything
 */
export function ensureSystemLibraries(executable: string, commands?: {
    required?: string[];
    wished?: string[];
}, machine?: {
    isRoot: boolean;
    mayInstall: boolean;
    findMissingLibraries: typeof findMissingLibraries;
    findCommand: typeof findCommand;
    currentPackageNames: typeof currentPackageNames;
    install: typeof installPackages;
}): Promise<void>;
import { findCommand } from './checkout-paths.mjs';
import { currentPackageNames } from './debian-packages.mjs';
/** @param {string[]} packages */
declare function installPackages(packages: string[]): Promise<void>;
export {};
