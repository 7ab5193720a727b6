// What would keep somebody out: axe on every page, dialog, menu and state in both themes; then every page by Tab alone.
import type { Locator, Page } from 'playwright';
import { afterEach, beforeAll, describe, test } from 'vitest';
import { tabNames } from '../../src/renderer/shell/tab-names.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { findBarriers } from './axe-probe.ts';
import { createBench, savePicture } from './bench.ts';
import { expect, type Console } from './console-driver.ts';
import { walkFocus } from './focus-probe.ts';
import { addCredential, expectRowCount, fillCredential, filterRows, grid, invokeCommand, openCredentialDialog, openTab, readMessages, rowOf, switchPolling } from './page-driver.ts';

const TERMINALS = 40;
const pages = Object.values(tabNames);
const bench = createBench({ inSteps: true });

describe('the console for everybody', () => {
  let server: Simulator;
  let consoleApp: Console;
  let page: Page;
  /** Of the test that runs. */
  const barriers = new Set<string>();

  beforeAll(async () => {
    server = await bench.simulator({ terminals: TERMINALS, accounts: 3, serviceAccountsPerAccount: 1 });
    consoleApp = await bench.console({ server });
    page = consoleApp.page;
    // Colours are measured at once: none may be on its way from one to another.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await invokeCommand(page, 'settings:set', { theme: 'dark' });
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
  });

  // A test looks at all its places first, so that one flaw does not hide the others.
  afterEach(() => {
    const found = [...barriers];
    barriers.clear();
    expect(found).toEqual([]);
  });

  /** All rules in the dark theme, then the colours of the light one. */
  async function noteBarriers(what: string, { within, on = page }: { readonly within?: string; readonly on?: Page } = {}): Promise<void> {
    const part = within === undefined ? {} : { within };
    const note = (theme: string, found: readonly string[]): void => found.forEach((line) => barriers.add(`${what}, ${theme}: ${line}`));
    note('dark', await findBarriers(on, part));
    await savePicture(on, `${what}-dark`);
    await showTheme('light', on);
    note('light', await findBarriers(on, { ...part, onlyColours: true }));
    await savePicture(on, `${what}-light`);
    await showTheme('dark', on);
  }

  /** As the setting would in the end, without its way through main: a hundred times a file that counts. */
  const showTheme = (theme: 'dark' | 'light', on: Page): Promise<void> => on.evaluate((name) => document.documentElement.setAttribute('data-mantine-color-scheme', name), theme);

  const dialogNamed = (name: string): Locator => page.getByRole('dialog', { name, exact: true });
  const overlay = '[role="dialog"], [role="menu"]';

  /** Opens something over the page, looks at it, and closes it by Escape. */
  async function noteOverlay(what: string, open: () => Promise<unknown>, shown: Locator): Promise<void> {
    await open();
    await expect(shown).toBeVisible();
    await noteBarriers(what, { within: overlay });
    await page.keyboard.press('Escape');
    await expect(shown).toBeHidden();
  }

  test('a planted flaw is found: a nameless button, pale words, a focus that can’t be seen', async () => {
    await page.evaluate(() => {
      const box = document.createElement('div');
      box.id = 'flawed';
      box.style.cssText = 'position: fixed; left: 0; bottom: 0; z-index: 9999; background: rgb(255, 255, 255); color: rgb(200, 200, 200)';
      const button = document.createElement('button');
      button.style.cssText = 'outline: none; width: 20px; height: 20px';
      box.append('pale words', button);
      document.querySelector('main')!.append(box);
    });
    const found = (await findBarriers(page, { within: '#flawed' })).map((line) => line.split(':')[0]);
    const { unseen } = await walkFocus(page);
    await page.evaluate(() => document.querySelector('#flawed')?.remove());
    expect(new Set(found)).toEqual(new Set(['button-name', 'color-contrast']));
    expect(unseen).toHaveLength(1);
  });

  test('a first run: every empty page', async () => {
    for (const name of pages) {
      await openTab(page, name);
      await noteBarriers(`first run, ${name}`);
    }
  });

  test('the credential dialog, at first, refused and accepted', async () => {
    const dialog = await openCredentialDialog(page);
    await noteBarriers('credential', { within: overlay });
    await fillCredential(dialog, { clientId: server.credentials[0]!.clientId, clientSecret: 'wrong-secret' });
    await dialog.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText('Failed');
    await noteBarriers('credential, failed', { within: overlay });
    await fillCredential(dialog, server.credentials[0]!);
    await dialog.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(dialog.getByRole('status')).toContainText('Successful');
    await noteBarriers('credential, successful', { within: overlay });
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toBeHidden();
    await noteBarriers('a notification');
  });

  test('every page with rows, current, stale and failing', async () => {
    await invokeCommand(page, 'settings:set', { telemetryBatchSize: 65_000, telemetryLingerMs: 500, telemetryPollS: 15 });
    for (const credential of server.credentials.slice(1)) await addCredential(page, credential);
    for (const { accountNumber } of server.credentials) await switchPolling(page, accountNumber, true);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await expect(rowOf(page, 'User Terminals', 'Unknown')).toHaveCount(0);
    for (const tab of ['Alerts', 'Services', 'Overage Lines', 'Monthly Data Usage', 'Daily Data Usage'] as const) {
      await openTab(page, tab);
      await expect(grid(page, tab).locator('[aria-rowindex="2"]')).toBeVisible();
    }
    const [failing, off] = server.credentials;
    const { credentialId } = (await invokeCommand(page, 'credential:list', undefined)).find(({ clientId }) => clientId === failing!.clientId)!;
    await invokeCommand(page, 'credential:save', { credentialId, clientId: failing!.clientId, clientSecret: 'no-longer-right', confirmedDveLoss: false });
    await switchPolling(page, off!.accountNumber, false);
    await expect.poll(async () => (await readMessages(page)).length).toBeGreaterThan(0);
    for (const name of pages) {
      await openTab(page, name);
      await noteBarriers(name);
    }
  });

  test('every dialog and menu of a table', async () => {
    const name = 'User Terminals';
    await openTab(page, name);
    const header = (column: string): Locator => grid(page, name).getByRole('columnheader', { name: column, exact: true });
    const panel = page.getByRole('tabpanel', { name, exact: true });
    const openHeaderMenu = (column: string): Promise<void> => header(column).click({ button: 'right', position: { x: 12, y: 12 } });
    for (const column of ['State', 'Serial Number', 'Signal Quality', 'Timestamp']) {
      await header(column).scrollIntoViewIfNeeded();
      await noteOverlay(`filter ${column}`, async () => {
        await openHeaderMenu(column);
        await page.getByRole('menuitem', { name: 'Filter…' }).click();
      }, dialogNamed(`Filter ${column}`));
    }
    await noteOverlay('header menu', () => openHeaderMenu('Timestamp'), page.getByRole('menu'));
    await header('Device Name').scrollIntoViewIfNeeded();
    await noteOverlay('row menu', () => grid(page, name).locator('[aria-rowindex="3"] [aria-colindex="3"]').click({ button: 'right' }), page.getByRole('menu'));
    await noteOverlay('history export', async () => {
      await grid(page, name).locator('[aria-rowindex="3"] [aria-colindex="3"]').click({ button: 'right' });
      await page.getByRole('menuitem', { name: /^Export history/ }).click();
    }, dialogNamed('Export history'));
    await noteOverlay('columns', () => panel.getByRole('button', { name: 'Columns', exact: true }).click(), dialogNamed('Columns'));
    await noteOverlay('export', () => panel.getByRole('button', { name: 'Export', exact: true }).click(), dialogNamed('Export User Terminals'));
    await noteOverlay('filter help', () => panel.getByRole('button', { name: 'Filter help' }).click(), dialogNamed('Filter help'));
    await noteOverlay('views', async () => {
      await panel.getByRole('button', { name: 'Views', exact: true }).click();
      for (const view of ['mine', 'theirs', 'ours']) {
        await dialogNamed('Views').getByRole('textbox', { name: 'View name' }).fill(view);
        await dialogNamed('Views').getByRole('button', { name: 'Save view' }).click();
      }
      await dialogNamed('Views').getByRole('button', { name: 'Rename mine' }).click();
    }, dialogNamed('Views').getByRole('textbox', { name: 'New name' }));
  });

  test('a table filtered, mistyped, emptied, grouped and selected', async () => {
    const name = 'User Terminals';
    const panel = page.getByRole('tabpanel', { name, exact: true });
    const field = panel.getByRole('textbox', { name: 'Filter' });
    await page.keyboard.press('Escape');
    await field.pressSequentially('sta');
    await expect(panel.getByRole('listbox', { name: 'Completions' })).toBeVisible();
    await noteBarriers('completions');
    await field.fill('stat:x nothing');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await noteBarriers('filter error');
    await field.fill('no such terminal');
    await expectRowCount(page, name, 0);
    await noteBarriers('no row matches');
    await filterRows(page, name, '');
    await panel.getByRole('combobox', { name: 'Group' }).selectOption('Account');
    await expect(grid(page, name).locator('[aria-expanded]').first()).toBeVisible();
    await grid(page, name).locator('[aria-rowindex="4"] [aria-colindex="3"]').click();
    await noteBarriers('groups and a selected row');
    await panel.getByRole('combobox', { name: 'Group' }).selectOption('None');
  });

  test('the palette, the accounts, the questions before something goes', async () => {
    const palette = dialogNamed('Command palette');
    for (const text of ['', 'channel', 'polling', 'nothing is called this']) {
      await noteOverlay(`palette ${text}`, async () => {
        await page.keyboard.press('Control+k');
        await page.keyboard.type(text);
      }, palette);
    }
    await noteOverlay('accounts', () => page.getByRole('button', { name: /more accounts/ }).click(), page.getByRole('dialog', { name: /accounts$/ }));
    await openTab(page, 'Configuration');
    await noteOverlay('remove a credential', () => page.getByRole('button', { name: /^Remove / }).first().click(), dialogNamed('Remove this credential?'));
    for (const [button, title] of [['Back up…', 'Back up'], ['Restore…', 'Restore']] as const) {
      await noteOverlay(title, () => page.getByRole('button', { name: button }).click(), dialogNamed(title));
      await expect(page.getByRole('button', { name: button })).toBeFocused();
    }
    await openTab(page, 'Stream Viewer');
    await grid(page, 'Stream Viewer').locator('[data-exchange]').first().click();
    await expect(page.getByRole('region', { name: 'Exchange' }).or(page.getByLabel('Exchange', { exact: true })).first()).toBeVisible();
    await noteBarriers('an exchange');
  });

  test('a terminal’s window and its DVE', async () => {
    await openTab(page, 'User Terminals');
    const row = rowOf(page, 'User Terminals', /Online|Degraded|Critical/).first();
    const dve = row.getByRole('switch', { name: 'DVE Creation' });
    await dve.scrollIntoViewIfNeeded();
    const opening = consoleApp.app.waitForEvent('window');
    await dve.click();
    const window = await opening;
    await window.emulateMedia({ reducedMotion: 'reduce' });
    await expect(window.getByRole('region', { name: 'Current values' })).toContainText(/Downlink/);
    await noteBarriers('terminal window', { on: window });
    const { unseen, missed, comesRound } = await walkFocus(window);
    expect({ unseen, missed, comesRound }).toEqual({ unseen: [], missed: [], comesRound: true });
    await window.close();
    await dve.click();
    await openTab(page, 'Configuration');
    await page.getByRole('tab', { name: 'User Terminal DVEs' }).click();
    await noteBarriers('DVEs');
    await noteOverlay('DVE delete', () => grid(page, 'User Terminal DVEs').getByRole('button', { name: 'Delete' }).first().click(), page.getByRole('dialog', { name: /^Delete the DVE of/ }));
  });

  test('Tab reaches everything on every page, is seen wherever it is, and comes round', async () => {
    await page.getByRole('tab', { name: 'Credentials and Settings' }).click();
    const flaws: Record<string, unknown> = {};
    for (const name of pages) {
      await openTab(page, name);
      const { unseen, missed, comesRound, stops } = await walkFocus(page);
      if (unseen.length > 0 || missed.length > 0 || !comesRound || stops.length < 8) flaws[name] = { unseen, missed, comesRound, stops };
    }
    expect(flaws).toEqual({});
  });

  test('dialogs keep the focus while they are open, and give it back', async () => {
    await openTab(page, 'User Terminals');
    const panel = page.getByRole('tabpanel', { name: 'User Terminals', exact: true });
    const flaws: Record<string, unknown> = {};
    for (const [name, title] of [['Columns', 'Columns'], ['Views', 'Views'], ['Export', 'Export User Terminals'], ['Filter help', 'Filter help']] as const) {
      const button = panel.getByRole('button', { name, exact: true });
      await button.focus();
      await page.keyboard.press('Enter');
      await expect(dialogNamed(title)).toBeVisible();
      await expect.poll(() => dialogNamed(title).evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
      const { unseen, missed, comesRound } = await walkFocus(page, '[role="dialog"]');
      const stays = await dialogNamed(title).evaluate((dialog) => dialog.contains(document.activeElement));
      if (unseen.length > 0 || missed.length > 0 || !comesRound || !stays) flaws[name] = { unseen, missed, comesRound, stays };
      await page.keyboard.press('Escape');
      await expect(dialogNamed(title)).toBeHidden();
      await expect(button).toBeFocused();
    }
    expect(flaws).toEqual({});
  });
});
