// The quick filter's language: text typed → terms that all must hold, or where it can't be understood and why. Any text gives one of both.
import type { ColumnDeclaration, FormatContext } from '../column.ts';
import { findColumn, nearestColumn, typedName } from './column-names.ts';
import type { CellTest, FilterTerm } from './filter-term.ts';
import { parseCellTest } from './parse-cell-test.ts';
import { readPatternText } from './pattern.ts';

export interface FilterError {
  readonly message: string;
  /** Characters of the text that it is about; `to` is not one of them. */
  readonly from: number;
  readonly to: number;
}

export type FilterReading<Row> =
  | { readonly ok: true; readonly terms: readonly FilterTerm<Row>[] }
  | { readonly ok: false; readonly error: FilterError };

/** Longer than any question; a pasted file is none. */
const LONGEST_FILTER = 1_000;

/** Thrown and caught in here alone. */
class FilterRefusal extends Error {
  readonly from: number;
  readonly to: number;
  constructor(message: string, from: number, to: number) {
    super(message);
    this.from = from;
    this.to = to;
  }
}

export function parseFilter<Row>(text: string, columns: readonly ColumnDeclaration<Row>[], context: FormatContext): FilterReading<Row> {
  try {
    return { ok: true, terms: readTerms(text, columns, context) };
  } catch (error) {
    if (!(error instanceof FilterRefusal)) throw error;
    return { ok: false, error: { message: error.message, from: error.from, to: error.to } };
  }
}

function readTerms<Row>(text: string, columns: readonly ColumnDeclaration<Row>[], context: FormatContext): readonly FilterTerm<Row>[] {
  if (text.length > LONGEST_FILTER) throw new FilterRefusal('A filter may be 1,000 characters long', LONGEST_FILTER, text.length);
  const terms: FilterTerm<Row>[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const beganAt = at;
    let isTurned = text[at] === '!';
    if (isTurned) at++;
    const named = readColumnName(text, at, columns);
    if (named !== null) at = named.to;
    // "state:!online" says the same as "!state:online".
    if (named !== null && text[at] === '!') {
      isTurned = !isTurned;
      at++;
    }
    if (at >= text.length || isSpace(text[at])) {
      throw named === null
        ? new FilterRefusal('“!” turns the term behind it around: write one', beganAt, at)
        : new FilterRefusal(`Write what ${named.column.header} should hold`, beganAt, at);
    }
    const value = readValue(text, at);
    terms.push({ column: named?.column ?? null, isTurned, test: buildTest(value, at, named?.column ?? null, context) });
    at = skipSpace(text, value.to);
  }
  return terms;
}

interface NamedColumn<Row> {
  readonly column: ColumnDeclaration<Row>;
  /** Behind the colon, and behind spaces that follow it. */
  readonly to: number;
}

/** "state:", "Device Name:", "\"Device Name\":"; null where a term without a column begins. */
function readColumnName<Row>(text: string, at: number, columns: readonly ColumnDeclaration<Row>[]): NamedColumn<Row> | null {
  const quoted = text[at] === '"' ? text.indexOf('"', at + 1) : -1;
  const colon = quoted === -1 ? text.indexOf(':', at) : text[quoted + 1] === ':' ? quoted + 1 : -1;
  if (colon === -1 || text[at] === '/') return null;
  const name = quoted === -1 ? text.slice(at, colon) : text.slice(at + 1, quoted);
  if (quoted === -1 && name.includes('"')) return null;
  const column = findColumn(name, columns);
  if (column !== null) {
    if (column.type === 'action') throw new FilterRefusal(`${column.header} holds a control: there is nothing to filter by`, at, colon);
    return { column, to: skipSpace(text, colon + 1) };
  }
  // With a space in it the name may be a text, and the column stands further on.
  if (quoted === -1 && (/\s/.test(name) || looksLikeText(name, text.slice(at)))) return null;
  const near = nearestColumn(name, columns);
  const hint = near === null ? 'To look for the text, put it in quotes.' : `Did you mean ${typedName(near)}?`;
  throw new FilterRefusal(`There is no column “${name}”. ${hint}`, at, colon);
}

