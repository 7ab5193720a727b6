// Follows one table: a snapshot, then numbered deltas; a gap in the numbers means watch again. Delivers at most once a frame.
import type { ConsoleApi } from '#shared/console-api.ts';
import type { TableDelta, TableSnapshot } from '#shared/ipc-contract.ts';
import type { PackedRows } from '#shared/packed-rows.ts';
import { tableSchemas, type TableName, type TableRow } from '#shared/table-schemas.ts';
import { createColumnRows } from './column-rows.ts';
import { consoleApi, invokeCommand } from './console-client.ts';

export interface TableView<Row> {
  /** In the order main first sent them; a new array on every delivery, with the same object for a row that did not change. */
  readonly rows: readonly Row[];
  readonly byKey: ReadonlyMap<string, Row>;
}

export interface TableListener<Row> {
  onRows(view: TableView<Row>): void;
  /** The table could not be watched; it is tried again by itself, the last rows stay. */
  onFailure?(message: string): void;
}

export interface SubscriptionSurroundings {
  readonly api: ConsoleApi;
  /** Runs `deliver` before the next paint and answers what cancels it. */
  readonly nextFrame: (deliver: () => void) => () => void;
  /** Runs `retry` after a while and answers what cancels it. */
  readonly later: (retry: () => void) => () => void;
}

/** Rows of one user terminal or of one service line only. */
export type TableWhere = { readonly deviceId: string } | { readonly serviceLineNumber: string } | undefined;

/** Two seconds: long enough not to hammer a main process in trouble, short enough not to be noticed. */
const RETRY_AFTER_MS = 2_000;

/** Answers the function that ends the subscription. */
export function subscribeTable<Name extends TableName>(
  table: Name,
  where: TableWhere,
  listener: TableListener<TableRow<Name>>,
  surroundings: SubscriptionSurroundings = windowSurroundings(),
): () => void {
  const { api, nextFrame, later } = surroundings;
  let byKey = new Map<string, TableRow<Name>>();
  let delivered = false;
  /** False while parts of a snapshot are on their way. Half a table is not delivered: it would be sorted again with each part, and a link would miss its row. */
  let isWhole = false;
  let stopped = false;
  let watch: { readonly id: number; seq: number } | null = null;
  const columnRows = createColumnRows<TableRow<Name>>(tableSchemas[table]);
  const keyOf = (row: TableRow<Name>): string => (row as Readonly<Record<string, unknown>>)[tableSchemas[table].key] as string;
  /** Deltas that overtook the answer to `table:watch`. */
  let early: TableDelta[] = [];
  let cancelFrame: (() => void) | null = null;
  let cancelRetry: (() => void) | null = null;

  const stopListening = api.subscribe('table:delta', (delta) => {
    if (watch === null) early.push(delta);
    else if (delta.watchId === watch.id) follow(watch, delta);
  });
  void start();

  return () => {
    stopped = true;
    stopListening();
    cancelFrame?.();
    cancelRetry?.();
    if (watch !== null) unwatch(watch.id);
  };

  async function start(): Promise<void> {
    const answer = await invokeCommand(api, 'table:watch', where === undefined ? { table } : { table, where });
    if (stopped) {
      if (answer.ok) unwatch(answer.value.watchId);
      return;
    }
    if (answer.ok) begin(answer.value);
    else {
      early = [];
      listener.onFailure?.(answer.error.message);
      cancelRetry = later(() => void start());
    }
  }

  function begin(snapshot: TableSnapshot): void {
    const overtaken = early.filter((delta) => delta.watchId === snapshot.watchId && delta.seq > snapshot.seq);
    early = [];
    const current = { id: snapshot.watchId, seq: snapshot.seq };
    watch = current;
    byKey = new Map();
    addRows(snapshot.rows);
    delivered = false;
    isWhole = snapshot.restFollows !== true;
    schedule();
    for (const delta of overtaken.sort((a, b) => a.seq - b.seq)) follow(current, delta);
  }

  function follow(current: { readonly id: number; seq: number }, delta: TableDelta): void {
    if (watch !== current || delta.seq <= current.seq) return;
    if (delta.seq !== current.seq + 1) {
      unwatch(current.id);
      watch = null;
      void start();
      return;
    }
    current.seq = delta.seq;
    // The map that was handed out belongs to its readers: the first change after a delivery works on a copy.
    if (delivered) byKey = new Map(byKey);
    for (const key of delta.removedKeys) {
      drop(key);
      byKey.delete(key);
    }
    addRows(delta.upserts);
    isWhole = delta.restFollows !== true;
    schedule();
  }

  function addRows(packed: PackedRows): void {
    for (const row of columnRows.read(packed)) {
      const key = keyOf(row);
      drop(key);
      byKey.set(key, row);
    }
    columnRows.settle(byKey.values());
  }

  function drop(key: string): void {
    const row = byKey.get(key);
    if (row !== undefined) columnRows.drop(row);
  }

  function schedule(): void {
    delivered = false;
    if (!isWhole) return;
    cancelFrame ??= nextFrame(() => {
      cancelFrame = null;
      if (!isWhole) return;
      delivered = true;
      listener.onRows({ rows: [...byKey.values()], byKey });
    });
  }

  function unwatch(watchId: number): void {
    void invokeCommand(api, 'table:unwatch', { watchId });
  }
}

function windowSurroundings(): SubscriptionSurroundings {
  return {
    api: consoleApi(),
    nextFrame: createNextFrame(),
    later: (retry) => {
      const timer = setTimeout(retry, RETRY_AFTER_MS);
      return () => clearTimeout(timer);
    },
  };
}

/** At the rate of a screen: a delivery that long after the last one need not wait for the next frame to begin. */
const FRAME_MS = 16;

/** A window that is not seen waits for its next frame: it has none, and its rows are not drawn for nobody. */
function createNextFrame(): SubscriptionSurroundings['nextFrame'] {
  let lastMs = -Infinity;
  return (deliver) => {
    let isCancelled = false;
    const run = (): void => {
      if (isCancelled) return;
      lastMs = performance.now();
      deliver();
    };
    if (document.visibilityState === 'visible' && performance.now() - lastMs >= FRAME_MS) queueMicrotask(run);
    else requestAnimationFrame(run);
    return () => (isCancelled = true);
  };
}
