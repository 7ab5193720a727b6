// The archive of one history: recovers at the start, closes days when they are due, holds retention. One pass at a time, none while stopping.
import { firstLineOf } from '#shared/error-words.ts';
import type { LogLevel } from '#shared/log-line.ts';
import type { StorageReport, StorageState } from '#shared/storage-report.ts';
import type { AtPoint } from '../append-batch.ts';
import { hotTable, STRAY } from '../hot-tables.ts';
import { createSerialQueue } from '../serial-queue.ts';
import { dayText, type UtcDay } from '../utc-day.ts';
import { listArchiveFiles, moveToDamaged, type ArchiveFile } from './archive-files.ts';
import { sqlText } from './archive-path.ts';
import type { ArchivePort } from './archive-port.ts';
import { applyRetention, type ArchiveLimits } from './archive-retention.ts';
import { createClockWatch } from './clock-watch.ts';
import { closeDay } from './close-day.ts';
import { countRows } from './day-source.ts';
import { describeStorage, readDatabaseBytes } from './describe-storage.ts';
import { listDueDays } from './due-days.ts';
import { dropUnfinished, findDamage, listDamages, recoverArchive, type Damage } from './recover-archive.ts';
import { CARRIED_DAYS } from './snapshots.ts';
import { dropStages } from './staged-slice.ts';

export interface ArchiveOptions {
  readonly port: ArchivePort;
  readonly folder: string;
  log(level: LogLevel, text: string): void;
  readonly limits: () => ArchiveLimits;
  readonly freeDiskBytes: (folder: string) => Promise<number>;
  readonly onState?: (state: StorageState) => void;
  /** What an operator must know: null when all is well again. */
  readonly onTrouble?: (trouble: ArchiveTrouble | null) => void;
  readonly now?: () => number;
  readonly runningMs?: () => number;
  readonly rowsPerSlice?: number;
  readonly atPoint?: AtPoint;
}

export interface ArchiveTrouble {
  readonly cause: string;
  readonly nextStep: string;
}

export interface Archive {
  /** Closes what is due and removes what is too old; never rejects: what goes wrong is logged, told, and tried again with the next pass. */
  runPass(): Promise<void>;
  describe(): Promise<StorageReport>;
  state(): StorageState;
  /** A query could not read this file: it is read whole, and left out if it is damaged. True when it no longer counts. */
  check(file: string): Promise<boolean>;
  /** Runs while no day is closed and no file goes: files that are listed stay where they are. */
  whilePaused<T>(job: () => Promise<T>): Promise<T>;
  /** Passes every ten minutes from now on. */
  start(): void;
  /** Gives up what is in hand, then resolves. */
  stop(): Promise<void>;
}

/** Sorting so many rows stays within the database's memory beside the appends. */
const ROWS_PER_SLICE = 750_000;
const PASS_EVERY_MS = 600_000;
/** The first pass leaves the start to the windows. */
const FIRST_PASS_AFTER_MS = 60_000;
/** A row takes 4 to 16 bytes in its file, and while snapshots are sorted half as much again. */
const BYTES_PER_ROW = 24;
/** Of a slice that does not fit the memory while it is sorted. */
const SPILLED_BYTES_PER_ROW = 400;
const MOST_SPILLED = '64GB';
const RESERVE_BYTES = 32 * 1024 * 1024;

class Stopped extends Error {}