/** Addresses (2a0d:3344::1, fe80::/10) and times have colons of their own. */
function looksLikeText(name: string, rest: string): boolean {
  const word = /^\S*/.exec(rest)![0];
  return name === '' || /^\d/.test(name) || /^[\da-f]{1,4}:[\da-f:.]*(?:\/\d+)?$/i.test(word);
}

interface TypedValue {
  readonly kind: 'plain' | 'quoted' | 'pattern';
  /** Without its quotes or slashes. */
  readonly text: string;
  readonly to: number;
}

function readValue(text: string, at: number): TypedValue {
  if (text[at] === '/') return readPatternValue(text, at);
  if (text[at] === '"') return { kind: 'quoted', ...readQuoted(text, at) };
  let to = at;
  let value = '';
  while (to < text.length && !isSpace(text[to])) {
    // >"2026-11-01 10:30" and "2026-11-01 10:30".."2026-11-02": quotes inside hold spaces together.
    if (text[to] === '"' && /(?:^|[<>=]|\.\.)$/.test(value)) {
      const part = readQuoted(text, to);
      value += part.text;
      to = part.to;
    } else value += text[to++];
    // "> 50" says the same as ">50".
    if (/^(?:>=?|<=?|=)$/.test(value) && isSpace(text[to])) to = skipSpace(text, to);
  }
  return { kind: 'plain', text: value, to };
}

function readQuoted(text: string, at: number): { readonly text: string; readonly to: number } {
  const end = text.indexOf('"', at + 1);
  if (end === -1) throw new FilterRefusal('This quote is not closed', at, text.length);
  // "2026-11-01 10:30".."2026-11-02": the range goes on behind the quote.
  if (text.startsWith('..', end + 1)) {
    const rest = readValue(text, end + 3);
    return { text: `${text.slice(at + 1, end)}..${rest.text}`, to: rest.to };
  }
  if (end === at + 1) throw new FilterRefusal('There is nothing between these quotes', at, end + 1);
  return { text: text.slice(at + 1, end), to: end + 1 };
}

function readPatternValue(text: string, at: number): TypedValue {
  let end = at + 1;
  let isInSet = false;
  for (; end < text.length; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === '[') isInSet = true;
    else if (text[end] === ']') isInSet = false;
    else if (text[end] === '/' && !isInSet) break;
  }
  if (end >= text.length) throw new FilterRefusal('This pattern has no closing “/”. To look for the text, write it in quotes', at, text.length);
  if (end === at + 1) throw new FilterRefusal('There is no pattern between these slashes', at, end + 1);
  return { kind: 'pattern', text: text.slice(at + 1, end), to: text[end + 1] === 'i' && (end + 2 === text.length || isSpace(text[end + 2])) ? end + 2 : end + 1 };
}

function buildTest<Row>(value: TypedValue, at: number, column: ColumnDeclaration<Row> | null, context: FormatContext): CellTest {
  if (value.kind === 'pattern') {
    const reading = readPatternText(value.text);
    if (!reading.ok) throw new FilterRefusal(reading.message, at + 1 + reading.at, Math.max(at + 2 + reading.at, value.to));
    return { kind: 'pattern', pattern: reading.pattern };
  }
  if (column === null) return { kind: 'contains', text: value.text.toLowerCase() };
  // Quotes make a text of what else would be a sign, a range or n/a; a quoted range of times stays one.
  if (value.kind === 'quoted' && !value.text.includes('..') && (column.type === 'text' || column.type === 'list' || column.type === 'flag')) {
    return { kind: 'contains', text: value.text.toLowerCase() };
  }
  const reading = parseCellTest(value.text, column, context);
  if (!reading.ok) throw new FilterRefusal(reading.message, at, value.to);
  return reading.test;
}

function skipSpace(text: string, at: number): number {
  let to = at;
  while (to < text.length && isSpace(text[to])) to++;
  return to;
}

function isSpace(sign: string | undefined): boolean {
  return sign !== undefined && /\s/.test(sign);
}
