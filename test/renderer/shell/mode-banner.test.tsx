// What is not Starlink says so; Starlink itself needs no banner.
import { describe, expect, it } from 'vitest';
import { ModeBanner } from '../../../src/renderer/shell/mode-banner.tsx';
import { NotBuilt } from '../../../src/renderer/shell/not-built.tsx';
import { renderPage } from '../render-page.tsx';

describe('ModeBanner', () => {
  it('marks the simulation and a test server by its host', () => {
    expect(renderPage(<ModeBanner />, { mode: 'simulation' })).toContain('SIMULATION');
    expect(renderPage(<ModeBanner />, { mode: 'test-server', testServerHost: '127.0.0.1:4321' })).toContain('TEST SERVER 127.0.0.1:4321');
  });
  it('is absent when live', () => {
    const html = renderPage(<ModeBanner />, { mode: 'live' });
    expect(html).not.toContain('SIMULATION');
    expect(html).not.toContain('TEST SERVER');
  });
});

describe('NotBuilt', () => {
  it('disables the control and ties the reason to it', () => {
    const html = renderPage(<NotBuilt reason="Not built yet."><button type="button">Reboot</button></NotBuilt>);
    expect(html).toMatch(/<button[^>]*disabled=""[^>]*aria-description="Not built yet\."/);
    expect(html).toContain('class="gt-visually-hidden">Not built yet.');
  });
});
