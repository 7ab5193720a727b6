// Draws assets/icon.svg, the one source of every icon, at any size. Loaded only after `npm ci`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { repoFolder } from './checkout-paths.mjs';

/** The drawing's own viewBox. */
const drawnSize = 1024;

/**
 * @param {number} sizePx width and height
 * @param {number} margin empty part of the width on each side
 * @returns {Buffer} a PNG
 */
export function renderIcon(sizePx, margin = 0) {
  const drawing = readFileSync(join(repoFolder, 'assets', 'icon.svg'), 'utf8');
  const side = drawnSize / (1 - 2 * margin);
  const start = (drawnSize - side) / 2;
  const framed = drawing.replace(/viewBox="[^"]*"/, `viewBox="${start} ${start} ${side} ${side}"`);
  return new Resvg(framed, { fitTo: { mode: 'width', value: sizePx } }).render().asPng();
}
