// Each standing problem is one alert with its full text; more than three wait behind a button; none leaves no trace.
import { describe, expect, it } from 'vitest';
import type { Problem } from '#shared/problem.ts';
import { MessageStrip } from '../../../src/renderer/status/message-strip.tsx';
import { renderPage } from '../render-page.tsx';

const problem = (call: string, credentialId: string | null = 'c1'): Problem => ({
  key: `${credentialId}/${call}`, credentialId, account: 'Nordic Fleet', call, cause: 'HTTP 503', nextStep: 'It is tried again by itself.', severity: 'error', sinceMs: 0,
});
const alertsIn = (html: string): number => html.split('role="alert"').length - 1;

describe('MessageStrip', () => {
  it('is not there without a problem', () => {
    expect(renderPage(<MessageStrip />)).not.toContain('Messages');
  });
  it('names account, call, cause and next step in one alert', () => {
    const html = renderPage(<MessageStrip />, {}, { problems: [problem('Token')] });
    expect(html).toMatch(/role="alert"[^>]*>Nordic Fleet · Token: HTTP 503\. It is tried again by itself\.</);
    expect(html).not.toContain('more</');
  });
  it('shows three and counts the rest', () => {
    const html = renderPage(<MessageStrip />, {}, { problems: ['A', 'B', 'C', 'D', 'E'].map((call) => problem(call)) });
    expect(alertsIn(html)).toBe(3);
    expect(html).toContain('2 more');
  });
  it('shows a terminal window only what concerns its account or no account', () => {
    const problems = [problem('Own'), problem('Other', 'c2'), problem('General', null)];
    const html = renderPage(<MessageStrip credentialId="c1" />, {}, { problems });
    expect([html.includes('Own'), html.includes('Other'), html.includes('General')]).toEqual([true, false, true]);
  });
});
