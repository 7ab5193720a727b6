// Where each of our fields stands in the rows of one letter of one reply: matched by name, because order and number of columns may change.
import { documentedColumns, type HeadField, type Spellings } from './api-columns.ts';
import type { Findings } from './findings.ts';

export interface ColumnPlan<Field extends string> {
  readonly letter: string;
  /** Index in a row; -1 when the reply lacks the column. */
  readonly index: Readonly<Record<Field, number>>;
  /** The reply's own name of each field, for messages. */
  readonly nameOf: Readonly<Record<Field, string>>;
  readonly unknown: readonly { readonly index: number; readonly name: string }[];
  /** Columns a row should have. */
  readonly width: number;
}

export function buildColumnPlan<Field extends string>(
  letter: string, names: readonly string[], spellings: Spellings<Field | HeadField>, findings: Findings,
): ColumnPlan<Field | HeadField> {
  const taken = new Set<number>();
  const index: Partial<Record<Field | HeadField, number>> = {};
  const nameOf: Partial<Record<Field | HeadField, string>> = {};
  for (const [field, candidates] of Object.entries(spellings) as [Field | HeadField, readonly string[]][]) {
    const name = candidates.find((candidate) => names.includes(candidate)) ?? candidates[0] ?? field;
    const at = names.indexOf(name);
    index[field] = at;
    nameOf[field] = name;
    if (at >= 0) taken.add(at);
    else findings.add('missing-column', `${letter}.${name}`, `Rows of type ${letter} come without the column ${name}: shown as N/A`);
  }
  const unknown = names.map((name, at) => ({ index: at, name })).filter((column) => !taken.has(column.index));
  for (const { name } of unknown) {
    if (!documentedColumns.has(name)) findings.add('unknown-column', `${letter}.${name}`, `Rows of type ${letter} have a column ${name} that this version does not know: it is kept as it came`);
  }
  return {
    letter, unknown, width: names.length,
    index: index as Record<Field | HeadField, number>, nameOf: nameOf as Record<Field | HeadField, string>,
  };
}
