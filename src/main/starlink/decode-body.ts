// Takes the content encoding off a body; of a body that was cut it gives everything that can still be had.
import { brotliDecompress, constants, gunzip, inflate, inflateRaw, type InputType } from 'node:zlib';

export interface DecodedBody {
  readonly bytes: Uint8Array;
  /** False when the encoded body ended early: `bytes` is then its beginning. */
  readonly complete: boolean;
}

/** 512 MiB: forty times a full telemetry reply; more is a decompression bomb, not an answer. */
const maxDecodedBytes = 512 * 1024 * 1024;

/** First byte of every gzip file; no JSON and no page begins with it. */
const gzipMagic = 0x1f;

/** Whatever else a header holds is no name of an encoding, and in lower case no mask would know a token in it. */
const namedEncoding = /^[a-z0-9-]{1,12}$/;

/** What we ask for. A torn gzip opens up to the tear; brotli does not promise that. */
export const acceptedEncoding = 'gzip';

/**
 * Encodings gzip, x-gzip, deflate (with zlib’s frame or without), identity (null, ''), and br, which some proxies send unasked; inflating runs on zlib's threads, not on the event loop.
 * Rejects with an Error for an unknown encoding or for more than 512 MiB; damaged data counts as cut where it is damaged.
 */
export async function decodeBody(wire: Uint8Array, contentEncoding: string | null): Promise<DecodedBody> {
  const encoding = (contentEncoding ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return { bytes: wire, complete: true };
  const decode = decoders.get(encoding);
  if (decode === undefined) throw new Error(`Content encoding${namedEncoding.test(encoding) ? ` ${encoding}` : ''} is not known`);
  if (wire.length === 0) return { bytes: wire, complete: false };
  // Some proxies unpack a body and leave the header as it was.
  if (encoding.endsWith('gzip') && wire[0] !== gzipMagic) return { bytes: wire, complete: true };
  try {
    return { bytes: await decode(wire, false), complete: true };
  } catch (error) {
    if (hasCode(error, 'ERR_BUFFER_TOO_LARGE')) throw error;
    return { bytes: await decodePrefix(wire, decode), complete: false };
  }
}

type Decode = (wire: Uint8Array, cutAllowed: boolean) => Promise<Uint8Array>;

const decoders: ReadonlyMap<string, Decode> = new Map([
  ['gzip', inflating(gunzip, constants.Z_SYNC_FLUSH)],
  ['x-gzip', inflating(gunzip, constants.Z_SYNC_FLUSH)],
  ['deflate', inflateEither],
  ['br', inflating(brotliDecompress, constants.BROTLI_OPERATION_FLUSH)],
]);

const inflateFramed = inflating(inflate, constants.Z_SYNC_FLUSH);
const inflateBare = inflating(inflateRaw, constants.Z_SYNC_FLUSH);

/** Meant with zlib's frame (RFC 9110 §8.4.1.2), which some servers leave out. */
function inflateEither(wire: Uint8Array, cutAllowed: boolean): Promise<Uint8Array> {
  return (isBareDeflate(wire) ? inflateBare : inflateFramed)(wire, cutAllowed);
}

type Inflater = (wire: InputType, options: { finishFlush?: number; maxOutputLength: number }, done: (error: Error | null, bytes: Buffer) => void) => void;

/** Without zlib's two bytes of header: method 8, and a multiple of 31 together (RFC 1950). */
export function isBareDeflate(wire: Uint8Array): boolean {
  const [first = 0, second = 0] = wire;
  return wire.length > 1 && ((first & 0x0f) !== 8 || (first * 256 + second) % 31 !== 0);
}

/** `flush`: gives what there is of a body that ends early. */
function inflating(inflater: Inflater, flush: number): Decode {
  return (wire, cutAllowed) =>
    promised((done) => {
      inflater(wire, { maxOutputLength: maxDecodedBytes, ...(cutAllowed ? { finishFlush: flush } : {}) }, done);
    });
}

/** All that comes out before the cut; if the data is damaged rather than cut, all that comes out before the damage. */
async function decodePrefix(wire: Uint8Array, decode: Decode): Promise<Uint8Array> {
  const whole = await decode(wire, true).catch(() => null);
  if (whole !== null) return whole;
  // Damaged: zlib gives nothing back with its error, so look for the longest part that still opens.
  let opens = 0;
  let fails = wire.length;
  let bytes: Uint8Array = new Uint8Array(0);
  while (fails - opens > 1) {
    const middle = (opens + fails) >>> 1;
    const part = await decode(wire.subarray(0, middle), true).catch(() => null);
    if (part === null) fails = middle;
    else [opens, bytes] = [middle, part];
  }
  return bytes;
}

function promised(start: (done: (error: Error | null, bytes: Buffer) => void) => void): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    start((error, bytes) => (error === null ? resolve(bytes) : reject(error)));
  });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
