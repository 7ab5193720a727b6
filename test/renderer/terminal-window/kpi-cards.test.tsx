// The terminal's current values: what is not of now has no colour and says so.
import { describe, expect, it } from 'vitest';
import { KpiCards } from '../../../src/renderer/terminal-window/kpi-cards.tsx';
import { renderPage } from '../render-page.tsx';
import { buildRow } from '../tables/sample-rows.ts';

const row = buildRow('userTerminals', { deviceId: 'ut1', state: 'Critical', activeAlerts: 1, worstSeverity: 'critical', downlinkMbps: 0, latencyMs: null });

describe('KpiCards', () => {
  it('colours the count of active alerts by the worst of them', () => {
    expect(renderPage(<KpiCards row={row} />)).toContain('data-severity="critical"');
    expect(renderPage(<KpiCards row={{ ...row, activeAlerts: 0, worstSeverity: null }} />)).not.toContain('data-severity');
  });

  it('has no colour for alerts of then', () => {
    const html = renderPage(<KpiCards row={{ ...row, stale: true }} />);
    expect(html).not.toContain('data-severity');
    expect(html).toContain('data-stale="true"');
  });

  it('tells zero, N/A and stale apart', () => {
    const texts = renderPage(<KpiCards row={{ ...row, stale: true }} />).replace(/<[^>]*>/g, ' ').replace(/ +/g, ' ');
    expect(texts).toContain('Downlink stale 0.0 Mbps');
    expect(texts).toContain('Latency N/A');
  });
});
