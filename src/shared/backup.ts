// Backup of a data folder, and its way back, as pages see them.
import type { ConsoleState } from './ipc-contract.ts';

export interface BackupProgress {
  readonly step: 'writing' | 'checking' | 'restoring';
  readonly bytes: number;
  /** What is expected: while it is written the databases may still change a little. */
  readonly totalBytes: number;
}

export type BackupWritten =
  | { readonly outcome: 'written'; readonly folder: string; readonly bytes: number; readonly files: number; /** Files of the history that were missing on disk, or could not be read. */ readonly missing: readonly string[] }
  | { readonly outcome: 'cancelled' };

/** What a whole backup holds, for the question before it takes the place of the present data. */
export type BackupChecked =
  | { readonly outcome: 'checked'; readonly folder: string; readonly mode: ConsoleState['mode']; readonly createdAtMs: number; readonly appVersion: string; readonly bytes: number; readonly files: number }
  | { readonly outcome: 'cancelled' };

export type BackupRestored = { readonly outcome: 'prepared' } | { readonly outcome: 'cancelled' };

/** Keys of a page's own storage that belong to Groundtrack: layouts and saved views. */
export const PAGE_MEMORY_PREFIX = 'groundtrack:';
