// The telemetry history of one data folder: one DuckDB file, one owner. Writes stand in a queue; queries run beside them.
import { join } from 'node:path';
import { wordsOf } from '#shared/error-words.ts';
import type { LogLevel } from '#shared/log-line.ts';
import type { Coverage, CoverageRequest } from '#shared/coverage.ts';
import type { TelemetryBatch } from '../starlink/telemetry-batch.ts';
import { appendBatch, type AtPoint, type BatchMeta } from './append-batch.ts';
import type { ArchivePort } from './archive/archive-port.ts';
import { copyClosedDatabase, copyDatabase, HeldOpenError, syncCopies } from './backup/copy-database.ts';
import type { CopiedFile, Copying } from './backup/copy-file.ts';
import { findCurrentChange } from './current-devices.ts';
import { announceChange, announceState, applyChange, nothingChanged, type CurrentChange, type CurrentState } from './current-state.ts';
import type { CurrentTelemetry } from './current-telemetry.ts';
import { expireDevices, findExpired, isNobody } from './expire-devices.ts';
import { queryCoverage } from './ledger/coverage-query.ts';
import { createPollRecorder, type PollSpan } from './ledger/poll-recorder.ts';
import { createQueryService, type QueryService } from './queries/query-service.ts';
import type { ReplyColumns } from './reply-memory.ts';
import { inTransaction, type SchemaPlan } from './schema-version.ts';
import { createSerialQueue } from './serial-queue.ts';
import { TELEMETRY_FILE, TELEMETRY_SCHEMA_VERSION, telemetryMigrations, telemetryTables } from './telemetry-schema.ts';
import { checkpointDone, isStored, openSession, viewLedger, writeCurrent, type Session } from './telemetry-session.ts';

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
  /** Named questions, answered beside the writes. */
  readonly queries: QueryService;
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
  /** What the archive of closed days works through. */
  readonly archivePort: ArchivePort;
  /** A copy of the database into `folder`, as of a moment between two writes; writes wait for it, queries don't. Rejects with the system's error; nothing here changes by it. */
  copyTo(folder: string, copying: Copying): Promise<CopiedFile[]>;
  /** After the writes in hand; queries and the archive's statement in hand are ended. */
  close(): Promise<void>;
}

export interface TelemetryHistoryOptions {
  /** The data folder; it must exist. */
  readonly folder: string;
  log(level: LogLevel, text: string): void;
  readonly atPoint?: AtPoint;
  /** A query had to go on without this file of the archive, named from the data folder; once for each reason. */
  readonly onUnreadable?: (file: string) => void;
  /** Tests of migration pass their own. */
  readonly plan?: SchemaPlan;
  /** Rows after which the current state is written anew; tests bring fewer. */
  readonly checkpointRows?: number;
}

/** What a start after a kill has to fold in at most: three full replies. */
const CHECKPOINT_ROWS = 195_000;
/** Of small replies that is an hour; each costs a start after a kill a few milliseconds. */
const CHECKPOINT_BATCHES = 60;

export const telemetryPlan: SchemaPlan = { version: TELEMETRY_SCHEMA_VERSION, create: telemetryTables, migrations: telemetryMigrations };

