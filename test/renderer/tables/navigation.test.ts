// Links between tables: which page comes to the front and which row of it.
import { beforeEach, describe, expect, it } from 'vitest';
import { alertsTable } from '../../../src/renderer/tables/columns/alerts.ts';
import { userTerminalsTable } from '../../../src/renderer/tables/columns/user-terminals.ts';
import { applyFocusShown, openRelated, useNavigation } from '../../../src/renderer/tables/navigation.ts';
import { findRows } from '../../../src/renderer/tables/use-focused-row.ts';
import { buildRow } from './sample-rows.ts';

describe('openRelated', () => {
  beforeEach(() => useNavigation.setState({ tab: 'map', subPage: null, focus: null }));

  it('brings the page of the table to the front with the row to show', () => {
    openRelated('userTerminals', 'ut01');
    expect(useNavigation.getState()).toMatchObject({ tab: 'userTerminals', subPage: null, focus: { table: 'userTerminals', key: 'ut01' } });
  });

  it('finds the DVE table inside Configuration', () => {
    openRelated('userTerminalDves', 'ut01');
    expect(useNavigation.getState()).toMatchObject({ tab: 'configuration', subPage: 'userTerminalDves' });
  });

  it('forgets a row once it was shown, unless another link came in between', () => {
    openRelated('alerts', 'ut01');
    const first = useNavigation.getState().focus!;
    openRelated('alerts', 'ut02');
    applyFocusShown(first);
    expect(useNavigation.getState().focus?.key).toBe('ut02');
    applyFocusShown(useNavigation.getState().focus!);
    expect(useNavigation.getState().focus).toBeNull();
  });
});

describe('findRows', () => {
  const rows = [buildRow('alerts', { alertKey: 'ut01/51', deviceId: 'ut01' }), buildRow('alerts', { alertKey: 'Router-1/54', deviceId: 'ut02', routerId: 'Router-1' })];

  it('finds a row by its own key, else all that belong to the key', () => {
    expect(findRows(alertsTable, rows, 'Router-1/54')).toEqual([1]);
    expect(findRows(alertsTable, rows, 'Router-1')).toEqual([1]);
    expect(findRows(alertsTable, rows, 'ut01')).toEqual([0]);
    expect(findRows(alertsTable, rows, 'ut09')).toEqual([]);
  });

  it('finds every terminal of a service line', () => {
    const terminals = ['ut01', 'ut02', 'ut03'].map((deviceId) => buildRow('userTerminals', { deviceId, serviceLineNumber: deviceId === 'ut02' ? 'SL-2' : 'SL-1' }));
    expect(findRows(userTerminalsTable, terminals, 'SL-1')).toEqual([0, 2]);
  });
});
