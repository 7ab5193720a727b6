// Which element shows which row: rows in view keep theirs, after a jump the old elements serve again.
import { describe, expect, it } from 'vitest';
import { createRowSlots } from '../../../src/renderer/tables/row-slots.ts';

describe('createRowSlots', () => {
  it('lets rows keep their element while the table moves on by a few', () => {
    const slots = createRowSlots();
    const before = slots.assign(['a', 'b', 'c', 'd']);
    const after = slots.assign(['b', 'c', 'd', 'e']);
    expect(after.slice(0, 3)).toEqual(before.slice(1));
    expect(before).not.toContain(after[3]);
  });

  it('uses all elements again, in place, after a jump', () => {
    const slots = createRowSlots();
    const before = slots.assign(['a', 'b', 'c', 'd']);
    expect(slots.assign(['w', 'x', 'y', 'z'])).toEqual(before);
  });

  it('never gives one element to two rows, whatever comes and goes', () => {
    const slots = createRowSlots();
    for (const keys of ['abcd', 'cdef', 'xyz', 'zabcdefgh', 'h', 'abcdefgh', 'hgfedcba', '']) {
      const assigned = slots.assign([...keys]);
      expect(assigned.length).toBe(keys.length);
      expect(new Set(assigned).size).toBe(keys.length);
    }
  });
});
