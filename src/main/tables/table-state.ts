// The current rows of one table in main: changes go in, deltas of what really changed come out.
import type { RowOf, RowSchema } from '#shared/row-schema.ts';

export interface TableChange<Row> {
  readonly upserts: readonly Row[];
  readonly removedKeys: readonly string[];
}

export interface TableState<Schema extends RowSchema> {
  readonly schema: Schema;
  get(key: string): RowOf<Schema> | undefined;
  values(): IterableIterator<RowOf<Schema>>;
  readonly size: number;
  /** Stores rows and removals; a row equal to the stored one keeps its identity and is no change. */
  apply(upserts: readonly RowOf<Schema>[], removedKeys?: readonly string[]): void;
  clear(): void;
  /** Answers the function that ends the subscription. */
  subscribe(listener: (change: TableChange<RowOf<Schema>>) => void): () => void;
}

export function createTableState<Schema extends RowSchema>(schema: Schema): TableState<Schema> {
  type Row = RowOf<Schema>;
  const rows = new Map<string, Row>();
  const listeners = new Set<(change: TableChange<Row>) => void>();
  const fieldNames = Object.keys(schema.fields);

  const announce = (upserts: readonly Row[], removedKeys: readonly string[]): void => {
    if (upserts.length === 0 && removedKeys.length === 0) return;
    for (const listener of listeners) listener({ upserts, removedKeys });
  };

  return {
    schema,
    get: (key) => rows.get(key),
    values: () => rows.values(),
    get size() {
      return rows.size;
    },
    apply(upserts, removedKeys = []) {
      const changed: Row[] = [];
      for (const row of upserts) {
        const key = keyOf(schema, row);
        const stored = rows.get(key);
        if (stored !== undefined && sameRow(fieldNames, stored, row)) continue;
        rows.set(key, row);
        changed.push(row);
      }
      announce(changed, removedKeys.filter((key) => rows.delete(key)));
    },
    clear() {
      const keys = [...rows.keys()];
      rows.clear();
      announce([], keys);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function keyOf<Schema extends RowSchema>(schema: Schema, row: RowOf<Schema>): string {
  return (row as Readonly<Record<string, unknown>>)[schema.key] as string;
}

/** Equal in these fields; lists member by member. */
export function sameRow(fieldNames: readonly string[], a: object, b: object): boolean {
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  for (const name of fieldNames) {
    const x = left[name];
    const y = right[name];
    if (x === y) continue;
    if (Array.isArray(x) && Array.isArray(y) && x.length === y.length && x.every((item, i) => item === y[i])) continue;
    return false;
  }
  return true;
}
