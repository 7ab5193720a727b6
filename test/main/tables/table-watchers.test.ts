// Snapshot first, then numbered deltas in which the newest row wins; a filtered watch sees only its own rows.
import { expect, test } from 'vitest';
import type { TableDelta } from '#shared/ipc-contract.ts';
import { unpackRows } from '#shared/packed-rows.ts';
import { defineRows, type RowSchema } from '#shared/row-schema.ts';
import { createTableState, type TableState } from '../../../src/main/tables/table-state.ts';
import { createTableWatchers, type WatchFilter } from '../../../src/main/tables/table-watchers.ts';

const schema = defineRows('id', { id: 'text', deviceId: 'text', serviceLineNumber: 'text', amount: 'number' });
const row = (id: string, deviceId: string, amount: number) => ({ id, deviceId, serviceLineNumber: `SL-${deviceId}`, amount });

function setUp() {
  const scheduled: (() => void)[] = [];
  const state = createTableState(schema);
  const watchers = createTableWatchers((run) => scheduled.push(run));
  const deltas: TableDelta[] = [];
  const flush = () => {
    while (scheduled.length > 0) scheduled.shift()!();
  };
  const watch = (where?: WatchFilter) => watchers.watch(1, state as unknown as TableState<RowSchema>, where, (delta) => deltas.push(delta));
  return { state, watchers, deltas, flush, watch };
}

const rowsOf = (delta: TableDelta | undefined) => (delta ? unpackRows(schema, delta.upserts) : null);

test('a snapshot is followed by deltas numbered from one, and the newest row wins', () => {
  const { state, watch, flush, deltas } = setUp();
  state.apply([row('a', 'd1', 1)]);
  const snapshot = watch();
  expect(unpackRows(schema, snapshot.rows)).toEqual([row('a', 'd1', 1)]);
  state.apply([row('a', 'd1', 2), row('b', 'd2', 1)]);
  state.apply([row('a', 'd1', 3)], ['b']);
  flush();
  expect(deltas).toHaveLength(1);
  expect(deltas[0]).toMatchObject({ watchId: snapshot.watchId, seq: 1, removedKeys: [] });
  expect(rowsOf(deltas[0])).toEqual([row('a', 'd1', 3)]);
  state.apply([], ['a']);
  flush();
  expect(deltas[1]).toMatchObject({ seq: 2, removedKeys: ['a'] });
});

test('a filtered watch gets only its rows, and a row that leaves the filter is removed there', () => {
  const { state, watch, flush, deltas } = setUp();
  state.apply([row('a', 'd1', 1), row('b', 'd2', 1)]);
  expect(unpackRows(schema, watch({ deviceId: 'd1' }).rows)).toEqual([row('a', 'd1', 1)]);
  state.apply([row('b', 'd2', 2)]);
  flush();
  expect(deltas).toEqual([]);
  state.apply([row('a', 'd2', 1)]);
  flush();
  expect(deltas[0]?.removedKeys).toEqual(['a']);
});

test('a watch can keep to one service line', () => {
  const { state, watch, flush, deltas } = setUp();
  state.apply([row('a', 'd1', 1), row('b', 'd2', 1)]);
  expect(unpackRows(schema, watch({ serviceLineNumber: 'SL-d2' }).rows)).toEqual([row('b', 'd2', 1)]);
  state.apply([row('a', 'd1', 2), row('b', 'd2', 2)]);
  flush();
  expect(rowsOf(deltas[0])).toEqual([row('b', 'd2', 2)]);
});

test('ten thousand changes come in several messages, each row once', () => {
  const { state, watch, flush, deltas } = setUp();
  watch();
  state.apply(Array.from({ length: 10_000 }, (_unused, i) => row(`r${i}`, 'd', i)));
  flush();
  expect(deltas.length).toBeGreaterThan(1);
  expect(deltas.map((delta) => delta.seq)).toEqual(deltas.map((_delta, i) => i + 1));
  expect(new Set(deltas.flatMap((delta) => unpackRows(schema, delta.upserts).map((each) => each.id))).size).toBe(10_000);
});

test('a snapshot of a large table comes in parts, newest values in them, and says when it is whole', () => {
  const { state, watch, flush, deltas } = setUp();
  state.apply(Array.from({ length: 16_000 }, (_unused, i) => row(`r${i}`, 'd', i)));
  const snapshot = watch();
  expect(snapshot).toMatchObject({ restFollows: true });
  expect(snapshot.rows.count).toBeLessThan(16_000);
  // The last ones change or go before their turn comes.
  state.apply([row('r15000', 'd', -1)], ['r15998', 'r15999']);
  flush();
  const rest = deltas.flatMap((delta) => unpackRows(schema, delta.upserts));
  expect(rest.find(({ id }) => id === 'r15000')?.amount).toBe(-1);
  expect(new Set([...unpackRows(schema, snapshot.rows), ...rest].map(({ id }) => id)).size).toBe(15_998);
  expect(deltas.length).toBeGreaterThan(1);
  expect(deltas.map((delta) => delta.restFollows ?? false)).toEqual(deltas.map((_delta, i) => i < deltas.length - 1));
});

test('the end of the rest is said even when its rows have gone', () => {
  const { state, watch, flush, deltas } = setUp();
  const rows = Array.from({ length: 10_002 }, (_unused, i) => row(`r${i}`, 'd', i));
  state.apply(rows);
  watch();
  state.apply([], ['r10000', 'r10001']);
  flush();
  expect(deltas.at(-1)?.restFollows).toBeUndefined();
  expect(deltas).toHaveLength(1);
});

test('a window that is gone gets nothing more; another window cannot end its watch', () => {
  const { state, watch, watchers, flush, deltas } = setUp();
  const { watchId } = watch();
  watchers.unwatch(2, watchId);
  state.apply([row('a', 'd1', 1)]);
  flush();
  expect(deltas).toHaveLength(1);
  watchers.unwatchAll(1);
  state.apply([row('a', 'd1', 2)]);
  flush();
  expect(deltas).toHaveLength(1);
});
