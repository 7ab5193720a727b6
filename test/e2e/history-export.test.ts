// A range of the history as a file, from the row of a terminal and from its window.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parse } from 'papaparse';
import type { Locator, Page } from 'playwright';
import { beforeAll, describe, test } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createBench, savePicture } from './bench.ts';
import { expect, inMain, type Console } from './console-driver.ts';
import { expectRowCount, grid, invokeCommand, openTab, pollingSwitch, rowOf, switchPolling } from './page-driver.ts';

const TERMINALS = 12;
const bench = createBench({ inSteps: true });

describe('the history leaves the console', () => {
  let server: Simulator;
  let consoleApp: Console;
  let page: Page;
  let folder: string;
  let account: string;
  const sentTerminals = () => server.ledger.rows(account).filter((row) => row.letter === 'u');
  const identities = (rows: readonly { readonly deviceId: string; readonly timestampNs: string }[]): string[] => rows.map((row) => `${row.deviceId} ${row.timestampNs}`).sort();

  beforeAll(async () => {
    server = await bench.simulator({ terminals: TERMINALS, accounts: 1, startBackS: 600, demoCruise: false, ledgerDetail: true });
    folder = await bench.folder();
    consoleApp = await bench.console({ server });
    page = consoleApp.page;
    const { accountNumber, clientId, clientSecret } = server.credentials[0]!;
    account = accountNumber;
    await invokeCommand(page, 'settings:set', { telemetryBatchSize: 65_000, telemetryLingerMs: 100 });
    await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret, confirmedDveLoss: false });
    await switchPolling(page, account, true);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await expect(rowOf(page, 'User Terminals', /Online|Degraded|Critical/).first()).toBeVisible();
    // What has been sent by then is all that there is.
    await switchPolling(page, account, false);
    await expect(pollingSwitch(page, account)).not.toBeChecked();
    await openTab(page, 'User Terminals');
  });

  async function answerDialog(file: string | null): Promise<void> {
    await inMain(consoleApp.app, ({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve(filePath === null ? { canceled: true, filePath: '' } : { canceled: false, filePath });
    }, file);
  }

  async function openFromRow(): Promise<Locator> {
    await grid(page, 'User Terminals').locator('[aria-rowindex="2"] [role="gridcell"]').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Export history…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export history' });
    await expect(dialog).toBeVisible();
    return dialog;
  }

  test('all terminals as CSV: every row that was sent, once', async () => {
    const file = path.join(folder, 'all.csv');
    await answerDialog(file);
    const dialog = await openFromRow();
    await dialog.getByRole('radio', { name: 'All terminals' }).check();
    await dialog.getByRole('button', { name: 'Save as…' }).click();
    await expect(page.getByText(`in ${file}`)).toBeVisible();
    const { data } = parse<Record<string, string>>(await readFile(file, 'utf8'), { header: true, skipEmptyLines: true });
    expect(identities(data.map((row) => ({ deviceId: row['device_id']!, timestampNs: row['timestamp_ns']! })))).toEqual(identities(sentTerminals()));
    expect(data.length).toBeGreaterThan(TERMINALS * 20);
    expect(data[0]!['timestamp_utc']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(await readdir(folder)).toEqual(['all.csv']);
  });

  test('a terminal as Parquet, from its own window', async () => {
    const file = path.join(folder, 'one.parquet');
    await answerDialog(file);
    const opened = consoleApp.app.waitForEvent('window');
    await grid(page, 'User Terminals').getByRole('button', { name: 'Open' }).first().click();
    const terminal = await opened;
    await terminal.getByRole('button', { name: 'Export…' }).click();
    const dialog = terminal.getByRole('dialog', { name: 'Export history' });
    await dialog.getByRole('radio', { name: 'Parquet' }).check();
    await savePicture(terminal, 'history-export-terminal');
    await dialog.getByRole('button', { name: 'Save as…' }).click();
    await expect(terminal.getByText(`in ${file}`)).toBeVisible();
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors });
    const deviceId = String(rows[0]!['device_id']);
    expect(identities(rows.map((row) => ({ deviceId: String(row['device_id']), timestampNs: String(row['timestamp_ns']) })))).toEqual(identities(sentTerminals().filter((row) => row.deviceId === deviceId)));
    await terminal.close();
  });

  test('what can’t be saved is said in the dialog, which stays; a range that ends before it begins can’t be asked for', async () => {
    const file = path.join(folder, 'gone', 'none.csv');
    await answerDialog(file);
    const dialog = await openFromRow();
    await dialog.getByRole('button', { name: 'Save as…' }).click();
    await expect(dialog.getByRole('alert')).toHaveText(`none.csv was not saved: there is no folder ${path.dirname(file)}.`);
    await savePicture(page, 'history-export-failed');
    await dialog.getByLabel('To', { exact: true }).fill('2020-01-01T00:00');
    await expect(dialog.getByText('“From” has to lie before “To”.')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Save as…' })).toBeDisabled();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    // The keyboard goes on where it was.
    await expect(grid(page, 'User Terminals').locator('[data-active]')).toBeFocused();
    expect((await readdir(folder)).sort()).toEqual(['all.csv', 'one.parquet']);
  });
});
