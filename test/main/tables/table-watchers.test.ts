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
  return { state, watchers, deltas, flush, watch, scheduled };
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

test('the end of the rest is said even when its rows have gone', () => {
  const { state, watch, flush, deltas } = setUp();
  state.apply(Array.from({ length: 10_002 }, (_unused, i) => row(`r${i}`, 'd', i)));
  watch();
  state.apply([], ['r10000', 'r10001']);
  flush();
  expect(deltas.map((delta) => [delta.restFollows, delta.upserts.count])).toEqual([[undefined, 0]]);
});

test('of a long table the snapshot holds the beginning; the rest follows in pieces, with what changed meanwhile', () => {
  const { state, watch, deltas, scheduled } = setUp();
  state.apply(Array.from({ length: 16_000 }, (_unused, i) => row(`r${i}`, 'd', i)));
  const snapshot = watch();
  expect(snapshot.rows.count).toBe(10_000);
  expect(snapshot.restFollows).toBe(true);
  state.apply([row('r1', 'd', -1), row('r15999', 'd', -2), row('new', 'd', -3)], ['r2', 'r15998']);
  scheduled.shift()!();
  expect(deltas[0]?.removedKeys).toEqual(['r2']);
  state.apply([], ['r15997']);
  while (scheduled.length > 0) scheduled.shift()!();
  expect(deltas.every((delta) => delta.upserts.count <= 2_500)).toBe(true);
  expect(deltas.map((delta) => delta.restFollows ?? false)).toEqual(deltas.map((_delta, i) => i < deltas.length - 1));
  const seen = new Map<string, number | null>();
  for (const packed of [snapshot.rows, ...deltas.map(({ upserts }) => upserts)]) for (const each of unpackRows(schema, packed)) seen.set(each.id, each.amount);
  for (const key of deltas.flatMap(({ removedKeys }) => removedKeys)) seen.delete(key);
  expect(seen.size).toBe(state.size);
  for (const each of state.values()) expect(seen.get(each.id)).toBe(each.amount);
  expect(deltas.reduce((sum, { upserts }) => sum + upserts.count, 0)).toBeLessThan(6_010);
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
