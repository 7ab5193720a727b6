// Runs the named queries beside the poller: on connections of its own, a few at a time, each cancellable and ended after a while. Slow ones are logged.
import type { DuckDBConnection } from '@duckdb/node-api';
import { firstLineOf } from '#shared/error-words.ts';
import type { HistoryAnswer, HistoryQueryName, HistoryRequest, MissingFile } from '#shared/history-query.ts';
import type { LogLevel } from '#shared/log-line.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { createConnectionPool } from './connection-pool.ts';
import { createDamagedFiles } from './damaged-files.ts';
import { historyQueries } from './history-queries.ts';
import { QueryEndedError, readHistory, type HistoryReader, type ReadingPlace, type ReadOutcome } from './history-reader.ts';

export interface QueryServiceOptions {
  /** The data folder. */
  readonly folder: string;
  /** A connection to the history's database; asked anew after `whileClosed`. */
  readonly connect: () => Promise<DuckDBConnection>;
  readonly textNo: (text: string) => number | undefined;
  readonly log: (level: LogLevel, text: string) => void;
  /** A file of the archive, named from the data folder, could not be read; once for each reason. */
  readonly onUnreadable?: (file: string) => void;
  readonly now?: () => number;
  /** Tests shorten them. */
  readonly longestMs?: number;
  readonly slowMs?: number;
}

export interface Ticket {
  /** Names the query for `cancel`; unique among those that run. */
  readonly queryId: string;
  /** A newer query of the same chart ends the older one; null: of no chart. */
  readonly chart: string | null;
}

export interface QueryService {
  /** Failures: 'cancelled', 'replaced', 'query-timeout', 'query-queue' (too many wait), 'no-history' (closed), 'history-query' (the file's own words). */
  ask<Name extends HistoryQueryName>(name: Name, request: HistoryRequest<Name>, ticket: Ticket): Promise<Result<HistoryAnswer<Name>>>;
  cancel(queryId: string): void;
  /** For work of several transactions (an export): a connection of its own, no bound in time. Rejects with QueryEndedError, or with what `work` rejects with. */
  borrow<Value>(signal: AbortSignal, work: (read: Read) => Promise<Value>): Promise<Value>;
  /** No query has a connection while `work` runs; those in hand start anew after it. */
  whileClosed<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Answers that took over half a second, by name, since the start. */
  slowQueries(): ReadonlyMap<string, number>;
  /** Ends those in hand and refuses all others. */
  close(): Promise<void>;
}

export type Read = <Value>(read: (reader: HistoryReader) => Promise<Value>) => Promise<ReadOutcome<Value>>;

/** DuckDB has two threads for all of them anyway (open-database.ts). */
const CONNECTIONS = 2;
/** More than all windows ask for at once. */
const MOST_WAITING = 100;
const LONGEST_MS = 30_000;
const SLOW_MS = 500;
const INTERRUPT_EVERY_MS = 20;

type Ending = 'cancelled' | 'replaced' | 'timeout' | 'closed' | 'reopened';

interface Running {
  readonly queryId: string | null;
  readonly chart: string | null;
  readonly done: Promise<void>;
  end(how: Ending): void;
}

