// What is remembered of a table: which columns, in what order and width, and the sorting. Read back with suspicion.
import { z } from 'zod';
import type { ColumnDeclaration, ColumnSort, TableDeclaration } from './column.ts';

export interface TableLayout {
  /** Shown or hidden by column id; a column that is not in it goes by its declaration. */
  readonly visibility: Readonly<Record<string, boolean>>;
  /** Ids in the operator's order; columns that came later stand where they were declared. */
  readonly order: readonly string[];
  /** Pixels of the columns that the operator has resized. */
  readonly widths: Readonly<Record<string, number>>;
  readonly sorting: readonly ColumnSort[];
  /** Ids of the columns that stay at the left; null while nobody has chosen: the first one that is shown. */
  readonly pinned: readonly string[] | null;
}

/** Narrower than its sort arrow and two letters a column is lost; wider than a screen it hides all others. */
export const MIN_COLUMN_WIDTH = 48;
export const MAX_COLUMN_WIDTH = 1_200;

const layoutSchema = z.object({
  visibility: z.record(z.string(), z.boolean()).catch({}),
  order: z.array(z.string()).catch([]),
  widths: z.record(z.string(), z.number().min(MIN_COLUMN_WIDTH).max(MAX_COLUMN_WIDTH)).catch({}),
  sorting: z.array(z.object({ id: z.string(), desc: z.boolean() })).catch([]),
  pinned: z.array(z.string()).nullable().catch(null),
});

export function defaultLayout<Row>(declaration: TableDeclaration<Row>): TableLayout {
  return { visibility: {}, order: [], widths: {}, sorting: declaration.defaultSort, pinned: null };
}

export function parseTableLayout<Row>(text: string | null, declaration: TableDeclaration<Row>): TableLayout {
  return text === null ? defaultLayout(declaration) : readTableLayout(parseJson(text), declaration);
}

/** Parsed JSON → layout. Parts that are broken fall back on their own; columns that no longer exist are dropped. */
export function readTableLayout<Row>(stored: unknown, declaration: TableDeclaration<Row>): TableLayout {
  const fallback = defaultLayout(declaration);
  const parsed = layoutSchema.safeParse(stored);
  if (!parsed.success) return fallback;
  const known = new Set(declaration.columns.map((column) => column.id));
  const { visibility, order, widths, sorting, pinned } = parsed.data;
  const keptSorting = uniqueById(sorting.filter((sort) => known.has(sort.id)));
  const keptVisibility = keepKnown(visibility, known);
  const isAnyShown = declaration.columns.some((column) => keptVisibility[column.id] ?? column.hidden !== true);
  return {
    visibility: isAnyShown ? keptVisibility : {},
    order: [...new Set(order.filter((id) => known.has(id)))],
    widths: keepKnown(widths, known),
    sorting: keptSorting.length > 0 ? keptSorting : fallback.sorting,
    pinned: pinned === null ? null : [...new Set(pinned.filter((id) => known.has(id)))],
  };
}

export function isVisibleIn<Row>(layout: TableLayout, column: ColumnDeclaration<Row>): boolean {
  return layout.visibility[column.id] ?? column.hidden !== true;
}

/** Order of all columns: the operator's, with columns that he has not seen yet after their declared neighbour. */
export function orderColumns(declaredIds: readonly string[], order: readonly string[]): string[] {
  if (order.length === 0) return [...declaredIds];
  const placed = [...order];
  declaredIds.forEach((id, index) => {
    if (placed.includes(id)) return;
    const neighbour = index === 0 ? -1 : placed.indexOf(declaredIds[index - 1]!);
    placed.splice(neighbour + 1, 0, id);
  });
  return placed;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function keepKnown<Value>(record: Readonly<Record<string, Value>>, known: ReadonlySet<string>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([id]) => known.has(id)));
}

function uniqueById(sorting: readonly ColumnSort[]): ColumnSort[] {
  return sorting.filter((sort, index) => sorting.findIndex((other) => other.id === sort.id) === index);
}
