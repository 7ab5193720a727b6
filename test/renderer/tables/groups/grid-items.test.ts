// Groups in the grid: their order, what is folded away, what is added up and what never is.
import { describe, expect, it } from 'vitest';
import { tableDeclarations } from '../../../../src/renderer/tables/table-declarations.ts';
import { overageLinesTable } from '../../../../src/renderer/tables/columns/overage-lines.ts';
import { routersTable } from '../../../../src/renderer/tables/columns/routers.ts';
import { userTerminalsTable } from '../../../../src/renderer/tables/columns/user-terminals.ts';
import { groupedItems, plainItems } from '../../../../src/renderer/tables/groups/grid-items.ts';
import { groupSum } from '../../../../src/renderer/tables/groups/group-sums.ts';
import { groupingsOf } from '../../../../src/renderer/tables/groups/groupings.ts';
import { columnOf } from '../column-probe.ts';
import { buildRow } from '../sample-rows.ts';

const keyOf = userTerminalsTable.keyOf;
const [byAccount] = groupingsOf(userTerminalsTable);
const terminal = (deviceId: string, accountNumber: string | null, accountName: string | null) => buildRow('userTerminals', { deviceId, accountNumber, accountName });
const rows = [terminal('ut3', 'ACC-2', 'Zulu'), terminal('ut1', 'ACC-10', null), terminal('ut2', 'ACC-2', null), terminal('ut4', null, null), terminal('ut5', 'ACC-9', 'Zulu')];

describe('groupings', () => {
  it('are there where the rows name an account or a service line, never by a table’s own key', () => {
    const ids = Object.fromEntries(Object.values(tableDeclarations).map((table) => [table.table, groupingsOf(table).map(({ id }) => id).join()]));
    expect(ids).toEqual({
      userTerminals: 'account,serviceLine', alerts: 'account', routers: 'account', ipAllocations: 'account', services: 'account', overageLines: 'account,serviceLine',
      monthlyDataUsage: 'account,serviceLine', dailyDataUsage: 'account,serviceLine', accounts: '', userTerminalDves: '',
    });
  });
});

describe('grouped rows', () => {
  const items = groupedItems(rows, keyOf, byAccount!, new Set());

  it('stand below their group, in their own order; groups by name, two of one name apart, nameless ones by number, none last', () => {
    expect(Array.from({ length: items.count }, (_, index) => items.groupAt(index)?.name ?? keyOf(items.rowAt(index)!))).toEqual([
      'ACC-10', 'ut1', 'Zulu', 'ut3', 'ut2', 'Zulu', 'ut5', 'No account', 'ut4',
    ]);
    expect(items.groups.map(({ number }) => number)).toEqual([null, 'ACC-2', 'ACC-9', null]);
    expect(items.rows.map(keyOf)).toEqual(['ut1', 'ut3', 'ut2', 'ut5', 'ut4']);
  });

  it('are found by key, group lines too', () => {
    for (let index = 0; index < items.count; index++) expect(items.indexOf(items.keyAt(index)!)).toBe(index);
    expect(items.indexOf('gone')).toBe(-1);
    expect([items.keyAt(99), items.rowAt(99), items.groupAt(99)]).toEqual([undefined, undefined, undefined]);
  });

  it('are folded away with their group, which still counts them', () => {
    const folded = groupedItems(rows, keyOf, byAccount!, new Set([items.groups[1]!.key]));
    expect(folded.count).toBe(items.count - 2);
    expect(folded.groups[1]).toMatchObject({ isCollapsed: true, name: 'Zulu' });
    expect(folded.groups[1]!.rows).toHaveLength(2);
    expect(folded.indexOf('ut3')).toBe(-1);
  });

  it('are just rows without a grouping', () => {
    const plain = plainItems(rows, keyOf);
    expect([plain.count, plain.isGrouped, plain.indexOf('ut2'), plain.keyAt(0), plain.groupAt(0)]).toEqual([5, false, 2, 'ut3', undefined]);
  });
});

describe('sums of a group', () => {
  it('are of columns that declare them, in their format; N/A adds nothing', () => {
    const routers = [1e9, null, 2.5e9].map((wanReceivedBytes, index) => buildRow('routers', { routerId: `Router-${index}`, wanReceivedBytes, clients: null, uptimeS: 5 }));
    expect(groupSum(columnOf(routersTable, 'WAN Received'), routers)).toBe('3.50');
    expect(groupSum(columnOf(routersTable, 'Clients'), routers)).toBeNull();
    expect(groupSum(columnOf(routersTable, 'Uptime'), routers)).toBeNull();
    expect(groupSum(columnOf(routersTable, 'Internet Ping Latency'), routers)).toBeNull();
  });

  it('never add two currencies', () => {
    const line = (overagePrice: number | null, currency: string | null) => buildRow('overageLines', { overageKey: `${overagePrice}${currency}`, overagePrice, currency, overageGB: 1 });
    const price = columnOf(overageLinesTable, 'Overage Price');
    expect(groupSum(price, [line(2, 'EUR'), line(3, 'EUR'), line(null, 'USD')])).toBe('5.00 EUR');
    expect(groupSum(price, [line(2, 'USD'), line(3, 'EUR')])).toBe('3.00 EUR + 2.00 USD');
    expect(groupSum(price, [line(2, 'USD'), line(3, 'EUR'), line(4, null), line(5, 'JPY')])).toBe('3.00 EUR + 5 JPY + 2 more');
    expect(groupSum(columnOf(overageLinesTable, 'Price per GB'), [line(2, 'USD')])).toBeNull();
    expect(groupSum(columnOf(overageLinesTable, 'Overage'), [line(2, 'USD'), line(3, 'EUR')])).toBe('2.00');
  });
});