/** Rejects with NewerSchemaError when a later version wrote the file. */
export async function openTelemetryHistory(options: TelemetryHistoryOptions): Promise<TelemetryHistory> {
  const atPoint = options.atPoint ?? (() => undefined);
  const writes = createSerialQueue();
  const beside = createSerialQueue();
  const readings = createSerialQueue();
  const recorder = createPollRecorder();
  const open = (): Promise<Session> => openSession(options.folder, options.plan ?? telemetryPlan, recorder, (text) => options.log(0, text));
  let session = await open();
  const queries = createQueryService({
    folder: options.folder, log: (level, text) => options.log(level, text),
    connect: () => session.database.connect(), textNo: (text) => session.texts.known(text),
    ...(options.onUnreadable === undefined ? {} : { onUnreadable: options.onUnreadable }),
  });
  let suspect = false;
  let closed = false;

  /** Runs when no query runs and nothing beside them. */
  function alone(job: () => Promise<void>): Promise<void> {
    session.archivist.interrupt();
    return beside.run(() => readings.run(() => queries.whileClosed(job)));
  }

  const archivePort: ArchivePort = {
    openDays: () => session.hotDays.list(),
    write: (job) =>
      write(async (current) => {
        const { writer } = current.database;
        const done = await inTransaction(writer, async () => {
          // The rows that go may be the ones that the next start would fold in.
          if (current.batchesSince > 0) await writeCurrent(current);
          return job({ writer, hotDays: current.hotDays, lastBatchNo: current.nextBatchNo - 1 });
        });
        checkpointDone(current);
        return done;
      }),
    beside: (job) =>
      beside.run(() => {
        if (closed) throw new Error('The telemetry history is closed');
        return job(session.archivist);
      }),
    writesDone: () => writes.run(() => Promise.resolve()),
    interrupt: () => session.archivist.interrupt(),
  };

  /** Runs alone among writes, on a session that agrees with the file. */
  function write<T>(job: (current: Session) => Promise<T>): Promise<T> {
    return writes.run(async () => {
      if (closed) throw new Error('The telemetry history is closed');
      if (suspect) {
        // Nobody may hold the old file open while it is opened anew.
        await alone(async () => {
          session.database.close();
          session = await open();
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
    // Ids begin with the time of their request: a later one than all stored can't be in the file, and looking costs 8 ms.
    if (meta.spoolId <= current.lastSpoolId && (await isStored(current, meta.spoolId))) return { alreadyStored: true, changed: nothingChanged, futureSamples: 0, looksShared: false };
    const found = findCurrentChange(current.state, batch, { credentialId: meta.credentialId, receivedAtMs: meta.receivedAtMs });
    const news = current.memory.buildNews(batch, meta.credentialId);
    let change: CurrentChange | null = null;
    const buildRows = (): CurrentChange => (change ??= found.buildRows());
    const looksShared = await appendBatch(current.database.writer, batch, meta, current.nextBatchNo, found, news, current, atPoint, buildRows);
    recorder.settle();
    current.nextBatchNo++;
    if (meta.spoolId > current.lastSpoolId) current.lastSpoolId = meta.spoolId;
    current.rowsSince += batch.rowCount;
    current.batchesSince++;
    applyChange(current.state, buildRows());
    current.memory.applyNews(news, meta.credentialId);
    if (current.rowsSince >= (options.checkpointRows ?? CHECKPOINT_ROWS) || current.batchesSince >= CHECKPOINT_BATCHES) tryCheckpoint();
    return { alreadyStored: false, changed: announceChange(buildRows()), futureSamples: found.futureSamples, looksShared };
  }

  async function checkpoint(current: Session): Promise<void> {
    await inTransaction(current.database.writer, () => writeCurrent(current));
    checkpointDone(current);
  }

  /** After the append in hand. Its failure loses nothing: the next start folds in more, and the next append tries again. */
  function tryCheckpoint(): void {
    void write(async (current) => {
      if (current.batchesSince > 0) await checkpoint(current);
    }).catch((error: unknown) => options.log('error', `The current state can't be written: ${wordsOf(error)}`));
  }

  /** Its failure is the other disk's and leaves this session as it is. */
  async function copyTo(folder: string, copying: Copying): Promise<CopiedFile[]> {
    const copied = await write(async (current) => {
      if (current.batchesSince > 0) await checkpoint(current);
      try {
        return { files: await copyDatabase(current.database, folder, copying) };
      } catch (error) {
        return error instanceof HeldOpenError ? copyClosed(folder, copying) : { error };
      }
    });
    if ('error' in copied) throw copied.error;
    await syncCopies(folder, copied.files);
    return copied.files;
  }

  async function copyClosed(folder: string, copying: Copying): Promise<{ readonly files: CopiedFile[] } | { readonly error: unknown }> {
    const outcome: ({ readonly files: CopiedFile[] } | { readonly error: unknown })[] = [];
    await alone(async () => {
      session.database.close();
      outcome.push(await copyClosedDatabase(join(options.folder, TELEMETRY_FILE), folder, copying).then((files) => ({ files }), (error: unknown) => ({ error })));
      session = await open();
    });
    return outcome[0]!;
  }

  return {
    append: (batch, meta) => write((current) => append(current, batch, meta)),
    loadCurrent: () => write(async (current) => announceState(current.state)),
    queries,
    coverage: (request, nowMs) => readings.run(() => queryCoverage(session.database.reader, request, viewLedger(session, recorder, nowMs))),
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
      write(async (current) => {
        const expired = findExpired(current.state, nowMs, retentionDays, keep);
        if (isNobody(expired)) return nothingChanged;
        const removed = await inTransaction(current.database.writer, async () => {
          await current.ledger.keepLast(current.database.writer, expired.terminals);
          const gone = expireDevices(current.state, expired);
          await writeCurrent(current);
          return gone;
        });
        checkpointDone(current);
        for (const id of [...removed.terminals, ...removed.routers]) options.log(1, `${id} was not received for ${retentionDays} d and leaves the tables`);
        return { ...nothingChanged, removed };
      }),
    archivePort,
    copyTo,
    close: () =>
      writes.run(async () => {
        await queries.close();
        await alone(async () => {
          closed = true;
          if (!suspect && session.batchesSince > 0) await checkpoint(session).catch((error: unknown) => options.log('error', `The current state can't be written: ${String(error)}`));
          session.database.close();
        });
      }),
  };
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
