// Finds columns by what an operator types: header or id, whatever the case, spaces and signs.
import type { ColumnDeclaration } from '../column.ts';

export function findColumn<Row>(name: string, columns: readonly ColumnDeclaration<Row>[]): ColumnDeclaration<Row> | null {
  const wanted = plainName(name);
  if (wanted === '') return null;
  return columns.find((column) => plainName(column.header) === wanted) ?? columns.find((column) => plainName(column.id) === wanted) ?? null;
}

/** Letters and digits alone, small: "Opt-In Priority" → "optinpriority". */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** How the column is typed in the filter: quoted where its name has spaces or signs that mean something. */
export function typedName<Row>(column: ColumnDeclaration<Row>): string {
  return /^[\p{L}\p{N}_.-]+$/u.test(column.header) ? column.header : `"${column.header}"`;
}

/** Columns whose name begins like what was typed, then those that hold it. */
export function suggestColumns<Row>(typed: string, columns: readonly ColumnDeclaration<Row>[]): readonly ColumnDeclaration<Row>[] {
  const wanted = plainName(typed);
  const named = columns.filter((column) => column.type !== 'action').map((column) => ({ column, name: plainName(column.header) }));
  const beginning = named.filter(({ name }) => name.startsWith(wanted));
  const holding = named.filter(({ name }) => !name.startsWith(wanted) && name.includes(wanted));
  return [...beginning, ...holding].map(({ column }) => column);
}

/** The column that was probably meant by a name that is none; null when none is near. */
export function nearestColumn<Row>(name: string, columns: readonly ColumnDeclaration<Row>[]): ColumnDeclaration<Row> | null {
  const wanted = plainName(name);
  const suggested = wanted.length > 1 ? suggestColumns(name, columns)[0] : undefined;
  if (suggested !== undefined) return suggested;
  const near = columns
    .filter((column) => column.type !== 'action')
    .map((column) => ({ column, distance: distanceOf(wanted, plainName(column.header)) }))
    .sort((a, b) => a.distance - b.distance)[0];
  // A third of the letters wrong is a slip; more is another word.
  return near !== undefined && near.distance <= wanted.length / 3 ? near.column : null;
}

/** Letters to put in, take out or change (Levenshtein). */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
