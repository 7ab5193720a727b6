// One pass over the bytes of `data.values`: where each row lies, and where its long numbers lie, which JSON.parse would round.
import { backslash, closeBrace, closeBracket, comma, openBrace, openBracket, quote, skipSpace, skipValue, torn } from './json-bytes.ts';

export interface RowScan {
  /** Complete entries of `values`, rows or not; the torn last one is not among them. */
  readonly count: number;
  /** Offset of the first byte of entry i, and of the byte behind it. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Numbers that a double cannot be trusted with, three entries each: element of its row, offset of its first byte, offset behind it. In order. */
  readonly longNumbers: readonly number[];
  /** longNumbers.length when entry i began; one more at the end. */
  readonly firstLong: readonly number[];
  /** Offset behind the array's `]`; `torn` when the bytes end before it. */
  readonly end: number;
}

/** Digits before the point from which on a double may round: 9,007,199,254,740,993 has sixteen. A minus sign counting as one does no harm. */
const longDigits = 16;

/** `start` is behind the `[` of the values. */
export function scanRows(bytes: Uint8Array, start: number): RowScan {
  const starts: number[] = [];
  const ends: number[] = [];
  const longNumbers: number[] = [];
  const firstLong: number[] = [];
  let at = start;
  let end = torn;
  for (;;) {
    at = skipSpace(bytes, at);
    const byte = bytes[at];
    if (byte === undefined) break;
    if (byte === comma) {
      at += 1;
      continue;
    }
    if (byte === closeBracket) {
      end = at + 1;
      break;
    }
    const longBefore = longNumbers.length;
    const rowEnd = byte === openBracket ? scanRow(bytes, at, longNumbers) : skipValue(bytes, at);
    if (rowEnd === torn) {
      longNumbers.length = longBefore;
      break;
    }
    starts.push(at);
    ends.push(rowEnd);
    firstLong.push(longBefore);
    at = rowEnd;
  }
  firstLong.push(longNumbers.length);
  return { count: starts.length, starts, ends, longNumbers, firstLong, end };
}

/** Index into `longNumbers` of the long number in `element` of entry `row`; -1 when a double holds that element exactly. */
export function findLongNumber(scan: RowScan, row: number, element: number): number {
  const end = scan.firstLong[row + 1] ?? 0;
  for (let at = scan.firstLong[row] ?? 0; at < end; at += 3) if (scan.longNumbers[at] === element) return at;
  return -1;
}

/** `start` is at the row's `[`. Adds the row's long numbers; answers the offset behind its `]`. The hot loop: every byte of a reply passes here. */
function scanRow(bytes: Uint8Array, start: number, longNumbers: number[]): number {
  const length = bytes.length;
  let depth = 1;
  let element = 0;
  let at = start + 1;
  while (at < length) {
    const byte = bytes[at] as number;
    if (isDigitOrMinus(byte)) {
      const first = at;
      at += 1;
      while (at < length && isDigit(bytes[at] as number)) at += 1;
      let isLong = at - first >= longDigits;
      while (at < length && continuesNumber(bytes[at] as number)) {
        // 1.7e18 is as long as 1700000000000000000.
        if (isExponent(bytes[at] as number)) isLong = true;
        at += 1;
      }
      if (isLong && depth === 1) longNumbers.push(element, first, at);
      continue;
    }
    at += 1;
    if (byte === quote) {
      while (at < length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
      at += 1;
    } else if (byte === comma) {
      if (depth === 1) element += 1;
    } else if (byte === openBracket || byte === openBrace) {
      depth += 1;
    } else if (byte === closeBracket || byte === closeBrace) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return torn;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isDigitOrMinus(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2d;
}

function isExponent(byte: number): boolean {
  return byte === 0x65 || byte === 0x45;
}

/** Digits, point, exponent and its sign. */
function continuesNumber(byte: number): boolean {
  return (byte >= 0x2b && byte <= 0x39 && byte !== comma) || isExponent(byte);
}
