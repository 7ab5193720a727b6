// Outlines in world units: where cells lie, and that one across ±180° stays in one piece.
import { cellToLatLng, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { buildCellShape, createCellGeometry } from '../../../src/renderer/map/cell-geometry.ts';
import { findCopies, unwrapLongitude, worldX, worldY, wrapLongitude, WORLD_SIZE } from '../../../src/renderer/map/mercator.ts';

describe('buildCellShape', () => {
  it('gives the captured cell its centre and six corners around it', () => {
    const shape = buildCellShape('855f4157fffffff')!;
    expect(shape.latitude).toBeCloseTo(8.105230, 5);
    expect(shape.longitude).toBeCloseTo(-62.708811, 5);
    expect(shape.corners.length).toBe(12);
    expect(shape.x).toBeCloseTo(worldX(-62.708811), 5);
    for (let i = 0; i < shape.corners.length; i += 2) {
      const distance = Math.hypot(shape.corners[i]! - shape.x, shape.corners[i + 1]! - shape.y);
      expect(distance / shape.radius).toBeGreaterThan(0.8);
      expect(distance / shape.radius).toBeLessThan(1.2);
    }
  });

  it.each([-179.95, 179.95, -179.999, 179.999])('keeps a cell at longitude %f in one piece', (longitude) => {
    const shape = buildCellShape(latLngToCell(-17, longitude, 3))!;
    const xs = [...shape.corners].filter((_, index) => index % 2 === 0);
    expect(Math.max(...xs) - Math.min(...xs)).toBeLessThan(WORLD_SIZE / 100);
  });

  it('gives nothing for what is no cell', () => {
    expect(buildCellShape('6006544985028034')).toBeNull();
    expect(buildCellShape('')).toBeNull();
  });
});

describe('createCellGeometry', () => {
  it('works each outline and parent out once', () => {
    const geometry = createCellGeometry();
    const cell = latLngToCell(54, 3, 5);
    expect(geometry.shapeOf(cell)).toBe(geometry.shapeOf(cell));
    expect(geometry.parentOf(cell, 5)).toBe(cell);
    expect(geometry.parentOf(cell, 9)).toBe(cell);
    expect(geometry.parentOf('nonsense', 2)).toBeNull();
    const parent = geometry.parentOf(cell, 2)!;
    const [latitude, longitude] = cellToLatLng(parent);
    expect(Math.abs(latitude - 54)).toBeLessThan(4);
    expect(Math.abs(longitude - 3)).toBeLessThan(6);
  });
});

describe('mercator', () => {
  it('puts the world on a square', () => {
    expect([worldX(-180), worldX(0), worldX(180), worldY(0)]).toEqual([0, 128, 256, 128]);
    expect(worldY(90)).toBeCloseTo(0, 6);
    expect(worldY(-90)).toBeCloseTo(256, 6);
  });

  it('writes longitudes near one another', () => {
    expect(unwrapLongitude(-179, 178)).toBeCloseTo(181, 9);
    expect(unwrapLongitude(179, -178)).toBeCloseTo(-181, 9);
    expect(unwrapLongitude(10, 20)).toBeCloseTo(10, 9);
    expect(wrapLongitude(540)).toBe(-180);
  });

  it('finds the copies of the world in view', () => {
    expect(findCopies(-10, 20)).toEqual([-256, 0]);
    expect(findCopies(10, 20)).toEqual([0]);
    expect(findCopies(250, 530)).toEqual([0, 256, 512]);
  });
});
