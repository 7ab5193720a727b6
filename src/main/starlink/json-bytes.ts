// Steps over JSON in a byte array without making values of it. Lenient on purpose: what is stepped over is judged by JSON.parse.
// Every `skip…` answers the offset behind the thing, or `torn` when the bytes end before it does.

export const torn = -1;

export const quote = 0x22;
export const backslash = 0x5c;
export const comma = 0x2c;
export const colon = 0x3a;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;

/** Offset of the next byte that is no white space; bytes.length when there is none. */
export function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
  }
  return at;
}

/** `start` is at the opening quote. */
export function skipString(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) return at + 1;
    if (byte === backslash) at += 1;
  }
  return torn;
}

/** Any value. A bare word or number at the very end of the bytes counts as torn: it could have gone on. */
export function skipValue(bytes: Uint8Array, start: number): number {
  const first = bytes[start];
  if (first === undefined) return torn;
  if (first === quote) return skipString(bytes, start);
  if (first === openBracket || first === openBrace) return skipContainer(bytes, start);
  let at = start;
  while (at < bytes.length && !endsWord(bytes[at] ?? comma)) at += 1;
  if (at === bytes.length) return torn;
  // Never stand still: a byte that can begin nothing is a word of its own.
  return at === start ? start + 1 : at;
}

/** Value of a complete JSON text in bytes[start, end); undefined when it is none. */
export function parseSlice(bytes: Uint8Array, start: number, end: number): unknown {
  try {
    return JSON.parse(textOf(bytes, start, end)) as unknown;
  } catch {
    return undefined;
  }
}

/** UTF-8 text of bytes[start, end); what is no UTF-8 becomes U+FFFD. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}

function skipContainer(bytes: Uint8Array, start: number): number {
  let depth = 0;
  let at = start;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === quote) {
      at = skipString(bytes, at);
      if (at === torn) return torn;
      continue;
    }
    if (byte === openBracket || byte === openBrace) depth += 1;
    else if (byte === closeBracket || byte === closeBrace) depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  return torn;
}

function endsWord(byte: number): boolean {
  return byte <= 0x20 || byte === comma || byte === colon || byte === closeBracket || byte === closeBrace || byte === quote || byte === openBracket || byte === openBrace;
}
