// "No active alert" is said only where somebody knows it now.
import { describe, expect, it } from 'vitest';
import { noAlertText } from '../../../src/renderer/terminal-window/alerts-card.tsx';
import { buildRow } from '../tables/sample-rows.ts';

const online = buildRow('userTerminals', { deviceId: 'ut1', state: 'Online', activeAlerts: 0 });

describe('noAlertText', () => {
  it('says so of a terminal whose samples are current', () => {
    expect(noAlertText(online)).toBe('No active alert');
  });

  it.each([{ ...online, stale: true }, { ...online, state: 'Stale' }, { ...online, state: 'Offline' }])('says that it is the last known where nothing newer came ($state)', (row) => {
    expect(noAlertText(row)).toBe('No alert in the last sample (stale)');
  });

  it.each([undefined, { ...online, activeAlerts: null }])('knows nothing without a sample', (row) => {
    expect(noAlertText(row)).toContain('N/A');
  });
});
