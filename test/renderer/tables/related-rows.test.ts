// Related rows: which ones a filter lets through, how they are called, and which rows a menu acts on.
import { describe, expect, it } from 'vitest';
import { alertsTable } from '../../../src/renderer/tables/columns/alerts.ts';
import { servicesTable } from '../../../src/renderer/tables/columns/services.ts';
import { userTerminalsTable } from '../../../src/renderer/tables/columns/user-terminals.ts';
import { bothMatch, buildRelatedMatcher, nameRows } from '../../../src/renderer/tables/related-rows.ts';
import { positionsOf, targetRows, terminalsOf, windowIdsOf } from '../../../src/renderer/tables/row-menu/row-targets.ts';
import { extendSelection } from '../../../src/renderer/tables/row-keys.ts';
import { createTableViewStore } from '../../../src/renderer/tables/table-view-store.ts';
import { utc } from './column-probe.ts';
import { buildRow } from './sample-rows.ts';

const terminals = ['ut01', 'ut02', 'ut03'].map((deviceId, index) => buildRow('userTerminals', {
  deviceId, deviceName: `MV ${index}`, kitNumber: 'KIT1', serviceLineNumber: index === 2 ? 'SL-2' : 'SL-1', accountNumber: 'ACC-1', accountName: 'Nordic',
  ...(index === 0 ? { latitude: 1, longitude: 2 } : {}),
}));
const byId = new Map(terminals.map((row) => [row.deviceId, row]));

describe('a filter for related rows', () => {
  it('lets through the rows with one of the ids, none without any', () => {
    const matches = buildRelatedMatcher<object>({ field: 'deviceId', keys: ['ut01', 'ut03'], label: 'two' })!;
    expect(terminals.map((row) => matches(row))).toEqual([true, false, true]);
    expect(matches(buildRow('alerts', { alertKey: 'Router-9/52' }))).toBe(false);
    expect(buildRelatedMatcher(null)).toBeNull();
  });

  it('works together with what is typed', () => {
    const isOdd = (value: number): boolean => value % 2 === 1;
    expect([1, 2, 3, 4].filter(bothMatch<number>(isOdd, (value) => value > 1)!)).toEqual([3]);
    expect(bothMatch(isOdd, null)).toBe(isOdd);
    expect(bothMatch(null, null)).toBeNull();
  });

  it('is named by what relates the rows', () => {
    const [row] = terminals;
    const name = (field: 'deviceId' | 'accountNumber' | 'serviceLineNumber') => nameRows(userTerminalsTable, [row!], utc, { table: 'alerts', field, keys: [] });
    expect(name('deviceId')).toBe('MV 0 KIT1');
    expect(name('accountNumber')).toBe('Nordic');
    expect(nameRows(userTerminalsTable, terminals, utc, { table: 'alerts', field: 'deviceId', keys: [] })).toBe('3 user terminals');
    expect(nameRows(servicesTable, [buildRow('services', { serviceLineNumber: 'SL-1', serviceName: 'Ferry' })], utc, { table: 'dailyDataUsage', field: 'serviceLineNumber', keys: ['SL-1'] })).toBe('Ferry');
    expect(nameRows(alertsTable, [buildRow('alerts', { alertKey: 'k', routerId: 'Router-1' })], utc, { table: 'routers', field: 'routerId', keys: ['Router-1'] })).toBe('Router-1');
  });
});

describe('a row’s menu', () => {
  it('acts on the selection that the row is part of, in the order shown; else on the row alone', () => {
    expect(targetRows(userTerminalsTable, terminals, new Set(['ut03', 'ut01']), 'ut03')).toEqual([terminals[0], terminals[2]]);
    expect(targetRows(userTerminalsTable, terminals, new Set(['ut03', 'ut01']), 'ut02')).toEqual([terminals[1]]);
    expect(targetRows(userTerminalsTable, terminals, new Set(), 'gone')).toEqual([]);
  });

  it('finds the terminals of a row, of a service line and of an account, and those with a position', () => {
    const alert = buildRow('alerts', { alertKey: 'k', deviceId: 'ut02' });
    expect(terminalsOf(alertsTable, [alert, alert], terminals, byId)).toEqual([terminals[1]]);
    expect(windowIdsOf([alert, alert])).toEqual(['ut02']);
    const line = terminalsOf(servicesTable, [buildRow('services', { serviceLineNumber: 'SL-1', accountNumber: 'ACC-1' })], terminals, byId);
    expect(line).toEqual([terminals[0], terminals[1]]);
    expect(positionsOf(line)).toEqual([{ latitude: 1, longitude: 2 }]);
  });
});

describe('Shift with the arrows', () => {
  it('selects from where it began to where it is, and back', () => {
    const view = createTableViewStore(userTerminalsTable, null);
    const keys = (): readonly string[] => ['a', 'b', 'c', 'd'];
    extendSelection(view, 'b', 'c', keys);
    extendSelection(view, 'c', 'd', keys);
    expect([...view.getState().selectedKeys]).toEqual(['b', 'c', 'd']);
    extendSelection(view, 'd', 'c', keys);
    expect([...view.getState().selectedKeys]).toEqual(['b', 'c']);
  });
});
