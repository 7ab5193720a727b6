// Values of the scanned rows, a hundred at a time: rows that are turned into columns at once die young and cost the collector little.
import { isAscii } from 'node:buffer';
import { parseSlice, textOf } from './json-bytes.ts';
import type { RowScan } from './scan-rows.ts';

/** 100 rows (about 20 kB of text) cost the least of 100, 200, 500 and 2,000; all 65,000 at once cost a third more. */
const rowsAtATime = 100;

export interface RowTaker {
  /** `value` is undefined where the entry is no JSON. */
  take(row: number, value: unknown): void;
}

/** Gives every scanned entry to `taker`, in order. */
export function parseRows(bytes: Uint8Array, scan: RowScan, taker: RowTaker): void {
  for (let first = 0; first < scan.count; first += rowsAtATime) {
    const behind = Math.min(first + rowsAtATime, scan.count);
    const values = parseList(bytes, scan.start(first), scan.end(behind - 1));
    // null, or another count: one of them is damaged. Then each row stands for itself.
    const whole = values !== null && values.length === behind - first ? values : null;
    for (let row = first; row < behind; row += 1) taker.take(row, whole === null ? parseSlice(bytes, scan.start(row), scan.end(row)) : whole[row - first]);
  }
}

function parseList(bytes: Uint8Array, start: number, end: number): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(`[${fastText(bytes, start, end)}]`);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** As textOf, but pure ASCII (every honest row) is copied, not decoded. */
function fastText(bytes: Uint8Array, start: number, end: number): string {
  const slice = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  return isAscii(slice) ? slice.toString('latin1') : textOf(bytes, start, end);
}
