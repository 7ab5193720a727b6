// Which columns stay at the left, and where a moved or dragged one comes to stand.
import { describe, expect, it } from 'vitest';
import { arrangePinned, countSticky, movedTo } from '../../../src/renderer/tables/column-pins.ts';
import { dropAt } from '../../../src/renderer/tables/use-header-drag.ts';

describe('pinned columns', () => {
  it('are the first shown one until somebody chooses, then those chosen, first and in the operator’s order', () => {
    expect(arrangePinned(['a', 'b', 'c'], null)).toEqual({ ids: ['a', 'b', 'c'], pinnedCount: 1 });
    expect(arrangePinned([], null)).toEqual({ ids: [], pinnedCount: 0 });
    expect(arrangePinned(['a', 'b', 'c'], ['c', 'b', 'hidden'])).toEqual({ ids: ['b', 'c', 'a'], pinnedCount: 2 });
    expect(arrangePinned(['a', 'b'], [])).toEqual({ ids: ['a', 'b'], pinnedCount: 0 });
  });

  it('stay only as far as they leave room to scroll, the first always', () => {
    expect(countSticky([200, 200, 200], 3, 1_000)).toBe(3);
    expect(countSticky([200, 200, 400], 3, 1_000)).toBe(2);
    expect(countSticky([900, 200], 2, 1_000)).toBe(1);
    expect(countSticky([900, 200], 2, 0)).toBe(2);
  });
});

describe('moving', () => {
  it('puts a column right beside another one', () => {
    expect(movedTo(['a', 'b', 'c', 'd'], 'd', 'b', 'before')).toEqual(['a', 'd', 'b', 'c']);
    expect(movedTo(['a', 'b', 'c', 'd'], 'a', 'c', 'after')).toEqual(['b', 'c', 'a', 'd']);
    expect(movedTo(['a', 'b'], 'a', 'gone', 'after')).toEqual(['a', 'b']);
  });

  const columns = [
    { declaration: { id: 'pinned' }, left: 0, width: 100, stickyLeft: 0 },
    { declaration: { id: 'b' }, left: 100, width: 100, stickyLeft: null },
    { declaration: { id: 'c' }, left: 200, width: 100, stickyLeft: null },
    { declaration: { id: 'd' }, left: 300, width: 100, stickyLeft: null },
  ];

  it.each([
    [110, 0, 'd', { columnId: 'b', side: 'before' }], [190, 0, 'd', { columnId: 'b', side: 'after' }], [60, 0, 'd', { columnId: 'pinned', side: 'after' }],
    // Scrolled by 150: below the pinned column the others begin with the second half of b's neighbour.
    [110, 150, 'b', { columnId: 'c', side: 'after' }], [110, 150, 'd', null], [30, 150, 'd', { columnId: 'pinned', side: 'before' }],
    [-5, 0, 'd', { columnId: 'pinned', side: 'before' }], [900, 0, 'b', { columnId: 'd', side: 'after' }],
    [310, 0, 'd', null], [290, 0, 'd', null], [310, 0, 'c', null],
  ] as const)('at %i, scrolled by %i, %s is let go of beside %o', (x, scrollLeft, dragged, drop) => {
    expect(dropAt(columns, x, scrollLeft, dragged)).toEqual(drop);
  });
});
