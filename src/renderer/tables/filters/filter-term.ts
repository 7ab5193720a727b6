// What a filter asks of a row, once its words are understood: the quick filter and the columns' own filters end here alike.
import type { ColumnDeclaration } from '../column.ts';
import type { Pattern } from './pattern.ts';

/** One end of a range, in the column's raw values (ms of a time, bytes of a GB). */
export interface Bound {
  readonly value: number;
  readonly isIncluded: boolean;
}

export type CellTest =
  /** Anywhere in the text shown, whatever its case; lower case already. */
  | { readonly kind: 'contains'; readonly text: string }
  /** The whole text shown, or one entry of a list. */
  | { readonly kind: 'equals'; readonly text: string }
  | { readonly kind: 'pattern'; readonly pattern: Pattern }
  /** N/A. */
  | { readonly kind: 'missing' }
  /** The figure itself, or the figure as shown: "26" finds 26.4 where the column shows 26. */
  | { readonly kind: 'figure'; readonly value: number; readonly shown: string; readonly currency: string | null }
  /** Never matches N/A. `currency` null takes every amount in its own currency. */
  | { readonly kind: 'range'; readonly low: Bound | null; readonly high: Bound | null; readonly currency: string | null }
  /** How long ago a time is, in ms. Never matches N/A, nor a time still to come. */
  | { readonly kind: 'age'; readonly low: Bound | null; readonly high: Bound | null }
  /** One of the texts shown. */
  | { readonly kind: 'oneOf'; readonly texts: ReadonlySet<string> }
  | { readonly kind: 'anyOf'; readonly tests: readonly CellTest[] };

export interface FilterTerm<Row> {
  /** null: any column that is shown. */
  readonly column: ColumnDeclaration<Row> | null;
  readonly isTurned: boolean;
  readonly test: CellTest;
}

/** Whether the answer changes by time alone. */
export function hasAges<Row>(terms: readonly FilterTerm<Row>[]): boolean {
  return terms.some(({ test }) => test.kind === 'age' || (test.kind === 'anyOf' && test.tests.some(({ kind }) => kind === 'age')));
}
