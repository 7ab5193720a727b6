// What leaves a table and what leads on from its rows: copy, CSV, the menu of a row, related rows, Back and Forward.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'papaparse';
import type { Page } from 'playwright';
import { beforeAll, describe, test } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { connect, field } from '../simulator/simulator-client.ts';
import { createBench, savePicture } from './bench.ts';
import { expect, inMain, type Console } from './console-driver.ts';
import { cellOf, expectCell, expectRowCount, filterRows, grid, invokeCommand, openTab, rowOf, showColumns, switchPolling } from './page-driver.ts';
import { findMountObstacle, mountSmallDisk } from './small-disk.ts';

const TERMINALS = 160;
const EVIL = '=HYPERLINK("http://127.0.0.1/","click; me")';
const whyNot = findMountObstacle();
const bench = createBench({ inSteps: true });

describe('what leaves a table', () => {
  let server: Simulator;
  let consoleApp: Console;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    server = await bench.simulator({ terminals: TERMINALS, accounts: 1 });
    const client = await connect(server);
    const [line] = field<{ readonly serviceLineNumber: string }[]>(JSON.parse((await client.get('/service-lines')).text), 'content', 'results');
    await client.call('PUT', `/service-lines/${line!.serviceLineNumber}/nickname`, { nickname: EVIL });
    folder = await bench.folder();
    consoleApp = await bench.console({ server });
    page = consoleApp.page;
    const { accountNumber, clientId, clientSecret } = server.credentials[0]!;
    await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret, confirmedDveLoss: false });
    await switchPolling(page, accountNumber, true);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await expect(rowOf(page, 'User Terminals', /Online|Degraded|Critical/).first()).toBeVisible();
    await expect(rowOf(page, 'User Terminals', EVIL).first()).toBeVisible();
  });

  const firstRow = (tab = 'User Terminals') => grid(page, tab).locator('[aria-rowindex="2"]');
  const selectedRows = (tab: string) => grid(page, tab).locator('[role="row"][aria-selected="true"]');
  const clipboard = () => inMain(consoleApp.app, ({ clipboard: board }) => board.readText(), undefined);
  const menu = () => page.getByRole('menu');
  const frontTab = (name: string) => expect(page.getByRole('tab', { name, exact: true })).toHaveAttribute('aria-selected', 'true');

  /** The answer of the system's dialog, from now on. */
  async function answerDialog(file: string | null): Promise<void> {
    await inMain(consoleApp.app, ({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve(filePath === null ? { canceled: true, filePath: '' } : { canceled: false, filePath });
    }, file);
  }

  async function exportWith(tab: string, ...choices: readonly string[]): Promise<void> {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: `Export ${tab}` });
    for (const choice of choices) await dialog.getByRole('radio', { name: choice, exact: true }).check();
    await dialog.getByRole('button', { name: 'Save as…' }).click();
  }

  async function readCsv(file: string): Promise<{ readonly text: string; readonly rows: readonly Readonly<Record<string, string>>[]; readonly headers: readonly string[] }> {
    await expect.poll(() => readdir(folder)).toContain(path.basename(file));
    const text = await readFile(file, 'utf8');
    const { data, meta } = parse<Record<string, string>>(text.replace('\uFEFF', ''), { header: true, skipEmptyLines: true });
    return { text, rows: data, headers: meta.fields ?? [] };
  }

  test('a cell, the selection and all rows are copied, as shown and in their order', async () => {
    const serial = await cellOf(page, 'User Terminals', firstRow(), 'Serial Number');
    await serial.click();
    await page.keyboard.press('Control+c');
    await expect.poll(clipboard).toBe(await serial.innerText());
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(selectedRows('User Terminals')).toHaveCount(3);
    await page.keyboard.press('Shift+ArrowUp');
    await expect(selectedRows('User Terminals')).toHaveCount(2);
    await page.keyboard.press('Control+Shift+C');
    await expect.poll(async () => (await clipboard()).trim().split('\n').length).toBe(3);
    const [head, first] = (await clipboard()).split('\n');
    expect(head!.split('\t').slice(0, 3)).toEqual(['Device Name', 'Account Name', 'Serial Number']);
    expect(first!.split('\t')[2]).toBe(await serial.innerText());
    await page.keyboard.press('Control+a');
    await expect(page.getByText(`${TERMINALS} selected`)).toBeVisible();
    await page.keyboard.press('Control+Shift+C');
    await expect.poll(async () => (await clipboard()).trim().split('\n').length).toBe(TERMINALS + 1);
    // A sheet that they are pasted into calculates nothing.
    expect(await clipboard()).toContain(`'${EVIL}`);
  });

  test('shown rows and columns are saved as displayed, without a formula', async () => {
    const file = path.join(folder, 'shown.csv');
    await answerDialog(file);
    await filterRows(page, 'User Terminals', 'HYPERLINK');
    await expect(firstRow()).toContainText('HYPERLINK');
    const shown = Number(await grid(page, 'User Terminals').getAttribute('aria-rowcount')) - 1;
    expect(shown).toBeLessThan(TERMINALS);
    await exportWith('User Terminals', 'Shown rows', 'Shown columns', 'Displayed values');
    await expect(page.getByText(`in ${file}`)).toBeVisible();
    const { text, rows, headers } = await readCsv(file);
    expect(text.startsWith('\uFEFF"Device Name"') || text.startsWith('\uFEFFDevice Name')).toBe(true);
    expect(rows).toHaveLength(shown);
    expect(rows[0]!['Device Name']).toMatch(/^'=HYPERLINK\("http:\/\/127\.0\.0\.1\/","click; me"\) KIT/);
    expect(headers).toContain('Average Ping Latency (ms)');
    expect(headers).not.toContain('Device ID');
    expect(headers).not.toContain('Open');
    await expectCell(page, 'User Terminals', firstRow(), 'Serial Number', rows[0]!['Serial Number']!);
  });

  test('all rows and columns are saved raw, whatever the filter shows', async () => {
    const file = path.join(folder, 'all.csv');
    await answerDialog(file);
    await exportWith('User Terminals', 'All rows', 'All columns', 'Raw values');
    const { rows, headers } = await readCsv(file);
    expect(rows).toHaveLength(TERMINALS);
    expect(headers).toEqual(expect.arrayContaining(['Device ID', 'H3 Cell', 'Uptime (s)', 'Timestamp (UTC)', 'Device Name: Kit Number']));
    const measured = rows.filter((row) => row['Timestamp (UTC)'] !== '');
    expect(measured.length).toBeGreaterThan(TERMINALS / 2);
    for (const row of measured) {
      expect(row['Timestamp (UTC)']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(row['Longitude (°)']).toMatch(/^(-?\d+(\.\d+)?)?$/);
      expect(Object.values(row)).not.toContain('N/A');
    }
    expect(measured.some((row) => row['Longitude (°)']!.startsWith('-')), 'a negative number stays a number').toBe(true);
    expect(rows.find((row) => row['Device Name']!.includes('HYPERLINK'))!['Device Name']).toBe(`'${EVIL}`);
    await filterRows(page, 'User Terminals', '');
  });

  test('prices keep their currency in a column of its own; Cancel in the system’s dialog saves nothing', async () => {
    await openTab(page, 'Services');
    await answerDialog(null);
    await exportWith('Services', 'All rows', 'Shown columns', 'Raw values');
    await expect(page.getByRole('dialog')).toBeHidden();
    const file = path.join(folder, 'services.csv');
    await answerDialog(file);
    await exportWith('Services');
    const { rows } = await readCsv(file);
    const priced = rows.find((row) => row['Price'] !== '')!;
    expect(priced['Price']).toMatch(/^\d+(\.\d+)?$/);
    expect(priced['Price: Currency']).toMatch(/^[A-Z]{3}$/);
    expect((await readdir(folder)).sort()).toEqual(['all.csv', 'services.csv', 'shown.csv']);
  });

  test.skipIf(whyNot !== null)(`a disk that refuses the file is told in the dialog, and nothing is left behind${whyNot === null ? '' : ` (skipped: ${whyNot})`}`, async () => {
    const small = await bench.folder();
    const disk = mountSmallDisk(small, 16_384);
    bench.afterwards(async () => disk.end());
    await writeFile(path.join(small, 'a.csv'), 'old');
    await openTab(page, 'User Terminals');
    await answerDialog(path.join(small, 'a.csv'));
    await exportWith('User Terminals', 'All rows', 'All columns', 'Displayed values');
    const dialog = page.getByRole('dialog', { name: 'Export User Terminals' });
    await expect(dialog.getByRole('alert')).toHaveText(`a.csv was not saved: the disk of ${small} is full.`);
    await savePicture(page, 'export-failed');
    expect(await readdir(small)).toEqual(['a.csv']);
    expect(await readFile(path.join(small, 'a.csv'), 'utf8')).toBe('old');
    disk.setReadOnly();
    await dialog.getByRole('button', { name: 'Save as…' }).click();
    await expect(dialog.getByRole('alert')).toHaveText(`a.csv was not saved: ${small} may not be written to.`);
    // Another place is a matter of one more click.
    await answerDialog(path.join(folder, 'second.csv'));
    await dialog.getByRole('button', { name: 'Save as…' }).click();
    await expect(dialog).toBeHidden();
    expect((await readCsv(path.join(folder, 'second.csv'))).rows).toHaveLength(TERMINALS);
  });

  test('the menu of a row leads to what belongs to it, counted, and back', async () => {
    await openTab(page, 'User Terminals');
    await grid(page, 'User Terminals').getByRole('columnheader', { name: 'Active Alerts', exact: true }).click();
    await grid(page, 'User Terminals').getByRole('columnheader', { name: 'Active Alerts', exact: true }).click();
    const alerting = firstRow();
    const key = (await alerting.getAttribute('data-row'))!;
    const version = await cellOf(page, 'User Terminals', alerting, 'Software Version');
    await version.click();
    await version.click({ button: 'right' });
    await expect(menu()).toHaveAccessibleName(`Row ${key}`);
    const related = menu().getByRole('menuitem', { name: /^Alerts \(\d+\)$/ });
    await expect(related).toBeVisible();
    await savePicture(page, 'row-menu');
    const count = Number(/\d+/.exec(await related.innerText())![0]);
    expect(count).toBeGreaterThan(0);
    await expect(menu().getByRole('menuitem', { name: 'User Terminal DVEs (0)' })).toHaveAttribute('aria-disabled', 'true');
    await related.click();
    await frontTab('Alerts');
    await expectRowCount(page, 'Alerts', count);
    await expect(page.getByText('Only alerts of')).toBeVisible();
    await savePicture(page, 'related-alerts');

    await page.keyboard.press('Alt+ArrowLeft');
    await frontTab('User Terminals');
    await expect(selectedRows('User Terminals')).toHaveAttribute('data-row', key);
    await page.getByRole('button', { name: 'Forward', exact: true }).click();
    await frontTab('Alerts');
    await expectRowCount(page, 'Alerts', count);
    await page.getByRole('button', { name: 'Show all alerts' }).click();
    await expect(page.getByText('Only alerts of')).toBeHidden();
    // The mouse's own buttons; Playwright has none for them.
    await page.evaluate(() => window.dispatchEvent(new MouseEvent('mouseup', { button: 3 })));
    await expect(page.getByText('Only alerts of')).toBeVisible();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await frontTab('User Terminals');
  });

  test('by keyboard: the menu, its copies, the map', async () => {
    const row = selectedRows('User Terminals');
    await (await cellOf(page, 'User Terminals', row, 'Serial Number')).click();
    const serial = await (await cellOf(page, 'User Terminals', row, 'Serial Number')).innerText();
    await page.keyboard.press('Shift+F10');
    await expect(menu().getByRole('menuitem', { name: 'Open window' })).toBeVisible();
    await menu().getByRole('menuitem', { name: 'Copy cell' }).press('Enter');
    await expect.poll(clipboard).toBe(serial);
    await expect(menu()).toBeHidden();
    await expect(await cellOf(page, 'User Terminals', row, 'Serial Number')).toBeFocused();
    await page.keyboard.press('ContextMenu');
    await menu().getByRole('menuitem', { name: 'Copy id' }).press('Enter');
    await expect.poll(clipboard).toBe(await row.getAttribute('data-row'));
    await showColumns(page, 'H3 Cell');
    const cell = await (await cellOf(page, 'User Terminals', row, 'H3 Cell')).innerText();
    await (await cellOf(page, 'User Terminals', row, 'Serial Number')).click();
    await page.keyboard.press('Shift+F10');
    await menu().getByRole('menuitem', { name: 'Show on map' }).press('Enter');
    await frontTab('Map');
    await expect(page.getByRole('region', { name: 'Chosen terminal' })).toContainText(cell);
    await savePicture(page, 'shown-on-map');
    await page.keyboard.press('Alt+ArrowLeft');
    await frontTab('User Terminals');
    await expect(selectedRows('User Terminals')).toHaveCount(1);
  });

  test('several rows share one menu', async () => {
    await firstRow().click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await firstRow().click({ button: 'right' });
    await expect(menu()).toHaveAccessibleName('3 rows');
    await expect(menu().getByRole('menuitem', { name: 'Open 3 windows' })).toBeVisible();
    await expect(menu().getByRole('menuitem', { name: 'Copy selection (3)' })).toBeVisible();
    await menu().getByRole('menuitem', { name: /^Routers \(\d+\)$/ }).click();
    await frontTab('Routers');
    await expect(page.getByText('Only routers of 3 user terminals')).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(selectedRows('User Terminals')).toHaveCount(3);
  });
});
