// A table tells what really changed, and unchanged rows keep their identity.
import { expect, test } from 'vitest';
import { defineRows } from '#shared/row-schema.ts';
import { createTableState } from '../../../src/main/tables/table-state.ts';

const schema = defineRows('id', { id: 'text', amount: 'number', items: 'list' });

function watched() {
  const state = createTableState(schema);
  const changes: unknown[] = [];
  state.subscribe((change) => changes.push(change));
  return { state, changes };
}

test('an equal row is no change and the stored object stays', () => {
  const { state, changes } = watched();
  const first = { id: 'a', amount: 1, items: ['x'] };
  state.apply([first]);
  state.apply([{ id: 'a', amount: 1, items: ['x'] }]);
  expect(state.get('a')).toBe(first);
  expect(changes).toEqual([{ upserts: [first], removedKeys: [] }]);
});

test('a change of a single field, also inside a list, is announced', () => {
  const { state, changes } = watched();
  state.apply([{ id: 'a', amount: 1, items: ['x'] }]);
  state.apply([{ id: 'a', amount: 1, items: ['y'] }]);
  state.apply([{ id: 'a', amount: null, items: ['y'] }]);
  expect(changes).toHaveLength(3);
});

test('removing what is not there is no change; clear removes all', () => {
  const { state, changes } = watched();
  state.apply([], ['nobody']);
  expect(changes).toEqual([]);
  state.apply([{ id: 'a', amount: 1, items: null }, { id: 'b', amount: 2, items: null }]);
  state.clear();
  expect(changes.at(-1)).toEqual({ upserts: [], removedKeys: ['a', 'b'] });
  expect(state.size).toBe(0);
});
