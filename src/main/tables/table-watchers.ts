// Who watches which table: a snapshot first, then numbered deltas, coalesced so that the newest row wins.
import { packRows } from '#shared/packed-rows.ts';
import type { TableDelta, TableSnapshot } from '#shared/ipc-contract.ts';
import type { RowOf, RowSchema } from '#shared/row-schema.ts';
import { keyOf, type TableState } from './table-state.ts';

/** Fast enough to look live, slow enough that a poll of 10,000 rows is a handful of messages. */
const COALESCE_MS = 200;
/** Rows packed in one go: keeps a slice of main under 2 ms. */
const ROWS_PER_DELTA = 2_500;
/** Rows that a snapshot brings at once: a large fleet is there in one message, 200,000 days of usage don't stop main for 300 ms. */
const ROWS_PER_SNAPSHOT = 10_000;

/** Rows of one user terminal or of one service line. */
export type WatchFilter = { readonly deviceId: string } | { readonly serviceLineNumber: string };

export interface TableWatchers {
  /** `owner` groups the watches of one window. */
  watch(owner: number, state: TableState<RowSchema>, where: WatchFilter | undefined, send: (delta: TableDelta) => void): TableSnapshot;
  unwatch(owner: number, watchId: number): void;
  /** Ends all watches of a window that is gone. */
  unwatchAll(owner: number): void;
  close(): void;
}

interface Watch {
  readonly watchId: number;
  readonly owner: number;
  readonly state: TableState<RowSchema>;
  readonly where: WatchFilter | undefined;
  readonly send: (delta: TableDelta) => void;
  readonly dirtyKeys: Set<string>;
  readonly unsubscribe: () => void;
  /** Keys the window holds: a row that leaves the filter must be removed there. */
  readonly sentKeys: Set<string>;
  /** Keys of a large snapshot, and how many of them have been looked at. An array: a set of 200,000 would stop main for 20 ms. */
  readonly restKeys: readonly string[];
  restDone: number;
  seq: number;
}

export function createTableWatchers(schedule: (run: () => void, delayMs: number) => unknown = setTimeout): TableWatchers {
  const watches = new Map<number, Watch>();
  let nextWatchId = 1;
  let scheduled = false;
  let closed = false;

  const flushLater = (delayMs: number): void => {
    if (scheduled || closed) return;
    scheduled = true;
    schedule(flush, delayMs);
  };

  function flush(): void {
    scheduled = false;
    for (const watch of watches.values()) {
      if (!hasNews(watch)) continue;
      sendDelta(watch);
      if (hasNews(watch)) {
        // The rest follows after main has had a chance to do something else.
        flushLater(0);
        return;
      }
    }
    if ([...watches.values()].some(hasNews)) flushLater(0);
  }

  return {
    watch(owner, state, where, send) {
      const watchId = nextWatchId++;
      const dirtyKeys = new Set<string>();
      const unsubscribe = state.subscribe((change) => {
        for (const row of change.upserts) dirtyKeys.add(keyOf(state.schema, row));
        for (const key of change.removedKeys) dirtyKeys.add(key);
        flushLater(COALESCE_MS);
      });
      const all = [...state.values()].filter((row) => matches(row, where));
      const rows = all.slice(0, ROWS_PER_SNAPSHOT);
      const sentKeys = new Set(rows.map((row) => keyOf(state.schema, row)));
      const restKeys = all.slice(ROWS_PER_SNAPSHOT).map((row) => keyOf(state.schema, row));
      watches.set(watchId, { watchId, owner, state, where, send, dirtyKeys, unsubscribe, sentKeys, restKeys, restDone: 0, seq: 0 });
      if (restKeys.length > 0) flushLater(0);
      return { watchId, seq: 0, rows: packRows(state.schema, rows), ...(restKeys.length > 0 && { restFollows: true as const }) };
    },
    unwatch(owner, watchId) {
      const watch = watches.get(watchId);
      if (watch?.owner === owner) end(watch);
    },
    unwatchAll(owner) {
      for (const watch of [...watches.values()]) if (watch.owner === owner) end(watch);
    },
    close() {
      closed = true;
      for (const watch of [...watches.values()]) end(watch);
    },
  };

  function end(watch: Watch): void {
    watch.unsubscribe();
    watches.delete(watch.watchId);
  }
}

function hasRest(watch: Watch): boolean {
  return watch.restDone < watch.restKeys.length;
}

function hasNews(watch: Watch): boolean {
  return watch.dirtyKeys.size > 0 || hasRest(watch);
}

function sendDelta(watch: Watch): void {
  const upserts: RowOf<RowSchema>[] = [];
  const removedKeys: string[] = [];
  const add = (key: string): void => {
    const row = watch.state.get(key);
    if (row !== undefined && matches(row, watch.where)) {
      upserts.push(row);
      watch.sentKeys.add(key);
    } else if (watch.sentKeys.delete(key)) {
      removedKeys.push(key);
    }
  };
  const hadRest = hasRest(watch);
  while (hasRest(watch) && upserts.length < ROWS_PER_DELTA) add(watch.restKeys[watch.restDone++]!);
  for (const key of watch.dirtyKeys) {
    if (upserts.length >= ROWS_PER_DELTA) break;
    watch.dirtyKeys.delete(key);
    add(key);
  }
  const restFollows = hasRest(watch);
  // The end of the rest is news even when its last rows have gone meanwhile: the window waits for it.
  if (upserts.length === 0 && removedKeys.length === 0 && hadRest === restFollows) return;
  watch.seq += 1;
  watch.send({ watchId: watch.watchId, seq: watch.seq, upserts: packRows(watch.state.schema, upserts), removedKeys, ...(restFollows && { restFollows }) });
}

function matches(row: RowOf<RowSchema>, where: WatchFilter | undefined): boolean {
  if (where === undefined) return true;
  const fields = row as Readonly<Record<string, unknown>>;
  return 'deviceId' in where ? fields['deviceId'] === where.deviceId : fields['serviceLineNumber'] === where.serviceLineNumber;
}
