// What the line of a group says of its worst row.
import { describe, expect, it } from 'vitest';
import { alertsTable } from '../../../../src/renderer/tables/columns/alerts.ts';
import { routersTable } from '../../../../src/renderer/tables/columns/routers.ts';
import { userTerminalsTable } from '../../../../src/renderer/tables/columns/user-terminals.ts';
import { worstOfGroup } from '../../../../src/renderer/tables/groups/group-worst.ts';
import { utc } from '../column-probe.ts';
import { buildRow } from '../sample-rows.ts';

const terminal = (state: string, stale: boolean) => buildRow('userTerminals', { deviceId: `ut ${state} ${stale}`, state, stale, sampledAtMs: 0 });

describe('worstOfGroup', () => {
  it('is the worst state, by severity and not by the alphabet', () => {
    const rows = ['Online', 'Degraded', 'Critical', 'Offline'].map((state) => terminal(state, false));
    expect(worstOfGroup(userTerminalsTable, rows, utc)).toEqual({ text: 'Critical', tone: 'crit' });
  });

  it('has no colour where it is the last known one: nobody knows whether it still is', () => {
    expect(worstOfGroup(userTerminalsTable, [terminal('Online', true), terminal('Critical', true)], utc)).toEqual({ text: 'Critical', tone: 'stale' });
    expect(worstOfGroup(alertsTable, [buildRow('alerts', { alertKey: 'a', severity: 'critical', stale: true })], utc)).toEqual({ text: 'Critical', tone: 'stale' });
  });

  it('is a current one among equals, and never a lesser one', () => {
    expect(worstOfGroup(userTerminalsTable, [terminal('Critical', true), terminal('Critical', false)], utc)).toEqual({ text: 'Critical', tone: 'crit' });
    expect(worstOfGroup(userTerminalsTable, [terminal('Critical', false), terminal('Critical', true)], utc)).toEqual({ text: 'Critical', tone: 'crit' });
    expect(worstOfGroup(userTerminalsTable, [terminal('Online', false), terminal('Offline', true)], utc)).toEqual({ text: 'Offline', tone: 'stale' });
  });

  it('is nothing where the table has no such column, or no row', () => {
    expect(worstOfGroup(routersTable, [buildRow('routers', { routerId: 'r' })], utc)).toBeNull();
    expect(worstOfGroup(userTerminalsTable, [], utc)).toBeNull();
  });
});
