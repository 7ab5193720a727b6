// Values of the scanned rows, some hundred at a time: rows that are turned into columns at once die young and cost the collector little.
import { isAscii } from 'node:buffer';
import { parseSlice, textOf } from './json-bytes.ts';
import type { RowScan } from './scan-rows.ts';

/** Of 200, 500, 2,000 and 65,000 rows at a time, 500 (about 90 kB of text) was the fastest. */
const rowsAtATime = 500;

/** Calls `onRow` for every scanned entry in order with its value; undefined where it is no JSON. */
export function parseRows(bytes: Uint8Array, scan: RowScan, onRow: (row: number, value: unknown) => void): void {
  for (let first = 0; first < scan.count; first += rowsAtATime) {
    const behind = Math.min(first + rowsAtATime, scan.count);
    const values = parseList(bytes, scan.start(first), scan.end(behind - 1));
    // null, or another count: one of them is damaged. Then each row stands for itself.
    const whole = values !== null && values.length === behind - first ? values : null;
    for (let row = first; row < behind; row += 1) onRow(row, whole === null ? parseSlice(bytes, scan.start(row), scan.end(row)) : whole[row - first]);
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
