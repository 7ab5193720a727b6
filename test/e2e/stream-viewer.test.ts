// The Stream Viewer as an operator uses it: live, filtered, searched, paused, opened by keyboard, cleared; and with 10,000 exchanges.
import type { Locator, Page } from 'playwright';
import { beforeAll, describe, test } from 'vitest';
import { KEPT_EXCHANGES } from '#shared/exchange.ts';
import { EVENT_CHANNEL } from '#shared/ipc-channels.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createBench, savePicture } from './bench.ts';
import { expect, inMain, type Console } from './console-driver.ts';
import { grid, invokeCommand, openTab, rowOf } from './page-driver.ts';

const bench = createBench({ inSteps: true });

describe('the Stream Viewer', () => {
  let server: Simulator;
  let consoleApp: Console;
  let page: Page;
  const name = 'Stream Viewer';

  beforeAll(async () => {
    server = await bench.simulator({ terminals: 12, accounts: 2 });
    consoleApp = await bench.console({ server });
    page = consoleApp.page;
    await openTab(page, name);
  });

  const panel = (): Locator => page.getByRole('region', { name: 'Exchange', exact: true });
  const rowCount = async (): Promise<number> => Number(await grid(page, name).getAttribute('aria-rowcount')) - 1;
  const choose = async (field: string, option: string | RegExp): Promise<void> => {
    await page.getByRole('combobox', { name: field, exact: true }).click();
    await page.getByRole('option', { name: option }).click();
  };

  test('says why it is empty', async () => {
    await expect(page.getByRole('status').filter({ hasText: 'No credential' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save as HAR' })).toBeDisabled();
    expect(await grid(page, name).getByRole('columnheader').allInnerTexts()).toEqual(['Time', 'Account', 'Group', 'Method', 'URL', 'Status', 'ms', 'Bytes', 'Attempt']);
  });

  test('shows credential tests, mints, polls, repeats and failures as they happen', async () => {
    await invokeCommand(page, 'settings:set', { telemetryPollS: 15, telemetryBatchSize: 1_000, telemetryLingerMs: 100, logLevels: { telemetry: 3 } });
    for (const { clientId, clientSecret } of server.credentials) {
      const saved = await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret, confirmedDveLoss: false });
      if (saved.outcome !== 'saved') throw new Error('not saved');
      await expect(rowOf(page, name, '700 Token').first()).toBeVisible();
      if (clientId !== server.credentials[0]!.clientId) continue;
      server.setFault({ kind: 'unauthorized', call: 'userTerminals', times: 1 });
      server.setFault({ kind: 'reset', call: 'products', times: 1 });
      await invokeCommand(page, 'account:setPolling', { credentialId: saved.credentialId, enabled: true });
    }
    for (const group of ['701 Account and managed accounts', '702 Telemetry', '703 User terminals', '704 Service lines', '709 Products']) await expect(rowOf(page, name, group).first()).toBeVisible();
    const repeated = rowOf(page, name, '703 User terminals').filter({ hasText: '200' }).first();
    await expect(repeated.locator('[aria-colindex="9"]')).toHaveText('2');
    await expect(rowOf(page, name, '703 User terminals').filter({ hasText: '401' })).toBeVisible();
    await expect(rowOf(page, name, '709 Products').filter({ hasText: 'No answer' })).toBeVisible();
    await expect(rowOf(page, name, 'telemetry/stream').first()).toContainText('Nordic Fleet');
  });

  test('filters by account and group, and finds what only a body holds', async () => {
    const all = await rowCount();
    // A credential that was only tested shows under its client id.
    await choose('Account', server.credentials[1]!.clientId);
    await expect.poll(rowCount).toBe(2);
    await expect(rowOf(page, name, 'Nordic Fleet')).toHaveCount(0);
    await choose('Account', 'All accounts');
    await choose('Group', '702 Telemetry');
    await expect(rowOf(page, name, '703 User terminals')).toHaveCount(0);
    await choose('Group', 'All groups');
    await page.getByRole('textbox', { name: 'Find' }).fill('"columnnamesbydevicetype"');
    await expect.poll(async () => (await rowOf(page, name, /./).allInnerTexts()).map((text) => text.includes('telemetry/stream'))).toEqual(expect.arrayContaining([true]));
    await expect(rowOf(page, name, '703 User terminals')).toHaveCount(0);
    await page.getByRole('textbox', { name: 'Find' }).fill('no such words');
    await expect(page.getByRole('status').filter({ hasText: 'No exchange matches' })).toBeVisible();
    await page.getByRole('button', { name: 'Clear filter' }).click();
    await expect.poll(rowCount).toBeGreaterThanOrEqual(all);
  });

  test('opens an exchange by keyboard: masked headers, exact numbers', async () => {
    await page.getByRole('textbox', { name: 'Find' }).fill('telemetry/stream 200');
    await expect(rowOf(page, name, '703 User terminals')).toHaveCount(0);
    await grid(page, name).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(panel().getByRole('heading', { level: 2 })).toContainText('/api/public/v2/telemetry/stream');
    await expect(panel()).toContainText('Bearer •••');
    await expect(panel().getByLabel('Request body text')).toContainText('"batchSize": 1000');
    const sent = server.ledger.replies(server.credentials[0]!.accountNumber)[0]!;
    expect(sent).toBeDefined();
    // Nanoseconds and H3 cells are beyond 2^53: every digit is there, none was rounded to a zero.
    await expect(panel().getByLabel('Response body text')).toContainText(/\["u", 1\d{18}, "ut[^\]]+ \d{18}, /);
    await page.keyboard.press('Escape');
    await expect(panel()).toBeHidden();
    await page.getByRole('textbox', { name: 'Find' }).fill('');
  });

  test('copies a body', async () => {
    await rowOf(page, name, '/account').first().click();
    await panel().getByRole('button', { name: 'Copy response body' }).click();
    await expect(panel().getByRole('button', { name: 'Copy response body' })).toHaveText('Copied');
    expect(await inMain(consoleApp.app, ({ clipboard }) => clipboard.readText(), undefined)).toContain('"accountNumber"');
    await page.getByRole('button', { name: 'Close exchange' }).click();
  });

  test('stands still while paused and says how many wait', async () => {
    await page.getByRole('button', { name: 'Pause' }).click();
    const before = await rowCount();
    const { clientId, clientSecret } = server.credentials[1]!;
    await invokeCommand(page, 'credential:test', { clientId, clientSecret, credentialId: null });
    await expect(page.getByRole('status').filter({ hasText: /Paused\. [\d,]+ newer exchanges? waits?\./ })).toBeVisible();
    expect(await rowCount()).toBe(before);
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(rowCount).toBeGreaterThan(before);
  });

  test('cleared exchanges do not come back, also when the page is loaded again', async () => {
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect.poll(rowCount).toBeLessThan(3);
    await page.reload();
    await openTab(page, name);
    await expect(grid(page, name)).toBeVisible();
    expect((await invokeCommand(page, 'exchange:page', { olderThan: null })).rows.count).toBeLessThan(5);
    await expect(rowOf(page, name, '700 Token')).toHaveCount(0);
  });

  test('each request of a module recorded up to Info 3 is a line of the log, of the others none', async () => {
    await openTab(page, 'Log');
    const lines = page.getByRole('log', { name: 'Log lines' });
    await expect(lines.getByText(/: POST http.*telemetry\/stream → 200 in \d+ ms/).first()).toBeVisible();
    await expect(lines.getByText(/: \d+ rows \(\d+ u, \d+ r, \d+ i\) in \d+ kB/).first()).toBeVisible();
    for (const unrecorded of [/: GET http/, /Management lists read/, /The poller is/]) await expect(lines.getByText(unrecorded)).toHaveCount(0);
    await page.getByRole('button', { name: 'Recorded levels' }).click();
    await page.getByRole('combobox', { name: 'Recorded level of telemetry' }).click();
    await page.getByRole('option', { name: /^Info 0/ }).click();
    await expect.poll(async () => (await invokeCommand(page, 'console:state', undefined)).settings.logLevels).toEqual({ telemetry: 0 });
    await page.keyboard.press('Escape');
    await openTab(page, name);
  });

  test('10,000 exchanges are as light as ten', async () => {
    await inMain(consoleApp.app, ({ BrowserWindow }, { channel, count }) => {
      const { webContents } = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().endsWith('#/'))!;
      const text = (of: (i: number) => string, from: number): { texts: string } => ({ texts: Array.from({ length: 500 }, (_, i) => of(from + i)).join('\u001f') });
      const number = (of: (i: number) => number, from: number): { numbers: Float64Array } => ({ numbers: Float64Array.from({ length: 500 }, (_, i) => of(from + i)) });
      for (let from = 0; from < count; from += 500) {
        const rows = {
          count: 500,
          columns: {
            exchangeId: text((i) => `many-${i}`, from), serial: number((i) => 1e6 + i, from), atMs: number((i) => Date.UTC(2026, 10, 27) + i * 1_000, from), credentialId: text(() => 'c', from),
            account: text((i) => `Account ${i % 5}`, from), group: number((i) => 700 + (i % 11), from), method: text(() => 'GET', from), url: text((i) => `https://starlink.com/api/public/v2/products?page=${i}`, from),
            status: number((i) => [200, 200, 200, 503, NaN][i % 5]!, from), durationMs: number((i) => i % 900, from), bytes: number((i) => i, from), attempt: number(() => 1, from), error: text(() => '\u0000', from),
          },
        };
        webContents.send(channel, 'exchange:news', { rows, clearedThrough: 0 });
      }
    }, { channel: EVENT_CHANNEL, count: KEPT_EXCHANGES });
    await expect.poll(rowCount).toBe(KEPT_EXCHANGES);
    // At the end, as it was before they came.
    await expect(rowOf(page, name, `page=${KEPT_EXCHANGES - 1}`)).toBeVisible();
    expect(await rowOf(page, name, /./).count()).toBeLessThan(60);
    await grid(page, name).focus();
    await page.keyboard.press('Home');
    await expect(grid(page, name).locator('[aria-rowindex="2"]')).toContainText('/products?page=0');
    await savePicture(page, 'stream-viewer-10000');
    await page.getByRole('textbox', { name: 'Find' }).fill('page=7654');
    await expect.poll(rowCount).toBe(1);
    await expect(rowOf(page, name, 'page=7654')).toHaveAttribute('aria-rowindex', '2');
  });
});
