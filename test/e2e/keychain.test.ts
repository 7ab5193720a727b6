// Credentials with a real Secret Service: the secret survives a restart, and never leaves for another token host.
import type { Page } from 'playwright';
import { describe, test } from 'vitest';
import { createBench } from './bench.ts';
import { expect } from './console-driver.ts';
import { addCredential, cellOf, expectRowCount, openCredentialDialog, openTab, pollingSwitch, readMessages, rowOf, switchPolling } from './page-driver.ts';
import { expectNowhere, TOKEN_BEGINNING } from './secret-search.ts';

const TERMINALS = 12;

const bench = createBench();

describe.skipIf(process.env['GROUNDTRACK_TEST_KEYRING'] !== '1')('credentials with a keychain', () => {
  test('a restart polls by itself; another token host gets nothing; removing forgets the secret', async () => {
    const server = await bench.simulator({ terminals: TERMINALS, accounts: 1 });
    const [credential] = server.credentials as [(typeof server.credentials)[number]];
    const { accountNumber, clientId, clientSecret } = credential;
    let consoleApp = await bench.console({ server, keychain: 'session' });
    let { page } = consoleApp;
    const dialog = await openCredentialDialog(page);
    await expect(dialog.getByText('kept in this system’s keychain')).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await addCredential(page, credential);
    await expect(listed(page, clientId)).toContainText('In the keychain');
    await switchPolling(page, accountNumber, true);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await expectNowhere(page, consoleApp.dataFolder, [clientSecret, TOKEN_BEGINNING]);
    const { dataFolder } = consoleApp;
    await consoleApp.quit();

    const replies = server.ledger.replies(accountNumber).length;
    consoleApp = await bench.console({ server, dataFolder, keychain: 'session' });
    ({ page } = consoleApp);
    await expect.poll(() => server.ledger.replies(accountNumber).length).toBeGreaterThan(replies);
    await openTab(page, 'Accounts');
    await expect(await cellOf(page, 'Accounts', rowOf(page, 'Accounts', accountNumber), 'Authentication')).toHaveText('Successful');
    await expect(pollingSwitch(page, accountNumber)).toBeChecked();
    expect(await readMessages(page)).toEqual([]);
    await consoleApp.quit();

    const other = await bench.simulator({ terminals: TERMINALS, accounts: 1 });
    consoleApp = await bench.console({ server: { url: server.url, tokenUrl: other.tokenUrl }, dataFolder, keychain: 'session' });
    ({ page } = consoleApp);
    await expect.poll(() => readMessages(page)).toHaveLength(1);
    expect((await readMessages(page))[0]).toContain(`it was entered for ${new URL(server.tokenUrl).origin} and is only ever sent there`);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    expect(other.ledger.summary().tokenCalls).toBe(0);
    await openTab(page, 'Configuration');
    await expect(listed(page, clientId)).toContainText('Entered for another host: enter it again');

    await page.getByRole('button', { name: 'Remove Nordic Fleet' }).click();
    await page.getByRole('dialog', { name: 'Remove this credential?' }).getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText('No credential yet. Add one to see your own fleet.')).toBeVisible();
    await expect(page.getByRole('note')).toContainText('TEST SERVER');
  });
});

function listed(page: Page, text: string) {
  return page.getByRole('table', { name: 'Credentials' }).getByRole('row').filter({ hasText: text });
}
