// Rows as text in slices: each takes a few milliseconds, so that the window goes on drawing while 200,000 rows are written.
import { unparse } from 'papaparse';
import type { ExportColumn } from './export-columns.ts';

export interface TextSlice {
  readonly text: string;
  /** Rows written so far, this slice included. */
  readonly rows: number;
}

/** A slice ends after so long: half a frame, which leaves room to draw. */
const SLICE_MS = 8;
/** Rows between two looks at the clock. */
const ROWS_AT_ONCE = 50;
/** A message to main stays small enough for it to write away at once. */
const SLICE_LENGTH = 256 * 1024;

export type WriteRows = (rows: readonly (readonly string[])[]) => string;

/** RFC 4180: CRLF, quotes where they are needed; around an empty field that is alone in its row too, since readers skip empty lines. */
export function csvWriter(delimiter: string): WriteRows {
  return (rows) => {
    if (rows.length === 0) return '';
    const quotes = rows[0]!.length === 1 ? (value: string) => value === '' : false;
    return `${unparse(rows as string[][], { delimiter, newline: '\r\n', quotes })}\r\n`;
  };
}

/** For the clipboard: what would end a cell or a row becomes a space. */
export const writeTabSeparated: WriteRows = (rows) => rows.map((cells) => `${cells.map((cell) => cell.replace(/[\t\r\n\u0085\u2028\u2029]+/g, ' ')).join('\t')}\n`).join('');

export function* sliceRows<Row>(rows: readonly Row[], columns: readonly ExportColumn<Row>[], write: WriteRows, now: () => number = () => performance.now()): Generator<TextSlice> {
  let index = 0;
  while (index < rows.length) {
    const endsAt = now() + SLICE_MS;
    let text = '';
    do {
      const piece = rows.slice(index, index + ROWS_AT_ONCE).map((row) => columns.map((column) => column.text(row)));
      text += write(piece);
      index += piece.length;
    } while (index < rows.length && text.length < SLICE_LENGTH && now() < endsAt);
    yield { text, rows: index };
  }
}
