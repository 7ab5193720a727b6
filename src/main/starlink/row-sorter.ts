// Sorts the rows of a reply by letter: each to its columns, and what no columns take to the leftovers.
import type { AlertNames } from './alert-names.ts';
import { LetterFinder, type ColumnNames } from './column-names.ts';
import { createFindings } from './findings.ts';
import { IpAllocationRows } from './ip-allocation-rows.ts';
import { quote } from './json-bytes.ts';
import { createLeftoverRows, type LeftoverRows } from './leftover-rows.ts';
import { notPlain } from './plain-rows.ts';
import { RouterRows } from './router-rows.ts';
import type { RowSource } from './row-head.ts';
import type { RowBuilder } from './sample-rows.ts';
import type { TelemetryBatch } from './telemetry-batch.ts';
import { TerminalRows } from './terminal-rows.ts';

/** Bytes of a reply for each row of a letter: a guess at how many rows there will be, so that columns hardly ever grow. */
const bytesPerRow = 400;
const letterU = 0x75;
const letterR = 0x72;

export class RowSorter {
  readonly leftovers: LeftoverRows;
  readonly #letters: LetterFinder;
  readonly #source: RowSource;
  readonly #columnNames: ColumnNames;
  // Made with their first row: columns of a letter without rows are nobody's concern.
  #terminals: TerminalRows | null = null;
  #routers: RouterRows | null = null;
  #ipAllocations: IpAllocationRows | null = null;

  constructor(source: RowSource, columnNames: ColumnNames) {
    this.#source = source;
    this.#columnNames = columnNames;
    this.#letters = new LetterFinder(columnNames);
    this.leftovers = createLeftoverRows(source, columnNames);
  }

  /** Takes the row at `start` if it is plain and its letter stands first. Answers the offset behind it, or `notPlain`. */
  takePlain(start: number): number {
    const { bytes } = this.#source;
    if (bytes[start + 1] !== quote || bytes[start + 3] !== quote || this.#letters.hasElsewhere) return notPlain;
    const letter = bytes[start + 2];
    if (letter === letterU) return (this.#terminals ?? this.#builderOf('u'))?.addPlain(start) ?? notPlain;
    if (letter === letterR) return (this.#routers ?? this.#builderOf('r'))?.addPlain(start) ?? notPlain;
    return notPlain;
  }

  /** Takes the entry in bytes[start, end), whatever it is; `value` is undefined where it is no JSON. */
  take(start: number, end: number, value: unknown): void {
    const values: readonly unknown[] = Array.isArray(value) ? value : [];
    const letter = this.#letters.find(values);
    const builder: RowBuilder | null = letter === 'u' || letter === 'r' || letter === 'i' ? this.#builderOf(letter) : null;
    if (builder === null || !builder.add(start, values)) this.leftovers.add(start, end, letter);
  }

  build(alertNames: TelemetryBatch['alertNames']): Pick<TelemetryBatch, 'terminals' | 'routers' | 'ipAllocations'> {
    const silent: RowSource = { ...this.#source, findings: createFindings() };
    const noNames: AlertNames = new Map();
    return {
      terminals: this.#terminals?.build(alertNames.u) ?? new TerminalRows([], 0, silent).build(noNames),
      routers: this.#routers?.build(alertNames.r) ?? new RouterRows([], 0, silent).build(noNames),
      ipAllocations: (this.#ipAllocations ?? new IpAllocationRows([], 0, silent)).build(),
    };
  }

  /** null for a letter that has no column names. */
  #builderOf(letter: 'u'): TerminalRows | null;
  #builderOf(letter: 'r'): RouterRows | null;
  #builderOf(letter: 'u' | 'r' | 'i'): (TerminalRows | RouterRows | IpAllocationRows) | null;
  #builderOf(letter: 'u' | 'r' | 'i'): (TerminalRows | RouterRows | IpAllocationRows) | null {
    const names = this.#columnNames[letter];
    if (names === undefined) return null;
    const source = this.#source;
    const capacity = Math.ceil(source.bytes.length / bytesPerRow);
    if (letter === 'u') return (this.#terminals ??= new TerminalRows(names, capacity, source));
    if (letter === 'r') return (this.#routers ??= new RouterRows(names, capacity, source));
    return (this.#ipAllocations ??= new IpAllocationRows(names, 0, source));
  }
}
