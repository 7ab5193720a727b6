// Draws assets/icon.svg, the one source of every icon, at any size. Loaded only after `npm ci`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { repoFolder } from './checkout-paths.mjs';

/** Width and height of the drawing's viewBox. */
const drawnSize = 1024;

/**
 * @param {number} sizePx width and height
 * @param {number} margin empty part of the width on each side
 * @returns {Promise<Buffer>} a PNG
 */
export function renderIcon(sizePx, margin = 0) {
  const drawing = readFileSync(join(repoFolder, 'assets', 'icon.svg'), 'utf8');
  const side = drawnSize / (1 - 2 * margin);
  const start = (drawnSize - side) / 2;
  // Drawn at its final size: edges stay sharper than in a picture that is scaled down.
  const framed = drawing.replace(/viewBox="[^"]*"/, `width="${sizePx}" height="${sizePx}" viewBox="${start} ${start} ${side} ${side}"`);
  return sharp(Buffer.from(framed)).png({ compressionLevel: 9 }).toBuffer();
}
