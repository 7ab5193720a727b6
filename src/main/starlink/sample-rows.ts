// What the rows of the three letters have in common while they become columns: columns that grow, the exact time, what no field takes.
import type { HeadField } from './api-columns.ts';
import type { ColumnPlan } from './column-plan.ts';
import { createRowHeadReader, type IdSpelling, type RowHead, type RowSource } from './row-head.ts';
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

export function createSampleRows(plan: ColumnPlan<HeadField>, source: RowSource, spelling: IdSpelling): SampleRows {
  const heads = createRowHeadReader(plan, source, spelling);
  const head: RowHead = { timeNs: 0n, id: '', unknownColumns: null };
  const unknownColumns: (string | null)[] = [];
  let timestampNs = new BigInt64Array(firstCapacity);
  return {
    reader: createValueReader(plan.letter, source.findings),
    head,
    begin(row, values) {
      if (!heads.read(row, values, head)) return -1;
      const at = unknownColumns.length;
      if (at === timestampNs.length) {
        const larger = new BigInt64Array(2 * at);
        larger.set(timestampNs);
        timestampNs = larger;
      }
      timestampNs[at] = head.timeNs;
      unknownColumns.push(head.unknownColumns);
      return at;
    },
    finish: () => ({ count: unknownColumns.length, timestampNs: timestampNs.slice(0, unknownColumns.length), unknownColumns }),
  };
}

/** First room of a column; doubled when full. */
const firstCapacity = 1024;

export interface NumberColumns<Column extends string> {
  /** Reads all number columns of a row into place `at`; columns that the reply lacks are NaN. */
  set(at: number, values: readonly unknown[]): void;
  build(count: number): Record<Column, Float64Array>;
}

export function createNumberColumns<Column extends string>(columns: readonly Column[], plan: ColumnPlan<Column>, reader: ValueReader): NumberColumns<Column> {
  const present = columns.filter((column) => plan.index[column] >= 0)
    .map((column) => ({ column, name: plan.nameOf[column], index: plan.index[column], numbers: new Float64Array(firstCapacity) }));
  let capacity = firstCapacity;

  function grow(): void {
    capacity *= 2;
    for (const place of present) {
      const larger = new Float64Array(capacity);
      larger.set(place.numbers);
      place.numbers = larger;
    }
  }

  return {
    set(at, values) {
      if (at === capacity) grow();
      for (let each = 0; each < present.length; each += 1) {
        const place = present[each] as (typeof present)[number];
        const value = values[place.index];
        place.numbers[at] = typeof value === 'number' && Number.isFinite(value) ? value : reader.number(value, place.name);
      }
    },
    build(count) {
      const numbersOf = new Map(present.map(({ column, numbers }) => [column, numbers]));
      const built = columns.map((column) => [column, numbersOf.get(column)?.slice(0, count) ?? new Float64Array(count).fill(Number.NaN)]);
      return Object.fromEntries(built) as Record<Column, Float64Array>;
    },
  };
}
