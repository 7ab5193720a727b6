// What a cell of User Terminals tells under the pointer.
import { describe, expect, it } from 'vitest';
import { userTerminalsTable } from '../../../../src/renderer/tables/columns/user-terminals.ts';
import { tooltip } from '../column-probe.ts';
import { buildRow } from '../sample-rows.ts';

describe('the tooltip of a device name', () => {
  const row = buildRow('userTerminals', { deviceId: 'ut1', deviceName: 'A name too long for its cell', kitNumber: 'KIT1', state: 'Offline', stateReason: 'No sample for 12 min' });

  it('has the whole name, which the cell may cut, and why the state is what it is', () => {
    expect(tooltip(userTerminalsTable, row, 'Device Name')).toBe('A name too long for its cell KIT1\nOffline: No sample for 12 min');
  });

  it('does without what is not known', () => {
    expect(tooltip(userTerminalsTable, { ...row, deviceName: null, kitNumber: null, stateReason: null }, 'Device Name')).toBe('ut1');
  });
});
