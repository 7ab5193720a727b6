// What the colours mean, at the limits of each band; and values that are not of now colour nothing.
import { describe, expect, it } from 'vitest';
import { colourModeOf, colourModes, type ColourModeId, type MapTerminal } from '../../../src/renderer/map/colour-modes.ts';
import { buildRow } from '../tables/sample-rows.ts';

function bandOf(id: ColourModeId, values: Partial<MapTerminal>): string {
  const mode = colourModeOf(id);
  return mode.bands[mode.bandOf(buildRow('userTerminals', { deviceId: 'ut1', state: 'Online', ...values }))]!.label;
}

describe('colour modes', () => {
  it('are those of the map, State first', () => {
    expect(colourModes.map((mode) => mode.label)).toEqual(['State', 'Alerts', 'Latency', 'Drop', 'Obstruction', 'Signal']);
  });

  it.each(['Online', 'Degraded', 'Critical', 'Offline', 'Stale', 'Unknown'])('takes the state %s as it is', (state) => {
    expect(bandOf('state', { state })).toBe(state);
  });

  it('does not take a last known state for one of now', () => {
    for (const state of ['Online', 'Degraded', 'Critical']) expect(bandOf('state', { state, stale: true })).toBe('Not current');
    for (const state of ['Offline', 'Stale', 'Unknown']) expect(bandOf('state', { state, stale: true })).toBe(state);
  });

  it('takes a word that no rule knows as Unknown', () => {
    expect(bandOf('state', { state: 'Sleeping' })).toBe('Unknown');
    expect(bandOf('state', { state: null })).toBe('Unknown');
  });

  it.each([
    ['latency', { latencyMs: 79.9 }, 'below 80 ms'], ['latency', { latencyMs: 80 }, '80–150 ms'], ['latency', { latencyMs: 150 }, '150 ms and more'],
    ['drop', { pingDropPercent: 0 }, 'below 1 %'], ['drop', { pingDropPercent: 5 }, '5 % and more'],
    ['obstruction', { obstructionPercent: 0.27 }, '0.27–1 %'],
    ['signal', { signalQualityPercent: 49.9 }, 'below 50 %'], ['signal', { signalQualityPercent: 50 }, '50–80 %'], ['signal', { signalQualityPercent: 80 }, '80 % and more'],
    ['alerts', { activeAlerts: 0 }, 'No alert'], ['alerts', { activeAlerts: 1, worstSeverity: 'info' }, 'Info'],
    ['alerts', { activeAlerts: 2, worstSeverity: 'critical' }, 'Critical alert'], ['alerts', { activeAlerts: null }, 'Not current'],
    ['latency', { latencyMs: null, pingDropPercent: 100 }, 'N/A'], ['signal', { signalQualityPercent: null }, 'N/A'], ['latency', { latencyMs: null, stale: true }, 'Not current'],
    ['latency', { latencyMs: 20, stale: true }, 'Not current'], ['latency', { latencyMs: 20, state: 'Offline' }, 'Not current'],
  ] as const)('%s of %o is “%s”', (id, values, label) => {
    expect(bandOf(id, values)).toBe(label);
  });

  it('put a figure that is missing between what is bad and what is good', () => {
    for (const mode of colourModes.slice(2)) expect(mode.bands.map(({ label, tone }) => [tone, label === 'N/A', label === 'Not current'])).toEqual([['crit', false, false], ['warn', false, false], ['muted', true, false], ['ok', false, false], ['off', false, true]]);
  });

  it('say the alert that makes the state, else the figure or the state', () => {
    const row = buildRow('userTerminals', { deviceId: 'ut1', state: 'Critical', alertNames: ['ethernet_slow_100mbps', 'thermal_shutdown'], worstSeverity: 'critical', activeAlerts: 2, latencyMs: 61.4 });
    expect(colourModeOf('state').textOf(row)).toBe('thermal_shutdown');
    expect(colourModeOf('state').textOf({ ...row, state: 'Offline' })).toBe('Offline');
    expect(colourModeOf('state').textOf({ ...row, state: 'Online', stale: true })).toBe('Online · not current');
    expect(colourModeOf('state').textOf({ ...row, state: 'Unknown', stale: true })).toBe('Unknown');
    expect(colourModeOf('latency').textOf(row)).toBe('61 ms');
    expect(colourModeOf('drop').textOf(row)).toBe('N/A');
  });

  it('tell bands apart without colour: a shape, or an outline', () => {
    for (const mode of colourModes) {
      const [worst, poor] = mode.bands;
      expect([worst!.mark, poor!.mark].every((mark) => mark !== null)).toBe(true);
      expect(worst!.mark).not.toBe(poor!.mark);
      expect(mode.bands.some((band) => band.isHollow)).toBe(true);
    }
  });
});