export function createArchive(options: ArchiveOptions): Archive {
  const { port, folder, log } = options;
  const now = options.now ?? Date.now;
  const atPoint = options.atPoint ?? (() => undefined);
  const rowsPerSlice = options.rowsPerSlice ?? ROWS_PER_SLICE;
  const clock = createClockWatch(now, options.runningMs ?? (() => performance.now()));
  const passes = createSerialQueue();
  let state: StorageState = { state: 'idle' };
  /** null before the start's recovery. */
  let lastGeneration: number | null = null;
  let stopping = false;
  let said: string | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function setState(next: StorageState): void {
    if (next.state === 'idle' && state.state === 'idle') return;
    state = next;
    options.onState?.(next);
  }

  /** The same thing is said once, until it is over. */
  function say(trouble: ArchiveTrouble | null): void {
    if (trouble?.cause === said || (trouble === null && said === null)) return;
    said = trouble?.cause ?? null;
    if (trouble !== null) log('error', trouble.cause);
    options.onTrouble?.(trouble);
  }

  function goOn(): void {
    if (stopping) throw new Stopped('stopping');
  }

  async function pass(): Promise<void> {
    // DuckDB's own bound is what was free when it first spilled: a disk that was full then would be refused for the rest of the run.
    await port.beside((connection) => connection.run(`SET max_temp_directory_size = '${MOST_SPILLED}'`));
    lastGeneration ??= await recoverArchive({ port, folder, now, log, goOn });
    const { nowMs: closingMs, doubt } = await port.beside((connection) => clock.readClosingTime(connection));
    if (doubt !== null) log(1, doubt);
    if (closingMs === null) return;
    const open = port.openDays();
    let lack: ArchiveTrouble | null = null;
    for (const day of await port.beside((connection) => listDueDays(connection, { openDays: open, closingMs, nowMs: now(), mostWaiting: rowsPerSlice }))) {
      if (stopping) return;
      lack = await findLackOfRoom(day, open);
      if (lack !== null) break;
      await close(day).catch(async (error: unknown) => {
        // A file that breaks inside, of this day or with the snapshot before it, must not keep days open for ever.
        if (stopping || !(await leaveOutDamaged(day))) throw error;
        await dropUnfinished({ port, folder });
        await close(day);
      });
    }
    if (stopping) return;
    const limits = options.limits();
    const unkept = await applyRetention({ port, folder, now, log, atPoint, limits, databaseBytes: await readDatabaseBytes(folder) });
    const damaged = await port.beside(listDamages);
    say(lack ?? (damaged.length > 0 ? describeDamage(damaged) : unkept === null ? null : describeUnkept(limits, unkept)));
  }

  async function close(day: UtcDay): Promise<void> {
    const began = performance.now();
    lastGeneration = (lastGeneration ?? 0) + 1;
    const closed = await closeDay(day, {
      port, folder, now, generation: lastGeneration, rowsPerSlice, atPoint,
      onSlice(slice, slices) {
        goOn();
        setState({ state: 'closing', day: dayText(day), slice: slice + 1, slices: Math.max(slices, slice + 1) });
      },
    });
    const what = closed.isLate ? 'Late rows of' : 'History of';
    log(0, `${what} ${dayText(day)} archived: ${closed.rowCount} rows in ${closed.files} files, ${(closed.bytes / 1e6).toFixed(1)} MB, ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }

  /** True when a file that closing the day reads was damaged: it is left out from now on. */
  async function leaveOutDamaged(day: UtcDay): Promise<boolean> {
    const date = `DATE '${dayText(day)}'`;
    const read = await port.beside((connection) => listArchiveFiles(connection, 'archive_files', `day = ${date} OR (kind = 'snapshots' AND day < ${date} AND day >= ${date} - ${CARRIED_DAYS})`));
    let found = false;
    for (const file of read) {
      const reason = await findDamage(port, folder, file);
      if (reason === null) continue;
      found = true;
      await leaveOut(file, reason);
    }
    return found;
  }

  async function leaveOut(file: ArchiveFile, reason: string): Promise<void> {
    await port.write(({ writer }) => moveToDamaged(writer, file, reason, now()));
    say(describeDamage([{ file: file.file, reason }]));
  }

  async function findLackOfRoom(day: UtcDay, open: readonly UtcDay[]): Promise<ArchiveTrouble | null> {
    const rows = await port.beside(async (connection) => {
      const places = open.includes(day) ? [day, STRAY] as const : [STRAY] as const;
      let sum = 0;
      for (const place of places) for (const kind of ['terminal_samples', 'router_samples'] as const) sum += await countRows(connection, hotTable(kind, place));
      return sum;
    });
    const needed = rows * BYTES_PER_ROW + Math.min(rows, rowsPerSlice) * SPILLED_BYTES_PER_ROW + RESERVE_BYTES;
    const free = await options.freeDiskBytes(folder);
    if (free >= needed) return null;
    return {
      cause: `The history of ${dayText(day)} is not archived yet: that needs ${(needed / 1e6).toFixed(0)} MB on the disk of the data folder, and ${(free / 1e6).toFixed(0)} MB are free.`,
      nextStep: 'Make room on that disk. The day stays as it is until then, and nothing of it is lost.',
    };
  }

  async function tryPass(): Promise<void> {
    if (stopping) return;
    try {
      await pass();
    } catch (error) {
      if (stopping) return;
      // The history was opened anew after a write that failed; that write has its own message.
      if (firstLineOf(error).startsWith('INTERRUPT')) log(1, `Closing a day was interrupted and is tried again`);
      else say({
        cause: `Old days of the telemetry history can't be archived now: ${firstLineOf(error)}.`,
        nextStep: 'Check the disk of the data folder. It is tried again every ten minutes; nothing of the history is lost meanwhile.',
      });
      // Room that half-written files take is needed most when the disk is full.
      await dropUnfinished({ port, folder }).catch(() => undefined);
    } finally {
      // What is staged would hold memory, or room on the disk, until the next day.
      await port.beside(dropStages).catch(() => undefined);
      setState({ state: 'idle' });
    }
  }

  function plan(afterMs: number): void {
    timer = setTimeout(() => void passes.run(tryPass).then(() => stopping || plan(PASS_EVERY_MS)), afterMs);
  }

  return {
    runPass: () => passes.run(tryPass),
    describe: () => port.beside((connection) => describeStorage(connection, folder)),
    state: () => state,
    check: (file) =>
      passes.run(async () => {
        const listed = (await port.beside((connection) => listArchiveFiles(connection, 'archive_files', `file = ${sqlText(file)}`)))[0];
        if (listed === undefined) return true;
        const reason = await findDamage(port, folder, listed);
        if (reason === null || stopping) return false;
        await leaveOut(listed, reason);
        return true;
      }),
    whilePaused: (job) => passes.run(job),
    start: () => plan(FIRST_PASS_AFTER_MS),
    async stop() {
      stopping = true;
      if (timer !== null) clearTimeout(timer);
      port.interrupt();
      await passes.run(() => Promise.resolve());
    },
  };
}

function describeDamage(damaged: readonly Damage[]): ArchiveTrouble {
  const [first] = damaged;
  const many = damaged.length === 1 ? `A file of the telemetry history is left out: ${first!.file}, ${first!.reason}.` : `${damaged.length} files of the telemetry history are left out, the first: ${first!.file}, ${first!.reason}.`;
  return { cause: many, nextStep: 'Put the file back from a backup; it counts again from the next start on. All other days are shown.' };
}

function describeUnkept({ historyMaxGB }: ArchiveLimits, leastGB: number): ArchiveTrouble {
  return {
    cause: `The telemetry history can't be kept within ${historyMaxGB} GB: its open days and the newest closed one take more. No day is removed for this limit.`,
    nextStep: `Set “At most” in Configuration, Storage, to ${Math.ceil(leastGB) + 1} GB or more, or to 0 for no limit.`,
  };
}
