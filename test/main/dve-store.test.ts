// A DVE keeps its row when its creation is switched off, and goes only by Delete.
import { expect, test } from 'vitest';
import { createDveStore } from '../../src/main/dve-store.ts';

function setUp(stored: unknown = undefined) {
  let value = stored;
  let changes = 0;
  const store = { read: () => value, write: async (next: unknown) => void (value = next), keptAside: null };
  return { dves: createDveStore(store, () => (changes += 1)), stored: () => value, changes: () => changes };
}

test('switched on it is there, switched off it stays, deleted it goes', async () => {
  const { dves, stored } = setUp();
  await dves.setEnabled('ut-1', true);
  expect(await dves.remove('ut-1')).toBe(false);
  await dves.setEnabled('ut-1', false);
  expect(dves.list()).toEqual([{ deviceId: 'ut-1', enabled: false }]);
  expect(await dves.remove('ut-1')).toBe(true);
  expect(stored()).toEqual([]);
});

test('switching off what was never on makes nothing', async () => {
  const { dves, changes } = setUp();
  await dves.setEnabled('ut-1', false);
  expect(dves.list()).toEqual([]);
  expect(changes()).toBe(0);
});

test('a stored list is read leniently: what fits stays', () => {
  expect(setUp([{ deviceId: 'ut-1', enabled: true }, { deviceId: 7 }, null]).dves.list()).toEqual([{ deviceId: 'ut-1', enabled: true }]);
  expect(setUp('damaged').dves.list()).toEqual([]);
});
