// Keys in the map's list of terminals.
import { describe, expect, test } from 'vitest';
import { nextListPlace } from '../../../src/renderer/map/next-list-place.ts';

describe('nextListPlace', () => {
  test.each([
    ['ArrowDown', 3, 4], ['ArrowDown', 9, 9], ['ArrowUp', 3, 2], ['ArrowUp', 0, 0], ['PageDown', 3, 7], ['PageDown', 8, 9], ['PageUp', 5, 1], ['PageUp', 1, 0], ['Home', 5, 0], ['End', 5, 9],
  ] as const)('%s from %i leads to %i of ten', (key, from, to) => {
    expect(nextListPlace(from, key, 10, 4)).toBe(to);
  });

  test('other keys and an empty list lead nowhere', () => {
    expect(nextListPlace(3, 'Tab', 10, 4)).toBeNull();
    expect(nextListPlace(3, 'a', 10, 4)).toBeNull();
    expect(nextListPlace(0, 'ArrowDown', 0, 4)).toBeNull();
  });
});
