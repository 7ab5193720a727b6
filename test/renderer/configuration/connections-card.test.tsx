// The connections are shown as they are in force; every control of theirs is there, dead, and says why.
import { describe, expect, it } from 'vitest';
import { ConnectionsCard } from '../../../src/renderer/configuration/connections-card.tsx';
import { renderPage } from '../render-page.tsx';

describe('ConnectionsCard', () => {
  it('has two connections with all their fields, the token URL and the proxy, all dead', () => {
    const html = renderPage(<ConnectionsCard />);
    const labels = (name: string): number => html.split(`>${name}<`).length - 1;
    for (const name of ['Scheme', 'Host', 'Port', 'Base Path', 'Bypass Proxy']) expect(labels(name), name).toBe(2);
    for (const name of ['Token URL', 'Proxy', 'Extra CA File']) expect(labels(name), name).toBe(1);
    for (const [input] of html.matchAll(/<input[^>]*>/g)) {
      expect(input).toContain('disabled=""');
      expect(input).toContain('aria-description="Changing connections and proxy on this page is not built yet.');
    }
  });

  it('names Starlink’s own addresses in live mode', () => {
    const html = renderPage(<ConnectionsCard />);
    for (const value of ['https', 'starlink.com', '443', '/api/public/v2', 'https://starlink.com/api/auth/connect/token']) expect(html).toContain(`value="${value}"`);
  });
});
