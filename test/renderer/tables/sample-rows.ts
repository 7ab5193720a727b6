// Rows for table and map tests: everything null but the key, then what a test names.
import { tableSchemas, type TableName, type TableRow } from '#shared/table-schemas.ts';

export function buildRow<Name extends TableName>(table: Name, values: Partial<TableRow<Name>>): TableRow<Name> {
  const empty = Object.fromEntries(Object.keys(tableSchemas[table].fields).map((field) => [field, null]));
  return { ...empty, ...values } as unknown as TableRow<Name>;
}
