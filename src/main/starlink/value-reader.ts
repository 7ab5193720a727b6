// Reads one value of a row as the type we want. null and absent are missing without a word; a wrong type is missing and a finding.
import type { Findings } from './findings.ts';

const none: readonly never[] = [];
const flagUnknown = 2;

export class ValueReader {
  readonly #letter: string;
  readonly #findings: Findings;
  readonly #texts = new Map<string, string>();

  constructor(letter: string, findings: Findings) {
    this.#letter = letter;
    this.#findings = findings;
  }

  /** NaN when missing. Takes '12.5' and booleans (0, 1) for numbers. */
  number(value: unknown, column: string): number {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (value === null || value === undefined) return Number.NaN;
    if (typeof value === 'boolean') return value ? 1 : 0;
    const number = typeof value === 'string' ? numberOf(value) : Number.NaN;
    if (Number.isNaN(number)) this.#noteWrong(value, column, 'a number');
    return number;
  }

  /** null when missing or empty. */
  text(value: unknown, column: string): string | null {
    if (typeof value === 'string') return value === '' ? null : this.#shared(value);
    if (value !== null && value !== undefined) this.#noteWrong(value, column, 'text');
    return null;
  }

  /** 1, 0, or 2 when missing. */
  flag(value: unknown, column: string): number {
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (value === null || value === undefined) return flagUnknown;
    if (value === 1 || value === 'true') return 1;
    if (value === 0 || value === 'false') return 0;
    this.#noteWrong(value, column, 'true or false');
    return flagUnknown;
  }

  /** null when missing: nobody knows; [] when the reply says there are none, for which some write null. Each code once. */
  codes(value: unknown, column: string): readonly number[] | null {
    if (value === undefined) return null;
    if (value === null) return none;
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (entries.length === 0) return none;
    const codes = new Set<number>();
    for (const entry of entries) {
      const code = typeof entry === 'string' ? numberOf(entry) : entry;
      if (typeof code === 'number' && Number.isSafeInteger(code)) codes.add(code);
      else this.#noteWrong(value, column, 'alert codes');
    }
    // Nothing readable is not the same as no alert.
    return codes.size === 0 ? null : [...codes];
  }

  /** null when missing, [] when the reply says there are none. */
  texts(value: unknown, column: string): readonly string[] | null {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) {
      this.#noteWrong(value, column, 'a list');
      return null;
    }
    if (value.length === 0) return none;
    const texts = value.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
    if (texts.length < value.length) this.#noteWrong(value, column, 'a list of texts');
    return texts.length === 0 ? null : texts;
  }

  /** Versions and countries repeat: rows that share one text leave the collector little to move. */
  #shared(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }

  #noteWrong(value: unknown, column: string, wanted: string): void {
    const raw = JSON.stringify(value) ?? String(value);
    const shown = raw.length > 60 ? `${raw.slice(0, 59)}…` : raw;
    const letter = this.#letter;
    this.#findings.add('wrong-type', `${letter}.${column}`, `Column ${column} of type ${letter} should hold ${wanted} but holds ${shown}: shown as N/A`);
  }
}

/** Decimal notation only: Number() would also take '', ' ' and '0x10'. NaN for anything else. */
function numberOf(text: string): number {
  const number = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : Number.NaN;
}
