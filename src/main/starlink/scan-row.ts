// Steps over one row byte by byte: right for any JSON, however it is laid out.
import { backslash, closeBrace, closeBracket, colon, openBrace, openBracket, quote, torn } from './json-bytes.ts';

const minus = 0x2d;

/** `start` is at the row's `[`. Answers the offset behind its `]`. */
export function scanRow(bytes: Uint8Array, start: number): number {
  const length = bytes.length;
  let depth = 1;
  let at = start + 1;
  while (at < length) {
    const byte = bytes[at] as number;
    at += 1;
    // Minus, point, slash, digits, colon: most of a row, and they structure nothing.
    if (byte >= minus && byte <= colon) continue;
    if (byte === quote) {
      while (at < length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
      at += 1;
    } else if (byte === openBracket || byte === openBrace) {
      depth += 1;
    } else if (byte === closeBracket || byte === closeBrace) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return torn;
}
