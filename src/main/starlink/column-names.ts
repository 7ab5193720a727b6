// Column names that the rows of a reply are read with: its own, or for a torn one those of the account's last reply.
import { letterColumn } from './api-columns.ts';

export type ColumnNames = Readonly<Record<string, readonly string[]>>;

/** A torn reply whose columns never came while none are known yet: its bytes must wait until a whole reply names them. */
export class UnknownColumnsError extends Error {
  readonly letters: readonly string[];

  constructor(letters: readonly string[]) {
    super(`The reply ended before its column names came, and none are known yet for rows of type ${letters.join(', ')}`);
    this.name = 'UnknownColumnsError';
    this.letters = letters;
  }
}

/** data.columnNamesByDeviceType as far as it is readable, filled up with the known ones. */
export function parseColumnNames(reply: unknown, known: ColumnNames | null): ColumnNames {
  const own = typeof reply === 'object' && reply !== null ? Object.entries(reply) : [];
  const readable = own.filter((entry): entry is [string, string[]] => isTextList(entry[1]));
  return Object.fromEntries([...Object.entries(known ?? {}), ...readable]);
}

/** Finds the letter of a row: element 0, unless its column list says DeviceType stands elsewhere. */
export class LetterFinder {
  readonly #places: ReadonlyMap<string, number>;
  readonly #elsewhere: readonly (readonly [letter: string, place: number])[];

  constructor(columns: ColumnNames) {
    this.#places = new Map(Object.entries(columns).map(([letter, names]) => [letter, Math.max(0, names.indexOf(letterColumn))]));
    this.#elsewhere = [...this.#places].filter(([, place]) => place > 0);
  }

  /** True where some letter's rows begin with something else. */
  get hasElsewhere(): boolean {
    return this.#elsewhere.length > 0;
  }

  /** null when the row has none. */
  find(values: readonly unknown[]): string | null {
    for (const [letter, place] of this.#elsewhere) if (values[place] === letter) return letter;
    const first = values[0];
    if (typeof first === 'string' && this.#places.get(first) === 0) return first;
    // A letter that nobody listed. Device ids, versions and numbers in a row of strange order are longer or no letters.
    return typeof first === 'string' && /^[A-Za-z][A-Za-z0-9]{0,3}$/.test(first) && !this.#places.has(first) ? first : null;
  }
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
