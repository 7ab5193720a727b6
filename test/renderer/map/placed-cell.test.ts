// Which cell is under the pointer: the nearest that covers it, small ones as large as they are drawn, in any copy of the world.
import { latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { buildCellShape } from '../../../src/renderer/map/cell-geometry.ts';
import { LEAST_RADIUS_PX, findCell, type PlacedCell } from '../../../src/renderer/map/placed-cell.ts';
import { worldX, worldY } from '../../../src/renderer/map/mercator.ts';

function place(latitude: number, longitude: number): PlacedCell {
  const cell = latLngToCell(latitude, longitude, 5);
  return { merged: { cell, terminals: [], band: 0, counts: [], isHollow: false }, shape: buildCellShape(cell)! };
}
const brest = place(48.4, -4.5);
const fiji = place(-17, 179.9);
const cells = [brest, fiji];

describe('findCell', () => {
  it('finds the cell that covers the point', () => {
    const scale = 2 ** 10;
    expect(findCell(cells, brest.shape.x, brest.shape.y, scale)).toBe(brest);
    expect(findCell(cells, brest.shape.x + brest.shape.radius * 3, brest.shape.y, scale)).toBeNull();
  });

  it('finds a cell as far as its least drawn size reaches', () => {
    const scale = 2;
    const offset = (LEAST_RADIUS_PX - 1) / scale;
    expect(offset).toBeGreaterThan(brest.shape.radius);
    expect(findCell(cells, brest.shape.x + offset, brest.shape.y, scale)).toBe(brest);
    expect(findCell(cells, brest.shape.x + offset + 2, brest.shape.y, scale)).toBeNull();
  });

  it('finds it in every copy of the world', () => {
    const x = worldX(-180.1);
    expect(findCell(cells, x, worldY(-17), 2 ** 7)).toBe(fiji);
    expect(findCell(cells, x - 512, worldY(-17), 2 ** 7)).toBe(fiji);
    expect(findCell(cells, x + 256, worldY(-17), 2 ** 7)).toBe(fiji);
  });
});
