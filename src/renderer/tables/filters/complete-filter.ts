// What may follow where the cursor stands in the quick filter: names of columns, and values of a column that has few.
import type { ColumnDeclaration, FormatContext } from '../column.ts';
import { findColumn, plainName, suggestColumns, typedName } from './column-names.ts';
import { distinctValues, isSetLike } from './distinct-values.ts';

export interface Suggestion {
  /** What the list shows. */
  readonly label: string;
  /** Beside it, muted: what the column holds, or how many rows show the value. */
  readonly detail: string;
  /** Takes the place of the characters from `from` to the cursor. */
  readonly insert: string;
}

export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly Suggestion[];
}

/** More would not be read. */
const MOST_SUGGESTIONS = 8;

const nothing: Completion = { from: 0, to: 0, suggestions: [] };

export function completeFilter<Row>(
  text: string,
  cursor: number,
  columns: readonly ColumnDeclaration<Row>[],
  rows: readonly Row[],
  context: FormatContext,
): Completion {
  const typed = text.slice(0, cursor);
  const term = lastTerm(typed, columns);
  if (term === null) return nothing;
  if (term.column !== null) return completeValue(term.column, typed, term.valueFrom, rows, context);
  const word = typed.slice(term.from);
  if (plainName(word) === '') return nothing;
  const suggestions = suggestColumns(word.replaceAll('"', ''), columns).slice(0, MOST_SUGGESTIONS).map((column) => ({
    label: column.header, detail: describeType(column), insert: `${typedName(column)}:`,
  }));
  return { from: term.from, to: cursor, suggestions };
}

function completeValue<Row>(column: ColumnDeclaration<Row>, typed: string, from: number, rows: readonly Row[], context: FormatContext): Completion {
  if (!isSetLike(column, rows, context)) return nothing;
  const wanted = typed.slice(from).replaceAll('"', '').toLowerCase();
  const { values } = distinctValues(column, rows, context);
  const fitting = values.filter(({ text }) => text.toLowerCase().includes(wanted) && text.toLowerCase() !== wanted && !text.includes('"'));
  return {
    from, to: typed.length,
    suggestions: fitting.slice(0, MOST_SUGGESTIONS).map(({ text, count }) => ({
      label: text, detail: count === 1 ? '1 row' : `${count.toLocaleString('en-US')} rows`, insert: `${/[\s"/!]|^[<>=]|^n\/a$/i.test(text) && !/^n\/a$/i.test(text) ? `"${text}"` : text} `,
    })),
  };
}

interface OpenTerm<Row> {
  readonly from: number;
  /** null while the name itself may still be typed. */
  readonly column: ColumnDeclaration<Row> | null;
  readonly valueFrom: number;
}

/** The term that the cursor is in, if nothing in it is finished; quotes and patterns are skipped over. */
function lastTerm<Row>(typed: string, columns: readonly ColumnDeclaration<Row>[]): OpenTerm<Row> | null {
  let from = 0;
  let quoteAt = -1;
  let patternAt = -1;
  for (let i = 0; i < typed.length; i++) {
    const sign = typed[i]!;
    if (patternAt !== -1) {
      if (sign === '\\') i++;
      else if (sign === '/') patternAt = -1;
    } else if (sign === '"') quoteAt = quoteAt === -1 ? i : -1;
    else if (quoteAt === -1 && /\s/.test(sign)) from = i + 1;
    else if (quoteAt === -1 && sign === '/' && (i === from || typed[i - 1] === ':' || typed[i - 1] === '!')) patternAt = i;
  }
  if (patternAt !== -1) return null;
  if (typed[from] === '!') from++;
  const word = typed.slice(from);
  const colon = /^"[^"]*":/.exec(word)?.[0].length ?? (word.startsWith('"') ? 0 : word.indexOf(':') + 1);
  if (colon > 0) {
    const column = findColumn(word.slice(0, colon - 1).replaceAll('"', ''), columns) ?? findColumn(spacedName(typed, from + colon - 1), columns);
    if (column === null) return null;
    const valueFrom = from + colon + (word[colon] === '!' ? 1 : 0);
    return { from, column, valueFrom };
  }
  // Inside a quote that does not begin a name a phrase is being typed; it may be a name all the same.
  return { from, column: null, valueFrom: from };
}

/** "Device Name:" typed without quotes: the longest run of words before the colon; names have four at most. */
function spacedName(typed: string, colon: number): string {
  const words = typed.slice(0, colon).trim().split(/\s+/);
  return words.slice(-4).join(' ');
}

function describeType<Row>(column: ColumnDeclaration<Row>): string {
  switch (column.type) {
    case 'number': return column.unitMs !== undefined ? 'duration: >2h' : column.unit === undefined ? 'number: >5' : `number in ${column.unit}`;
    case 'money': return 'amount: >100';
    case 'time': return 'time: <2h, 2026-11-01';
    case 'date': return 'day: 2026-11-01';
    case 'flag': return column.words.join(' or ');
    default: return 'text';
  }
}
