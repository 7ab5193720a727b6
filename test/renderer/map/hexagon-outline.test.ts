// Hexagons in pixels: one place in each copy of the world, never too small to hit, and parted by share where a cell is mixed.
import { latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { buildCellShape } from '../../../src/renderer/map/cell-geometry.ts';
import { findShare } from '../../../src/renderer/map/cell-merge.ts';
import { cutLevel, eachPlace, outlineOf, type CellPlace } from '../../../src/renderer/map/hexagon-outline.ts';
import { LEAST_RADIUS_PX } from '../../../src/renderer/map/placed-cell.ts';

const shape = buildCellShape(latLngToCell(-17, 179.95, 5))!;

function places(scale: number, west: number, width: number, copies: readonly number[]): CellPlace[] {
  const found: CellPlace[] = [];
  eachPlace({ scale, originX: west * scale, originY: (shape.y - 10) * scale, width: width * scale, height: 20 * scale, copies }, shape, (place) => found.push(place));
  return found;
}

function areaOf(points: readonly number[]): number {
  let doubled = 0;
  for (let i = 0; i < points.length; i += 2) {
    const next = (i + 2) % points.length;
    doubled += points[i]! * points[next + 1]! - points[next]! * points[i + 1]!;
  }
  return Math.abs(doubled) / 2;
}

describe('eachPlace', () => {
  it('finds a cell at the edge of the world from both sides', () => {
    expect(places(64, 250, 20, [0, 256]).map((place) => Math.round(place.x / 64))).toEqual([6]);
    expect(places(64, -5, 10, [-256, 0]).map((place) => Math.round(place.x / 64))).toEqual([5]);
    expect(places(64, 100, 20, [0])).toEqual([]);
  });

  it('finds it in each copy of the world that is seen', () => {
    expect(places(4, 20, 580, [0, 256, 512]).length).toBe(2);
  });

  it('makes small ones large enough', () => {
    const [small] = places(4, 200, 100, [0]);
    const [large] = places(4096, 255, 2, [0]);
    expect(small!.radius).toBeCloseTo(LEAST_RADIUS_PX, 6);
    expect(large!.radius).toBeGreaterThan(LEAST_RADIUS_PX);
  });
});

describe('cutLevel', () => {
  const outline = outlineOf(shape, { x: 100, y: 100, scale: 1_000, radius: 1 }, 1);

  it('parts an outline without losing any of it', () => {
    for (const share of [0.24, 0.5, 0.9]) {
      const { lower, upper } = cutLevel(outline, share);
      expect(areaOf(lower) + areaOf(upper)).toBeCloseTo(areaOf(outline), 6);
      expect(Math.min(...lower.filter((_, index) => index % 2 === 1))).toBeCloseTo(Math.max(...upper.filter((_, index) => index % 2 === 1)), 6);
    }
    expect(areaOf(cutLevel(outline, 0.5).lower) / areaOf(outline)).toBeCloseTo(0.5, 1);
  });
});

describe('findShare', () => {
  it('gives the worst its share, large enough to be seen, and the rest to the most frequent', () => {
    expect(findShare({ band: 0, counts: [50, 10, 40] })).toEqual({ worst: 0.5, restBand: 2 });
    expect(findShare({ band: 0, counts: [1, 10, 989] })).toEqual({ worst: 0.24, restBand: 2 });
  });

  it('is nothing where all are alike', () => {
    expect(findShare({ band: 1, counts: [0, 7, 0] })).toBeNull();
  });
});
