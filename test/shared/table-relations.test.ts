// Which tables a row leads to follows from the ids that it carries.
import { expect, test } from 'vitest';
import { relatedRowsOf, relationKeysOf, relationsOf } from '#shared/table-relations.ts';
import { buildRow } from '../renderer/tables/sample-rows.ts';

const tablesOf = (table: Parameters<typeof relationsOf>[0]) => relationsOf(table).map((relation) => relation.table);

test('terminals, lines and accounts lead to what pages.md relates them with', () => {
  expect(tablesOf('userTerminals')).toEqual(['alerts', 'routers', 'ipAllocations', 'services', 'overageLines', 'monthlyDataUsage', 'dailyDataUsage', 'accounts', 'userTerminalDves']);
  expect(tablesOf('alerts')).toEqual(['userTerminals', 'routers', 'ipAllocations', 'accounts', 'userTerminalDves']);
  expect(tablesOf('services')).toEqual(['userTerminals', 'overageLines', 'monthlyDataUsage', 'dailyDataUsage', 'accounts']);
  expect(tablesOf('dailyDataUsage')).toEqual(['userTerminals', 'services', 'overageLines', 'monthlyDataUsage', 'accounts']);
  expect(tablesOf('accounts')).toEqual(['userTerminals', 'alerts', 'routers', 'ipAllocations', 'services', 'overageLines', 'monthlyDataUsage', 'dailyDataUsage']);
});

test('the nearest id counts: a router alert leads to its router, a terminal’s alert to the routers behind the terminal', () => {
  const ofRouter = buildRow('alerts', { alertKey: 'Router-1/54', routerId: 'Router-1', deviceId: 'ut01', accountNumber: 'ACC-1' });
  const ofTerminal = buildRow('alerts', { alertKey: 'ut01/51', deviceId: 'ut01', accountNumber: 'ACC-1' });
  expect(relatedRowsOf('alerts', [ofRouter])).toContainEqual({ table: 'routers', field: 'routerId', keys: ['Router-1'] });
  expect(relatedRowsOf('alerts', [ofTerminal])).toContainEqual({ table: 'routers', field: 'deviceId', keys: ['ut01'] });
});

test('several rows lead to what belongs to any of them; a row on no service line to none', () => {
  const rows = [buildRow('userTerminals', { deviceId: 'ut01', serviceLineNumber: 'SL-1' }), buildRow('userTerminals', { deviceId: 'ut02', serviceLineNumber: 'SL-1' }), buildRow('userTerminals', { deviceId: 'ut03' })];
  expect(relatedRowsOf('userTerminals', rows)).toContainEqual({ table: 'alerts', field: 'deviceId', keys: ['ut01', 'ut02', 'ut03'] });
  expect(relatedRowsOf('userTerminals', rows)).toContainEqual({ table: 'services', field: 'serviceLineNumber', keys: ['SL-1'] });
  expect(relatedRowsOf('userTerminals', rows.slice(2)).map(({ table }) => table)).not.toContain('services');
});

test('a row is found by each id that it carries', () => {
  expect(relationKeysOf('alerts', buildRow('alerts', { alertKey: 'k', deviceId: 'ut01', accountNumber: 'ACC-1' }))).toEqual([null, 'ut01', 'ACC-1']);
});
