// Snapshots of the Management API over time, in `<folder>/management.duckdb`. One owner: the management worker.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { wordsOf } from '#shared/error-words.ts';
import type { LogLevel } from '#shared/log-line.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { ManagementKind } from '../starlink/management-api.ts';
import type { ManagementWalk } from '../starlink/management-walk.ts';
import { copyClosedDatabase, copyDatabase, HeldOpenError, syncCopies } from './backup/copy-database.ts';
import type { CopiedFile, Copying } from './backup/copy-file.ts';
import type { CurrentManagement } from './current-management.ts';
import { expireManagement } from './expire-management.ts';
import { buildManagementPart, managementParsers, type ManagementValues } from './management-rows.ts';
import { managementSchema } from './management-schema.ts';
import { endCredential, readCompletedKinds, readLapsedTerminals, readVersions, writeFailedWalk, writeWalk, type StoredVersion, type WalkRecord } from './management-versions.ts';
import { openDatabase, type OpenDatabase } from './open-database.ts';
import { inTransaction, NewerSchemaError, type SchemaPlan } from './schema-version.ts';
import { createSerialQueue } from './serial-queue.ts';
import { createUsageKeeper, type UsageKeeper } from './usage-keeper.ts';
import { dayOfMs, type UtcDay } from './utc-day.ts';

export interface ManagementHistory {
  /** Stores a walk and what it changed in one transaction; rejects, with nothing stored, when the disk refuses. The first of a day removes what is too old. */
  recordWalk(record: WalkRecord, walk: ManagementWalk<unknown>): Promise<{ readonly begun: number; readonly ended: number }>;
  /** A walk that could not be finished; no row changes. */
  recordFailure(record: WalkRecord, detail: string): Promise<void>;
  /** What is known now of every credential that was ever walked; with user terminals that were still listed after `lapsedSinceMs`, marked as no longer listed. */
  loadCurrent(lapsedSinceMs?: number): Promise<readonly CurrentManagement[]>;
  /** The same as it was known at a time. */
  loadAsOf(atMs: number): Promise<readonly CurrentManagement[]>;
  /** The credential was removed: nothing of it is listed any more; its past stays. */
  endCredential(credentialId: string, atMs: number): Promise<void>;
  /** Data usage in the same file. */
  readonly usage: UsageKeeper;
  /** A copy of the database into `folder`, as of a moment between two writes. Rejects with the system's error; nothing here changes by it. */
  copyTo(folder: string, copying: Copying): Promise<CopiedFile[]>;
  close(): Promise<void>;
}

export const MANAGEMENT_FILE = 'management.duckdb';

export interface ManagementHistoryPlace {
  readonly folder: string;
  readonly log: (level: LogLevel, text: string) => void;
  /** The one in management-schema.ts unless a test brings another. */
  readonly schema?: SchemaPlan;
  /** Setting: what is older goes, once a day. Without it all stays. */
  readonly historyDays?: () => number;
  /** Daily rows that main and the windows hold; tests bring fewer. */
  readonly mostDays?: number;
}

/** Fails with 'newer-schema' (left untouched), 'locked' (another process has the file) or 'unreadable'; the file is as it was then. */
export async function openManagementHistory(place: ManagementHistoryPlace): Promise<Result<ManagementHistory>> {
  const file = path.join(place.folder, MANAGEMENT_FILE);
  const open = (): Promise<OpenDatabase> => openDatabase(file, place.schema ?? managementSchema, (text) => place.log(0, text));
  try {
    await mkdir(place.folder, { recursive: true });
    return ok(createManagementHistory(await open(), open, place));
  } catch (error) {
    const words = wordsOf(error);
    if (error instanceof NewerSchemaError) return fail('newer-schema', words);
    const locked = /conflicting lock|could not set lock|being used by another process/i.test(words);
    return fail(locked ? 'locked' : 'unreadable', `The history of the Management lists can't be opened: ${words}`);
  }
}

