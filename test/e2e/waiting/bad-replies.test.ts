// Bad replies and a wrong secret, each at one account: one message that says what and where, gone by itself on recovery, while all else goes on.
import type { Page } from 'playwright';
import { beforeAll, describe, test } from 'vitest';
import type { Fault, Simulator } from '../../../src/simulator/simulator.ts';
import { createBench } from '../bench.ts';
import { expect } from '../console-driver.ts';
import { cellOf, changeSetting, expectRowCount, fillCredential, invokeCommand, openTab, readMessages, rowOf, switchPolling } from '../page-driver.ts';

interface BadInput {
  readonly what: string;
  /** Which of the simulator's accounts meets it; the first one is never touched. */
  readonly account: number;
  readonly fault: Fault;
  readonly call: string;
  readonly cause: RegExp;
  readonly nextStep: RegExp;
}

const badReplies: readonly BadInput[] = [
  { what: 'HTML instead of JSON', account: 1, fault: { kind: 'html', call: 'stream' }, call: 'Telemetry stream', cause: /a web page .*titled “Sign in to the network” instead of JSON/, nextStep: /Check whether a proxy, firewall or sign-in page/ },
  { what: 'a truncated body', account: 2, fault: { kind: 'truncated', rows: 1 }, call: 'Telemetry stream', cause: /complete rows? (is|are) stored; Starlink does not send the rest again/, nextStep: /Polling goes on by itself/ },
  { what: 'a row shorter than its columns', account: 3, fault: { kind: 'shortRow' }, call: 'Telemetry stream', cause: /shorter|cells|columns/, nextStep: /everything readable is stored/ },
  { what: 'a device clock in the future', account: 4, fault: { kind: 'futureClock' }, call: 'Telemetry stream', cause: /The clock of ut[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8} leads by \d+ s/, nextStep: /Check the clock of this computer/ },
];
const WRONG_SECRET_ACCOUNT = 5;
const HEALTHY_ACCOUNT = 0;
/** The simulator's account names, in its order. */
const accountNames = ['Nordic Fleet', 'Channel Ops', 'Baltic Freight', 'Atlantic Survey', 'Iberia Marine', 'Southern Cross Towage'] as const;
/** Terminals report every 15 s, a few seconds apart: with so many in each account no reply is empty. */
const TERMINALS = 240;

const bench = createBench();

describe('bad inputs', () => {
  let server: Simulator;
  let page: Page;

  beforeAll(async () => {
    server = await bench.simulator({ terminals: TERMINALS, accounts: accountNames.length });
    ({ page } = await bench.console({ server }));
    await invokeCommand(page, 'settings:set', { telemetryBatchSize: 1_000, telemetryLingerMs: 1_000 });
    await changeSetting(page, 'Telemetry Poll Interval', 15);
    for (const [index, { clientId, clientSecret, accountNumber }] of server.credentials.entries()) {
      const secret = index === WRONG_SECRET_ACCOUNT ? 'not-the-secret' : clientSecret;
      const saved = await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret: secret, confirmedDveLoss: false });
      if (saved.outcome !== 'saved') throw new Error(`${accountNumber} was not saved`);
      if (index !== WRONG_SECRET_ACCOUNT) await invokeCommand(page, 'account:setPolling', { credentialId: saved.credentialId, enabled: true });
    }
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS - TERMINALS / accountNames.length);
    await expect.poll(async () => (await invokeCommand(page, 'status:get', undefined)).accounts.filter((account) => account.caughtUp).length).toBe(accountNames.length - 1);
    expect(await readMessages(page)).toEqual([]);
    for (const { account, fault } of badReplies) server.setFault({ ...fault, account: server.credentials[account]!.accountNumber });
    await switchPolling(page, server.credentials[WRONG_SECRET_ACCOUNT]!.clientId, true);
  });

  async function lastTelemetry(index: number): Promise<string> {
    await openTab(page, 'Accounts');
    return (await cellOf(page, 'Accounts', rowOf(page, 'Accounts', server.credentials[index]!.accountNumber), 'Last Telemetry')).innerText();
  }

  test.each(badReplies)('$what is told once, with account, call, cause and next step', async ({ account, call, cause, nextStep }) => {
    const name = accountNames[account]!;
    await expect.poll(() => readMessages(page, name)).toHaveLength(1);
    const [message] = await readMessages(page, name);
    expect(message).toMatch(new RegExp(`^${name} · ${call}: `));
    expect(message).toMatch(cause);
    expect(message).toMatch(nextStep);
  });

  test('a wrong secret is told once, with Starlink’s own word', async () => {
    const { clientId } = server.credentials[WRONG_SECRET_ACCOUNT]!;
    await expect.poll(() => readMessages(page, clientId)).toHaveLength(1);
    const [message] = await readMessages(page, clientId);
    expect(message).toMatch(new RegExp(`^${clientId} · Token: .*does not accept this client id and client secret.*invalid_client`));
    expect(message).toContain('Correct the client ID or the secret in Configuration.');
    await openTab(page, 'Accounts');
    await expect(await cellOf(page, 'Accounts', rowOf(page, 'Accounts', clientId), 'Authentication')).toHaveText('Failed');
  });

  test('meanwhile the account without a fault goes on, without a message', async () => {
    const before = await lastTelemetry(HEALTHY_ACCOUNT);
    await expect.poll(() => lastTelemetry(HEALTHY_ACCOUNT)).not.toBe(before);
    expect(await readMessages(page, accountNames[HEALTHY_ACCOUNT])).toEqual([]);
    await openTab(page, 'User Terminals');
    await expect(rowOf(page, 'User Terminals', accountNames[HEALTHY_ACCOUNT]).filter({ hasText: /Online|Degraded|Critical/ }).first()).toBeVisible();
  });

  test('what was stored before stays on screen', async () => {
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS - TERMINALS / accountNames.length);
  });

  test('correcting the secret polls at once and clears its message', async () => {
    const { clientId, clientSecret, accountNumber } = server.credentials[WRONG_SECRET_ACCOUNT]!;
    await openTab(page, 'Configuration');
    await page.getByRole('button', { name: `Edit ${clientId}` }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit credential' });
    await fillCredential(dialog, { clientSecret });
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toBeHidden();
    await openTab(page, 'Accounts');
    await expect(await cellOf(page, 'Accounts', rowOf(page, 'Accounts', accountNumber), 'Authentication')).toHaveText('Successful');
    await expect.poll(() => server.ledger.replies(accountNumber).length).toBeGreaterThan(0);
    await expect.poll(async () => (await readMessages(page, clientId)).length + (await readMessages(page, accountNames[WRONG_SECRET_ACCOUNT])).length).toBe(0);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
  });

  test('every message clears itself once the replies are good again', async () => {
    server.clearFaults();
    for (const { account } of badReplies) await expect.poll(() => readMessages(page, accountNames[account]), { message: accountNames[account]! }).toEqual([]);
    await expect(page.getByRole('region', { name: 'Messages' })).toBeHidden();
  });

  test('each episode stands in the log once, and its end too', async () => {
    await openTab(page, 'Log');
    for (const { account, call } of badReplies) {
      await page.getByRole('textbox', { name: 'Find in log' }).fill(`${accountNames[account]} · ${call}`);
      const lines = page.getByRole('log').getByText(`${accountNames[account]} · ${call}`);
      await expect(lines.filter({ hasText: 'recovered' }), accountNames[account]).toHaveCount(1);
    }
  });

  test('no secret was shown', async () => {
    for (const { clientSecret } of server.credentials) expect(await page.content()).not.toContain(clientSecret);
  });
});
