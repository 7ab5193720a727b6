// Numbers set for rows: whole ones from the least on, kept by row, announced.
import { expect, test } from 'vitest';
import { createNumberDrafts } from '../../../src/renderer/tables/number-drafts.ts';

test('a draft is kept by its row, and only whole numbers from the least on are taken', () => {
  const drafts = createNumberDrafts(1);
  let told = 0;
  const stop = drafts.subscribe(() => told++);
  expect(drafts.get('SL-1')).toBe(1);
  expect(drafts.set('SL-1', 3)).toBe(true);
  for (const refused of [0, -2, 1.5, Number.NaN, 2 ** 60]) expect(drafts.set('SL-1', refused)).toBe(false);
  expect([drafts.get('SL-1'), drafts.get('SL-2'), told]).toEqual([3, 1, 1]);
  stop();
  drafts.set('SL-1', 4);
  expect(told).toBe(1);
});

test('only digits make a number, and a step never goes below the least', () => {
  const drafts = createNumberDrafts(1);
  expect(['2', ' 12 ', '0', '-3', '1e3', '2,5', '2.5', '', 'abc', '9999999999'].map((text) => drafts.setText('SL-1', text))).toEqual([true, true, ...Array.from({ length: 8 }, () => false)]);
  expect(drafts.get('SL-1')).toBe(12);
  drafts.step('SL-1', 1);
  expect(drafts.get('SL-1')).toBe(13);
  drafts.step('SL-2', -1);
  expect(drafts.get('SL-2')).toBe(1);
});
