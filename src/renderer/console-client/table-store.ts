// One table as a zustand store that lives as long as its window needs it.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TableName, TableRow } from '#shared/table-schemas.ts';
import { subscribeTable, type SubscriptionSurroundings, type TableView, type TableWhere } from './table-subscription.ts';

export interface TableContents<Row> extends TableView<Row> {
  /** Counts deliveries; 0 before the first. */
  readonly version: number;
  /** False until the first snapshot: an empty table before it says nothing about the fleet. */
  readonly loaded: boolean;
  /** Why the table cannot be watched at the moment; null while it can. */
  readonly failure: string | null;
}

export interface TableStore<Row> extends StoreApi<TableContents<Row>> {
  /** Ends the subscription; the last rows stay readable. */
  close(): void;
}

export function createTableStore<Name extends TableName>(
  table: Name,
  where?: TableWhere,
  surroundings?: SubscriptionSurroundings,
): TableStore<TableRow<Name>> {
  const store = createStore<TableContents<TableRow<Name>>>(() => ({ rows: [], byKey: new Map(), version: 0, loaded: false, failure: null }));
  const listener = {
    onRows: (view: TableView<TableRow<Name>>) =>
      store.setState((before) => ({ ...view, version: before.version + 1, loaded: true, failure: null })),
    onFailure: (failure: string) => store.setState({ failure }),
  };
  const close = subscribeTable(table, where, listener, surroundings);
  return Object.assign(store, { close });
}
