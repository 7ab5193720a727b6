// What the rows of the three letters have in common while they become columns: room for them, their time, what no field takes.
import type { HeadField } from './api-columns.ts';
import type { ColumnPlan } from './column-plan.ts';
import { createRowHeadReader, type RowHead, type RowSource } from './row-head.ts';
import { createValueReader, type ValueReader } from './value-reader.ts';

/** Turns the rows of one letter into its columns. */
export interface RowBuilder<Samples> {
  /** False when the row has no readable time or id: it was not taken. */
  add(row: number, values: readonly unknown[]): boolean;
  build(): Samples;
}

export interface SampleRows {
  readonly reader: ValueReader;
  /** Head of the row that `begin` took last. */
  readonly head: RowHead;
  /** Reads the head and answers the row's place in the columns; -1 when it has none. */
  begin(row: number, values: readonly unknown[]): number;
  finish(): { readonly count: number; readonly timestampNs: BigInt64Array; readonly unknownColumns: readonly (string | null)[] };
}

export function createSampleRows(plan: ColumnPlan<HeadField>, capacity: number, source: RowSource, toCanonicalId: (apiId: string) => string): SampleRows {
  const heads = createRowHeadReader(plan, source, toCanonicalId);
  const head: RowHead = { timeNs: 0n, id: '', unknownColumns: null };
  const timestampNs = new BigInt64Array(capacity);
  const unknownColumns: (string | null)[] = [];
  let count = 0;
  return {
    reader: createValueReader(plan.letter, source.findings),
    head,
    begin(row, values) {
      if (!heads.read(row, values, head)) return -1;
      timestampNs[count] = head.timeNs;
      unknownColumns.push(head.unknownColumns);
      count += 1;
      return count - 1;
    },
    finish: () => ({ count, timestampNs: count === capacity ? timestampNs : timestampNs.slice(0, count), unknownColumns }),
  };
}

export interface NumberColumns<Column extends string> {
  add(at: number, values: readonly unknown[]): void;
  build(count: number): Record<Column, Float64Array>;
}

/** Reads all number columns of a row; columns that the reply lacks stay NaN. */
export function createNumberColumns<Column extends string>(columns: readonly Column[], plan: ColumnPlan<Column>, capacity: number, reader: ValueReader): NumberColumns<Column> {
  const places = columns.map((column) => ({ column, name: plan.nameOf[column], index: plan.index[column], numbers: new Float64Array(capacity).fill(Number.NaN) }));
  const present = places.filter(({ index }) => index >= 0);
  return {
    add(at, values) {
      for (const { index, name, numbers } of present) numbers[at] = reader.number(values[index], name);
    },
    build(count) {
      return Object.fromEntries(places.map(({ column, numbers }) => [column, count === capacity ? numbers : numbers.slice(0, count)])) as Record<Column, Float64Array>;
    },
  };
}

/** Places of `flags` as bytes; the rows that were not taken are cut off. */
export function cutFlags(flags: Uint8Array, count: number): Uint8Array {
  return flags.length === count ? flags : flags.slice(0, count);
}
