// What is asked of a table besides its columns: quick filter, columns' filters, grouping. Read back with suspicion from views and from what is remembered.
import { z } from 'zod';
import type { TableDeclaration } from './column.ts';
import { columnFilterSchema, suitsColumn, type ColumnFilters } from './filters/column-filter.ts';
import { groupingsOf } from './groups/groupings.ts';

export interface TableQuestions {
  readonly filterText: string;
  /** By column id. */
  readonly columnFilters: ColumnFilters;
  /** Id of a grouping; null: none. */
  readonly groupBy: string | null;
}

export const noQuestions: TableQuestions = { filterText: '', columnFilters: {}, groupBy: null };

const questionsSchema = z.object({
  filterText: z.string().max(1_000).catch(''),
  columnFilters: z.record(z.string(), z.unknown()).catch({}),
  groupBy: z.string().nullable().catch(null),
});

/** Parsed JSON → questions. Broken parts and filters of columns that no longer exist fall away alone. */
export function readTableQuestions<Row>(stored: unknown, declaration: TableDeclaration<Row>): TableQuestions {
  const parsed = questionsSchema.safeParse(stored);
  if (!parsed.success) return noQuestions;
  const { filterText, columnFilters, groupBy } = parsed.data;
  const kept = declaration.columns.flatMap((column) => {
    const filter = columnFilterSchema.safeParse(Object.hasOwn(columnFilters, column.id) ? columnFilters[column.id] : undefined);
    return filter.success && suitsColumn(filter.data, column) ? [[column.id, filter.data] as const] : [];
  });
  return {
    filterText, columnFilters: Object.fromEntries(kept),
    groupBy: groupingsOf(declaration).some(({ id }) => id === groupBy) ? groupBy : null,
  };
}
