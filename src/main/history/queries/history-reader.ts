// What a query reads with: the hot tables and the archive's files as they were at one moment, since both are read in one transaction. A day that
// closes meanwhile is then neither missed nor read twice.
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { wordsOf } from '#shared/error-words.ts';
import type { MissingFile } from '#shared/history-query.ts';
import { archiveRelation } from './archive-columns.ts';
import { listArchiveFiles, type ArchiveFile, type ArchiveReach } from './archive-plan.ts';
import type { DamagedFiles } from './damaged-files.ts';

export interface HistoryReader {
  readonly nowMs: number;
  /** What `texts` has for a text; undefined: no hot row has it. */
  textNo(text: string): number | undefined;
  /** Files that count and can be read; those that can't stand in `missing` from then on. */
  files(reach: ArchiveReach): Promise<readonly ArchiveFile[]>;
  /** Files as one relation for a FROM, in brackets; see archiveRelation. */
  relation(reach: Pick<ArchiveReach, 'kind'>, files: readonly ArchiveFile[]): string;
  /** Columns of the answer, in their order; the query may be cancelled in it. */
  columns(sql: string, values?: Record<string, DuckDBValue>, types?: Record<string, DuckDBType>): Promise<readonly unknown[][]>;
  /** A statement that answers nothing, e.g. COPY; the number of rows it concerned. */
  run(sql: string, values?: Record<string, DuckDBValue>, types?: Record<string, DuckDBType>): Promise<number>;
}

export interface ReadOutcome<Value> {
  readonly value: Value;
  readonly missing: readonly MissingFile[];
  /** Files that were asked for. */
  readonly filesRead: number;
}

export interface ReadingPlace {
  readonly connection: DuckDBConnection;
  /** The data folder: the archive's files are named from there. */
  readonly folder: string;
  readonly damaged: DamagedFiles;
  readonly textNo: (text: string) => number | undefined;
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

/** A query that was ended from outside; the reason is the signal's. */
export class QueryEndedError extends Error {
  constructor() {
    super('The query was ended');
    this.name = 'QueryEndedError';
  }
}

/** Failures that no file can be the reason of. */
const notOfFiles = /^(?:INTERRUPT|Interrupt|Binder|Catalog|Parser|Out of Memory|Transaction)/;

/** Runs `read` in a transaction; once more without the files that turned out to be damaged or gone. Rejects with DuckDB's error, or QueryEndedError. */
export async function readHistory<Value>(place: ReadingPlace, read: (reader: HistoryReader) => Promise<Value>): Promise<ReadOutcome<Value>> {
  const { connection, signal } = place;
  for (;;) {
    const asked = new Set<string>();
    const missing = new Map<string, MissingFile>();
    if (signal.aborted) throw new QueryEndedError();
    await connection.run('BEGIN TRANSACTION');
    try {
      const value = await read(createReader(place, asked, missing));
      await connection.run('COMMIT');
      return { value, missing: [...missing.values()], filesRead: asked.size };
    } catch (error) {
      // A failed transaction may have rolled back already; then this fails and says nothing new.
      await connection.run('ROLLBACK').catch(() => undefined);
      if (signal.aborted) throw new QueryEndedError();
      if (asked.size === 0 || error instanceof QueryEndedError || notOfFiles.test(wordsOf(error))) throw error;
      const isFound = await place.damaged.search(connection, [...asked], error);
      if (signal.aborted) throw new QueryEndedError();
      if (!isFound) throw error;
    }
  }
}

function createReader(place: ReadingPlace, asked: Set<string>, missing: Map<string, MissingFile>): HistoryReader {
  const { connection, folder, damaged, signal } = place;
  /** Asked for since the last statement. */
  const unverified = new Set<string>();
  const goOn = (): void => {
    if (signal.aborted) throw new QueryEndedError();
  };
  /** A value that is wrong must not be shown: before a statement, since it reads what was asked for. */
  async function verify(): Promise<void> {
    await damaged.verify([...unverified], goOn);
    unverified.clear();
  }

  return {
    nowMs: place.nowMs,
    textNo: place.textNo,
    async files(reach) {
      goOn();
      const good: ArchiveFile[] = [];
      for (const listed of await listArchiveFiles(connection, reach)) {
        const reason = listed.damage ?? (await damaged.reasonOf(join(folder, listed.file)));
        if (reason === null) good.push(listed);
        else missing.set(listed.file, { day: listed.day, file: listed.file, reason });
      }
      return good;
    },
    relation({ kind }, files) {
      const paths = files.map(({ file }) => join(folder, file));
      for (const path of paths) {
        if (!asked.has(path)) unverified.add(path);
        asked.add(path);
      }
      return archiveRelation(kind, paths);
    },
    async columns(sql, values, types) {
      goOn();
      await verify();
      return (await connection.runAndReadAll(sql, values, types)).getColumnsJS();
    },
    async run(sql, values, types) {
      goOn();
      await verify();
      return (await connection.run(sql, values, types)).rowsChanged;
    },
  };
}
