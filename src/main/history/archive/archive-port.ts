// What the archive needs of the open history.
import type { DuckDBConnection } from '@duckdb/node-api';
import type { HotDays } from '../hot-days.ts';
import type { UtcDay } from '../utc-day.ts';

export interface OpenHistory {
  readonly writer: DuckDBConnection;
  readonly hotDays: HotDays;
  /** The newest reply that is stored; 0 before the first. */
  readonly lastBatchNo: number;
}

export interface ArchivePort {
  /** Days that have tables of their own, oldest first. */
  openDays(): readonly UtcDay[];
  /** One transaction, alone among the writes. When it fails nothing of it holds, in memory neither. */
  write<T>(job: (history: OpenHistory) => Promise<T>): Promise<T>;
  /** On a connection of the archive's own, beside writes and queries. Rejects when it is interrupted; temporary tables last until the history was opened anew. */
  beside<T>(job: (connection: DuckDBConnection) => Promise<T>): Promise<T>;
  /** Resolves when the writes asked for so far are done: they go first. */
  writesDone(): Promise<void>;
  /** Ends the statement in hand on the archive's connection. */
  interrupt(): void;
}
