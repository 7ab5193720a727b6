// Keeps the data usage of all accounts for twelve months, and answers what of it is news for the windows.
import type { DuckDBConnection } from '@duckdb/node-api';
import { wordsOf } from '#shared/error-words.ts';
import type { UsageWalk } from '../starlink/data-usage-api.ts';
import { buildUsageKey, noUsageNews, type UsageDay, type UsageNews } from './current-usage.ts';
import { writeWalkRow, type WalkRecord } from './management-versions.ts';
import { applyChange, buildUsageChange, type UsageBook, type UsageChange } from './usage-book.ts';
import { buildUnstoredDays } from './usage-days.ts';
import { findFirstShownDay, readBook, readDays, readOwners, writeOwner, type UsageOwner } from './usage-reads.ts';
import { buildMonthRow, buildOverageRow, type CycleRecord } from './usage-records.ts';
import { findRetentionStart, isExpired } from './usage-retention.ts';
import { dropStaged, markTouchedDays, removeExpired, writeUsageChange } from './usage-writes.ts';

/** Access to the open file; null where it could not be opened: then this run's usage lives in memory alone. */
export interface UsageFile {
  read<T>(job: (connection: DuckDBConnection) => Promise<T>): Promise<T>;
  /** One transaction. */
  write<T>(job: (connection: DuckDBConnection) => Promise<T>): Promise<T>;
}

export interface UsageKeeper {
  /** Stores what a walk changed in one transaction. Never rejects: rows that can't be stored are news all the same, and are tried again with the next walk. */
  record(record: WalkRecord, walk: UsageWalk): Promise<{ readonly news: UsageNews; readonly historyError: string | null }>;
  /** All that is shown of every credential; removes before that what is older than twelve months. */
  load(nowMs: number): Promise<ReadonlyMap<string, UsageNews>>;
  /** End of the last complete walk over the past cycles of this account; null: none yet. */
  pastReadMs(credentialId: string, accountNumber: string): Promise<number | null>;
  /** True when a cycle of the usage that the credential shows has ended so lately that its last numbers may still come in. */
  hasJustEnded(credentialId: string, nowMs: number): Promise<boolean>;
  /** The credential shows nothing any more; the usage stays with its account. */
  end(credentialId: string): Promise<void>;
}

export interface UsageKeeperOptions {
  readonly log: (level: 0 | 1, text: string) => void;
  /** Daily rows that main and the windows hold, of all accounts. */
  readonly mostDays?: number;
}

/** Usage is "typically yesterday and later" (starlink-api.md §9.6): two days after its end a cycle's numbers are final; the daily walk looks again anyway. */
const SETTLING_MS = 2 * 86_400_000;

interface StoredUsage {
  readonly days: readonly UsageDay[];
  readonly goneDays: readonly string[];
}

/** 250 lines over a whole year, or 10,000 lines over ten days: some 90 MB in main. Twice as many would make it stutter while they come in. */
export const MOST_SHOWN_DAYS = 100_000;

