// The frame around a fleet is the smallest, also across ±180°.
import { describe, expect, it } from 'vitest';
import { buildFleetFrame, isInFrame } from '../../../src/renderer/map/fleet-bounds.ts';

const at = (latitude: number, longitude: number): { latitude: number; longitude: number } => ({ latitude, longitude });

describe('buildFleetFrame', () => {
  it('frames a fleet on one side', () => {
    expect(buildFleetFrame([at(50, -5), at(60, 10), at(55, 3)])).toEqual({ south: 50, north: 60, west: -5, east: 10 });
  });

  it('goes across the antimeridian where that is shorter', () => {
    expect(buildFleetFrame([at(-17, 178), at(-18, -179), at(-16, 175)])).toEqual({ south: -18, north: -16, west: 175, east: 181 });
  });

  it('frames a single terminal, and nothing', () => {
    expect(buildFleetFrame([at(1, 2)])).toEqual({ south: 1, north: 1, west: 2, east: 2 });
    expect(buildFleetFrame([])).toBeNull();
  });
});

describe('isInFrame', () => {
  const pacific = { south: -30, north: 0, west: 170, east: 190 };

  it('knows both sides of the antimeridian', () => {
    expect(isInFrame(pacific, -17, 179)).toBe(true);
    expect(isInFrame(pacific, -17, -175)).toBe(true);
    expect(isInFrame(pacific, -17, 160)).toBe(false);
    expect(isInFrame(pacific, 10, 179)).toBe(false);
  });

  it('does not mind how often the world was turned', () => {
    expect(isInFrame({ ...pacific, west: 170 + 720, east: 190 + 720 }, -17, -175)).toBe(true);
    expect(isInFrame({ south: -90, north: 90, west: -400, east: 0 }, 0, 77)).toBe(true);
  });
});
