// A backup while polling goes on, changes after it, and the way back.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import { beforeAll, describe, test } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createBench, savePicture } from './bench.ts';
import { expect, inMain, type Console } from './console-driver.ts';
import { changeSetting, expectRowCount, invokeCommand, openTab, pollingSwitch, readMessages, rowOf, switchPolling } from './page-driver.ts';

const TERMINALS = 12;
const bench = createBench({ inSteps: true });

describe('a data folder goes away and comes back', () => {
  let server: Simulator;
  let consoleApp: Console;
  let page: Page;
  let dataFolder: string;
  let place: string;
  let backup: string;

  beforeAll(async () => {
    server = await bench.simulator({ terminals: TERMINALS, accounts: 1 });
    dataFolder = await bench.folder();
    place = await bench.folder();
    consoleApp = await bench.console({ server, dataFolder });
    page = consoleApp.page;
    const { accountNumber, clientId, clientSecret } = server.credentials[0]!;
    await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret, confirmedDveLoss: false });
    await switchPolling(page, accountNumber, true);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await expect(rowOf(page, 'User Terminals', /Online|Degraded|Critical/).first()).toBeVisible();
    await page.evaluate(() => window.localStorage.setItem('groundtrack:probe', 'before'));
  });

  const card = (): Locator => page.getByRole('region', { name: 'Storage', exact: true });

  async function chooseFolder(folder: string): Promise<void> {
    await inMain(consoleApp.app, ({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, folder);
  }

  test('the card says what lies on disk, how it grows and how long it stays', async () => {
    await changeSetting(page, 'Keep history for', 77);
    await changeSetting(page, 'At most', 3);
    await expect(card().getByText(/^On disk: \d/)).toContainText(path.join(dataFolder, 'test-server'));
    await expect(card().getByText('Database of open days').locator('..')).toContainText(/\d\.\d MB|\d kB/);
    await expect(card().getByText('Expected growth').locator('..')).toContainText('N/A until a day is closed');
    await expect(card().getByText('Free on this disk').locator('..')).toContainText(/\d GB|\d TB|\d MB/);
    await expect(card().getByText('Archive', { exact: true }).locator('..')).toContainText('idle');
    await card().scrollIntoViewIfNeeded();
    await savePicture(page, 'storage-card');
  });

  test('a backup is written while polling is on, without any secret', async () => {
    await chooseFolder(place);
    await card().getByRole('button', { name: 'Back up…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Back up' });
    await expect(dialog).toContainText('Client secrets are not in it.');
    await savePicture(page, 'backup-dialog');
    await dialog.getByRole('button', { name: 'Choose folder…' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(/^\d+ files, .* in /)).toBeVisible();
    const [name, ...others] = await readdir(place);
    expect(name).toMatch(/^groundtrack-backup-\d{4}-\d\d-\d\d-\d{4}-test-server$/);
    expect(others).toEqual([]);
    backup = path.join(place, name!);
    const files = (await readdir(backup, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files.map((entry) => entry.name)).toEqual(expect.arrayContaining(['backup.json', 'telemetry.duckdb', 'management.duckdb', 'credentials.json', 'settings.json', 'page-memory.json']));
    for (const entry of files) expect((await readFile(path.join(entry.parentPath, entry.name))).includes(server.credentials[0]!.clientSecret), entry.name).toBe(false);
    await openTab(page, 'Accounts');
    await expect(pollingSwitch(page, server.credentials[0]!.accountNumber)).toBeChecked();
  });

  test('a damaged backup is refused with the file’s name, and nothing happens', async () => {
    const wrong = path.join(place, 'none');
    await openTab(page, 'Configuration');
    await chooseFolder(wrong);
    await card().getByRole('button', { name: 'Restore…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Restore' });
    await dialog.getByRole('button', { name: 'Choose backup…' }).click();
    await expect(dialog.getByRole('alert')).toHaveText(`${wrong} is no backup of Groundtrack: it has no backup.json.`);
    await expect(dialog.getByRole('button', { name: 'Choose backup…' }), 'the focus stays in the dialog').toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(card().getByRole('button', { name: 'Restore…' })).toBeFocused();
  });

  test('a restore brings back what was there, with polling off and the rest kept aside', async () => {
    const { credentialId } = (await invokeCommand(page, 'credential:list', undefined))[0]!;
    // Here is no keychain to take the secret out of, and it says so; the credential goes all the same.
    await expect(invokeCommand(page, 'credential:remove', { credentialId })).rejects.toThrow('secret-stays');
    await changeSetting(page, 'Keep history for', 5);
    await page.evaluate(() => window.localStorage.setItem('groundtrack:probe', 'after'));
    // The test starts it anew itself.
    await inMain(consoleApp.app, ({ app }) => {
      app.relaunch = () => undefined;
    }, null);
    await chooseFolder(backup);
    await card().getByRole('button', { name: 'Restore…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Restore' });
    await dialog.getByRole('button', { name: 'Choose backup…' }).click();
    await expect(dialog).toContainText('is whole');
    await expect(dialog.getByRole('button', { name: 'Cancel' }), 'not on what replaces all').toBeFocused();
    await expect(dialog).toContainText('polling is off for every account');
    await savePicture(page, 'restore-question');
    const gone = new Promise((resolve) => consoleApp.app.process().once('exit', resolve));
    await dialog.getByRole('button', { name: 'Replace and start anew' }).click();
    await gone;
    await consoleApp.quit();
    consoleApp = await bench.console({ server, dataFolder });
    page = consoleApp.page;
    const kept = (await readdir(dataFolder)).find((name) => name.startsWith('before-restore-'))!;
    expect((await readdir(path.join(dataFolder, kept))).sort()).toEqual(expect.arrayContaining(['credentials.json', 'page-memory.json', 'settings.json', 'test-server']));
    expect(JSON.parse(await readFile(path.join(dataFolder, kept, 'page-memory.json'), 'utf8'))).toMatchObject({ 'groundtrack:probe': 'after' });
    expect(await readdir(dataFolder)).not.toContain('restoring');
    await expect.poll(() => readMessages(page)).toContainEqual(expect.stringMatching(/^Groundtrack · Restore: The backup groundtrack-backup-.* is in place, and polling is off for every account\./));
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await savePicture(page, 'restored');
    await openTab(page, 'Accounts');
    await expect(pollingSwitch(page, server.credentials[0]!.accountNumber)).not.toBeChecked();
    await openTab(page, 'Configuration');
    await expect(page.getByRole('spinbutton', { name: 'Keep history for', exact: true })).toHaveAttribute('aria-valuenow', '77');
    expect(await page.evaluate(() => window.localStorage.getItem('groundtrack:probe'))).toBe('before');
  });
});
