// "No active alert" is said only where somebody knows it now, and a severity looks as it does in the tables.
import { describe, expect, it } from 'vitest';
import { AlertLine, noAlertText } from '../../../src/renderer/terminal-window/alerts-card.tsx';
import { severityLooks } from '../../../src/renderer/tables/state-looks.ts';
import { renderPage } from '../render-page.tsx';
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

describe('AlertLine', () => {
  const draw = (severity: string | null): string => renderPage(<AlertLine alert={buildRow('alerts', { alertKey: 'a', alertName: 'thermal_shutdown', severity, activeSinceMs: 0 })} />);

  it.each(['critical', 'warning', 'info'] as const)('has the shape, the tone and the word of its severity (%s)', (severity) => {
    expect(draw(severity)).toContain(`d="${severityLooks[severity].path}"`);
    expect(draw(severity)).toContain(`data-tone="${severityLooks[severity].tone}"`);
    expect(draw(severity)).toContain(`>${severity}<`);
  });

  it('claims no severity where none is known', () => {
    expect(draw(null)).not.toMatch(/data-tone|<path/);
  });
});
