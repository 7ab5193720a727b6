// What is in memory beside the open telemetry file: read from it at the start, and anew after a failed write.
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { loadCheckpoint, writeCheckpoint } from './current-checkpoint.ts';
import { gatherCurrentRows } from './current-devices.ts';
import type { CurrentState } from './current-state.ts';
import { foldBatches } from './fold-batches.ts';
import { loadHotDays, type HotDays } from './hot-days.ts';
import type { LedgerView } from './ledger/coverage-query.ts';
import type { PollRecorder } from './ledger/poll-recorder.ts';
import { loadStreamLedger, type StreamLedger } from './ledger/stream-ledger.ts';
import { openDatabase, type OpenDatabase } from './open-database.ts';
import { loadReplyMemory, type ReplyMemory } from './reply-memory.ts';
import type { SchemaPlan } from './schema-version.ts';
import { TELEMETRY_FILE } from './telemetry-schema.ts';
import { loadTextDictionary, type TextDictionary } from './text-dictionary.ts';

/** What is in memory beside the open file; made anew whenever a write has failed, since then only the file knows what holds. */
export interface Session {
  readonly database: OpenDatabase;
  /** The archive's own connection: its temporary tables live there. */
  readonly archivist: DuckDBConnection;
  readonly texts: TextDictionary;
  readonly hotDays: HotDays;
  readonly memory: ReplyMemory;
  readonly state: CurrentState;
  readonly ledger: StreamLedger;
  nextBatchNo: number;
  /** The last one in the order of names; '' before the first. */
  lastSpoolId: string;
  /** Stored since the current state was last written. */
  rowsSince: number;
  batchesSince: number;
}

/** Rejects with NewerSchemaError when a later version wrote the file. */
export async function openSession(folder: string, plan: SchemaPlan, recorder: PollRecorder, log: (text: string) => void): Promise<Session> {
  const database = await openDatabase(join(folder, TELEMETRY_FILE), plan, log);
  try {
    const texts = await loadTextDictionary(database.writer);
    const last = await database.writer.runAndReadAll(`SELECT coalesce(max(batch_no), 0), coalesce(max(spool_id), '') FROM batches`);
    const { state, batchNo } = await loadCheckpoint(database.writer, texts);
    const rowsSince = await foldBatches(database.writer, state, batchNo, texts);
    const lastBatchNo = Number(last.value(0, 0));
    return {
      database, texts, state, rowsSince,
      archivist: await database.connect(),
      hotDays: await loadHotDays(database.writer),
      ledger: await loadStreamLedger(database.writer, state, texts, recorder),
      memory: await loadReplyMemory(database.writer),
      nextBatchNo: lastBatchNo + 1, lastSpoolId: String(last.value(1, 0)), batchesSince: lastBatchNo - batchNo,
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Inside a transaction; `checkpointDone` after it. */
export function writeCurrent({ database, state, nextBatchNo, texts }: Session): Promise<void> {
  return writeCheckpoint(database.writer, state, nextBatchNo - 1, texts);
}

export function checkpointDone(session: Session): void {
  session.rowsSince = 0;
  session.batchesSince = 0;
  gatherCurrentRows(session.state);
}

export function viewLedger({ ledger, state, texts }: Session, recorder: PollRecorder, nowMs: number): LedgerView {
  return {
    nowMs,
    sight: (deviceId) => ledger.book.sight(texts.known(deviceId) ?? -1),
    sights: () => ledger.book.sights(),
    isCurrent: ({ deviceNo }) => state.terminals.has(texts.textOf(deviceNo) ?? ''),
    credentialOf: ({ credentialNo }) => texts.textOf(credentialNo) ?? '',
    openSpan: recorder.openSpan,
  };
}

/** Spool ids begin with the time of the request, so that DuckDB's zone maps skip all but the newest rows. */
export async function isStored({ database }: Session, spoolId: string): Promise<boolean> {
  const found = await database.writer.runAndReadAll(`SELECT count(*) FROM batches WHERE spool_id = $spool`, { spool: spoolId });
  return Number(found.value(0, 0)) > 0;
}
