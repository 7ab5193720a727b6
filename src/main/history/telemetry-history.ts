// The telemetry history of one data folder: one DuckDB file, one owner. Writes stand in a queue; queries run beside them.
import { join } from 'node:path';
import type { LogLevel } from '#shared/log-line.ts';
import type { Coverage, CoverageRequest } from '#shared/coverage.ts';
import type { Series, SeriesRequest } from '#shared/history-series.ts';
import type { TelemetryBatch } from '../starlink/telemetry-batch.ts';
import { appendBatch, type AtPoint, type BatchMeta } from './append-batch.ts';
import { buildCurrentChange } from './current-devices.ts';
import { announceChange, announceState, applyChange, nothingChanged, type CurrentState } from './current-state.ts';
import { loadCurrentState } from './current-tables.ts';
import type { CurrentTelemetry } from './current-telemetry.ts';
import { expireDevices, findExpired } from './expire-devices.ts';
import { queryCoverage, type LedgerView } from './ledger/coverage-query.ts';
import { createPollRecorder, type PollRecorder, type PollSpan } from './ledger/poll-recorder.ts';
import { loadStreamLedger, type StreamLedger } from './ledger/stream-ledger.ts';
import { openDatabase, type OpenDatabase } from './open-database.ts';
import { loadReplyMemory, type ReplyColumns, type ReplyMemory } from './reply-memory.ts';
import { inTransaction, type SchemaPlan } from './schema-version.ts';
import { createSerialQueue } from './serial-queue.ts';
import { querySeries } from './series-query.ts';
import { TELEMETRY_FILE, TELEMETRY_SCHEMA_VERSION, telemetryMigrations, telemetryTables } from './telemetry-schema.ts';
import { loadTextDictionary, type TextDictionary } from './text-dictionary.ts';

export interface AppendOutcome {
  /** True when this spool id was stored before: nothing was written and nothing changed. */
  readonly alreadyStored: boolean;
  readonly changed: CurrentTelemetry;
  /** Samples that a device made more than two minutes after we received them. */
  readonly futureSamples: number;
  /** Rows of most terminals are missing again and again, as if another client read the same service account. */
  readonly looksShared: boolean;
}

export interface TelemetryHistory {
  /** Stores a reply exactly once. Rejects with DuckDB's error (disk full, …) and has then stored nothing; the same call may be tried again. */
  append(batch: TelemetryBatch, meta: BatchMeta): Promise<AppendOutcome>;
  /** Newest sample of every device and the active alerts, as last stored. */
  loadCurrent(): Promise<CurrentTelemetry>;
  series(request: SeriesRequest): Promise<Series>;
  /** How much of a range up to `nowMs` is covered by samples, and why the rest is not. */
  coverage(request: CoverageRequest, nowMs: number): Promise<Coverage>;
  /** Credentials that brought the newest sample of any terminal. */
  accountsSeen(): readonly string[];
  /** Notes a poll that brought no reply to store; `append` notes the others. It is written with the next reply, or by `writePolls`. */
  notePoll(attempt: PollSpan): void;
  writePolls(): Promise<void>;
  /** The account is not polled any more. */
  endPolls(credentialId: string): void;
  /** Columns by device letter of the credential's last whole reply; null before the first. */
  knownColumns(credentialId: string): ReplyColumns | null;
  hasSpool(spoolId: string): Promise<boolean>;
  /** Device time of the newest current sample that came by this credential, epoch ms; null before the first. */
  newestSampleAtMs(credentialId: string): number | null;
  /** Removes devices last received over `retentionDays` ago, but those in `keep`, from the current state. History stays. Answers what went. */
  expire(nowMs: number, retentionDays: number, keep: ReadonlySet<string>): Promise<CurrentTelemetry>;
  /** After the writes and queries in hand. */
  close(): Promise<void>;
}

export interface TelemetryHistoryOptions {
  /** The data folder; it must exist. */
  readonly folder: string;
  log(level: LogLevel, text: string): void;
  readonly atPoint?: AtPoint;
  /** Tests of migration pass their own. */
  readonly plan?: SchemaPlan;
}

export const telemetryPlan: SchemaPlan = { version: TELEMETRY_SCHEMA_VERSION, create: telemetryTables, migrations: telemetryMigrations };

/** What is in memory beside the open file; made anew whenever a write has failed, since then only the file knows what holds. */
interface Session {
  readonly database: OpenDatabase;
  readonly texts: TextDictionary;
  readonly memory: ReplyMemory;
  readonly state: CurrentState;
  readonly ledger: StreamLedger;
  nextBatchNo: number;
}

