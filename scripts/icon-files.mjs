// The icon files of the three systems: a folder of PNGs, an .ico and an .icns, both of which may hold PNGs as they are.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderIcon } from './render-icon.mjs';

/** @typedef {(sizePx: number) => Promise<Buffer>} DrawIcon */

/** What Linux desktops look for under hicolor. */
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
/** What Explorer and the taskbar show at 100 to 200 %. An .ico can't name more than 256. */
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256];
/**
 * Apple's type code of each size; the second one of a size is for screens of double density. 16 and 32 px have PNG codes of
 * their own only since macOS 11, older ones scale the next size down.
 * @type {[string, number][]}
 */
const appleTypes = [['icp4', 16], ['icp5', 32], ['ic11', 32], ['ic12', 64], ['ic07', 128], ['ic13', 256], ['ic08', 256], ['ic14', 512], ['ic09', 512], ['ic10', 1024]];
/** On macOS an icon leaves a margin of a tenth around itself, as the system's own do. */
export const appleMargin = 0.1;

/**
 * @param {DrawIcon} draw
 * @returns {Promise<Buffer>}
 */
export async function buildIco(draw, sizes = windowsSizes) {
  const images = await Promise.all(sizes.map(async (sizePx) => ({ sizePx, png: await draw(sizePx) })));
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2); // An icon, not a cursor.
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  for (const [index, { sizePx, png }] of images.entries()) {
    const at = 6 + 16 * index;
    header.writeUInt8(sizePx === 256 ? 0 : sizePx, at); // One byte: 0 stands for 256.
    header.writeUInt8(sizePx === 256 ? 0 : sizePx, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}

/**
 * @param {DrawIcon} draw
 * @returns {Promise<Buffer>}
 */
export async function buildIcns(draw, types = appleTypes) {
  const images = await Promise.all(types.map(async ([type, sizePx]) => chunk(type, await draw(sizePx))));
  return chunk('icns', Buffer.concat(images));
}

/**
 * @param {string} type four letters
 * @param {Buffer} content
 */
function chunk(type, content) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4); // The length counts its own head.
  return Buffer.concat([head, content]);
}

/**
 * Writes `icons/<size>x<size>.png`, `icon.ico` and `icon.icns`: the names electron-builder.yml gives.
 * @param {string} folder
 */
export async function writeIconFiles(folder) {
  mkdirSync(join(folder, 'icons'), { recursive: true });
  for (const sizePx of linuxSizes) writeFileSync(join(folder, 'icons', `${sizePx}x${sizePx}.png`), await renderIcon(sizePx));
  writeFileSync(join(folder, 'icon.ico'), await buildIco((sizePx) => renderIcon(sizePx)));
  writeFileSync(join(folder, 'icon.icns'), await buildIcns((sizePx) => renderIcon(sizePx, appleMargin)));
}
