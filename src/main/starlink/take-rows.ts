// Goes through `data.values` once: plain rows straight into columns, all others through JSON.parse.
import { closeBracket, comma, openBracket, parseSlice, skipSpace, skipValue, torn } from './json-bytes.ts';
import { notPlain } from './plain-rows.ts';
import type { RowSorter } from './row-sorter.ts';
import { scanRow } from './scan-row.ts';
import type { TakenRows } from './walk-frame.ts';

export interface SortedRows extends TakenRows {
  readonly sorter: RowSorter;
  /** Complete entries of `values`, rows or not; the torn last one is not among them. */
  readonly count: number;
}

/** `start` is behind the `[` of the values. Lenient about commas: what is a row counts. */
export function takeRows(bytes: Uint8Array, start: number, sorter: RowSorter): SortedRows {
  let at = start;
  let count = 0;
  for (;;) {
    at = skipSpace(bytes, at);
    const byte = bytes[at];
    if (byte === undefined) return { sorter, count, endOfList: torn };
    if (byte === comma) {
      at += 1;
      continue;
    }
    if (byte === closeBracket) return { sorter, count, endOfList: at + 1 };
    let end = sorter.takePlain(at);
    if (end === notPlain) {
      end = byte === openBracket ? scanRow(bytes, at) : skipValue(bytes, at);
      if (end === torn) return { sorter, count, endOfList: torn };
      sorter.take(at, end, parseSlice(bytes, at, end));
    }
    count += 1;
    at = end;
  }
}
