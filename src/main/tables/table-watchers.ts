// Who watches which table: a snapshot first, the rest of a long table in pieces, then numbered deltas, coalesced so that the newest row wins.
import { packRows } from '#shared/packed-rows.ts';
import type { TableDelta, TableSnapshot } from '#shared/ipc-contract.ts';
import type { RowOf, RowSchema } from '#shared/row-schema.ts';
import { keyOf, type TableState } from './table-state.ts';

/** Fast enough to look live, slow enough that a poll of 10,000 rows is a handful of messages. */
const COALESCE_MS = 200;
/** Rows packed in one go: keeps a slice of main under 2 ms. */
const ROWS_PER_DELTA = 2_500;
/** A fleet of 10,000 comes at once (packing it takes main some 5 ms); of a longer table the rest follows as deltas. */
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
  /** Rows of the table when the watch began that have not been sent yet; null once all are. Rows that change meanwhile come as changes, too. */
  unsent: Iterator<RowOf<RowSchema>> | null;
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
      if (!hasMore(watch)) continue;
      sendDelta(watch);
      if (hasMore(watch)) {
        // The rest follows after main has had a chance to do something else; other watches get their turn.
        watches.delete(watch.watchId);
        watches.set(watch.watchId, watch);
        flushLater(0);
        return;
      }
    }
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
      const values = state.values();
      const rows = takeRows(values, where, ROWS_PER_SNAPSHOT);
      const sentKeys = new Set(rows.map((row) => keyOf(state.schema, row)));
      const unsent = rows.length < ROWS_PER_SNAPSHOT ? null : values;
      watches.set(watchId, { watchId, owner, state, where, send, dirtyKeys, unsubscribe, sentKeys, unsent, seq: 0 });
      if (unsent !== null) flushLater(0);
      return { watchId, seq: 0, rows: packRows(state.schema, rows), ...(unsent !== null && { restFollows: true as const }) };
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

function hasMore({ dirtyKeys, unsent }: Watch): boolean {
  return dirtyKeys.size > 0 || unsent !== null;
}

/** Leaves the iterator behind the last row taken. */
function takeRows(values: Iterator<RowOf<RowSchema>>, where: WatchFilter | undefined, most: number): RowOf<RowSchema>[] {
  const rows: RowOf<RowSchema>[] = [];
  while (rows.length < most) {
    const next = values.next();
    if (next.done === true) break;
    if (matches(next.value, where)) rows.push(next.value);
  }
  return rows;
}

function sendDelta(watch: Watch): void {
  const upserts: RowOf<RowSchema>[] = [];
  const removedKeys: string[] = [];
  for (const key of watch.dirtyKeys) {
    if (upserts.length >= ROWS_PER_DELTA) break;
    watch.dirtyKeys.delete(key);
    const row = watch.state.get(key);
    if (row !== undefined && matches(row, watch.where)) {
      upserts.push(row);
      watch.sentKeys.add(key);
    } else if (watch.sentKeys.delete(key)) {
      removedKeys.push(key);
    }
  }
  const hadRest = watch.unsent !== null;
  if (watch.unsent !== null) {
    const room = ROWS_PER_DELTA - upserts.length;
    const rest = takeRows(watch.unsent, watch.where, room);
    if (rest.length < room) watch.unsent = null;
    for (const row of rest) {
      const key = keyOf(watch.state.schema, row);
      // What changed since the watch began has gone out already.
      if (watch.sentKeys.has(key)) continue;
      watch.sentKeys.add(key);
      upserts.push(row);
    }
  }
  const restFollows = watch.unsent !== null;
  // The end of the rest is news even where it brings no row: the window waits for it.
  if (upserts.length === 0 && removedKeys.length === 0 && hadRest === restFollows) return;
  watch.seq += 1;
  watch.send({ watchId: watch.watchId, seq: watch.seq, upserts: packRows(watch.state.schema, upserts), removedKeys, ...(restFollows && { restFollows }) });
}

function matches(row: RowOf<RowSchema>, where: WatchFilter | undefined): boolean {
  if (where === undefined) return true;
  const fields = row as Readonly<Record<string, unknown>>;
  return 'deviceId' in where ? fields['deviceId'] === where.deviceId : fields['serviceLineNumber'] === where.serviceLineNumber;
}
