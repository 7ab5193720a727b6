// Single values of a data usage reply, read leniently: what is absent is null and never 0, what can't be read is said.
import { parseIsoTimeNs } from './iso-time.ts';

export type Fields = Readonly<Record<string, unknown>>;

const DAY_MS = 86_400_000;

/** Reads the fields of one object; whatever it can't read is null and goes to `complain`, named. */
export class FieldReader {
  readonly #fields: Fields;
  readonly #complain: (field: string) => void;

  constructor(fields: Fields, complain: (field: string) => void) {
    this.#fields = fields;
    this.#complain = complain;
  }

  /** A number, also as text; absent, null and blank are null. */
  number(name: string): number | null {
    return this.#read(name, parseNumber);
  }

  flag(name: string): boolean | null {
    return this.#read(name, parseFlag);
  }

  text(name: string): string | null {
    return this.#read(name, (value) => (typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : undefined));
  }

  /** ISO 8601 with any offset, without one (then UTC), or a date alone → epoch ms. */
  timeMs(name: string): number | null {
    return this.#read(name, parseTimeMs);
  }

  list(name: string): readonly unknown[] | null {
    return this.#read(name, (value) => (Array.isArray(value) ? (value as readonly unknown[]) : undefined));
  }

  record(name: string): Fields | null {
    return this.#read(name, asFields);
  }

  /** `parse` answers undefined for what it can't read. */
  #read<Value>(name: string, parse: (value: unknown) => Value | undefined): Value | null {
    const value = this.#fields[name];
    if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return null;
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    this.#complain(name);
    return null;
  }
}

export function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** Also of a text that holds one; undefined for what is none. */
export function parseNumber(value: unknown): number | undefined {
  // Number() alone would also take '0x10', '' and ' '.
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Also of the words, in any case. */
export function parseFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' || !/^\s*(true|false)\s*$/i.test(value)) return undefined;
  return value.trim().toLowerCase() === 'true';
}

/** null: none, or no time. */
export function readTimeMs(value: unknown): number | null {
  return parseTimeMs(value) ?? null;
}

function parseTimeMs(value: unknown): number | undefined {
  // A date alone is its midnight.
  const ns = parseIsoTimeNs(typeof value === 'string' ? value.trim().replace(/^(\d{4}-\d{2}-\d{2})(?![T ]\d)/, '$1T00:00') : value);
  return ns === null ? undefined : Number(ns / 1_000_000n);
}

/** Billing days are UTC days (starlink-api.md §14): the midnight that began the day of this time. */
export function utcMidnightOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS) * DAY_MS;
}
