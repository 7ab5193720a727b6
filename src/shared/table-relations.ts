// How rows of different tables belong together: by the ids they share. Links, "Open related" and its counts follow from this alone.
import { tableNames, tableSchemas, type TableName } from './table-schemas.ts';

/** Every field that names something with a row of its own, nearest first. */
export const relationFields = ['routerId', 'deviceId', 'serviceLineNumber', 'accountNumber'] as const;
export type RelationField = (typeof relationFields)[number];

/** Another table, and the shared ids by which its rows are found, nearest first. */
export interface TableRelation {
  readonly table: TableName;
  readonly fields: readonly RelationField[];
}

/** Rows of a table that carry one of these ids. */
export interface RelatedRows {
  readonly table: TableName;
  readonly field: RelationField;
  readonly keys: readonly string[];
}

/** Tables that rows of `table` lead to, each once, in the order of the tabs. */
export function relationsOf(table: TableName): readonly TableRelation[] {
  return tableNames.flatMap((other) => {
    if (other === table) return [];
    // From a terminal or a line the account itself is of interest, not all else that the account has.
    const fields = relationFields.filter((field) => hasField(table, field) && hasField(other, field) && (field !== 'accountNumber' || table === 'accounts' || other === 'accounts'));
    return fields.length === 0 ? [] : [{ table: other, fields }];
  });
}

/** What rows of `table` lead to: by the nearest id that any of them has. A table that none of them leads to is left out. */
export function relatedRowsOf(table: TableName, rows: readonly object[]): readonly RelatedRows[] {
  return relationsOf(table).flatMap((relation) => {
    for (const field of relation.fields) {
      const keys = new Set(rows.map((row) => readKey(row, field)).filter((key) => key !== null));
      if (keys.size > 0) return [{ table: relation.table, field, keys: [...keys] }];
    }
    return [];
  });
}

/** The ids that a row carries: every key that finds it from another table. */
export function relationKeysOf(table: TableName, row: object): readonly (string | null)[] {
  return relationFields.filter((field) => hasField(table, field)).map((field) => readKey(row, field));
}

export function hasField(table: TableName, field: RelationField): boolean {
  return field in tableSchemas[table].fields;
}

/** The id in a field of a row; null where it has none. */
export function readKey(row: object, field: RelationField): string | null {
  return (row as Readonly<Record<string, string | null>>)[field] ?? null;
}

/** What a row is called outside: its terminal, router, line or account; its own key only where it has none of them. */
export function idOfRow(table: TableName, row: object): string | null {
  const keyField = tableSchemas[table].key;
  const nearest = relationKeysOf(table, row).find((key) => key !== null) ?? null;
  return relationFields.some((field) => field === keyField) ? readKey(row, keyField as RelationField) : nearest;
}
