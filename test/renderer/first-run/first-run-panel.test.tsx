// The first-run panel: where it stands, and what it says when there is no demo.
import { describe, expect, it } from 'vitest';
import { createCredentialDialogStore, CredentialDialogContext } from '../../../src/renderer/credentials/credential-dialog-store.ts';
import { FirstRunPanel } from '../../../src/renderer/first-run/first-run-panel.tsx';
import type { TabId } from '../../../src/renderer/tables/navigation.ts';
import { renderPage } from '../render-page.tsx';

function panelOn(tab: TabId, state: { firstRun: boolean; demoAvailable?: boolean }): string {
  return renderPage(<CredentialDialogContext value={createCredentialDialogStore()}><FirstRunPanel tab={tab} /></CredentialDialogContext>, state);
}
const demoButton = (html: string): string => /<button[^>]*>(?:(?!<\/button>).)*Enable demo accounts/.exec(html)?.[0] ?? '';

describe('FirstRunPanel', () => {
  it('offers the demo and a credential on the pages of the fleet', () => {
    const html = panelOn('map', { firstRun: true });
    expect(html).toContain('Add credential');
    expect(demoButton(html)).toContain('Enable demo accounts');
    expect(demoButton(html)).not.toContain('disabled=""');
  });
  it('says why where there is no demo', () => {
    const html = panelOn('map', { firstRun: true, demoAvailable: false });
    expect(demoButton(html)).toContain('disabled=""');
    expect(html).toContain('The demo is not available here');
  });
  it('is gone afterwards and never stands on Configuration', () => {
    expect(panelOn('map', { firstRun: false })).not.toContain('Enable demo accounts');
    expect(panelOn('configuration', { firstRun: true })).not.toContain('Enable demo accounts');
  });
});
