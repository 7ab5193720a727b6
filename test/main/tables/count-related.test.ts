// Counts for menus: rows of each table that carry one of the ids, over all that main holds.
import { expect, test } from 'vitest';
import { tableSchemas } from '#shared/table-schemas.ts';
import { countRelatedRows } from '../../../src/main/tables/count-related.ts';
import { createFleetTables } from '../../../src/main/tables/fleet-tables.ts';
import { buildRow } from '../../renderer/tables/sample-rows.ts';

test('rows are counted by the id asked for, in tables that have it', () => {
  const { states } = createFleetTables({ settings: () => ({ offlineAfterMs: 600_000, telemetryPollMs: 60_000 }) });
  states.alerts.apply([buildRow('alerts', { alertKey: 'a', deviceId: 'ut01' }), buildRow('alerts', { alertKey: 'b', deviceId: 'ut01', routerId: 'Router-1' }), buildRow('alerts', { alertKey: 'c', deviceId: 'ut02' })]);
  states.routers.apply([buildRow('routers', { routerId: 'Router-1', deviceId: 'ut01' }), buildRow('routers', { routerId: 'Router-2' })]);
  expect(countRelatedRows(states, 'deviceId', ['ut01'], ['alerts', 'routers', 'services'])).toEqual({ alerts: 2, routers: 1 });
  expect(countRelatedRows(states, 'deviceId', ['ut01', 'ut02'], ['alerts'])).toEqual({ alerts: 3 });
  expect(countRelatedRows(states, 'routerId', ['Router-1'])).toEqual({ alerts: 1, routers: 1 });
  expect(Object.keys(countRelatedRows(states, 'accountNumber', ['ACC-1'])).length).toBeLessThan(Object.keys(tableSchemas).length);
});
