// Which rows fit: all terms of the quick filter and of the columns' own filters must hold. Each row is judged once.
import { displayText, readableText, type ColumnDeclaration, type FormatContext } from '../column.ts';
import { notAvailable } from '../../formats/format-number.ts';
import type { Bound, CellTest, FilterTerm } from './filter-term.ts';

export interface MatchSurroundings<Row> {
  /** Where a term without a column looks. */
  readonly shown: readonly ColumnDeclaration<Row>[];
  readonly context: FormatContext;
  readonly nowMs: number;
}

/** A device's clock may run ahead of ours by so much before its time counts as still to come (as telemetry does). */
const CLOCK_SKEW_MS = 120_000;

/** null: nothing is asked, every row matches. */
export function buildRowMatcher<Row extends object>(terms: readonly FilterTerm<Row>[], surroundings: MatchSurroundings<Row>): ((row: Row) => boolean) | null {
  if (terms.length === 0) return null;
  const searched = surroundings.shown.filter((column) => column.type !== 'action');
  const tests = terms.map((term) => buildTermTest(term, searched, surroundings));
  // A row that did not change is the same object: after a delta only what came with it is searched, not 200,000 rows.
  const known = new WeakMap<Row, boolean>();
  return (row) => {
    let isMatch = known.get(row);
    if (isMatch === undefined) {
      isMatch = tests.every((test) => test(row));
      known.set(row, isMatch);
    }
    return isMatch;
  };
}

function buildTermTest<Row>({ column, isTurned, test }: FilterTerm<Row>, searched: readonly ColumnDeclaration<Row>[], surroundings: MatchSurroundings<Row>): (row: Row) => boolean {
  const fits = column === null
    ? (row: Row) => searched.some((each) => fitsCell(test, each, row, surroundings))
    : (row: Row) => fitsCell(test, column, row, surroundings);
  return isTurned ? (row) => !fits(row) : fits;
}

function fitsCell<Row>(test: CellTest, column: ColumnDeclaration<Row>, row: Row, surroundings: MatchSurroundings<Row>): boolean {
  const { context } = surroundings;
  switch (test.kind) {
    case 'contains':
      return readableText(column, row, context).toLowerCase().includes(test.text);
    case 'equals':
      return displayText(column, row, context).toLowerCase() === test.text || (column.type === 'list' && (column.value(row) ?? []).some((entry) => entry.toLowerCase() === test.text));
    case 'pattern':
      return test.pattern.test(readableText(column, row, context));
    case 'missing':
      return column.type !== 'action' && column.value(row) === null && displayText(column, row, context) === notAvailable;
    case 'oneOf':
      return test.texts.has(displayText(column, row, context));
    case 'figure': {
      const value = figureOf(column, row, test.currency);
      return value !== null && (value === test.value || figureText(displayText(column, row, context)) === test.shown);
    }
    case 'range': {
      const value = figureOf(column, row, test.currency);
      return value !== null && isWithin(value, test.low, test.high);
    }
    case 'age': {
      const atMs = figureOf(column, row, null);
      const ageMs = atMs === null ? null : surroundings.nowMs - atMs;
      return ageMs !== null && ageMs >= -CLOCK_SKEW_MS && isWithin(ageMs, test.low, test.high);
    }
    case 'anyOf':
      return test.tests.some((each) => fitsCell(each, column, row, surroundings));
  }
}

/** null for what is no figure, for N/A, and for an amount in another currency than the one asked for. */
function figureOf<Row>(column: ColumnDeclaration<Row>, row: Row, currency: string | null): number | null {
  if (column.type !== 'number' && column.type !== 'money' && column.type !== 'time' && column.type !== 'date') return null;
  if (column.type === 'money' && currency !== null && column.currency(row) !== currency) return null;
  const value = column.value(row);
  return value === null || Number.isNaN(value) ? null : value;
}

function isWithin(value: number, low: Bound | null, high: Bound | null): boolean {
  if (low !== null && (low.isIncluded ? value < low.value : value <= low.value)) return false;
  return high === null || (high.isIncluded ? value <= high.value : value < high.value);
}

/** "1,250.00 EUR" → "1250.00": the figure of a text as it would be typed. */
export function figureText(shown: string): string {
  return shown.replaceAll(',', '').split(' ')[0]!;
}