export function createQueryService(options: QueryServiceOptions): QueryService {
  const { log } = options;
  const now = options.now ?? Date.now;
  const pool = createConnectionPool(CONNECTIONS, options.connect);
  const damaged = createDamagedFiles();
  const toldMissing = new Set<string>();
  const slow = new Map<string, number>();
  const running = new Set<Running>();
  let closed = false;
  let paused: Promise<void> | null = null;

  /** Ends early when somebody says so; a history that is opened anew meanwhile means once more. */
  async function runEndable<Value>(ticket: { readonly queryId: string | null; readonly chart: string | null }, use: (signal: AbortSignal, end: (how: Ending) => void) => Promise<Value>): Promise<Result<Value>> {
    for (;;) {
      while (paused !== null) await paused;
      if (closed) return endings.closed;
      const stop = new AbortController();
      let ending = null as Ending | null;
      let settle = (): void => undefined;
      const run: Running = {
        ...ticket,
        done: new Promise((resolve) => (settle = resolve)),
        end(how) {
          ending ??= how;
          stop.abort();
        },
      };
      running.add(run);
      try {
        return ok(await use(stop.signal, run.end));
      } catch (error) {
        if (ending === 'reopened') continue;
        return ending === null ? fail('history-query', `The telemetry history can't be read: ${reasonOf(error)}.`) : endings[ending];
      } finally {
        running.delete(run);
        settle();
      }
    }
  }

  function placeOf(connection: DuckDBConnection, signal: AbortSignal): ReadingPlace {
    return { connection, signal, damaged, folder: options.folder, textNo: options.textNo, nowMs: now() };
  }

  async function answer<Name extends HistoryQueryName>(name: Name, request: HistoryRequest<Name>, place: ReadingPlace): Promise<HistoryAnswer<Name>> {
    const beganAtMs = performance.now();
    const query = historyQueries[name];
    const { value, missing, filesRead } = await readHistory(place, (reader) => query.run(reader, request));
    noteTime(name, performance.now() - beganAtMs, query.rowsOf(value), filesRead);
    tellMissing(missing);
    // What every answer has is added in this one place.
    return { ...value, missing } as unknown as HistoryAnswer<Name>;
  }

  function noteTime(name: string, tookMs: number, rows: number, files: number): void {
    if (tookMs < (options.slowMs ?? SLOW_MS)) return;
    const count = (slow.get(name) ?? 0) + 1;
    slow.set(name, count);
    log(1, `Slow history query ${name}: ${Math.round(tookMs)} ms, ${rows} rows, ${files} files read (slow so far: ${count})`);
  }

  function tellMissing(missing: readonly MissingFile[]): void {
    for (const { file, reason } of missing) {
      if (toldMissing.has(`${file} ${reason}`)) continue;
      toldMissing.add(`${file} ${reason}`);
      log('error', `The history goes on without ${file}: ${reason}`);
      options.onUnreadable?.(file);
    }
  }

  function endAll(how: Ending): Promise<unknown> {
    for (const run of running) run.end(how);
    return Promise.all([...running].map(({ done }) => done));
  }

  return {
    async ask(name, request, ticket) {
      if (ticket.chart !== null) for (const run of running) if (run.chart === ticket.chart) run.end('replaced');
      if (pool.waiting() >= MOST_WAITING) return fail('query-queue', 'Too many questions wait for the history already.');
      return runEndable(ticket, (signal, end) => pool.use((connection) => interruptible(connection, signal, async () => {
        const timer = setTimeout(() => end('timeout'), options.longestMs ?? LONGEST_MS);
        try {
          return await answer(name, request, placeOf(connection, signal));
        } finally {
          clearTimeout(timer);
        }
      })));
    },
    cancel(queryId) {
      for (const run of running) if (run.queryId === queryId) run.end('cancelled');
    },
    async borrow(outer, work) {
      while (paused !== null) await paused;
      if (closed || outer.aborted) throw new QueryEndedError();
      const stop = new AbortController();
      const end = (): void => stop.abort();
      let settle = (): void => undefined;
      const run: Running = { queryId: null, chart: null, done: new Promise((resolve) => (settle = resolve)), end };
      running.add(run);
      outer.addEventListener('abort', end);
      try {
        return await pool.useExtra((connection) => interruptible(connection, stop.signal, () => work(async (read) => {
          const outcome = await readHistory(placeOf(connection, stop.signal), read);
          tellMissing(outcome.missing);
          return outcome;
        })));
      } finally {
        outer.removeEventListener('abort', end);
        running.delete(run);
        settle();
      }
    },
    async whileClosed(work) {
      while (paused !== null) await paused;
      let goOn = (): void => undefined;
      paused = new Promise((resolve) => (goOn = resolve));
      try {
        await endAll('reopened');
        pool.drop();
        return await work();
      } finally {
        paused = null;
        goOn();
      }
    },
    slowQueries: () => slow,
    async close() {
      closed = true;
      await endAll('closed');
      pool.drop();
    },
  };
}

async function interruptible<Value>(connection: DuckDBConnection, signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  let again: NodeJS.Timeout | undefined;
  // DuckDB forgets an interrupt that comes just before a statement begins: so once more, until the work has ended.
  const interrupt = (): void => {
    connection.interrupt();
    again = setTimeout(interrupt, INTERRUPT_EVERY_MS);
  };
  signal.addEventListener('abort', interrupt);
  if (signal.aborted) interrupt();
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', interrupt);
    clearTimeout(again);
  }
}

const endings: Readonly<Record<Ending, Result<never>>> = {
  cancelled: fail('cancelled', 'The question was withdrawn.'),
  replaced: fail('replaced', 'A newer question of the same chart took its place.'),
  timeout: fail('query-timeout', 'The history took too long to answer: ask for a shorter range.'),
  closed: fail('no-history', 'The telemetry history is closed.'),
  reopened: fail('no-history', 'The telemetry history is being opened anew.'),
};

function reasonOf(error: unknown): string {
  return firstLineOf(error).replace(/\.$/, '');
}
