// Where keys lead in a grid of 100 rows and 5 columns that shows 20.
import { describe, expect, it } from 'vitest';
import { findActivePosition } from '../../../src/renderer/tables/active-cell.ts';
import { nextGridPosition } from '../../../src/renderer/tables/grid-keyboard.ts';

const extent = { rows: 100, columns: 5, pageRows: 20 };
const press = (row: number, column: number, key: string, withControl = false): string => {
  const next = nextGridPosition({ row, column }, key, withControl, extent);
  return next === null ? 'none' : `${next.row},${next.column}`;
};

describe('nextGridPosition', () => {
  it('moves by one and stops at the edges', () => {
    expect(press(3, 2, 'ArrowDown')).toBe('4,2');
    expect(press(99, 2, 'ArrowDown')).toBe('99,2');
    expect(press(3, 0, 'ArrowLeft')).toBe('3,0');
    expect(press(3, 4, 'ArrowRight')).toBe('3,4');
  });

  it('reaches the header above the first row and no further', () => {
    expect(press(0, 2, 'ArrowUp')).toBe('-1,2');
    expect(press(-1, 2, 'ArrowUp')).toBe('-1,2');
    expect(press(-1, 2, 'ArrowDown')).toBe('0,2');
  });

  it('moves by what the window shows', () => {
    expect(press(50, 1, 'PageDown')).toBe('70,1');
    expect(press(95, 1, 'PageDown')).toBe('99,1');
    expect(press(10, 1, 'PageUp')).toBe('0,1');
    expect(press(-1, 1, 'PageUp')).toBe('-1,1');
  });

  it('goes to the ends of the row, with Ctrl of the table', () => {
    expect(press(50, 2, 'Home')).toBe('50,0');
    expect(press(50, 2, 'End')).toBe('50,4');
    expect(press(50, 2, 'Home', true)).toBe('0,0');
    expect(press(50, 2, 'End', true)).toBe('99,4');
  });

  it('leaves other keys alone', () => {
    expect(press(1, 1, 'a')).toBe('none');
    expect(press(1, 1, 'Tab')).toBe('none');
  });

  it('stays in the header of an empty table', () => {
    expect(nextGridPosition({ row: -1, column: 0 }, 'End', true, { ...extent, rows: 0 })).toEqual({ row: -1, column: 4 });
    expect(nextGridPosition({ row: -1, column: 0 }, 'ArrowDown', false, { ...extent, rows: 0 })).toEqual({ row: -1, column: 0 });
  });
});

describe('findActivePosition', () => {
  const rowOf = (key: string): number => ['x', 'y', 'z'].indexOf(key);

  it('follows the row, and falls back to the first where row or column are gone', () => {
    expect(findActivePosition({ rowKey: 'z', columnId: 'b' }, rowOf, ['a', 'b'], 3)).toEqual({ row: 2, column: 1 });
    expect(findActivePosition({ rowKey: 'gone', columnId: 'gone' }, rowOf, ['a', 'b'], 3)).toEqual({ row: 0, column: 0 });
    expect(findActivePosition({ rowKey: null, columnId: 'b' }, rowOf, ['a', 'b'], 3)).toEqual({ row: -1, column: 1 });
    expect(findActivePosition(null, rowOf, ['a', 'b'], 0)).toEqual({ row: -1, column: 0 });
  });
});
