// Credentials where there is no keychain: test, save, refuse, keep in memory for this run, and never write or show a secret or a token.
import type { Page } from 'playwright';
import { beforeAll, describe, test } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createBench } from './bench.ts';
import { expect, type Console } from './console-driver.ts';
import { cellOf, expectRowCount, expectState, fillCredential, invokeCommand, openCredentialDialog, openTab, pollingSwitch, readMessages, rowOf, switchPolling } from './page-driver.ts';
import { expectNowhere, TOKEN_BEGINNING } from './secret-search.ts';

const TERMINALS = 12;
const ACCOUNT = 'Nordic Fleet';

const bench = createBench({ inSteps: true });

// Only on Linux can a test hide the keychain of the machine.
describe.skipIf(process.platform !== 'linux')('credentials without a keychain', () => {
  let server: Simulator;
  let consoleApp: Console;
  let page: Page;
  let first: Simulator['credentials'][number];
  let sameAccount: Simulator['credentials'][number];

  beforeAll(async () => {
    server = await bench.simulator({ terminals: TERMINALS, accounts: 1, serviceAccountsPerAccount: 2 });
    [first, sameAccount] = server.credentials as [typeof first, typeof first];
    consoleApp = await bench.console({ server });
    page = consoleApp.page;
  });

  const listed = (text: string) => page.getByRole('table', { name: 'Credentials' }).getByRole('row').filter({ hasText: text });

  test('“Test” names the account, or says why not in Starlink’s own word', async () => {
    const dialog = await openCredentialDialog(page);
    await expect(dialog.getByText('kept in memory for this run only')).toBeVisible();
    await expect(dialog.getByRole('list').getByText('Device telemetry')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Test', exact: true })).toBeDisabled();
    await fillCredential(dialog, { clientId: first.clientId, clientSecret: 'wrong-secret' });
    await dialog.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText(/Failed:? .*does not accept this client id and client secret.*invalid_client/);
    await expect(dialog.getByRole('button', { name: 'Test', exact: true }), 'the focus stays in the dialog').toBeFocused();
    await fillCredential(dialog, first);
    await dialog.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(dialog.getByRole('status')).toHaveText(new RegExp(`^Successful:? Account ${first.accountNumber} \\(${ACCOUNT}\\), region NO$`));
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(listed(first.clientId)).toContainText(`${ACCOUNT}${first.accountNumber}`);
    await expect(listed(first.clientId)).toContainText('Successful');
    await expect(listed(first.clientId)).toContainText('In memory, this run only');
    await expect(listed(first.clientId)).toContainText(new URL(server.tokenUrl).host);
  });

  test('polling of a new account is off until it is switched on', async () => {
    await openTab(page, 'Accounts');
    await expect(pollingSwitch(page, first.accountNumber)).not.toBeChecked();
    expect(Object.keys(server.ledger.summary().requests)).toEqual(['account']);
    await switchPolling(page, first.accountNumber, true);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await expect(rowOf(page, 'User Terminals', /Online|Degraded|Critical/).first()).toBeVisible();
  });

  test('a second credential of the same account is refused, with the reason', async () => {
    const dialog = await openCredentialDialog(page);
    await fillCredential(dialog, sameAccount);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText('Not saved');
    await expect(dialog.getByRole('alert')).toContainText(first.accountNumber);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(listed(sameAccount.clientId)).toHaveCount(0);
  });

  test('one that turns out to be of the same account only when it is polled is switched off, and that stays said', async () => {
    const allow = server.setFault({ kind: 'forbidden', call: 'account' });
    const { clientId, clientSecret } = sameAccount;
    const saved = await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret, confirmedDveLoss: false });
    allow();
    await openTab(page, 'Accounts');
    await pollingSwitch(page, clientId).click();
    await expect.poll(() => readMessages(page, clientId)).toEqual([expect.stringMatching(/Polling of this one was switched off; remove one of the two\.$/)]);
    await expect(pollingSwitch(page, clientId)).not.toBeChecked();
    await expect(pollingSwitch(page, clientId)).not.toHaveAttribute('aria-busy');
    expect(await readMessages(page, clientId)).toHaveLength(1);
    if (saved.outcome !== 'saved') throw new Error('not saved');
    // Without a keychain nobody knows what it still holds.
    await expect(invokeCommand(page, 'credential:remove', { credentialId: saved.credentialId })).rejects.toThrow('The credential is removed.');
    await expect.poll(() => readMessages(page)).toEqual([]);
  });

  test('a wrong secret fails the account, the right one polls at once', async () => {
    await editSecret('another-wrong-secret');
    await openTab(page, 'Accounts');
    await expect(await cellOf(page, 'Accounts', rowOf(page, 'Accounts', first.accountNumber), 'Authentication')).toHaveText('Failed');
    await expect.poll(() => readMessages(page, ACCOUNT)).toHaveLength(1);
    expect((await readMessages(page, ACCOUNT))[0]).toMatch(/Token: .*invalid_client/);
    const replies = server.ledger.replies(first.accountNumber).length;
    await editSecret(first.clientSecret);
    await expect.poll(() => server.ledger.replies(first.accountNumber).length).toBeGreaterThan(replies);
    await expect.poll(() => readMessages(page)).toEqual([]);
    await openTab(page, 'Accounts');
    await expect(await cellOf(page, 'Accounts', rowOf(page, 'Accounts', first.accountNumber), 'Authentication')).toHaveText('Successful');
  });

  test('secrets and tokens are in no file, no log, no page and no answer', async () => {
    expect(server.ledger.summary().tokenCalls).toBeGreaterThan(2);
    await expectNowhere(page, consoleApp.dataFolder, [first.clientSecret, 'wrong-secret', sameAccount.clientSecret, TOKEN_BEGINNING]);
  });

  test('the next start shows the last rows, stale, and “Secret unavailable”', async () => {
    await consoleApp.quit();
    const tokenCalls = server.ledger.summary().tokenCalls;
    consoleApp = await bench.console({ server, dataFolder: consoleApp.dataFolder });
    page = consoleApp.page;
    await expect(page.getByRole('note')).toHaveText(`TEST SERVER ${new URL(server.url).host}`);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    const row = rowOf(page, 'User Terminals', ACCOUNT).first();
    await expectState(page, row, 'Unknown', /Secret unavailable/);
    await expect(await cellOf(page, 'User Terminals', row, 'Average Ping Latency')).toHaveText(/^\d/);
    await expect(await cellOf(page, 'User Terminals', row, 'Average Ping Latency')).toHaveAttribute('title', /^Not current: last sample/);
    await openTab(page, 'Accounts');
    await expect(await cellOf(page, 'Accounts', rowOf(page, 'Accounts', first.accountNumber), 'Authentication')).toHaveText('Secret unavailable');
    await expect(pollingSwitch(page, first.accountNumber)).toBeChecked();
    await expect.poll(() => readMessages(page)).toHaveLength(1);
    expect((await readMessages(page))[0]).toMatch(new RegExp(`^${ACCOUNT} · Token: Secret unavailable.* Enter the secret again in Configuration\\.$`));
    await openTab(page, 'Configuration');
    await expect(listed(first.clientId)).toContainText('Unavailable: enter it again');
    expect(server.ledger.summary().tokenCalls).toBe(tokenCalls);
  });

  test('entering the secret again goes on by itself', async () => {
    await editSecret(first.clientSecret);
    await expect.poll(() => readMessages(page)).toEqual([]);
    await openTab(page, 'User Terminals');
    await expect(rowOf(page, 'User Terminals', /Online|Degraded|Critical/).first()).toBeVisible();
  });

  test('a secret is only ever sent to the token host it was entered for', async () => {
    const other = await bench.simulator({ terminals: TERMINALS, accounts: 1 });
    await consoleApp.quit();
    consoleApp = await bench.console({ server: { url: server.url, tokenUrl: other.tokenUrl }, dataFolder: consoleApp.dataFolder });
    page = consoleApp.page;
    await expect.poll(() => readMessages(page)).toHaveLength(1);
    expect((await readMessages(page))[0]).toContain(`it was entered for ${new URL(server.tokenUrl).origin} and is only ever sent there`);
    await openTab(page, 'Configuration');
    await expect(listed(first.clientId)).toContainText('Entered for another host: enter it again');
    expect(other.ledger.summary().tokenCalls).toBe(0);
    expect((await invokeCommand(page, 'console:state', undefined)).mode).toBe('test-server');
  });

  async function editSecret(clientSecret: string): Promise<void> {
    await openTab(page, 'Configuration');
    await page.getByRole('button', { name: `Edit ${ACCOUNT}` }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit credential' });
    await fillCredential(dialog, { clientSecret });
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toBeHidden();
  }
});
