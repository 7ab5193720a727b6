// What clicks select.
import { describe, expect, it } from 'vitest';
import { buildSelection, type Selection } from '../../../src/renderer/tables/selection.ts';

const keys = (): readonly string[] => ['a', 'b', 'c', 'd'];
const plain = { isRange: false, isToggle: false };
const none: Selection = { selectedKeys: new Set(), anchorKey: null };
const list = (selection: Selection): string => [...selection.selectedKeys].join('');

describe('buildSelection', () => {
  it('takes one row', () => {
    expect(list(buildSelection({ selectedKeys: new Set(['a', 'b']), anchorKey: 'a' }, 'c', plain, keys))).toBe('c');
  });

  it('adds and removes with Ctrl', () => {
    const two = buildSelection(buildSelection(none, 'a', plain, keys), 'c', { isRange: false, isToggle: true }, keys);
    expect(list(two)).toBe('ac');
    expect(list(buildSelection(two, 'a', { isRange: false, isToggle: true }, keys))).toBe('c');
  });

  it('takes a range with Shift, both ways, from the same start', () => {
    const start = buildSelection(none, 'c', plain, keys);
    expect(list(buildSelection(start, 'a', { isRange: true, isToggle: false }, keys))).toBe('abc');
    expect(list(buildSelection(start, 'd', { isRange: true, isToggle: false }, keys))).toBe('cd');
  });

  it('takes the one row when the start of the range has gone', () => {
    expect(list(buildSelection({ selectedKeys: new Set(), anchorKey: 'gone' }, 'b', { isRange: true, isToggle: false }, keys))).toBe('b');
  });
});
