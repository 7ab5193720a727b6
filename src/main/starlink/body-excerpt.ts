// The beginning of a body as text for the Stream Viewer: unpacked, masked, and never cut inside of a secret.
import { TextDecoder } from 'node:util';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { Transform } from 'node:stream';
import { isBareDeflate } from './decode-body.ts';
import type { RecordedBody } from './exchange.ts';
import type { Redactor } from './masked-text.ts';
import { headerOf } from './reply-header.ts';
import { KEPT_BODY_BYTES, type Tally } from './tally.ts';

/** `isCut`: the text ends early, so the beginning of a secret at its end is masked too. */
export type BodyMask = (isCut: boolean) => Redactor;

export function excerptOfText(text: string, mask: BodyMask): RecordedBody {
  const bytes = new TextEncoder().encode(text);
  const isCut = bytes.length > KEPT_BODY_BYTES;
  const kept = isCut ? decodeText(bytes.subarray(0, KEPT_BODY_BYTES), null) : text;
  return { text: new TextEncoder().encode(mask(isCut)(kept)), isCut, decodedBytes: bytes.length, note: null };
}

/** null when the answer has no body. Never rejects. */
export async function excerptOfReply(tally: Tally, mask: BodyMask): Promise<RecordedBody | null> {
  if (tally.headers === null || tally.bytes === 0) return null;
  const response = { headers: tally.headers };
  const encoding = (headerOf(response, 'content-encoding') ?? '').trim().toLowerCase();
  const wire = Buffer.concat(tally.beginning);
  const unpacked = await unpack(wire, encoding);
  if (unpacked === null) return { text: new Uint8Array(0), isCut: true, decodedBytes: null, note: 'Not shown: its content encoding is not known.' };
  const isCut = tally.torn || unpacked.isMore || tally.bytes > wire.length;
  const text = mask(isCut)(decodeText(unpacked.bytes, headerOf(response, 'content-type')));
  const decodedBytes = tally.decodedBytes ?? (isCut ? null : unpacked.bytes.length);
  return { text: new TextEncoder().encode(text), isCut, decodedBytes, note: null };
}

/** At most KEPT_BODY_BYTES of what comes out; null for an unknown encoding. Some proxies unpack a body and leave the header as it was. */
async function unpack(wire: Buffer, encoding: string): Promise<{ readonly bytes: Uint8Array; readonly isMore: boolean } | null> {
  const isGzip = encoding === 'gzip' || encoding === 'x-gzip';
  if (encoding === '' || encoding === 'identity' || (isGzip && wire[0] !== 0x1f)) return { bytes: wire, isMore: false };
  if (isGzip) return readBeginning(createGunzip(), wire);
  if (encoding === 'deflate') return readBeginning(isBareDeflate(wire) ? createInflateRaw() : createInflate(), wire);
  return encoding === 'br' ? readBeginning(createBrotliDecompress(), wire) : null;
}

/** Ends at the limit: what a bomb would unpack to is never made. A damaged or torn body gives what comes before the damage. */
function readBeginning(inflater: Transform, wire: Buffer): Promise<{ readonly bytes: Uint8Array; readonly isMore: boolean }> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    const done = (isMore: boolean): void => {
      inflater.destroy();
      resolve({ bytes: Buffer.concat(parts).subarray(0, KEPT_BODY_BYTES), isMore });
    };
    inflater.on('data', (part: Buffer) => {
      parts.push(part);
      length += part.length;
      if (length > KEPT_BODY_BYTES) done(true);
    });
    inflater.once('end', () => done(false));
    // Torn, or damaged: the beginning is all there is.
    inflater.once('error', () => done(true));
    inflater.end(wire);
  });
}

/** By the charset that the answer names; without the NULs of a text in two-byte letters that nobody named, which would hide a secret from every search. */
function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  const text = decoderOf(charset).decode(bytes);
  // A letter whose last bytes are beyond the cut.
  return text.replaceAll('\u0000', '').replace(/\ufffd$/, '');
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}
