// H3 indexes exactly: 64-bit integers in the stream, hex text in telemetry/query. A damaged index would move a terminal by 20 km.
import { isValidCell } from 'h3-js';
import { parseExactInteger } from './exact-integer.ts';
import { rawElements } from './raw-elements.ts';

interface KnownCell {
  readonly high: number;
  readonly low: number;
  readonly hex: string | null;
}

/** Cells of a very large fleet; then the memory begins anew. */
const maxKnownCells = 50_000;

/** Terminals stay in their cells from reply to reply: what an index came to is kept. */
export class CellMemory {
  readonly #known = new Map<number, KnownCell>();

  /** 15 lower-case hex digits of the index high × 10^9 + low; null when it is no valid cell. */
  ofHalves(high: number, low: number): string | null {
    // A small integer is the quickest key; the entry says whether it is really this cell.
    const key = (high ^ low) & 0x3fffffff;
    const known = this.#known.get(key);
    if (known !== undefined && known.high === high && known.low === low) return known.hex;
    const hex = cellOfInteger(BigInt(high) * 1_000_000_000n + BigInt(low));
    if (this.#known.size >= maxKnownCells) this.#known.clear();
    this.#known.set(key, { high, low, hex });
    return hex;
  }
}

export class H3Reader {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** 15 lower-case hex digits of `value`, which stands at `element` of the row that begins at `start`; null when it is no valid cell. */
  read(start: number, element: number, value: unknown): string | null {
    // JSON.parse has rounded it: its digits count.
    const isRounded = typeof value === 'number' && !Number.isSafeInteger(value);
    return parseH3Cell(isRounded ? rawElements(this.#bytes, start)[element] : value);
  }

  /** The value as the reply spells it, at most 60 characters. */
  rawText(start: number, element: number): string {
    const raw = rawElements(this.#bytes, start)[element] ?? '';
    return raw.length > 60 ? `${raw.slice(0, 59)}…` : raw;
  }
}

/** Hex text ('85194d07fffffff', any case, also with its leading zero) or an integer as text or number below 2^53 → 15 lower-case hex digits; null when it is no valid cell of any resolution. */
export function parseH3Cell(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? cellOfInteger(BigInt(value)) : null;
  if (typeof value !== 'string') return null;
  const text = value.trim().toLowerCase().replace(/^0x/, '');
  const hex = text.padStart(16, '0').slice(1);
  if (/^0?[0-9a-f]{15}$/.test(text) && isValidCell(hex)) return hex;
  return cellOfInteger(parseExactInteger(text));
}

function cellOfInteger(index: bigint | null): string | null {
  if (index === null || index <= 0n) return null;
  const hex = index.toString(16);
  return hex.length === 15 && isValidCell(hex) ? hex : null;
}
