// The side panel: worst first, then by name; and what the search box finds.
import { describe, expect, it } from 'vitest';
import { formatBrief } from '../../../src/renderer/map/brief-count.ts';
import { colourModeOf } from '../../../src/renderer/map/colour-modes.ts';
import { buildTerminalSearch, createWorstFirst } from '../../../src/renderer/map/worst-first.ts';
import { buildRow } from '../tables/sample-rows.ts';

const terminals = [
  buildRow('userTerminals', { deviceId: 'ut1', deviceName: 'Ferry 10', state: 'Online' }),
  buildRow('userTerminals', { deviceId: 'ut2', deviceName: 'Ferry 2', state: 'Online', kitNumber: 'KITP00142254' }),
  buildRow('userTerminals', { deviceId: 'ut3', deviceName: 'Mast', state: 'Critical', worstSeverity: 'critical', alertNames: ['thermal_shutdown'] }),
  buildRow('userTerminals', { deviceId: 'ut4', deviceName: null, state: 'Degraded', worstSeverity: 'warning' }),
];
const ids = (found: readonly { readonly deviceId: string }[]): string => found.map((terminal) => terminal.deviceId).join(' ');

describe('createWorstFirst', () => {
  it('puts the worst first and equals by name', () => {
    expect(ids(createWorstFirst().sort(terminals, colourModeOf('state')))).toBe('ut3 ut4 ut2 ut1');
  });

  it('puts the worst figure first where the map shows figures', () => {
    const measured = [20, 90, 200, 85].map((latencyMs, index) => buildRow('userTerminals', { deviceId: `ut${index}`, state: 'Online', latencyMs }));
    expect(ids(createWorstFirst().sort(measured, colourModeOf('latency')))).toBe('ut2 ut1 ut3 ut0');
  });
});

describe('buildTerminalSearch', () => {
  it.each([['ferry', 'ut1 ut2'], ['KITP0014', 'ut2'], ['thermal', 'ut3'], ['UT4', 'ut4'], ['', 'ut1 ut2 ut3 ut4'], ['nobody', '']])('finds “%s”', (text, expected) => {
    expect(ids(terminals.filter(buildTerminalSearch(text)))).toBe(expected);
  });
});

describe('formatBrief', () => {
  it.each([[7, '7'], [999, '999'], [1_000, '1k'], [1_299, '1.2k'], [9_999, '9.9k'], [34_567, '34k']])('writes %i as %s', (count, text) => {
    expect(formatBrief(count)).toBe(text);
  });
});
