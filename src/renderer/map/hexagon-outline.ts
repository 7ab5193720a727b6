// Outlines of hexagons in pixels: where each is drawn, and the part of one below or above a level.
import type { CanvasView } from './canvas-pane.ts';
import type { CellShape } from './cell-geometry.ts';
import { WORLD_SIZE } from './mercator.ts';
import { LEAST_RADIUS_PX } from './placed-cell.ts';

/** A cell at one place on the canvas; `scale` turns its world units into pixels there. */
export interface CellPlace {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly radius: number;
}

/** Every place where the cell is seen: once in each copy of the world, small ones large enough to be hit. */
export function eachPlace(view: CanvasView, shape: CellShape, visit: (place: CellPlace) => void): void {
  const stretch = Math.max(1, LEAST_RADIUS_PX / (shape.radius * view.scale));
  const scale = view.scale * stretch;
  const radius = shape.radius * scale;
  const y = shape.y * view.scale - view.originY;
  if (y < -2 * radius || y > view.height + 2 * radius) return;
  // A cell across the edge of the world is seen from the next copy too.
  const first = (view.copies[0] ?? 0) - WORLD_SIZE;
  const last = (view.copies.at(-1) ?? 0) + WORLD_SIZE;
  for (let copy = first; copy <= last; copy += WORLD_SIZE) {
    const x = (shape.x + copy) * view.scale - view.originX;
    if (x >= -2 * radius && x <= view.width + 2 * radius) visit({ x, y, scale, radius });
  }
}

/** x, y of each corner in pixels, drawn `factor` times as large around the centre. */
export function outlineOf(shape: CellShape, place: CellPlace, factor: number): number[] {
  const points: number[] = [];
  for (let i = 0; i < shape.corners.length; i += 2) {
    points.push(place.x + (shape.corners[i]! - shape.x) * place.scale * factor, place.y + (shape.corners[i + 1]! - shape.y) * place.scale * factor);
  }
  return points;
}

export interface Halves {
  readonly lower: number[];
  readonly upper: number[];
}

/** Cuts a convex outline level, so that `share` of its height lies in the lower part. */
export function cutLevel(points: readonly number[], share: number): Halves {
  let top = Infinity;
  let bottom = -Infinity;
  for (let i = 1; i < points.length; i += 2) {
    top = Math.min(top, points[i]!);
    bottom = Math.max(bottom, points[i]!);
  }
  const level = bottom - share * (bottom - top);
  const lower: number[] = [];
  const upper: number[] = [];
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i]!, points[i + 1]!];
    const next = (i + 2) % points.length;
    const [nextX, nextY] = [points[next]!, points[next + 1]!];
    (y >= level ? lower : upper).push(x, y);
    if (y >= level === nextY >= level) continue;
    const crossing = x + ((level - y) / (nextY - y)) * (nextX - x);
    lower.push(crossing, level);
    upper.push(crossing, level);
  }
  return { lower, upper };
}