function createManagementHistory(first: OpenDatabase, open: () => Promise<OpenDatabase>, { log, mostDays, historyDays }: ManagementHistoryPlace): ManagementHistory {
  const queue = createSerialQueue();
  let database: OpenDatabase | null = first;
  let closed = false;
  /** UTC, by this computer's clock. */
  let expiredOn: UtcDay | null = null;

  /** After a failed write (full disk, …) DuckDB may refuse the whole instance, so the next job opens the file anew. */
  function use<T>(job: (database: OpenDatabase) => Promise<T>): Promise<T> {
    return queue.run(async () => {
      if (closed) throw new Error('the history of the Management lists is closed');
      database ??= await open();
      try {
        return await job(database);
      } catch (error) {
        const broken = database;
        database = null;
        broken.close();
        throw error;
      }
    });
  }

  function write<T>(work: (database: OpenDatabase) => Promise<T>): Promise<T> {
    return use(async (opened) => {
      const done: T[] = [];
      await inTransaction(opened.writer, async () => void done.push(await work(opened)));
      return done[0] as T;
    });
  }

  const load = (atMs: number | null): Promise<readonly CurrentManagement[]> =>
    use(async ({ writer }) => buildCurrent(await readCompletedKinds(writer, atMs), await readVersions(writer, atMs)));

  async function copyTo(folder: string, copying: Copying): Promise<CopiedFile[]> {
    const copied = await use(async (opened) => {
      try {
        return { files: await copyDatabase(opened, folder, copying) };
      } catch (error) {
        if (!(error instanceof HeldOpenError)) return { error };
        database = null;
        opened.close();
        return copyClosedDatabase(opened.file, folder, copying).then((files) => ({ files }), (failure: unknown) => ({ error: failure }));
      }
    });
    if ('error' in copied) throw copied.error;
    await syncCopies(folder, copied.files);
    return copied.files;
  }

  /** Its failure costs nothing but room: the next day's walk tries again. */
  async function expireOnceADay(nowMs: number): Promise<void> {
    const today = dayOfMs(nowMs);
    if (historyDays === undefined || expiredOn === today) return;
    expiredOn = today;
    try {
      const { versions, walks } = await write(({ writer }) => expireManagement(writer, nowMs, historyDays()));
      if (versions + walks > 0) log(1, `Management history older than ${historyDays()} d removed: ${versions} versions, ${walks} readings of lists`);
    } catch (error) {
      log('error', `Old Management history can't be removed: ${wordsOf(error)}`);
    }
  }

  return {
    async recordWalk(record, walk) {
      const written = await write(({ writer }) => writeWalk(writer, record, walk));
      await expireOnceADay(record.endedAtMs);
      return written;
    },
    recordFailure: (record, detail) => write(({ writer }) => writeFailedWalk(writer, record, detail)),
    loadCurrent: async (lapsedSinceMs = Infinity) => addLapsed(await load(null), lapsedSinceMs === Infinity ? [] : await use(({ writer }) => readLapsedTerminals(writer, lapsedSinceMs))),
    loadAsOf: (atMs) => load(atMs),
    endCredential: (credentialId, atMs) => write(({ writer }) => endCredential(writer, credentialId, atMs)),
    usage: createUsageKeeper(
      { read: (job) => use(({ writer }) => job(writer)), write: (job) => write(({ writer }) => job(writer)) },
      { log, ...(mostDays === undefined ? {} : { mostDays }) },
    ),
    copyTo,
    close: () =>
      queue.run(async () => {
        closed = true;
        database?.close();
        database = null;
      }),
  };
}

/** A part is undefined where no walk ever ended and nothing is known. */
function buildCurrent(completed: readonly { credentialId: string; kind: string }[], versions: readonly StoredVersion[]): readonly CurrentManagement[] {
  const sources = new Map<string, Map<ManagementKind, unknown[]>>();
  const listOf = (credentialId: string, kind: string): unknown[] => {
    if (!isManagementKind(kind)) return [];
    const kinds = sources.get(credentialId) ?? new Map<ManagementKind, unknown[]>();
    sources.set(credentialId, kinds);
    const list = kinds.get(kind) ?? [];
    kinds.set(kind, list);
    return list;
  };
  for (const { credentialId, kind } of completed) listOf(credentialId, kind);
  for (const { credentialId, kind, source } of versions) listOf(credentialId, kind).push(source);
  return [...sources].map(([credentialId, kinds]) =>
    [...kinds].reduce<CurrentManagement>((current, [kind, list]) => ({ ...current, ...buildPart(kind, credentialId, list) }), { credentialId }),
  );
}

function addLapsed(current: readonly CurrentManagement[], lapsed: Awaited<ReturnType<typeof readLapsedTerminals>>): readonly CurrentManagement[] {
  return current.map((one) => {
    const rows = lapsed.filter(({ credentialId }) => credentialId === one.credentialId).flatMap(({ source, endedAtMs }) =>
      (buildPart('user-terminals', one.credentialId, [source]).terminals ?? []).map((row) => ({ ...row, lastListedAtMs: endedAtMs })));
    return rows.length === 0 ? one : { ...one, terminals: [...(one.terminals ?? []), ...rows] };
  });
}

function buildPart<Kind extends ManagementKind>(kind: Kind, credentialId: string, sources: readonly unknown[]): CurrentManagement {
  const values: ManagementValues[Kind][] = [];
  for (const source of sources) {
    const parsed = managementParsers[kind](source);
    if (parsed.ok) values.push(parsed.value);
  }
  return buildManagementPart(kind, credentialId, values);
}

function isManagementKind(kind: string): kind is ManagementKind {
  return Object.hasOwn(managementParsers, kind);
}
