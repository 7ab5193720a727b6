// A whole task without a mouse, by the keys a person presses: from the first run to a file with the terminals that were looked for.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { beforeAll, describe, test } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createBench } from './bench.ts';
import { expect, inMain, type Console } from './console-driver.ts';
import { expectRowCount, grid } from './page-driver.ts';

const TERMINALS = 30;
const name = 'User Terminals';
const bench = createBench({ inSteps: true });

describe('a task by keyboard alone', () => {
  let server: Simulator;
  let consoleApp: Console;
  let page: Page;

  beforeAll(async () => {
    server = await bench.simulator({ terminals: TERMINALS, accounts: 1 });
    consoleApp = await bench.console({ server });
    page = consoleApp.page;
  });

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

  /** Whoever has no pointer looks for the focus: its accessible name, however long it takes to be there. */
  const focused = (role: Parameters<Page['getByRole']>[0], label: string | RegExp): ReturnType<Page['getByRole']> => page.getByRole(role, { name: label, exact: true }).and(page.locator(':focus'));

  /** Tab until the focus is where it is wanted; a page has fewer stops than that. */
  async function tabTo(role: Parameters<Page['getByRole']>[0], label: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let stop = 0; stop < 60; stop++) {
      if ((await focused(role, label).count()) > 0) return;
      await page.keyboard.press(key);
    }
    throw new Error(`Tab never came to ${role} “${String(label)}”`);
  }

  /** By the palette: its first answer. */
  async function ask(words: string): Promise<void> {
    await press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused();
    await page.keyboard.type(words);
    await press('Enter');
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeHidden();
  }

  /** Tab into the open page's grid, then up to its header. */
  async function enterHeader(table: string): Promise<void> {
    const holds = (): Promise<boolean> => grid(page, table).evaluate((box) => box.contains(document.activeElement));
    for (let stop = 0; stop < 60 && !(await holds()); stop++) await press('Tab');
    await press('Control+Home', 'ArrowUp');
    await expect(grid(page, table).getByRole('columnheader').and(page.locator(':focus'))).toBeVisible();
  }

  /** Moves through the open grid's cells until one under this column is active. */
  async function goToColumn(table: string, column: string): Promise<void> {
    const index = Number(await grid(page, table).getByRole('columnheader', { name: column, exact: true }).getAttribute('aria-colindex'));
    await press('Home');
    for (let step = 1; step < index; step++) await press('ArrowRight');
    await expect(grid(page, table).locator(`[data-active][aria-colindex="${index}"]`)).toBeVisible();
  }

  test('a first run: a credential is added, tested and saved', async () => {
    await expect(page.getByRole('heading', { name: 'Welcome to Groundtrack' })).toBeVisible();
    await ask('add credential');
    const dialog = page.getByRole('dialog', { name: 'Add credential' });
    await expect(focused('textbox', 'Client ID')).toBeVisible();
    await page.keyboard.type(server.credentials[0]!.clientId);
    await press('Tab');
    await page.keyboard.type(server.credentials[0]!.clientSecret);
    await tabTo('button', 'Test');
    await press('Enter');
    await expect(dialog.getByRole('status')).toContainText('Successful');
    await tabTo('button', 'Save');
    await press('Enter');
    await expect(dialog).toBeHidden();
  });

  test('polling is switched on in the Accounts table', async () => {
    await ask('accounts');
    await expect(page.getByRole('tab', { name: 'Accounts', exact: true })).toBeFocused();
    await enterHeader('Accounts');
    const polling = page.getByRole('switch', { name: 'Polling' });
    // Accounts that are listed without a credential have no switch: which line has it is seen on the screen.
    const line = Number(await polling.locator('xpath=ancestor::*[@role="row"]').getAttribute('aria-rowindex'));
    for (let row = 1; row < line; row++) await press('ArrowDown');
    await goToColumn('Accounts', 'Polling');
    await expect(polling).toBeFocused();
    await press('Space');
    await expect(polling).toBeChecked();
    await expect(polling, 'the focus stays where it was').toBeFocused();
  });

  test('terminals are filtered, sorted, selected and copied', async () => {
    await ask('user terminals');
    await expectRowCount(page, name, TERMINALS);
    await tabTo('textbox', 'Filter');
    await page.keyboard.type('!state:offline');
    await press('Escape');
    await expect.poll(() => page.getByRole('tabpanel', { name, exact: true }).getByRole('listbox').count()).toBe(0);
    await enterHeader(name);
    await goToColumn(name, 'Serial Number');
    await press('Enter');
    const header = grid(page, name).getByRole('columnheader', { name: 'Serial Number', exact: true });
    await expect(header).toHaveAttribute('aria-sort', 'ascending');
    await press('ArrowDown', 'Space', 'Shift+ArrowDown', 'Shift+ArrowDown');
    await expect(grid(page, name).locator('[aria-selected="true"]')).toHaveCount(3);
    const serials = await grid(page, name).locator(`[aria-selected="true"] [aria-colindex="${await header.getAttribute('aria-colindex')}"]`).allInnerTexts();
    expect(serials).toEqual([...serials].sort());
    await press('Control+Shift+c');
    await expect.poll(() => inMain(consoleApp.app, ({ clipboard }) => clipboard.readText(), null)).toContain(serials[2]!);
  });

  test('the menu of a row opens its window, and the focus comes back to the row', async () => {
    await press('ArrowDown', 'Shift+F10');
    const menu = page.getByRole('menu');
    await expect(menu).toBeVisible();
    const opens = focused('menuitem', 'Open window');
    await expect(opens).toBeVisible();
    const opening = consoleApp.app.waitForEvent('window');
    await press('Enter');
    const window = await opening;
    await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
    for (let stop = 0; stop < 4; stop++) await window.keyboard.press('Tab');
    expect(await window.evaluate(() => document.activeElement !== document.body)).toBe(true);
    await window.close();
    await page.bringToFront();
    await expect(menu).toBeHidden();
    await expect.poll(() => grid(page, name).evaluate((box) => box.contains(document.activeElement))).toBe(true);
  });

  test('a column’s filter is set from its header, changed and taken away, and the focus is never lost', async () => {
    const inGrid = (): Promise<boolean> => grid(page, name).evaluate((box) => box.contains(document.activeElement));
    const header = focused('columnheader', 'Signal Quality');
    const chip = focused('button', /^Signal Quality > 0/);
    const menuItem = async (label: string): Promise<void> => {
      await press('Shift+F10');
      await expect(focused('menuitem', 'Sort ascending')).toBeVisible();
      for (let item = 0; item < 12 && (await focused('menuitem', label).count()) === 0; item++) await press('ArrowDown');
      await press('Enter');
    };
    await tabTo('textbox', 'Filter', 'Shift+Tab');
    await enterHeader(name);
    await goToColumn(name, 'Signal Quality');
    await menuItem('Filter…');
    await expect(focused('textbox', 'Value')).toBeVisible();
    await press('Escape');
    await expect(header).toBeVisible();
    await menuItem('Columns');
    await expect(page.getByRole('dialog', { name: 'Columns' }).locator(':focus')).toBeVisible();
    await press('Escape');
    await expect(header).toBeVisible();
    await menuItem('Filter…');
    await expect(focused('textbox', 'Value')).toBeVisible();
    await page.keyboard.type('0');
    await press('Enter');
    await expect(header).toBeVisible();
    await tabTo('button', /^Signal Quality > 0/, 'Shift+Tab');
    await press('Enter');
    await expect(focused('textbox', 'Value')).toBeVisible();
    await press('Escape');
    await expect(chip).toBeVisible();
    await press('Delete');
    await expect(page.getByRole('group', { name: 'Active filters' })).toBeHidden();
    await expect.poll(inGrid).toBe(true);
  });

  test('what is shown is exported, and the focus comes back to the button', async () => {
    const file = path.join(await bench.folder(), 'terminals.csv');
    // The system's own dialog is not ours to press keys in.
    await inMain(consoleApp.app, ({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await tabTo('button', 'Export', 'Shift+Tab');
    await press('Enter');
    const dialog = page.getByRole('dialog', { name: `Export ${name}` });
    await expect(dialog).toBeVisible();
    await tabTo('button', 'Save as…');
    await press('Enter');
    await expect(dialog).toBeHidden();
    await expect(focused('button', 'Export')).toBeVisible();
    const lines = (await readFile(file, 'utf8')).trim().split('\r\n');
    expect(lines[0]).toContain('Serial Number');
    expect(lines.length - 1).toBe(Number(await grid(page, name).getAttribute('aria-rowcount')) - 1);
  });
});
