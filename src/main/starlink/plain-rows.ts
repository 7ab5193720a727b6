// Reads a row of one letter straight from its bytes, column by column as its plan says: several times as fast as JSON.parse and a pick from its values.
import type { HeadField } from './api-columns.ts';
import { ByteTexts } from './byte-texts.ts';
import type { ColumnPlan } from './column-plan.ts';
import { openBracket } from './json-bytes.ts';
import { PlainCursor } from './plain-cursor.ts';

/** What a column holds. Number columns go straight to their place. */
export type PlainKind = 'letter' | 'time' | 'id' | 'number' | 'text' | 'flag' | 'codes' | 'cell';

/** Kinds as numbers: a row is one switch an element. */
const kindNumbers = { skip: 0, letter: 1, time: 2, id: 3, number: 4, text: 5, flag: 6, codes: 7, cell: 8 } as const;

export interface PlainColumns<Field extends string> {
  readonly kindOf: (field: Field) => PlainKind;
  /** Where the canonical ids of a column are known; null for a column that holds none. */
  readonly idsOf: (field: Field | HeadField) => ByteTexts | null;
  /** Where the numbers of a column go; asked again whenever they have moved. */
  readonly numbersOf: (field: Field) => Float64Array;
}

/** `high` of the greatest 64-bit integer. */
const maxHigh = 9_223_372_036;

/** Answered for a row that is not plain: JSON.parse reads it then. */
export const notPlain = -1;

/** null where the columns of the letter are none that rows can be read plainly with. */
export function createPlainRows<Field extends string>(plan: ColumnPlan<Field | HeadField>, columns: PlainColumns<Field>, bytes: Uint8Array): PlainRows<Field> | null {
  const { letter, time, id } = plan.index;
  return letter === 0 && time > 0 && id > 0 ? new PlainRows(plan, columns, bytes) : null;
}

export class PlainRows<Field extends string> {
  /** Of the row that was read last. */
  timeHigh = 0;
  timeLow = 0;
  id = '';
  hasCell = false;
  cellHigh = 0;
  cellLow = 0;
  codes: readonly number[] = [];
  readonly #plan: ColumnPlan<Field | HeadField>;
  readonly #columns: PlainColumns<Field>;
  readonly #bytes: Uint8Array;
  readonly #cursor: PlainCursor;
  /** By position in a row. */
  readonly #kinds: Uint8Array;
  readonly #numbers: Float64Array[];
  /** Of columns with texts. */
  readonly #memos: ByteTexts[];
  readonly #texts: (string | null)[];
  readonly #flags: Uint8Array;

  constructor(plan: ColumnPlan<Field | HeadField>, columns: PlainColumns<Field>, bytes: Uint8Array) {
    const { width } = plan;
    this.#plan = plan;
    this.#columns = columns;
    this.#bytes = bytes;
    this.#cursor = new PlainCursor(bytes);
    this.#kinds = new Uint8Array(width);
    this.#numbers = Array.from({ length: width }, () => new Float64Array(0));
    // One more: where a column that the reply lacks is looked for.
    this.#texts = new Array<string | null>(width + 1).fill(null);
    this.#flags = new Uint8Array(width + 1).fill(2);
    this.#memos = new Array<ByteTexts>(width);
    for (const [field, position] of Object.entries(plan.index) as [Field, number][]) {
      if (position < 0) continue;
      const kind = columns.kindOf(field);
      this.#kinds[position] = kindNumbers[kind];
      if (kind === 'id' || kind === 'text') this.#memos[position] = columns.idsOf(field) ?? new ByteTexts().readFrom(bytes);
    }
    this.takeNumbers();
  }

  /** The number columns have moved. */
  takeNumbers(): void {
    for (const [field, position] of Object.entries(this.#plan.index) as [Field, number][]) {
      if (position >= 0 && this.#kinds[position] === kindNumbers.number) this.#numbers[position] = this.#columns.numbersOf(field);
    }
  }

  codesOf(field: Field): readonly number[] | null {
    return this.#plan.index[field] < 0 ? null : this.codes;
  }

  text(field: Field): string | null {
    return this.#texts[this.#placeOf(field)]!;
  }

  flag(field: Field): number {
    return this.#flags[this.#placeOf(field)]!;
  }

  /**
   * Reads the row whose `[` is at `start`, its numbers into place `place` of their columns. Answers the offset behind its `]`; `notPlain` when it is not
   * plain, has no time or id, or another number of elements: then nothing of it counts.
   */
  read(start: number, place: number): number {
    if (this.#bytes[start] !== openBracket) return notPlain;
    const cursor = this.#cursor;
    const kinds = this.#kinds;
    const last = kinds.length - 1;
    cursor.at = start + 1;
    cursor.plain = true;
    cursor.skipSpace();
    for (let position = 0; position <= last; position += 1) {
      switch (kinds[position]) {
        case kindNumbers.number:
          this.#numbers[position]![place] = cursor.number();
          break;
        case kindNumbers.text:
          this.#texts[position] = cursor.text(this.#memos[position]!);
          break;
        case kindNumbers.flag:
          this.#flags[position] = cursor.flag();
          break;
        default:
          this.#readOther(position);
      }
      if (position < last) cursor.comma();
      if (!cursor.plain) return notPlain;
    }
    cursor.end();
    return cursor.plain ? cursor.at : notPlain;
  }

  #readOther(position: number): void {
    const cursor = this.#cursor;
    switch (this.#kinds[position]) {
      case kindNumbers.time:
        // Beyond 64 bits, maybe: then its digits are looked at more closely.
        if (!cursor.integer() || cursor.high >= maxHigh) cursor.plain = false;
        this.timeHigh = cursor.high;
        this.timeLow = cursor.low;
        break;
      case kindNumbers.id: {
        // Behind its quote; an id that is blank is none.
        const isBlank = this.#bytes[cursor.at + 1] === 0x20;
        const id = cursor.text(this.#memos[position]!);
        if (id === null || isBlank) cursor.plain = false;
        else this.id = id;
        break;
      }
      case kindNumbers.cell:
        this.hasCell = cursor.integer();
        this.cellHigh = cursor.high;
        this.cellLow = cursor.low;
        break;
      case kindNumbers.codes:
        this.codes = cursor.codes();
        break;
      default:
        cursor.skip();
    }
  }

  #placeOf(field: Field): number {
    const position = this.#plan.index[field];
    return position < 0 ? this.#kinds.length : position;
  }
}
