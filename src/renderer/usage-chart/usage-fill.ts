// How kinds of usage are painted, in bars and legend alike: the kind's colour with its pattern cut out in the ground's.
import type { UsagePattern } from './usage-kinds.ts';

/** Side of a pattern's tile, CSS pixels. */
const TILE = 6;

export function createUsageFill(ctx: CanvasRenderingContext2D, colour: string, ground: string, pattern: UsagePattern): CanvasPattern | string {
  if (pattern === 'solid') return colour;
  return createTile(ctx, (tile, size) => {
    tile.fillStyle = colour;
    tile.fillRect(0, 0, size, size);
    // Half: the pattern tells kinds apart, the colour stays what is seen first.
    tile.globalAlpha = 0.5;
    tile.fillStyle = ground;
    const line = size / TILE;
    if (pattern === 'dots') tile.fillRect(size / 2 - line, size / 2 - line, 2 * line, 2 * line);
    if (pattern === 'level' || pattern === 'grid') tile.fillRect(0, size / 2, size, line);
    if (pattern === 'upright' || pattern === 'grid') tile.fillRect(size / 2, 0, line, size);
  }) ?? colour;
}

/** Slanted lines over what is there: the opt-in part lies inside priority. */
export function createOptInHatch(ctx: CanvasRenderingContext2D, ground: string): CanvasPattern | string {
  return createTile(ctx, (tile, size) => {
    tile.strokeStyle = ground;
    tile.lineWidth = (2 * size) / TILE;
    tile.beginPath();
    for (const shift of [-size, 0, size]) {
      tile.moveTo(shift - 1, size + 1);
      tile.lineTo(shift + size + 1, -1);
    }
    tile.stroke();
  }) ?? 'transparent';
}

function createTile(ctx: CanvasRenderingContext2D, paint: (tile: CanvasRenderingContext2D, size: number) => void): CanvasPattern | null {
  const size = Math.round(TILE * devicePixelRatio);
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const tile = canvas.getContext('2d');
  if (tile === null) return null;
  paint(tile, size);
  return ctx.createPattern(canvas, 'repeat');
}
