// Which rows a row's menu and keys act on, and where the terminals behind them are.
import { readKey, relatedRowsOf } from '#shared/table-relations.ts';
import type { TableRow } from '#shared/table-schemas.ts';
import type { MapPosition } from '../../map/map-store.ts';
import type { TableDeclaration } from '../column.ts';

/** The selected rows that are shown, where the row is one of several selected; else the row alone. In the order shown. */
export function targetRows<Row>(table: TableDeclaration<Row>, rows: readonly Row[], selectedKeys: ReadonlySet<string>, rowKey: string): readonly Row[] {
  if (selectedKeys.size > 1 && selectedKeys.has(rowKey)) return rows.filter((row) => selectedKeys.has(table.keyOf(row)));
  const own = rows.find((row) => table.keyOf(row) === rowKey);
  return own === undefined ? [] : [own];
}

/** Terminals that the rows are of, or that belong to them (of a service line, of an account). */
export function terminalsOf<Row extends object>(
  table: TableDeclaration<Row>,
  rows: readonly Row[],
  terminals: readonly TableRow<'userTerminals'>[],
  byId: ReadonlyMap<string, TableRow<'userTerminals'>>,
): readonly TableRow<'userTerminals'>[] {
  const ids = new Set(rows.map((row) => readKey(row, 'deviceId')).filter((id) => id !== null));
  if (ids.size > 0) return [...ids].flatMap((id) => byId.get(id) ?? []);
  const related = relatedRowsOf(table.table, rows).find((each) => each.table === 'userTerminals');
  if (related === undefined) return [];
  const keys = new Set(related.keys);
  return terminals.filter((terminal) => keys.has(readKey(terminal, related.field) ?? ''));
}

export function positionsOf(terminals: readonly TableRow<'userTerminals'>[]): readonly MapPosition[] {
  return terminals.flatMap(({ latitude, longitude }) => (latitude === null || longitude === null ? [] : [{ latitude, longitude }]));
}

/** Ids of the terminals whose windows the rows open. */
export function windowIdsOf(rows: readonly object[]): readonly string[] {
  return [...new Set(rows.map((row) => readKey(row, 'deviceId')).filter((id) => id !== null))];
}
