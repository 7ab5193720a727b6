// What belongs to the rows of a menu, with how many there are of it: main counts, since not every table is loaded here.
import { useEffect, useState } from 'react';
import { relatedRowsOf, type RelatedRows, type RelationField } from '#shared/table-relations.ts';
import type { TableName } from '#shared/table-schemas.ts';
import { useConsoleApi } from '../../console-client/use-console.ts';
import { invokeCommand } from '../../console-client/console-client.ts';

export interface CountedRows extends RelatedRows {
  /** null until main has counted, and where it could not. */
  readonly count: number | null;
}

export function useRelatedCounts(table: TableName, rows: readonly object[]): readonly CountedRows[] {
  const api = useConsoleApi();
  const [related] = useState(() => relatedRowsOf(table, rows));
  const [counts, setCounts] = useState<Partial<Record<TableName, number>>>({});

  useEffect(() => {
    let isGone = false;
    void invokeCommand(api, 'table:relatedCounts', groupByField(related)).then((answer) => {
      if (answer.ok && !isGone) setCounts(Object.assign({}, ...answer.value) as Partial<Record<TableName, number>>);
    });
    return () => void (isGone = true);
  }, [api, related]);

  return related.map((each) => ({ ...each, count: counts[each.table] ?? null }));
}

/** Keys that several tables share go to main once. */
function groupByField(related: readonly RelatedRows[]): { field: RelationField; keys: string[]; tables: TableName[] }[] {
  const groups = new Map<RelationField, { field: RelationField; keys: string[]; tables: TableName[] }>();
  for (const { table, field, keys } of related) {
    const group = groups.get(field) ?? { field, keys: [...keys], tables: [] };
    group.tables.push(table);
    groups.set(field, group);
  }
  return [...groups.values()];
}
