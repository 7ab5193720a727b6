// Sorts the rows of a reply by letter: each to its columns, and what no columns take to the leftovers.
import { LetterFinder, type ColumnNames } from './column-names.ts';
import { createFindings } from './findings.ts';
import { IpAllocationRows } from './ip-allocation-rows.ts';
import { createLeftoverRows, type LeftoverRows } from './leftover-rows.ts';
import type { RowTaker } from './parse-rows.ts';
import { RouterRows } from './router-rows.ts';
import type { RowSource } from './row-head.ts';
import type { RowBuilder } from './sample-rows.ts';
import type { TelemetryBatch } from './telemetry-batch.ts';
import { TerminalRows } from './terminal-rows.ts';

export class RowSorter implements RowTaker {
  readonly leftovers: LeftoverRows;
  readonly #letters: LetterFinder;
  readonly #source: RowSource;
  readonly #columnNames: ColumnNames;
  readonly #alertNames: TelemetryBatch['alertNames'];
  // Made with their first row: columns of a letter without rows are nobody's concern.
  #terminals: TerminalRows | null = null;
  #routers: RouterRows | null = null;
  #ipAllocations: IpAllocationRows | null = null;

  constructor(source: RowSource, columnNames: ColumnNames, alertNames: TelemetryBatch['alertNames']) {
    this.#source = source;
    this.#columnNames = columnNames;
    this.#alertNames = alertNames;
    this.#letters = new LetterFinder(columnNames);
    this.leftovers = createLeftoverRows(source, columnNames);
  }

  take(row: number, value: unknown): void {
    const values: readonly unknown[] = Array.isArray(value) ? value : [];
    const letter = this.#letters.find(values);
    const builder = this.#builderOf(letter);
    if (builder === null || !builder.add(row, values)) this.leftovers.add(row, letter);
  }

  build(): Pick<TelemetryBatch, 'terminals' | 'routers' | 'ipAllocations'> {
    const silent: RowSource = { ...this.#source, findings: createFindings() };
    return {
      terminals: (this.#terminals ?? new TerminalRows([], 0, silent, this.#alertNames.u)).build(),
      routers: (this.#routers ?? new RouterRows([], 0, silent, this.#alertNames.r)).build(),
      ipAllocations: (this.#ipAllocations ?? new IpAllocationRows([], 0, silent)).build(),
    };
  }

  /** null for a letter that this version does not read, or that has no column names. */
  #builderOf(letter: string | null): RowBuilder<unknown> | null {
    if (letter === 'u') return this.#terminals ?? this.#withColumns(letter, (names, rows) => (this.#terminals = new TerminalRows(names, rows, this.#source, this.#alertNames.u)));
    if (letter === 'r') return this.#routers ?? this.#withColumns(letter, (names, rows) => (this.#routers = new RouterRows(names, rows, this.#source, this.#alertNames.r)));
    if (letter === 'i') return this.#ipAllocations ?? this.#withColumns(letter, (names, rows) => (this.#ipAllocations = new IpAllocationRows(names, rows, this.#source)));
    return null;
  }

  #withColumns<Builder>(letter: string, create: (names: readonly string[], expectedRows: number) => Builder): Builder | null {
    const names = this.#columnNames[letter];
    return names === undefined ? null : create(names, countRowsOf(letter, this.#source));
  }
}

/** Rows that begin with the letter, as nearly all do: a guess at how many there will be, so that columns need not grow. */
function countRowsOf(letter: string, { bytes, scan }: RowSource): number {
  const code = letter.charCodeAt(0);
  let count = 0;
  // Behind the row's bracket and the letter's quote.
  for (let row = 0; row < scan.count; row += 1) if (bytes[scan.start(row) + 2] === code) count += 1;
  return count;
}
