// H3 indexes exactly: 64-bit integers in the stream, hex text in telemetry/query. A damaged index would move a terminal by 20 km.
import { isValidCell } from 'h3-js';
import { parseExactInteger, readDigits, type DigitHalves } from './exact-integer.ts';
import { textOf } from './json-bytes.ts';
import { rawElements } from './raw-elements.ts';
import type { RowScan } from './scan-rows.ts';

export interface H3Reader {
  /** 15 lower-case hex digits, or null when absent or no valid cell; then `onInvalid` gets the raw value. */
  read(row: number, element: number, value: unknown, onInvalid: (raw: string) => void): string | null;
}

interface KnownCell {
  readonly high: number;
  readonly low: number;
  readonly hex: string | null;
}

/** Terminals stay in their cells: each index of a reply is converted once. */
export function createH3Reader(bytes: Uint8Array, scan: RowScan): H3Reader {
  const halves: DigitHalves = { high: 0, low: 0 };
  const known = new Map<number, KnownCell>();

  function readLong(long: number): string | null {
    const start = scan.longStart(long);
    const end = scan.longEnd(long);
    if (!readDigits(bytes, start, end, halves)) return cellOfInteger(parseExactInteger(textOf(bytes, start, end)));
    const { high, low } = halves;
    // A small integer is the quickest key; the entry says whether it is really this cell.
    const key = (high ^ low) & 0x3fffffff;
    const cached = known.get(key);
    if (cached !== undefined && cached.high === high && cached.low === low) return cached.hex;
    const hex = cellOfInteger(BigInt(high) * 1_000_000_000n + BigInt(low));
    known.set(key, { high, low, hex });
    return hex;
  }

  return {
    read(row, element, value, onInvalid) {
      if (value === null || value === undefined) return null;
      const long = scan.findLong(row, element);
      if (long < 0) {
        const isLarge = typeof value === 'number' && !Number.isSafeInteger(value);
        const exact: unknown = isLarge ? rawElements(bytes, scan.start(row))[element] : value;
        return parseH3Cell(exact) ?? refuse(String(exact), onInvalid);
      }
      return readLong(long) ?? refuse(textOf(bytes, scan.longStart(long), scan.longEnd(long)), onInvalid);
    },
  };
}

/** Hex text ('85194d07fffffff', any case) or an integer as text or number below 2^53 → 15 lower-case hex digits; null when it is no valid cell of any resolution. */
export function parseH3Cell(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? cellOfInteger(BigInt(value)) : null;
  if (typeof value !== 'string') return null;
  const text = value.trim().toLowerCase().replace(/^0x/, '');
  if (/^[0-9a-f]{15}$/.test(text) && isValidCell(text)) return text;
  return cellOfInteger(parseExactInteger(text));
}

function cellOfInteger(index: bigint | null): string | null {
  if (index === null || index <= 0n) return null;
  const hex = index.toString(16);
  return hex.length === 15 && isValidCell(hex) ? hex : null;
}

function refuse(raw: string, onInvalid: (raw: string) => void): null {
  onInvalid(raw.length > 60 ? `${raw.slice(0, 59)}…` : raw);
  return null;
}
