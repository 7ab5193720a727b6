// One pass over the bytes of `data.values`: where each row lies, and where its long numbers lie, which JSON.parse would round.
import { backslash, closeBrace, closeBracket, colon, comma, openBrace, openBracket, quote, skipSpace, skipValue, torn } from './json-bytes.ts';

/** Digits before the point from which on a double may round: 9,007,199,254,740,993 has sixteen. A minus sign counting as one does no harm. */
const longDigits = 16;
const minus = 0x2d;
/** First room for this many integers; doubled when full. */
const firstCapacity = 1024;

/** A class, like all that is asked once a row: what is made anew for each reply would be compiled anew for each reply. */
export class RowScan {
  /** Complete entries of `values`, rows or not; the torn last one is not among them. */
  readonly count: number;
  /** Offset behind the array's `]`; `torn` when the bytes end before it. */
  readonly endOfList: number;
  /** Two entries a row: its start, and the offset behind its end. */
  readonly #spans: Int32Array;
  /** Three entries a long number: its element, its start, and the offset behind its end. */
  readonly #longs: Int32Array;
  /** Entries of `longs` before row i; one more at the end. */
  readonly #firstLong: Int32Array;

  constructor(spans: IntList, longs: IntList, firstLong: IntList, endOfList: number) {
    this.count = spans.length / 2;
    this.endOfList = endOfList;
    this.#spans = spans.values;
    this.#longs = longs.values;
    this.#firstLong = firstLong.values;
  }

  /** Offset of the first byte of entry `row`. */
  start(row: number): number {
    return this.#spans[2 * row] ?? 0;
  }

  /** Offset of the byte behind entry `row`. */
  end(row: number): number {
    return this.#spans[2 * row + 1] ?? 0;
  }

  /** Where the long number in `element` of entry `row` is noted, for longStart and longEnd; -1 when that element has no long whole part. */
  findLong(row: number, element: number): number {
    const end = this.#firstLong[row + 1] ?? 0;
    for (let long = this.#firstLong[row] ?? 0; long < end; long += 3) if (this.#longs[long] === element) return long;
    return -1;
  }

  longStart(long: number): number {
    return this.#longs[long + 1] ?? 0;
  }

  longEnd(long: number): number {
    return this.#longs[long + 2] ?? 0;
  }
}

/** Integers without an object each: a full reply brings 600,000 of them. */
interface IntList {
  values: Int32Array;
  length: number;
}

/** `start` is behind the `[` of the values. */
export function scanRows(bytes: Uint8Array, start: number): RowScan {
  const spans = createIntList();
  const longs = createIntList();
  const firstLong = createIntList();
  let at = start;
  let endOfList = torn;
  for (;;) {
    at = skipSpace(bytes, at);
    const byte = bytes[at];
    if (byte === undefined) break;
    if (byte === comma) {
      at += 1;
      continue;
    }
    if (byte === closeBracket) {
      endOfList = at + 1;
      break;
    }
    const longsBefore = longs.length;
    const rowEnd = byte === openBracket ? scanRow(bytes, at, longs) : skipValue(bytes, at);
    if (rowEnd === torn) {
      longs.length = longsBefore;
      break;
    }
    push(firstLong, longsBefore);
    push(spans, at);
    push(spans, rowEnd);
    at = rowEnd;
  }
  push(firstLong, longs.length);
  return new RowScan(spans, longs, firstLong, endOfList);
}

/** `start` is at the row's `[`. Adds the row's long numbers; answers the offset behind its `]`. The hot loop: every byte of a reply passes here. */
function scanRow(bytes: Uint8Array, start: number, longs: IntList): number {
  const length = bytes.length;
  let depth = 1;
  let element = 0;
  let elementStart = start + 1;
  let at = start + 1;
  while (at < length) {
    const byte = bytes[at] as number;
    at += 1;
    // Minus, point, slash, digits, colon: most of a row, and they structure nothing.
    if (byte >= minus && byte <= colon) continue;
    if (byte === comma) {
      if (depth > 1) continue;
      if (at - elementStart > longDigits) noteLongNumber(bytes, elementStart, element, longs);
      element += 1;
      elementStart = at;
    } else if (byte === quote) {
      while (at < length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
      at += 1;
    } else if (byte === openBracket || byte === openBrace) {
      depth += 1;
    } else if (byte === closeBracket || byte === closeBrace) {
      depth -= 1;
      if (depth > 0) continue;
      if (at - elementStart > longDigits) noteLongNumber(bytes, elementStart, element, longs);
      return at;
    }
  }
  return torn;
}

/** Adds the number at `from` if its whole part is long. Numbers made long by an exponent are found by their value: whoever needs them exactly reads their raw text. */
function noteLongNumber(bytes: Uint8Array, from: number, element: number, longs: IntList): void {
  const start = skipSpace(bytes, from);
  let at = bytes[start] === minus ? start + 1 : start;
  while (isDigit(bytes[at])) at += 1;
  if (at - start < longDigits) return;
  push(longs, element);
  push(longs, start);
  push(longs, skipValue(bytes, at - 1));
}

function createIntList(): IntList {
  return { values: new Int32Array(firstCapacity), length: 0 };
}

function push(list: IntList, value: number): void {
  if (list.length === list.values.length) {
    const larger = new Int32Array(2 * list.length);
    larger.set(list.values);
    list.values = larger;
  }
  list.values[list.length] = value;
  list.length += 1;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
