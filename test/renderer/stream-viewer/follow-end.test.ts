import { expect, test } from 'vitest';
import { followsEndAfterScroll } from '../../../src/renderer/stream-viewer/follow-end.ts';

const box = (scrollTop: number, scrollHeight = 1_000, clientHeight = 300) => ({ scrollTop, scrollHeight, clientHeight });

test.each([
  ['at the end', box(700), 0, false, true],
  ['nearly at the end', box(680), 700, true, true],
  ['moved up', box(500), 700, true, false],
  ['further up, then down, but not to the end', box(550), 500, false, false],
  ['the box became lower', box(700, 1_000, 200), 700, true, true],
  ['the content became longer', box(700, 1_200), 700, true, true],
])('%s', (_name, after, topBefore, followed, expected) => {
  expect(followsEndAfterScroll(after, topBefore, followed, 30)).toBe(expected);
});
