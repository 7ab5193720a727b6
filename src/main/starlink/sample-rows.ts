// What the rows of the three letters have in common while they become columns: columns that grow, the exact time, what no field takes.
import type { ColumnPlan } from './column-plan.ts';
import type { ValueReader } from './value-reader.ts';

/** Turns the rows of one letter into its columns. */
export interface RowBuilder {
  /** `start`: offset of the row's `[`. False when the row has no readable time or id: it was not taken. */
  add(start: number, values: readonly unknown[]): boolean;
}

const nsPerSecond = 1_000_000_000n;
const wordRange = 2 ** 32;

/** Time and unknown columns of the rows taken so far. */
export class HeadColumns {
  count = 0;
  readonly #unknownColumns: (string | null)[] = [];
  #timestampNs: BigInt64Array;
  /** The same memory as 32-bit words, the low one first as on every machine that Node runs on: an object for each 64-bit value would cost more than all else. */
  #words: Uint32Array;
  // Samples of one reply share few seconds. NaN: none yet.
  #lastHigh = Number.NaN;
  #lowWord = 0;
  #highWord = 0;

  /** `capacity` rows are expected; more are taken, at the price of a copy. */
  constructor(capacity: number) {
    this.#timestampNs = new BigInt64Array(capacity);
    this.#words = new Uint32Array(this.#timestampNs.buffer);
  }

  add(timeNs: bigint, unknownColumns: string | null): void {
    this.#grow();
    this.#timestampNs[this.count] = timeNs;
    this.#unknownColumns.push(unknownColumns);
    this.count += 1;
  }

  /** Time = high × 10^9 + low, within 64 bits. */
  addHalves(high: number, low: number, unknownColumns: string | null): void {
    this.#grow();
    if (high !== this.#lastHigh) this.#setSecond(high);
    const word = this.#lowWord + low;
    const carry = word >= wordRange ? 1 : 0;
    this.#words[2 * this.count] = word - carry * wordRange;
    this.#words[2 * this.count + 1] = this.#highWord + carry;
    this.#unknownColumns.push(unknownColumns);
    this.count += 1;
  }

  build(): { readonly count: number; readonly timestampNs: BigInt64Array; readonly unknownColumns: readonly (string | null)[] } {
    return { count: this.count, timestampNs: this.#timestampNs.subarray(0, this.count), unknownColumns: this.#unknownColumns };
  }

  #setSecond(high: number): void {
    const ns = BigInt(high) * nsPerSecond;
    this.#lastHigh = high;
    this.#lowWord = Number(BigInt.asUintN(32, ns));
    this.#highWord = Number(ns >> 32n);
  }

  #grow(): void {
    if (this.count < this.#timestampNs.length) return;
    const larger = new BigInt64Array(grown(this.count));
    larger.set(this.#timestampNs);
    this.#timestampNs = larger;
    this.#words = new Uint32Array(larger.buffer);
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

  /** Makes room for place `at`, one behind the place before. True when the columns have moved. */
  reserve(at: number): boolean {
    if (at < this.#capacity) return false;
    this.#capacity = grown(this.#capacity);
    for (const place of this.#present) {
      const larger = new Float64Array(this.#capacity);
      larger.set(place.numbers);
      place.numbers = larger;
    }
    return true;
  }

  /** Reads the numbers of a row into place `at`, which is reserved. */
  set(at: number, values: readonly unknown[]): void {
    for (const place of this.#present) place.numbers[at] = this.#reader.number(values[place.index], place.name);
  }

  /** A column that the reply has, as it lies now. */
  of(column: string): Float64Array {
    return this.#present.find((place) => place.column === column)!.numbers;
  }

  build(count: number): Record<Column, Float64Array> {
    const present = new Map(this.#present.map(({ column, numbers }) => [column, numbers]));
    const built = this.#columns.map((column) => [column, present.get(column)?.subarray(0, count) ?? new Float64Array(count).fill(Number.NaN)]);
    return Object.fromEntries(built) as Record<Column, Float64Array>;
  }
}

function grown(capacity: number): number {
  return Math.max(16, 2 * capacity);
}
