// Reads one value of a row as the type we want. null and absent are missing without a word; a wrong type is missing and a finding.
import type { Findings } from './findings.ts';

export interface ValueReader {
  /** NaN when missing. Takes '12.5' and booleans (0, 1) for numbers. */
  number(value: unknown, column: string): number;
  /** null when missing or empty. */
  text(value: unknown, column: string): string | null;
  /** 1, 0, or 2 when missing. */
  flag(value: unknown, column: string): number;
  /** null when missing: nobody knows; [] when the reply says there are none. Each code once. */
  codes(value: unknown, column: string): readonly number[] | null;
  texts(value: unknown, column: string): readonly string[] | null;
}

const none: readonly never[] = [];
const flagUnknown = 2;

export function createValueReader(letter: string, findings: Findings): ValueReader {
  const wrong = (value: unknown, column: string, wanted: string): void => {
    const raw = JSON.stringify(value) ?? String(value);
    const shown = raw.length > 60 ? `${raw.slice(0, 59)}…` : raw;
    findings.add('wrong-type', `${letter}.${column}`, `Column ${column} of type ${letter} should hold ${wanted} but holds ${shown}: shown as N/A`);
  };

  return {
    number(value, column) {
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      if (value === null || value === undefined) return Number.NaN;
      if (typeof value === 'boolean') return value ? 1 : 0;
      const number = typeof value === 'string' ? numberOf(value) : Number.NaN;
      if (Number.isNaN(number)) wrong(value, column, 'a number');
      return number;
    },

    text(value, column) {
      if (typeof value === 'string') return value === '' ? null : value;
      if (value !== null && value !== undefined) wrong(value, column, 'text');
      return null;
    },

    flag(value, column) {
      if (typeof value === 'boolean') return value ? 1 : 0;
      if (value === null || value === undefined) return flagUnknown;
      if (value === 1 || value === 'true') return 1;
      if (value === 0 || value === 'false') return 0;
      wrong(value, column, 'true or false');
      return flagUnknown;
    },

    codes(value, column) {
      if (value === null || value === undefined) return null;
      const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
      if (entries.length === 0) return none;
      const codes = new Set<number>();
      for (const entry of entries) {
        const code = typeof entry === 'string' ? numberOf(entry) : entry;
        if (typeof code === 'number' && Number.isSafeInteger(code)) codes.add(code);
        else wrong(value, column, 'alert codes');
      }
      // Nothing readable is not the same as no alert.
      return codes.size === 0 ? null : [...codes];
    },

    texts(value, column) {
      if (value === null || value === undefined) return null;
      if (!Array.isArray(value)) {
        wrong(value, column, 'a list');
        return null;
      }
      if (value.length === 0) return none;
      const texts = value.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
      if (texts.length < value.length) wrong(value, column, 'a list of texts');
      return texts.length === 0 ? null : texts;
    },
  };
}

/** Decimal notation only: Number() would also take '', ' ' and '0x10'. */
function numberOf(text: string): number {
  return /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(text) ? finiteOrNaN(Number(text)) : Number.NaN;
}

function finiteOrNaN(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}