/** Rejects with NewerSchemaError when a later version wrote the file. */
export async function openTelemetryHistory(options: TelemetryHistoryOptions): Promise<TelemetryHistory> {
  const atPoint = options.atPoint ?? (() => undefined);
  const writes = createSerialQueue();
  const queries = createSerialQueue();
  const recorder = createPollRecorder();
  let session = await openSession(options, recorder);
  let suspect = false;
  let closed = false;

  /** Runs alone among writes, on a session that agrees with the file. */
  function write<T>(job: (current: Session) => Promise<T>): Promise<T> {
    return writes.run(async () => {
      if (closed) throw new Error('The telemetry history is closed');
      if (suspect) {
        await queries.run(async () => {
          session.database.close();
          session = await openSession(options, recorder);
        });
        suspect = false;
      }
      try {
        return await job(session);
      } catch (error) {
        suspect = true;
        throw error;
      }
    });
  }

  async function append(current: Session, batch: TelemetryBatch, meta: BatchMeta): Promise<AppendOutcome> {
    if (await isStored(current, meta.spoolId)) return { alreadyStored: true, changed: nothingChanged, futureSamples: 0, looksShared: false };
    const change = buildCurrentChange(current.state, batch, { credentialId: meta.credentialId, receivedAtMs: meta.receivedAtMs });
    const news = current.memory.buildNews(batch, meta.credentialId);
    const looksShared = await appendBatch(current.database.writer, batch, meta, current.nextBatchNo, change, news, current.texts, current.ledger, atPoint);
    recorder.settle();
    current.nextBatchNo++;
    applyChange(current.state, change);
    current.memory.applyNews(news, meta.credentialId);
    return { alreadyStored: false, changed: announceChange(change), futureSamples: change.futureSamples, looksShared };
  }

  return {
    append: (batch, meta) => write((current) => append(current, batch, meta)),
    loadCurrent: () => write(async (current) => announceState(current.state)),
    series: (request) => queries.run(() => querySeries(session.database.reader, request, session.texts.known(request.deviceId))),
    coverage: (request, nowMs) => queries.run(() => queryCoverage(session.database.reader, request, viewLedger(session, recorder, nowMs))),
    accountsSeen: () => [...new Set([...session.ledger.book.sights()].map(({ credentialNo }) => session.texts.textOf(credentialNo) ?? ''))],
    notePoll(attempt) {
      recorder.note(attempt);
      session.ledger.interrupt(attempt.credentialId);
    },
    writePolls: () =>
      write(async ({ database }) => {
        await inTransaction(database.writer, () => recorder.write(database.writer));
        recorder.settle();
      }),
    endPolls(credentialId) {
      recorder.end(credentialId);
      session.ledger.interrupt(credentialId);
    },
    knownColumns: (credentialId) => session.memory.knownColumns(credentialId),
    hasSpool: (spoolId) => write((current) => isStored(current, spoolId)),
    newestSampleAtMs: (credentialId) => newestOf(session.state, credentialId),
    expire: (nowMs, retentionDays, keep) =>
      write(async ({ database, state, texts, ledger }) => {
        const expired = findExpired(state, nowMs, retentionDays, keep);
        await ledger.keepLast(database.writer, expired.terminals);
        const removed = await expireDevices(database.writer, state, expired, texts);
        for (const id of [...removed.terminals, ...removed.routers]) options.log(1, `${id} was not received for ${retentionDays} d and leaves the tables`);
        return { ...nothingChanged, removed };
      }),
    close: () =>
      writes.run(() =>
        queries.run(async () => {
          closed = true;
          session.database.close();
        }),
      ),
  };
}

async function openSession(options: TelemetryHistoryOptions, recorder: PollRecorder): Promise<Session> {
  const plan = options.plan ?? telemetryPlan;
  const database = await openDatabase(join(options.folder, TELEMETRY_FILE), plan, (text) => options.log(0, text));
  try {
    const texts = await loadTextDictionary(database.writer);
    const last = await database.writer.runAndReadAll(`SELECT coalesce(max(batch_no), 0) FROM batches`);
    const state = await loadCurrentState(database.writer, texts);
    return {
      database, texts, state,
      memory: await loadReplyMemory(database.writer),
      ledger: await loadStreamLedger(database.writer, state, texts, recorder),
      nextBatchNo: Number(last.value(0, 0)) + 1,
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

function viewLedger({ ledger, state, texts }: Session, recorder: PollRecorder, nowMs: number): LedgerView {
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
async function isStored({ database }: Session, spoolId: string): Promise<boolean> {
  const found = await database.writer.runAndReadAll(`SELECT count(*) FROM batches WHERE spool_id = $spool`, { spool: spoolId });
  return Number(found.value(0, 0)) > 0;
}

function newestOf(state: CurrentState, credentialId: string): number | null {
  let newestMs: number | null = null;
  for (const rows of [state.terminals, state.routers, state.ipAllocations]) {
    for (const row of rows.values()) {
      if (row.credentialId === credentialId && row.sampledAtMs !== null && row.sampledAtMs > (newestMs ?? 0)) newestMs = row.sampledAtMs;
    }
  }
  return newestMs;
}
