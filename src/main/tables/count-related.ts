// How many rows of each table belong to given terminals, routers, service lines or accounts: for menus, without sending the rows.
import type { RelationField } from '#shared/table-relations.ts';
import { tableNames, tableSchemas, type TableName } from '#shared/table-schemas.ts';
import type { FleetStates } from './fleet-tables.ts';

/** Counts by table; only tables that have the field. */
export function countRelatedRows(states: FleetStates, field: RelationField, keys: readonly string[], tables: readonly TableName[] = tableNames): Partial<Record<TableName, number>> {
  const wanted = new Set(keys);
  const counts: Partial<Record<TableName, number>> = {};
  for (const table of tables) {
    if (!(field in tableSchemas[table].fields)) continue;
    let count = 0;
    for (const row of states[table].values()) if (wanted.has((row as Readonly<Record<string, unknown>>)[field] as string)) count++;
    counts[table] = count;
  }
  return counts;
}
