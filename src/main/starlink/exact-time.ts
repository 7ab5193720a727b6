// The exact time of a row: all 64 bits of its nanoseconds, from the digits in the body.
import { parseExactInteger } from './exact-integer.ts';
import { rawElements } from './raw-elements.ts';

export class ExactTimeReader {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** ns since the epoch of `value`, which stands at `element` of the row that begins at `start`; null when it is no integer of 64 bits. */
  read(start: number, element: number, value: unknown): bigint | null {
    if (typeof value === 'string') return within64Bits(parseExactInteger(value));
    if (typeof value !== 'number') return null;
    // JSON.parse has rounded it: its digits count.
    return Number.isSafeInteger(value) ? BigInt(value) : within64Bits(parseExactInteger(rawElements(this.#bytes, start)[element] ?? ''));
  }
}

function within64Bits(value: bigint | null): bigint | null {
  return value !== null && BigInt.asIntN(64, value) === value ? value : null;
}
