// A table asked, arranged and remembered, as an operator does it: filter language, columns' filters, groups, pins, order, saved views.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import { beforeAll, describe, test } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createBench, savePicture } from './bench.ts';
import { expect, inMain, type Console } from './console-driver.ts';
import { cellOf, expectRowCount, filterRows, grid, invokeCommand, openTab, switchPolling } from './page-driver.ts';

const TERMINALS = 60;
const name = 'User Terminals';
const bench = createBench({ inSteps: true });

describe('a table of user terminals', () => {
  let server: Simulator;
  let consoleApp: Console;
  let page: Page;
  let dataFolder: string;

  beforeAll(async () => {
    server = await bench.simulator({ terminals: TERMINALS, accounts: 2, startBackS: 30 });
    dataFolder = await bench.folder();
    await start();
    await invokeCommand(page, 'settings:set', { telemetryPollS: 15, telemetryBatchSize: 65_000, theme: 'dark' });
    for (const { clientId, clientSecret, accountNumber } of server.credentials) {
      await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret, confirmedDveLoss: false });
      await switchPolling(page, accountNumber, true);
    }
    await openTab(page, name);
    await expectRowCount(page, name, TERMINALS);
    // Both accounts have caught up: no state changes by that any more. At some hours a terminal of the simulation is silent for good.
    await filterRows(page, name, 'state:unknown');
    await expectRowCount(page, name, 0);
    await filterRows(page, name, '');
    await expectRowCount(page, name, TERMINALS);
  });

  async function start(): Promise<void> {
    consoleApp = await bench.console({ server, dataFolder });
    page = consoleApp.page;
  }

  const panel = (): Locator => page.getByRole('tabpanel', { name, exact: true });
  const field = (): Locator => panel().getByRole('textbox', { name: 'Filter' });
  const header = (column: string): Locator => grid(page, name).getByRole('columnheader', { name: column, exact: true });
  const shownRows = async (): Promise<number> => Number(await grid(page, name).getAttribute('aria-rowcount')) - 1;
  const headers = (): Promise<string[]> => grid(page, name).getByRole('columnheader').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''));

  /** What the drawn rows show under a column. */
  async function columnTexts(column: string): Promise<string[]> {
    const index = await header(column).getAttribute('aria-colindex');
    return grid(page, name).locator(`[role="row"][aria-selected] > [aria-colindex="${index}"]`).allInnerTexts();
  }

  async function headerMenu(column: string, item: string): Promise<void> {
    await header(column).scrollIntoViewIfNeeded();
    await header(column).click({ button: 'right', position: { x: 12, y: 12 } });
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  test('the filter asks by column, figure, pattern and their opposite', async () => {
    await filterRows(page, name, 'state:online');
    await expect.poll(async () => new Set(await columnTexts('State'))).toEqual(new Set(['Online']));
    const online = await shownRows();
    await filterRows(page, name, '!state:online');
    await expectRowCount(page, name, TERMINALS - online);
    await filterRows(page, name, '"Signal Quality":>=50 uptime:>0');
    await expect.poll(async () => (await columnTexts('Signal Quality')).every((text) => Number(text) >= 50)).toBe(true);
    const least = await shownRows();
    await filterRows(page, name, 'signalquality:<50');
    await expect.poll(shownRows).toBeLessThanOrEqual(TERMINALS - least);
    await filterRows(page, name, `account number:/${server.credentials[0]!.accountNumber}$/`);
    await expect.poll(shownRows).toBeGreaterThan(0);
    await expect.poll(shownRows).toBeLessThan(TERMINALS);
    await filterRows(page, name, 'timestamp:>30d');
    await expectRowCount(page, name, 0);
    await expect(panel().getByRole('status').filter({ hasText: 'No row matches “timestamp:>30d”' })).toBeVisible();
    await panel().getByRole('button', { name: 'Clear filters' }).click();
    await expectRowCount(page, name, TERMINALS);
  });

  test('a wrong filter says where and why, and the last good one stays', async () => {
    await filterRows(page, name, 'state:online');
    await expect.poll(shownRows).toBeLessThan(TERMINALS);
    const online = await shownRows();
    await filterRows(page, name, 'state:online stat:x');
    await expect(field()).toHaveAttribute('aria-invalid', 'true');
    await expect(field()).toHaveAccessibleDescription(/At character 14.*There is no column “stat”\. Did you mean State\?/);
    await savePicture(page, 'filter-error');
    expect(await shownRows()).toBe(online);
    await filterRows(page, name, 'timestamp:>30d');
    await expectRowCount(page, name, 0);
    await filterRows(page, name, 'timestamp:>30d stat:x');
    await expect(field()).toHaveAttribute('aria-invalid', 'true');
    await expect(panel().getByRole('status').filter({ hasText: 'No row matches “timestamp:>30d”' }), 'the one in effect').toBeVisible();
    // A pattern that would hang an engine which goes back.
    await filterRows(page, name, '/(a+)+$/ /(x+x+)+y/');
    await expectRowCount(page, name, 0);
    await field().press('Escape');
    await expect(field()).toHaveValue('');
  });

  test('columns and values are completed by keyboard', async () => {
    await field().fill('stat');
    const options = panel().getByRole('listbox', { name: 'Completions' }).getByRole('option');
    await expect(options.first()).toContainText('State');
    await field().press('ArrowDown');
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await expect(field()).toHaveAttribute('aria-activedescendant', (await options.first().getAttribute('id'))!);
    await field().press('Enter');
    await expect(field()).toHaveValue('State:');
    await expect(options.filter({ hasText: 'Online' })).toBeVisible();
    await savePicture(page, 'filter-completion');
    await options.filter({ hasText: 'Online' }).click();
    await expect(field()).toHaveValue('State:Online ');
    await expect(options).toHaveCount(0);
    await field().fill('"acc');
    await expect(options.first()).toContainText('Account Name');
    await field().press('Escape');
    await expect(options).toHaveCount(0);
    await expect(field()).toHaveValue('"acc');
    await field().press('Escape');
    await expect(field()).toHaveValue('');
    await panel().getByRole('button', { name: 'Filter help' }).click();
    const help = page.getByRole('dialog', { name: 'Filter help' });
    await expect(help).toContainText('older than 10 minutes');
    await savePicture(page, 'filter-help');
    // Escape closes it from the moment on that it has the focus.
    await expect(help).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(help).toBeHidden();
  });

  test('columns have filters of their own, shown as chips', async () => {
    await headerMenu('State', 'Filter…');
    const dialog = page.getByRole('dialog', { name: 'Filter State' });
    await dialog.getByRole('checkbox', { name: 'Online', exact: true }).check();
    await savePicture(page, 'filter-set');
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect(dialog).toBeHidden();
    await expect.poll(async () => new Set(await columnTexts('State'))).toEqual(new Set(['Online']));
    const online = await shownRows();
    await expect(header('State')).toHaveAttribute('aria-description', 'Filter: is Online');

    await headerMenu('Signal Quality', 'Filter…');
    const figures = page.getByRole('dialog', { name: 'Filter Signal Quality' });
    await figures.getByRole('combobox', { name: 'Comparison' }).selectOption('between');
    await figures.getByRole('textbox', { name: 'From' }).fill('80');
    await figures.getByRole('textbox', { name: 'To' }).fill('many');
    await figures.getByRole('button', { name: 'Apply' }).click();
    await expect(figures.getByRole('alert')).toHaveText('“many” is no number');
    await savePicture(page, 'filter-figure');
    await figures.getByRole('textbox', { name: 'To' }).fill('100');
    await figures.getByRole('textbox', { name: 'To' }).press('Enter');
    await expect.poll(async () => (await columnTexts('Signal Quality')).every((text) => Number(text) >= 79)).toBe(true);
    const chips = panel().getByRole('group', { name: 'Active filters' });
    await expect(chips).toContainText('State is Online');
    await expect(chips).toContainText('Signal Quality 80 – 100 %');

    // Together with the quick filter.
    await filterRows(page, name, 'signalquality:<0');
    await expectRowCount(page, name, 0);
    await filterRows(page, name, '');
    await savePicture(page, 'filter-chips');
    await chips.getByRole('button', { name: 'Remove filter Signal Quality' }).press('Enter');
    await expectRowCount(page, name, online);

    await headerMenu('Timestamp', 'Filter…');
    const times = page.getByRole('dialog', { name: 'Filter Timestamp' });
    await times.getByRole('spinbutton', { name: 'Amount' }).fill('3');
    await times.getByRole('combobox', { name: 'Unit' }).selectOption('d');
    await times.getByRole('button', { name: 'Apply' }).click();
    await expect(chips).toContainText('Timestamp in the last 3 d');
    await expectRowCount(page, name, online);
    await chips.getByRole('button', { name: 'Clear all' }).click();
    await expect(chips).toBeHidden();
    await expectRowCount(page, name, TERMINALS);
  });

  test('rows are grouped by account and folded by keyboard', async () => {
    await panel().getByRole('combobox', { name: 'Group' }).selectOption('Account');
    await expectRowCount(page, name, TERMINALS + 2);
    const groups = grid(page, name).locator('[role="gridcell"][aria-expanded]');
    await expect(groups.first()).toContainText(/\d+ rows/);
    await expect(grid(page, name).locator('[role="row"][aria-rowindex="2"]').getByRole('gridcell').first()).toHaveAttribute('aria-expanded', 'true');
    await savePicture(page, 'groups');
    const rows = Number(/(\d+) rows/.exec(await groups.first().innerText())![1]);
    await groups.first().click();
    await expectRowCount(page, name, TERMINALS + 2 - rows);
    await expect(groups.first()).toHaveAttribute('aria-expanded', 'false');
    await groups.first().press('ArrowRight');
    await expectRowCount(page, name, TERMINALS + 2);
    await expect(groups.first()).toBeFocused();
    await groups.first().press('ArrowLeft');
    await expectRowCount(page, name, TERMINALS + 2 - rows);
    await groups.first().press('ArrowDown');
    await expect(grid(page, name).locator('[role="row"][aria-rowindex="3"]').getByRole('gridcell').first()).toBeFocused();
    await panel().getByRole('combobox', { name: 'Group' }).selectOption('None');
    await expectRowCount(page, name, TERMINALS);
  });

  test('columns are pinned, and moved by menu, keyboard and mouse', async () => {
    await headerMenu('State', 'Pin');
    expect((await headers()).slice(0, 2)).toEqual(['Device Name', 'State']);
    await grid(page, name).evaluate((element) => (element.scrollLeft = 600));
    await expect.poll(async () => (await header('State').boundingBox())!.x - (await grid(page, name).boundingBox())!.x).toBeLessThan(400);
    await savePicture(page, 'pinned');
    await grid(page, name).evaluate((element) => (element.scrollLeft = 0));
    await headerMenu('State', 'Move left');
    expect((await headers()).slice(0, 2)).toEqual(['State', 'Device Name']);
    await header('Serial Number').focus();
    await header('Serial Number').press('Control+Shift+ArrowRight');
    await expect.poll(headers).toEqual(expect.arrayContaining(['Signal Quality', 'Serial Number']));
    const moved = await headers();
    expect(moved.indexOf('Serial Number')).toBe(moved.indexOf('Signal Quality') + 1);
    const [from, to] = [(await header('Serial Number').boundingBox())!, (await header('Account Name').boundingBox())!];
    await page.mouse.move(from.x + 20, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(to.x + 40, to.y + 20, { steps: 4 });
    await page.mouse.move(to.x + 10, to.y + 20);
    await page.mouse.up();
    const dragged = await headers();
    expect(dragged.slice(0, 4)).toEqual(['State', 'Device Name', 'Serial Number', 'Account Name']);
    // Letting go was no click: nothing is sorted anew.
    await expect(header('Serial Number')).toHaveAttribute('aria-sort', 'none');
  });

  test('a view is saved, and a shared one with an unknown column says so', async () => {
    await filterRows(page, name, '!state:offline');
    await panel().getByRole('combobox', { name: 'Group' }).selectOption('Account');
    const views = page.getByRole('dialog', { name: 'Views' });
    await panel().getByRole('button', { name: 'Views', exact: true }).click();
    await views.getByRole('textbox', { name: 'View name' }).fill('Night shift');
    await views.getByRole('button', { name: 'Save view' }).click();
    await expect(views.getByRole('button', { name: 'Night shift' }).first()).toContainText('Night shift');
    await savePicture(page, 'views');
    const file = path.join(dataFolder, 'view.json');
    await inMain(consoleApp.app, ({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, file);
    await views.getByRole('button', { name: 'Share Night shift as a file' }).click();
    await expect(page.getByText(`“Night shift” is in ${file}`)).toBeVisible();
    const shared = JSON.parse(await readFile(file, 'utf8')) as { name: string; layout: { order: string[] } };
    await page.keyboard.press('Escape');

    await writeFile(file, JSON.stringify({ ...shared, name: 'From a friend', layout: { ...shared.layout, order: ['tiltAngle', 'timestamp', ...shared.layout.order.filter((id) => id !== 'timestamp')], pinned: [] } }));
    await panel().getByRole('button', { name: 'Views', exact: true }).click();
    await views.getByRole('button', { name: 'Open shared view…' }).click();
    await expect(page.getByText('User Terminals has no column “tiltAngle”: left out.')).toBeVisible();
    await expect.poll(async () => (await headers())[0]).toBe('Timestamp');

    await writeFile(file, '{"format":"groundtrack-view","vers');
    await panel().getByRole('button', { name: 'Views', exact: true }).click();
    await views.getByRole('button', { name: 'Open shared view…' }).click();
    await expect(page.getByText('The file is damaged or cut off')).toBeVisible();
    await panel().getByRole('button', { name: 'Views', exact: true }).click();
    await views.getByRole('button', { name: 'Default view' }).click();
    await expectRowCount(page, name, TERMINALS);
    await expect(field()).toHaveValue('');
    expect((await headers())[0]).toBe('Device Name');
  });

  test('after a restart all of it is there but what was typed in passing', async () => {
    await filterRows(page, name, 'devicename:/./');
    await headerMenu('State', 'Filter…');
    await page.getByRole('dialog', { name: 'Filter State' }).getByRole('button', { name: 'Choose all' }).click();
    await page.getByRole('dialog', { name: 'Filter State' }).getByRole('button', { name: 'Apply' }).click();
    await consoleApp.quit();
    await start();
    await openTab(page, name);
    await expect(field()).toHaveValue('');
    await expect(panel().getByRole('group', { name: 'Active filters' })).toContainText('State is');
    await panel().getByRole('button', { name: 'Views', exact: true }).click();
    const views = page.getByRole('dialog', { name: 'Views' });
    await views.getByRole('button', { name: 'Night shift', exact: true }).click();
    await expect(field()).toHaveValue('!state:offline');
    await expect(panel().getByRole('combobox', { name: 'Group' })).toHaveValue('account');
    expect((await headers()).slice(0, 4)).toEqual(['State', 'Device Name', 'Serial Number', 'Account Name']);
    await panel().getByRole('button', { name: 'Views', exact: true }).click();
    await views.getByRole('button', { name: 'Rename Night shift' }).click();
    await views.getByRole('textbox', { name: 'New name' }).fill('from a friend');
    await views.getByRole('textbox', { name: 'New name' }).press('Enter');
    await expect(views).toContainText('There is a view “from a friend” already');
    await views.getByRole('textbox', { name: 'New name' }).fill('Day shift');
    await views.getByRole('textbox', { name: 'New name' }).press('Enter');
    await expect(views.getByRole('button', { name: 'Day shift', exact: true })).toBeVisible();
    await views.getByRole('button', { name: 'Delete From a friend' }).click();
    await views.getByRole('button', { name: 'Yes' }).click();
    await expect(views.getByRole('button', { name: /From a friend/ })).toHaveCount(0);
    expect(await (await cellOf(page, name, grid(page, name).locator('[aria-rowindex="3"]'), 'State')).innerText()).not.toBe('Offline');
  });
});
