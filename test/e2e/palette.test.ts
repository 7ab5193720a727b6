// The command palette as an operator without a mouse uses it: from the first credential's polling to a terminal found by its address.
import type { Locator, Page } from 'playwright';
import { beforeAll, describe, test } from 'vitest';
import { unpackRows } from '#shared/packed-rows.ts';
import { tableSchemas, type TableName, type TableRow } from '#shared/table-schemas.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createBench } from './bench.ts';
import { expect, type Console } from './console-driver.ts';
import { grid, invokeCommand } from './page-driver.ts';

const bench = createBench({ inSteps: true });

describe('the command palette, by keyboard alone', () => {
  let server: Simulator;
  let consoleApp: Console;
  let page: Page;
  let palette: Locator;
  let field: Locator;

  beforeAll(async () => {
    server = await bench.simulator({ terminals: 60, accounts: 1 });
    consoleApp = await bench.console({ server });
    page = consoleApp.page;
    palette = page.getByRole('dialog', { name: 'Command palette' });
    field = palette.getByRole('combobox', { name: 'Search' });
  });

  const options = (): Locator => palette.getByRole('option');
  const chosen = (): Locator => palette.locator('[role="option"][aria-selected="true"]');

  async function ask(text: string): Promise<void> {
    await page.keyboard.press('Control+k');
    await expect(field).toBeFocused();
    await page.keyboard.type(text);
  }

  async function readRows<Name extends TableName>(table: Name): Promise<TableRow<Name>[]> {
    // A typed array does not survive the way out of the page: the columns are rebuilt from plain numbers.
    const plain = await page.evaluate(async (name) => {
      const answer = await window.groundtrack!.invoke('table:watch', { table: name });
      if (!answer.ok) throw new Error(answer.error.message);
      await window.groundtrack!.invoke('table:unwatch', { watchId: answer.value.watchId });
      const columns = Object.entries(answer.value.rows.columns).map(([column, cells]) => [column, 'numbers' in cells ? { numbers: [...cells.numbers].map((each) => (Number.isNaN(each) ? null : each)) } : 'flags' in cells ? { flags: [...cells.flags] } : cells] as const);
      return { count: answer.value.rows.count, columns };
    }, table);
    const columns = Object.fromEntries(plain.columns.map(([column, cells]) => [
      column, 'numbers' in cells ? { numbers: Float64Array.from(cells.numbers, (each) => each ?? NaN) } : 'flags' in cells ? { flags: Uint8Array.from(cells.flags) } : cells,
    ]));
    return unpackRows(tableSchemas[table], { count: plain.count, columns }) as TableRow<Name>[];
  }

  test('opens from the header, lists pages and actions, says why one can’t be had, and gives the focus back', async () => {
    const button = page.getByRole('button', { name: /^Search / });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(field).toBeFocused();
    await expect(options().first()).toHaveText('Map');
    await expect(palette.getByRole('group', { name: 'Pages' }).getByRole('option')).toHaveCount(15);
    const demo = palette.getByRole('option', { name: /Enable demo accounts/ });
    await expect(demo).toHaveAttribute('aria-disabled', 'true');
    await expect(demo).toHaveAccessibleDescription(/server named on the command line/);
    await page.keyboard.press('Escape');
    await expect(palette).toBeHidden();
    await expect(button).toBeFocused();
  });

  test('the field is a combobox: arrows move the choice, round and round, and the focus stays', async () => {
    await ask('');
    for (const [key, text] of [['ArrowDown', /User Terminals/], ['ArrowUp', /Map/], ['PageDown', /Add credential/], ['Control+Home', /Map/]] as const) {
      await page.keyboard.press(key);
      await expect(chosen()).toHaveText(text);
      await expect(field).toHaveAttribute('aria-activedescendant', (await chosen().getAttribute('id'))!);
      await expect(field).toBeFocused();
    }
    await page.keyboard.press('ArrowUp');
    await expect(chosen()).toHaveText((await options().last().textContent())!);
    await page.keyboard.press('Control+k');
    await expect(palette).toBeHidden();
  });

  test('actions: add a credential, switch its polling on, change the theme', async () => {
    await ask('add cred');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Add credential' });
    await expect(dialog.getByRole('textbox', { name: 'Client ID' })).toBeFocused();
    await page.keyboard.press('Control+k');
    await expect(palette, 'not over a question').toBeHidden();
    const { clientId, clientSecret, accountNumber } = server.credentials[0]!;
    await page.keyboard.type(clientId);
    await page.keyboard.press('Tab');
    await page.keyboard.type(clientSecret);
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await ask(`polling ${accountNumber}`);
    await expect(chosen()).toContainText('Switch polling on');
    await page.keyboard.press('Enter');
    await expect(palette).toBeHidden();
    await expect.poll(async () => (await invokeCommand(page, 'status:get', undefined)).accounts.map((account) => account.pollingEnabled)).toEqual([true]);

    await ask('light theme');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
    await ask('light theme');
    await expect(chosen()).toContainText('In use now');
    await page.keyboard.press('Enter');
    await expect(palette, 'what can’t be had does nothing').toBeVisible();
    await page.keyboard.press('Escape');
  });

  test('a page opens, and the keyboard goes on from its tab', async () => {
    await ask('dves');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: 'User Terminal DVEs' })).toHaveAttribute('aria-selected', 'true');
    await ask('user term');
    await page.keyboard.press('Enter');
    const tab = page.getByRole('tab', { name: 'User Terminals', exact: true });
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    await expect(tab).toBeFocused();
    await expect(grid(page, 'User Terminals')).toHaveAttribute('aria-rowcount', '61');
  });

  test('an IP address finds its terminal; Enter leads to its row, selected and focused', async () => {
    await expect.poll(async () => (await readRows('ipAllocations')).some((row) => (row.ipv4 ?? []).length > 0)).toBe(true);
    const allocation = (await readRows('ipAllocations')).find((row) => (row.ipv4 ?? []).length > 0 && row.deviceId !== null)!;
    const address = allocation.ipv4![0]!.split('/')[0]!;
    await ask(address);
    const first = palette.getByRole('group', { name: 'User Terminals' }).getByRole('option').first();
    await expect(first).toHaveAttribute('aria-selected', 'true');
    await expect(first.locator('mark')).toHaveText(address);
    await expect(first).toContainText(allocation.kitNumber!);
    await page.keyboard.press('Enter');
    const row = grid(page, 'User Terminals').locator(`[data-row="${allocation.deviceId}"]`);
    await expect(row).toHaveAttribute('aria-selected', 'true');
    await expect.poll(() => row.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  });

  test('any id in full finds exactly one, and a part of a number finds it too', async () => {
    const [terminal] = (await readRows('userTerminals')).filter((row) => row.serialNumber !== null && row.kitNumber !== null);
    await expect.poll(async () => (await readRows('routers')).length).toBeGreaterThan(0);
    const [router] = await readRows('routers');
    const [service] = await readRows('services');
    const ids = [
      terminal!.deviceId.toUpperCase(), terminal!.deviceId.slice(2), terminal!.kitNumber!, terminal!.serialNumber!, router!.routerId, service!.serviceLineNumber, server.credentials[0]!.accountNumber,
    ];
    await ask('');
    for (const id of ids) {
      await field.fill(id);
      // The account has a switch among the actions besides.
      await expect(palette.locator('[role="option"]:not([id*="action:"])'), id).toHaveCount(1);
    }
    await field.fill(service!.serviceLineNumber.split('-')[1]!);
    await expect(palette.getByRole('group', { name: 'Service Lines' }).getByRole('option')).toContainText([service!.serviceLineNumber]);
    await field.fill('nothing is called this');
    await expect(palette).toContainText('Nothing answers');
    await page.keyboard.press('Escape');
  });

  test('Ctrl+Enter opens a terminal’s window, Shift+Enter shows it on the map', async () => {
    const terminal = (await readRows('userTerminals')).find((row) => row.latitude !== null && row.kitNumber !== null)!;
    const opening = consoleApp.app.waitForEvent('window');
    await ask(terminal.kitNumber!);
    await expect(options()).toHaveCount(1);
    await page.keyboard.press('Control+Enter');
    const opened = await opening;
    expect(decodeURIComponent(opened.url())).toContain(terminal.deviceId);
    await opened.close();
    await ask(terminal.kitNumber!);
    await expect(options()).toHaveCount(1);
    await page.keyboard.press('Shift+Enter');
    const tab = page.getByRole('tab', { name: 'Map', exact: true });
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    await expect(tab).toBeFocused();
    await expect(page.getByRole('tabpanel', { name: 'Map', exact: true })).toContainText(terminal.kitNumber!);
  });
});
