// Table stores of a window: opened by the first component that asks, shared by all others, kept until the window closes.
import { createContext, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { TableName, TableRow } from '#shared/table-schemas.ts';
import { createTableStore, type TableContents, type TableStore } from './table-store.ts';

export interface TableStores {
  /** The same store for every caller. A page that comes back shows its rows at once. */
  of<Name extends TableName>(table: Name): TableStore<TableRow<Name>>;
  close(): void;
}

type AnyTableStore = { [Name in TableName]: TableStore<TableRow<Name>> };

export function createTableStores(open: <Name extends TableName>(table: Name) => TableStore<TableRow<Name>> = createTableStore): TableStores {
  const stores: Partial<AnyTableStore> = {};
  return {
    of: <Name extends TableName>(table: Name): TableStore<TableRow<Name>> => {
      const known = stores[table] as TableStore<TableRow<Name>> | undefined;
      if (known !== undefined) return known;
      const opened = open(table);
      Object.assign(stores, { [table]: opened });
      return opened;
    },
    close: () => {
      for (const store of Object.values(stores)) store.close();
    },
  };
}

export const TableStoresContext = createContext<TableStores | null>(null);

export function useTableStore<Name extends TableName>(table: Name): TableStore<TableRow<Name>> {
  const stores = useContext(TableStoresContext);
  if (stores === null) throw new Error('Table stores are missing: render inside TableStoresContext.');
  return stores.of(table);
}

/** Rows of a whole table; renders again on every delivery. */
export function useTable<Name extends TableName>(table: Name): TableContents<TableRow<Name>> {
  return useStore(useTableStore(table));
}

/** Rows of one user terminal only, for a terminal window; the subscription ends with the component. */
export function useTerminalRows<Name extends TableName>(table: Name, deviceId: string): TableContents<TableRow<Name>> {
  return useRowsWhere(table, 'deviceId', deviceId);
}

/** Rows of one service line only. */
export function useServiceLineRows<Name extends TableName>(table: Name, serviceLineNumber: string): TableContents<TableRow<Name>> {
  return useRowsWhere(table, 'serviceLineNumber', serviceLineNumber);
}

function useRowsWhere<Name extends TableName>(table: Name, field: 'deviceId' | 'serviceLineNumber', value: string): TableContents<TableRow<Name>> {
  const [contents, setContents] = useState<TableContents<TableRow<Name>>>({ rows: [], byKey: new Map(), version: 0, loaded: false, failure: null });
  useEffect(() => {
    const store = createTableStore(table, field === 'deviceId' ? { deviceId: value } : { serviceLineNumber: value });
    const stop = store.subscribe(setContents);
    return () => {
      stop();
      store.close();
    };
  }, [table, field, value]);
  return contents;
}
