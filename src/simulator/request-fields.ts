// Request bodies of writes: fields by rule, everything else refused with 400 and the field's name, as the service does.
import { refusal, type ApiAnswer } from './envelope.ts';
import { parseJsonObject } from './json-body.ts';

export interface FieldRule<T> {
  /** What the field must be, for people. */
  readonly words: string;
  /** What a missing or null field is; absent = it is required. */
  readonly missing?: T;
  /** undefined = not as it must be. */
  read(value: unknown): T | undefined;
}

type FieldsOf<R> = { readonly [K in keyof R]: R[K] extends FieldRule<infer T> ? T : never };

export const text: FieldRule<string> = {
  words: 'text that is not empty', read: (value) => (typeof value === 'string' && value !== '' ? value : undefined),
};
export const anyText: FieldRule<string> = { words: 'text', read: (value) => (typeof value === 'string' ? value : undefined) };
export const flag: FieldRule<boolean> = { words: 'true or false', read: (value) => (typeof value === 'boolean' ? value : undefined) };
export const decimal: FieldRule<number> = { words: 'a number', read: (value) => (typeof value === 'number' ? value : undefined) };
export const wholeNumber: FieldRule<number> = {
  // int32, as the service documents it.
  words: 'a whole number', read: (value) => (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 0x7fffffff ? value : undefined),
};
export const time: FieldRule<string> = {
  words: 'a date and time', read: (value) => (typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined),
};

export function list<T>(rule: FieldRule<T>): FieldRule<readonly T[]> {
  return {
    words: `a list (each ${rule.words})`,
    read(value) {
      if (!Array.isArray(value)) return undefined;
      const items = value.map((item: unknown) => rule.read(item));
      return items.includes(undefined) ? undefined : items.filter((item) => item !== undefined);
    },
  };
}

export function record<R extends Readonly<Record<string, FieldRule<unknown>>>>(rules: R): FieldRule<FieldsOf<R>> {
  return {
    words: `an object with ${Object.keys(rules).join(', ')}`,
    read(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
      const read = readFields({ ...value }, rules);
      return typeof read === 'string' || Object.keys(value).some((name) => !(name in rules)) ? undefined : read;
    },
  };
}

/** May be missing or null. */
export function optional<T>(rule: FieldRule<T>): FieldRule<T | null> {
  return { words: rule.words, missing: null, read: rule.read };
}

/** The fields, or the refusal to answer with. */
export function parseRequest<R extends Readonly<Record<string, FieldRule<unknown>>>>(body: string, rules: R): { readonly fields: FieldsOf<R> } | { readonly refused: ApiAnswer } {
  const parsed = parseJsonObject(body, Object.keys(rules));
  if (typeof parsed === 'string') return { refused: refusal(400, parsed) };
  const read = readFields(parsed, rules);
  return typeof read === 'string' ? { refused: refusal(400, `The field ${read} must be ${rules[read]?.words ?? 'something else'}.`, [read]) } : { fields: read };
}

/** A body that is a list of such objects. */
export function parseListRequest<R extends Readonly<Record<string, FieldRule<unknown>>>>(body: string, rules: R): { readonly items: readonly FieldsOf<R>[] } | { readonly refused: ApiAnswer } {
  let value: unknown;
  try {
    value = JSON.parse(body === '' ? '[]' : body);
  } catch {
    return { refused: refusal(400, 'The request body is not valid JSON.') };
  }
  const items = list(record(rules)).read(value ?? []);
  return items === undefined ? { refused: refusal(400, `The request body must be a list of objects with ${Object.keys(rules).join(', ')}.`) } : { items };
}

/** The name of the first field that is wrong, or all of them. */
function readFields<R extends Readonly<Record<string, FieldRule<unknown>>>>(given: Readonly<Record<string, unknown>>, rules: R): FieldsOf<R> | string {
  const read: Record<string, unknown> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const value = given[name] ?? undefined;
    const field = value === undefined ? rule.missing : rule.read(value);
    if (field === undefined) return name;
    read[name] = field;
  }
  return read as FieldsOf<R>;
}
