// What the rows of the three letters have in common while they become columns: columns that grow, the exact time, what no field takes.
import type { ColumnPlan } from './column-plan.ts';
import type { RowHeadReader } from './row-head.ts';
import type { ValueReader } from './value-reader.ts';

/** Turns the rows of one letter into its columns. */
export interface RowBuilder<Samples> {
  /** False when the row has no readable time or id: it was not taken. */
  add(row: number, values: readonly unknown[]): boolean;
  build(): Samples;
}

/** Time and unknown columns of the rows taken so far. */
export class HeadColumns {
  count = 0;
  readonly #unknownColumns: (string | null)[] = [];
  #timestampNs: BigInt64Array;

  /** `capacity` rows are expected; more are taken, at the price of a copy. */
  constructor(capacity: number) {
    this.#timestampNs = new BigInt64Array(capacity);
  }

  add(head: RowHeadReader): void {
    if (this.count === this.#timestampNs.length) {
      const larger = new BigInt64Array(grown(this.count));
      larger.set(this.#timestampNs);
      this.#timestampNs = larger;
    }
    this.#timestampNs[this.count] = head.timeNs;
    this.#unknownColumns.push(head.unknownColumns);
    this.count += 1;
  }

  build(): { readonly count: number; readonly timestampNs: BigInt64Array; readonly unknownColumns: readonly (string | null)[] } {
    return { count: this.count, timestampNs: this.count === this.#timestampNs.length ? this.#timestampNs : this.#timestampNs.slice(0, this.count), unknownColumns: this.#unknownColumns };
  }
}

interface NumberColumn<Column extends string> {
  readonly column: Column;
  /** The reply's own name, for messages. */
  readonly name: string;
  readonly index: number;
  numbers: Float64Array;
}

/** All number columns of a letter; those that the reply lacks are NaN. */
export class NumberColumns<Column extends string> {
  readonly #columns: readonly Column[];
  readonly #present: NumberColumn<Column>[];
  readonly #reader: ValueReader;
  #capacity: number;

  constructor(columns: readonly Column[], plan: ColumnPlan<Column>, reader: ValueReader, capacity: number) {
    this.#capacity = capacity;
    this.#columns = columns;
    this.#reader = reader;
    this.#present = columns
      .filter((column) => plan.index[column] >= 0)
      .map((column) => ({ column, name: plan.nameOf[column], index: plan.index[column], numbers: new Float64Array(capacity) }));
  }

  /** Reads the numbers of a row into place `at`, one behind the place before. */
  set(at: number, values: readonly unknown[]): void {
    if (at === this.#capacity) this.#grow();
    for (const place of this.#present) {
      const value = values[place.index];
      place.numbers[at] = typeof value === 'number' && Number.isFinite(value) ? value : this.#reader.number(value, place.name);
    }
  }

  build(count: number): Record<Column, Float64Array> {
    const present = new Map(this.#present.map(({ column, numbers }) => [column, numbers]));
    const built = this.#columns.map((column) => [column, cut(present.get(column), count) ?? new Float64Array(count).fill(Number.NaN)]);
    return Object.fromEntries(built) as Record<Column, Float64Array>;
  }

  #grow(): void {
    this.#capacity = grown(this.#capacity);
    for (const place of this.#present) {
      const larger = new Float64Array(this.#capacity);
      larger.set(place.numbers);
      place.numbers = larger;
    }
  }
}

function cut(numbers: Float64Array | undefined, count: number): Float64Array | undefined {
  return numbers?.length === count ? numbers : numbers?.slice(0, count);
}

function grown(capacity: number): number {
  return Math.max(16, 2 * capacity);
}