export function createUsageKeeper(file: UsageFile | null, options: UsageKeeperOptions): UsageKeeper {
  const mostDays = options.mostDays ?? MOST_SHOWN_DAYS;
  const books = new Map<string, UsageBook>();
  let owners: Map<string, UsageOwner> | null = file === null ? new Map() : null;
  let daysFromMs: number | null = null;

  async function ownersOf(): Promise<Map<string, UsageOwner>> {
    owners ??= file === null ? new Map() : await file.read(readOwners);
    return owners;
  }

  async function bookOf(accountNumber: string): Promise<UsageBook> {
    const known = books.get(accountNumber);
    if (known) return known;
    const book = file === null ? new Map<string, CycleRecord>() : await file.read((connection) => readBook(connection, accountNumber));
    books.set(accountNumber, book);
    return book;
  }

  /** It never moves back in one run: rows between would be missing on the screen. */
  async function moveWindow(connection: DuckDBConnection): Promise<void> {
    const first = await findFirstShownDay(connection, mostDays);
    if (first === null || (daysFromMs !== null && first <= daysFromMs)) return;
    daysFromMs = first;
    options.log(0, `More than ${mostDays.toLocaleString('en-US')} days of usage are stored: the Daily Data Usage page shows those from ${dayText(first)} on, the others stay on disk`);
  }

  /** `isWhole`: the credential shows this account for the first time. null: there is no file. */
  async function store(record: WalkRecord, walk: UsageWalk, change: UsageChange, isWhole: boolean): Promise<StoredUsage | null> {
    const { accountNumber, credentialId } = record;
    const isPastRead = record.kind === 'past-data-usage' && walk.complete;
    const known = await ownersOf();
    const owner: UsageOwner = { accountNumber, pastReadMs: isPastRead ? Math.round(record.endedAtMs) : isWhole ? null : (known.get(credentialId)?.pastReadMs ?? null) };
    const stored = await file?.write(async (connection) => {
      const { newDays } = await writeUsageChange(connection, accountNumber, change);
      // The window counts the days of accounts that are shown: of this one from here on.
      if (isWhole || isPastRead) await writeOwner(connection, credentialId, owner);
      if (newDays || isWhole) await moveWindow(connection);
      if (!isWhole) await markTouchedDays(connection, accountNumber, change, daysFromMs ?? 0);
      const goneDays = await removeExpired(connection, accountNumber, change.expired);
      await writeWalkRow(connection, record, { outcome: walk.complete ? 'complete' : 'incomplete', detail: walk.gap, walk });
      const days = await readDays(connection, credentialId, accountNumber, daysFromMs ?? 0, !isWhole);
      await dropStaged(connection);
      return { days, goneDays: goneDays.map(({ serviceLineNumber, dayMs }) => buildUsageKey(accountNumber, serviceLineNumber, dayMs)) };
    });
    known.set(credentialId, owner);
    return stored ?? null;
  }

  /** Also where the disk refuses: then it stays on disk, but not on the screen. */
  async function removeOld(accountNumber: string, retentionStartMs: number): Promise<void> {
    const book = await bookOf(accountNumber);
    const expired = [...book.values()].filter((cycle) => isExpired(cycle, retentionStartMs));
    if (expired.length === 0) return;
    for (const { usageKey } of expired) book.delete(usageKey);
    try {
      await file?.write((connection) => removeExpired(connection, accountNumber, expired));
      sayExpired(accountNumber, expired.length);
    } catch (error) {
      options.log(0, `${accountNumber}: usage of over twelve months ago can't be removed: ${wordsOf(error)}`);
    }
  }

  function sayExpired(accountNumber: string, count: number): void {
    options.log(1, `${accountNumber}: ${String(count)} billing cycles ended more than twelve months ago; their usage is removed`);
  }

  return {
    async record(record, walk) {
      const { accountNumber, credentialId } = record;
      const look = { accountNumber, walk, nowMs: Math.round(record.endedAtMs) };
      let book: UsageBook = new Map();
      let isWhole = false;
      let stored: StoredUsage | null = null;
      let historyError: string | null = null;
      let change: UsageChange | null = null;
      try {
        book = await bookOf(accountNumber);
        isWhole = (await ownersOf()).get(credentialId)?.accountNumber !== accountNumber;
        change = buildUsageChange(book, look);
        stored = await store(record, walk, change, isWhole);
        if (change.expired.length > 0) sayExpired(accountNumber, change.expired.length);
      } catch (error) {
        // Only the file knows what holds now: the next walk finds everything that is not in it new again.
        books.delete(accountNumber);
        historyError = wordsOf(error);
      }
      change ??= buildUsageChange(book, look);
      applyChange(book, change);
      const records = isWhole ? [...book.values()] : change.cycles.map((cycle) => cycle.record);
      const news: UsageNews = {
        reset: isWhole, ...buildRows(credentialId, records), days: stored?.days ?? buildUnstoredDays(credentialId, accountNumber, change, mostDays),
        removed: { ...removedOf(change), days: stored?.goneDays ?? [] }, daysFromMs,
      };
      return { news, historyError };
    },

    async load(nowMs) {
      const known = await ownersOf();
      const retentionStartMs = findRetentionStart(nowMs);
      const all = new Map<string, UsageNews>();
      for (const { accountNumber } of known.values()) await removeOld(accountNumber, retentionStartMs);
      await file?.read(moveWindow);
      for (const [credentialId, { accountNumber }] of known) {
        const days = (await file?.read((connection) => readDays(connection, credentialId, accountNumber, daysFromMs ?? 0, false))) ?? [];
        all.set(credentialId, { ...noUsageNews, reset: true, ...buildRows(credentialId, [...(await bookOf(accountNumber)).values()]), days, daysFromMs });
      }
      return all;
    },

    async pastReadMs(credentialId, accountNumber) {
      const owner = (await ownersOf().catch(() => null))?.get(credentialId);
      return owner?.accountNumber === accountNumber ? owner.pastReadMs : null;
    },

    async hasJustEnded(credentialId, nowMs) {
      try {
        const owner = (await ownersOf()).get(credentialId);
        const records = owner ? [...(await bookOf(owner.accountNumber)).values()] : [];
        return records.some(({ endMs }) => endMs !== null && endMs <= nowMs && nowMs - endMs < SETTLING_MS);
      } catch {
        // What can't be read is said where it is stored; the daily walk looks at all cycles anyway.
        return false;
      }
    },

    async end(credentialId) {
      await file?.write((connection) => writeOwner(connection, credentialId, null));
      owners?.delete(credentialId);
    },
  };
}

function buildRows(credentialId: string, records: readonly CycleRecord[]): Pick<UsageNews, 'months' | 'overageLines'> {
  return {
    months: records.map((record) => buildMonthRow(credentialId, record)),
    overageLines: records.flatMap((record) => record.overageLines.map((line) => buildOverageRow(credentialId, record, line))),
  };
}

function removedOf({ expired, removedOverageKeys }: UsageChange): UsageNews['removed'] {
  return {
    months: expired.map(({ usageKey }) => usageKey), days: [],
    overageLines: [...removedOverageKeys, ...expired.flatMap(({ overageLines }) => overageLines.map((line) => line.overageKey))],
  };
}

function dayText(dayMs: number): string {
  return new Date(dayMs).toISOString().slice(0, 10);
}
