// Drives the pages as an operator does: by roles and accessible names (the quoted texts of pages.md).
import type { Locator, Page } from 'playwright';
import type { CommandName, CommandPayload, CommandValues } from '#shared/ipc-contract.ts';
// For its declaration of window.groundtrack.
import type {} from '../../src/renderer/console-client/console-client.ts';
import type { HistoryAnswer, HistoryQueryName, HistoryQuestion, HistoryRequest } from '#shared/history-query.ts';
import { expect } from './console-driver.ts';

export interface CredentialWords {
  readonly clientId: string;
  readonly clientSecret: string;
}

export async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
}

export async function openCredentialDialog(page: Page): Promise<Locator> {
  await openTab(page, 'Configuration');
  await page.getByRole('tabpanel', { name: 'Configuration', exact: true }).getByRole('button', { name: 'Add credential' }).click();
  return page.getByRole('dialog', { name: 'Add credential' });
}

export async function fillCredential(dialog: Locator, credential: Partial<CredentialWords>): Promise<void> {
  if (credential.clientId !== undefined) await dialog.getByRole('textbox', { name: 'Client ID' }).fill(credential.clientId);
  if (credential.clientSecret !== undefined) await dialog.getByLabel('Client Secret', { exact: true }).fill(credential.clientSecret);
}

/** Adds a credential on the Configuration page and waits until the dialog has closed. */
export async function addCredential(page: Page, credential: CredentialWords): Promise<void> {
  const dialog = await openCredentialDialog(page);
  await fillCredential(dialog, credential);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toBeHidden();
}

export function pollingSwitch(page: Page, account: string | RegExp): Locator {
  return rowOf(page, 'Accounts', account).getByRole('switch', { name: 'Polling' });
}

/** Does not wait for the pollers to have taken it. */
export async function switchPolling(page: Page, account: string | RegExp, enabled: boolean): Promise<void> {
  await openTab(page, 'Accounts');
  const control = pollingSwitch(page, account);
  await expect(control).toBeChecked({ checked: !enabled });
  // As a hand does it: rows hold still under the pointer, while names that arrive would sort them anew.
  await control.hover();
  await control.click();
}

/** A number setting on the Configuration page. */
export async function changeSetting(page: Page, name: string, value: number): Promise<void> {
  await openTab(page, 'Configuration');
  const field = page.getByRole('spinbutton', { name, exact: true });
  await field.fill(String(value));
  await field.press('Enter');
  await expect(field).toHaveAttribute('aria-valuenow', String(value));
}

export function grid(page: Page, name: string): Locator {
  return page.getByRole('grid', { name, exact: true });
}

/** A data row of a grid, by any text in it. */
export function rowOf(page: Page, gridName: string, text: string | RegExp): Locator {
  return grid(page, gridName).locator('[role="row"]:not([aria-rowindex="1"])').filter({ hasText: text });
}

/** The cell of a row under a column, found by the column's accessible name. Scrolls sideways: only columns in view are drawn. */
export async function cellOf(page: Page, gridName: string, row: Locator, column: string): Promise<Locator> {
  const header = grid(page, gridName).getByRole('columnheader', { name: column, exact: true });
  await header.scrollIntoViewIfNeeded();
  const index = await header.getAttribute('aria-colindex');
  return row.locator(`[role="gridcell"][aria-colindex="${index}"]`);
}

export async function expectCell(page: Page, gridName: string, row: Locator, column: string, text: string | RegExp): Promise<void> {
  await expect(await cellOf(page, gridName, row, column), column).toHaveText(text);
}

/** State of a terminal's row, and how its tooltip begins. */
export async function expectState(page: Page, row: Locator, state: string | RegExp, reason: RegExp): Promise<void> {
  const cell = await cellOf(page, 'User Terminals', row, 'State');
  await expect(cell).toHaveText(state);
  await expect(cell).toHaveAttribute('title', reason);
}

/** Rows that the open page's grid says it has, without the header. */
export async function expectRowCount(page: Page, gridName: string, rows: number): Promise<void> {
  await expect(grid(page, gridName)).toHaveAttribute('aria-rowcount', String(rows + 1));
}

export async function filterRows(page: Page, gridName: string, text: string): Promise<void> {
  await page.getByRole('tabpanel', { name: gridName, exact: true }).getByRole('textbox', { name: 'Filter' }).fill(text);
}

/** Ticks columns in the chooser of the open page. */
export async function showColumns(page: Page, ...names: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  const chooser = page.getByRole('dialog', { name: 'Columns' });
  for (const name of names) await chooser.getByRole('checkbox', { name, exact: true }).check();
  await page.keyboard.press('Escape');
  await expect(chooser).toBeHidden();
}

/** Standing messages of an account (or of all), each as one text; the whole list, also what waits behind "… more". */
export async function readMessages(page: Page, account = ''): Promise<string[]> {
  const strip = page.getByRole('region', { name: 'Messages' });
  const more = strip.getByRole('button', { name: /^\d+ more$/ });
  if (await more.isVisible()) await more.click();
  const texts = await strip.getByRole('alert').allInnerTexts();
  return texts.filter((text) => account === '' || text.startsWith(`${account} · `));
}

/** Asks main directly, as the page itself would: for what no page shows. */
export async function invokeCommand<Name extends CommandName>(page: Page, command: Name, payload: CommandPayload<Name>): Promise<CommandValues[Name]> {
  const answer = await page.evaluate(([name, value]) => window.groundtrack!.invoke(name as 'console:state', value as undefined), [command, payload] as const);
  if (!answer.ok) throw new Error(`${command}: ${answer.error.code}: ${answer.error.message}`);
  return answer.value as CommandValues[Name];
}

/** Asks the history as a chart of the page would. */
export async function askHistory<Name extends HistoryQueryName>(page: Page, name: Name, request: HistoryRequest<Name>): Promise<HistoryAnswer<Name>> {
  const question = { name, request } as HistoryQuestion;
  return (await invokeCommand(page, 'history:query', { queryId: -1, chart: null, question })) as HistoryAnswer<Name>;
}
