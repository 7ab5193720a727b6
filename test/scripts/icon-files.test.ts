// Icon files: real PNGs of the right size in containers whose tables lead to them.
import { describe, expect, it } from 'vitest';
import { appleMargin, buildIcns, buildIco } from '../../scripts/icon-files.mjs';
import { renderIcon } from '../../scripts/render-icon.mjs';

/** Width and height out of a PNG's first chunk. */
function pngSize(png: Buffer): { width: number; height: number } {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

describe('the icon', () => {
  it('is drawn at the size asked for', async () => {
    for (const sizePx of [16, 256]) expect(pngSize(await renderIcon(sizePx))).toEqual({ width: sizePx, height: sizePx });
  });

  it('leaves a margin where it is asked to', async () => {
    const framed = await renderIcon(64, appleMargin);
    expect(framed.equals(await renderIcon(64))).toBe(false);
    expect(pngSize(framed)).toEqual({ width: 64, height: 64 });
  });
});

it('buildIco lists every size with the place and length of its PNG', async () => {
  const ico = await buildIco((sizePx) => renderIcon(sizePx));
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
  const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const length = ico.readUInt32LE(at + 8);
    const offset = ico.readUInt32LE(at + 12);
    const size = pngSize(ico.subarray(offset, offset + length));
    expect([ico[at] === 0 ? 256 : ico[at], ico.readUInt16LE(at + 6)]).toEqual([size.width, 32]);
    return [size.width, offset + length] as const;
  });
  expect(sizes.map(([size]) => size)).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
  expect(sizes.at(-1)![1]).toBe(ico.length);
});

it('buildIcns holds a chunk for every size up to 1024', async () => {
  const icns = await buildIcns((sizePx) => renderIcon(sizePx, appleMargin));
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  const found = new Map<string, number>();
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) found.set(icns.toString('latin1', at, at + 4), pngSize(icns.subarray(at + 8)).width);
  expect(Object.fromEntries(found)).toEqual({ icp4: 16, icp5: 32, ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 });
});
