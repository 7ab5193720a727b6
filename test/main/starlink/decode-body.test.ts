import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decodeBody } from '../../../src/main/starlink/decode-body.ts';

// Random enough not to shrink to a single block, repeated enough to shrink.
const text = Buffer.from(Array.from({ length: 3_000 }, (_, index) => `${(index * 7_919) % 1_000_003},`).join(''));

test.each([[null], [''], ['identity']])('encoding %s is handed through', async (encoding) => {
  expect(await decodeBody(text, encoding)).toEqual({ bytes: text, complete: true });
});

test.each([['gzip', gzipSync(text)], ['x-GZIP', gzipSync(text)], ['deflate', deflateSync(text)], ['deflate', deflateRawSync(text)], ['br', brotliCompressSync(text)]])('encoding %s is taken off', async (encoding, wire) => {
  const decoded = await decodeBody(wire, encoding);
  expect(decoded.complete).toBe(true);
  expect(Buffer.compare(decoded.bytes, text)).toBe(0);
});

test('a gzip cut anywhere gives a beginning of the text, more the later the cut', async () => {
  const wire = gzipSync(text);
  let before = 0;
  for (let length = 0; length < wire.length; length += 37) {
    const { bytes, complete } = await decodeBody(wire.subarray(0, length), 'gzip');
    expect(complete).toBe(false);
    expect(Buffer.compare(bytes, text.subarray(0, bytes.length))).toBe(0);
    expect(bytes.length).toBeGreaterThanOrEqual(before);
    before = bytes.length;
  }
  expect(before).toBeGreaterThan(text.length * 0.9);
});

test.each([
  ['a deflate without zlib’s frame', 'deflate', deflateRawSync(text)],
  ['a brotli body', 'br', brotliCompressSync(text)],
])('%s cut in the middle gives its beginning', async (_, encoding, wire) => {
  const { bytes, complete } = await decodeBody(wire.subarray(0, wire.length / 2), encoding);
  expect(complete).toBe(false);
  expect(bytes.length).toBeGreaterThan(text.length * 0.3);
  expect(Buffer.compare(bytes, text.subarray(0, bytes.length))).toBe(0);
});

test('every one of the first bytes of a gzip may be the last', async () => {
  const wire = gzipSync(text);
  for (let length = 0; length < 30; length += 1) expect(await decodeBody(wire.subarray(0, length), 'gzip')).toMatchObject({ complete: false });
});

test('a cut in the check sum keeps the whole text', async () => {
  const wire = gzipSync(text);
  const decoded = await decodeBody(wire.subarray(0, wire.length - 3), 'gzip');
  expect(decoded.complete).toBe(false);
  expect(Buffer.compare(decoded.bytes, text)).toBe(0);
});

test('damage in the middle keeps what comes before it', async () => {
  const wire = Buffer.from(gzipSync(text));
  wire.fill(0xff, wire.length / 2, wire.length / 2 + 40);
  const { bytes, complete } = await decodeBody(wire, 'gzip');
  expect(complete).toBe(false);
  expect(bytes.length).toBeGreaterThan(text.length * 0.2);
  // What was decoded just before the damage was noticed may be wrong; its beginning is right.
  const sure = Math.floor(text.length * 0.2);
  expect(Buffer.compare(bytes.subarray(0, sure), text.subarray(0, sure))).toBe(0);
});

test('a body that a proxy unpacked without saying so is taken as it is', async () => {
  expect(await decodeBody(Buffer.from('{"data":{}}'), 'gzip')).toEqual({ bytes: Buffer.from('{"data":{}}'), complete: true });
});

test('an unknown encoding is refused by name', async () => {
  await expect(decodeBody(text, 'constructor')).rejects.toThrow('Content encoding constructor is not known');
});

test('an encoding that is no name is not quoted: a server may have put the token there', async () => {
  await expect(decodeBody(text, 'Tok-aBcDeFgHiJkLmNoP')).rejects.toThrow(/^Content encoding is not known$/);
});
