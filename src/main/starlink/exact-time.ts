// The exact time of a row: all 64 bits of its nanoseconds, from the digits in the body.
import { parseExactInteger, readDigits, type DigitHalves } from './exact-integer.ts';
import { textOf } from './json-bytes.ts';
import { rawElements } from './raw-elements.ts';
import type { RowScan } from './scan-rows.ts';

/** `high` of the greatest 64-bit integer: below it digits need no further check. */
const maxHigh = 9_223_372_036;

export class ExactTimeReader {
  readonly #bytes: Uint8Array;
  readonly #scan: RowScan;
  readonly #halves: DigitHalves = { high: 0, low: 0 };
  // Samples of one reply share few seconds. NaN: none yet.
  #lastHigh = Number.NaN;
  #lastHighNs = 0n;

  constructor(bytes: Uint8Array, scan: RowScan) {
    this.#bytes = bytes;
    this.#scan = scan;
  }

  /** ns since the epoch of `value`, which stands at `element` of `row`; null when it is no integer of 64 bits. */
  read(row: number, element: number, value: unknown): bigint | null {
    const long = this.#scan.findLong(row, element);
    if (long >= 0) return this.#readLong(this.#scan.longStart(long), this.#scan.longEnd(long));
    if (typeof value === 'string') return within64Bits(parseExactInteger(value));
    if (typeof value !== 'number') return null;
    // A large number that is not long is one with an exponent.
    return Number.isSafeInteger(value) ? BigInt(value) : within64Bits(parseExactInteger(rawElements(this.#bytes, this.#scan.start(row))[element] ?? ''));
  }

  #readLong(start: number, end: number): bigint | null {
    const halves = this.#halves;
    if (!readDigits(this.#bytes, start, end, halves) || halves.high >= maxHigh) return within64Bits(parseExactInteger(textOf(this.#bytes, start, end)));
    if (halves.high !== this.#lastHigh) {
      this.#lastHigh = halves.high;
      this.#lastHighNs = BigInt(halves.high) * 1_000_000_000n;
    }
    return halves.low === 0 ? this.#lastHighNs : this.#lastHighNs + BigInt(halves.low);
  }
}

function within64Bits(value: bigint | null): bigint | null {
  return value !== null && BigInt.asIntN(64, value) === value ? value : null;
}
