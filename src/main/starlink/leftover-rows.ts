// Rows that become no samples: kept word for word, each kind with one finding, so that nothing is dropped in silence.
import type { ColumnNames } from './column-names.ts';
import type { RowSource } from './row-head.ts';
import { textOf } from './json-bytes.ts';
import type { UnknownRow } from './telemetry-batch.ts';

/** Letters whose rows become samples. */
const readLetters: readonly string[] = ['u', 'r', 'i'];

export interface LeftoverRows {
  /** `letter` null: the entry is no row, or has no device letter. */
  /** The row lies in bytes[start, end). */
  add(start: number, end: number, letter: string | null): void;
  readonly unknownRows: readonly UnknownRow[];
  readonly badRows: readonly UnknownRow[];
  /** Of u, r and i those that have rows but no column names. */
  readonly lettersWithoutColumns: ReadonlySet<string>;
}

export function createLeftoverRows({ bytes, findings }: RowSource, columnNames: ColumnNames): LeftoverRows {
  const unknownRows: UnknownRow[] = [];
  const badRows: UnknownRow[] = [];
  const lettersWithoutColumns = new Set<string>();
  return {
    unknownRows, badRows, lettersWithoutColumns,
    add(start, end, letter) {
      const kept: UnknownRow = { letter: letter ?? '', json: textOf(bytes, start, end) };
      if (letter === null) {
        badRows.push(kept);
        findings.add('bad-row', '', 'Entries that are no rows, or rows without a device letter, are kept as they came');
      } else if (!readLetters.includes(letter)) {
        unknownRows.push(kept);
        findings.add('unknown-letter', letter, `Rows of type ${letter} are not known to this version: they are kept as they came`);
      } else if (columnNames[letter] === undefined) {
        unknownRows.push(kept);
        lettersWithoutColumns.add(letter);
        findings.add('missing-column', `${letter}.*`, `The reply names no columns for rows of type ${letter}: they are kept as they came`);
      } else {
        badRows.push(kept);
        findings.add('bad-row', letter, `Rows of type ${letter} without a readable device id or time are kept as they came`);
      }
    },
  };
}
