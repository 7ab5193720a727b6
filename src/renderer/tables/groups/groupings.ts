// By what a table's rows can be put together: account and service line, where its rows name them. Follows from the schema alone.
import { tableSchemas } from '#shared/table-schemas.ts';
import type { TableDeclaration } from '../column.ts';

export interface Grouping<Row> {
  readonly id: 'account' | 'serviceLine';
  /** In the "Group" select. */
  readonly label: string;
  /** null: the row belongs to none that is known. */
  readonly keyOf: (row: Row) => string | null;
  readonly nameOf: (row: Row) => string | null;
}

interface Candidate {
  readonly id: 'account' | 'serviceLine';
  readonly label: string;
  readonly keyField: string;
  readonly nameField: string;
}

const candidates: readonly Candidate[] = [
  { id: 'account', label: 'Account', keyField: 'accountNumber', nameField: 'accountName' },
  { id: 'serviceLine', label: 'Service line', keyField: 'serviceLineNumber', nameField: 'serviceName' },
];

/** A table is not grouped by what its rows are keyed by: each group would be one row. */
export function groupingsOf<Row>({ table }: Pick<TableDeclaration<Row>, 'table'>): readonly Grouping<Row>[] {
  const { key, fields } = tableSchemas[table];
  return candidates
    .filter(({ keyField }) => keyField !== key && Object.hasOwn(fields, keyField))
    .map(({ id, label, keyField, nameField }) => ({ id, label, keyOf: (row) => textOf(row, keyField), nameOf: (row) => textOf(row, nameField) }));
}

function textOf(row: unknown, field: string): string | null {
  const value = (row as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'string' ? value : null;
}
