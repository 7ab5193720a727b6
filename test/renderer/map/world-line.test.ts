// Coasts across ±180° go on beyond the edge; one around a pole is closed along the map's edge.
import { describe, expect, it } from 'vitest';
import { WORLD_SIZE } from '../../../src/renderer/map/mercator.ts';
import { traceLine } from '../../../src/renderer/map/world-line.ts';

describe('traceLine', () => {
  it('goes on beyond the edge of the world', () => {
    const line = traceLine([[170, 60], [-170, 60], [-170, 65], [170, 65], [170, 60]], null);
    expect(line.right - line.left).toBeCloseTo((20 / 360) * WORLD_SIZE, 6);
    expect(line.right).toBeGreaterThan(WORLD_SIZE);
    expect(line.edgeFrom).toBe(line.points.length);
  });

  it('starts in the turn of the world that it is told', () => {
    const hole = traceLine([[-179, 62], [-178, 62], [-178, 63]], 255);
    expect(hole.left).toBeGreaterThan(WORLD_SIZE);
  });

  it('closes a ring around the pole along the edge, and says where the coast ends', () => {
    const ring = traceLine([[-180, -70], [-90, -70], [0, -70], [90, -70], [179.9, -70]], null);
    expect(ring.bottom).toBeCloseTo(WORLD_SIZE, 6);
    expect(ring.points.length).toBe(ring.edgeFrom + 4);
    expect(ring.points.slice(-4)).toEqual([ring.points[ring.edgeFrom - 2], WORLD_SIZE, ring.points[0], WORLD_SIZE].map((value) => expect.closeTo(value!, 6)));
  });
});
