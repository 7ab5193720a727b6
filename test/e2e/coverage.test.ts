// Coverage where the operator looks for it: the status bar, the Accounts table and a terminal's window, with the true cause of each gap.
import type { Page } from 'playwright';
import { describe, test } from 'vitest';
import { createBench, savePicture } from './bench.ts';
import { expect, inMain, type Console } from './console-driver.ts';
import { cellOf, invokeCommand, openTab, rowOf, switchPolling } from './page-driver.ts';

const HOUR_S = 3_600;

const bench = createBench();

/** For people: console and window in both sizes and themes. */
async function savePictures(app: Console['app'], page: Page, window: Page): Promise<void> {
  if (!process.env['GROUNDTRACK_SCREENSHOTS']) return;
  for (const [width, height] of [[1_280, 800], [1_920, 1_080]] as const) {
    await inMain(app, ({ BrowserWindow }, size) => BrowserWindow.getAllWindows().forEach((one) => one.setContentSize(size.width, size.height)), { width, height });
    for (const theme of ['dark', 'light'] as const) {
      await invokeCommand(page, 'settings:set', { theme });
      await openTab(page, 'Accounts');
      await savePicture(page, `accounts-${width}-${theme}`);
      await savePicture(window, `window-${width}-${theme}`);
    }
  }
}

describe('coverage of the last 24 hours', () => {
  test('says how much is missing and why, after a reply that broke off in the middle of a backlog', async () => {
    const server = await bench.simulator({
      terminals: 12, accounts: 2, seed: 26, startBackS: 4 * HOUR_S, faults: [{ kind: 'truncated', rows: 1_500, after: 1, times: 1 }],
    });
    const { app, page } = await bench.console({ server });
    await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText('No credential yet');
    await invokeCommand(page, 'settings:set', { telemetryLingerMs: 100, telemetryBatchSize: 4_000, telemetryPollS: 15 });
    for (const { clientId, clientSecret } of server.credentials) {
      await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret, confirmedDveLoss: false });
    }
    const { accountNumber } = server.credentials[0]!;
    await switchPolling(page, accountNumber, true);

    const status = page.getByRole('contentinfo', { name: 'Status' });
    await expect(status).toContainText(/Lag .* · caught up/);
    await expect(status).toContainText(/Coverage [5-9]\d\.\d %/);
    const cell = await cellOf(page, 'Accounts', rowOf(page, 'Accounts', accountNumber), 'Coverage');
    await expect(cell).toHaveText(/^[5-9]\d\.\d$/);
    await expect(cell).toHaveAttribute('title', /API failed: \d+h/);

    await openTab(page, 'User Terminals');
    const opened = app.waitForEvent('window');
    await rowOf(page, 'User Terminals', /Online|Degraded|Critical/).first().getByRole('button', { name: 'Open' }).click();
    const window = await opened;
    const card = window.getByRole('region', { name: 'Coverage', exact: true });
    await expect(card).toContainText(/[5-9]\d\.\d % of the last (3h 5\d|4h \d)m, since it was first seen/);
    const gap = card.getByRole('listitem').filter({ hasText: 'API failed' });
    await expect(gap).toHaveCount(1);
    await expect(gap).toContainText(/\d\d:\d\d:\d\d–\d\d:\d\d:\d\d/);

    // Where the chart has no samples it says why.
    const chart = window.getByRole('img', { name: /^Downlink/ });
    await expect(window.getByRole('region', { name: 'History' })).toContainText(/samples/);
    const box = (await chart.boundingBox())!;
    // Six hours are shown; the gap lies about the middle of the newest four.
    for (let share = 0.4; share < 0.99 && !(await window.getByText(/^No samples · API failed/).isVisible()); share += 0.02) {
      await window.mouse.move(box.x + box.width * share, box.y + box.height / 2);
    }
    await expect(window.getByText(/^No samples · API failed · 20\d\d-/)).toBeVisible();

    await page.getByRole('button', { name: '1 more account' }).click();
    await expect(page.getByRole('columnheader', { name: 'Coverage (24 h)' })).toBeVisible();
    await savePicture(page, 'accounts-popover');
    await page.keyboard.press('Escape');
    await savePictures(app, page, window);
  });
});
