// A host that can't be reached and a certificate that isn't trusted: one message for each account, gone by itself on recovery.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { describe, test } from 'vitest';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { selfSigned } from '../../main/starlink/self-signed-certificate.ts';
import { createBench } from '../bench.ts';
import { expect } from '../console-driver.ts';
import { cellOf, expectRowCount, expectState, invokeCommand, openTab, pollingSwitch, readMessages, rowOf, switchPolling } from '../page-driver.ts';
import { openTlsFront } from '../tls-front.ts';
import { trusted } from '../trusted-certificate.ts';

const TERMINALS = 20;
const [natural, allAtOnce] = ['Nordic Fleet', 'Channel Ops'] as const;

const bench = createBench();

async function startSimulator(accounts: number): Promise<Simulator> {
  return bench.simulator({ terminals: TERMINALS, accounts });
}

/** Saves the simulator's credentials, with the shortest poll interval; polling stays off. */
async function saveCredentials(page: Page, server: Simulator): Promise<void> {
  await invokeCommand(page, 'settings:set', { telemetryPollS: 15 });
  for (const { clientId, clientSecret } of server.credentials) {
    await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret, confirmedDveLoss: false });
  }
}

describe('an unreachable host', () => {
  test('is told once for each account, keeps the rows, and clears itself', async () => {
    const server = await startSimulator(2);
    const { page } = await bench.console({ server });
    await saveCredentials(page, server);
    for (const { accountNumber } of server.credentials) await switchPolling(page, accountNumber, true);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await expect(rowOf(page, 'User Terminals', /Online|Degraded|Critical/).first()).toBeVisible();
    // A Management round in hand would break off at one list, and say so.
    await expect.poll(async () => (await invokeCommand(page, 'status:get', undefined)).accounts.map(({ management }) => management.phase)).toEqual(['waiting', 'waiting']);

    await server.refuseConnections();
    await expectOneMessage(natural);
    // Switched off and on, every call of the account fails at the same time: still one cause, so one message.
    const { accountNumber } = server.credentials[1]!;
    await switchPolling(page, accountNumber, false);
    await expect(pollingSwitch(page, accountNumber)).not.toHaveAttribute('aria-busy');
    await switchPolling(page, accountNumber, true);
    await expect.poll(async () => {
      const status = (await invokeCommand(page, 'status:get', undefined)).accounts.find((account) => account.accountNumber === accountNumber);
      return [status?.telemetry.phase, status?.management.phase];
    }).toEqual(['failing', 'failing']);
    await expectOneMessage(allAtOnce);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await expectState(page, rowOf(page, 'User Terminals', natural).first(), /Online|Degraded|Critical/, /^Last known state\. The telemetry poll fails: .*refuses connections/);

    await server.acceptConnections();
    await expect.poll(() => readMessages(page)).toEqual([]);
    await expect(rowOf(page, 'User Terminals', /Online|Degraded|Critical/).first()).toBeVisible();

    async function expectOneMessage(account: string): Promise<void> {
      await expect.poll(() => readMessages(page, account)).toHaveLength(1);
      const messages = await readMessages(page, account);
      expect(messages[0]).toMatch(new RegExp(`^${account} · .*${new URL(server.url).host} refuses connections`));
      expect(messages[0]).toContain('Check the network connection and the server name; polling tries again by itself.');
    }
  });
});

describe('a refused TLS certificate', () => {
  test('is told once, names the certificate, and clears itself once it is trusted', async () => {
    const server = await startSimulator(1);
    const front = await openTlsFront(server.url, selfSigned);
    bench.afterwards(front.close);
    const authority = path.join(await bench.folder(), 'authority.pem');
    await writeFile(authority, trusted.cert);
    const { page } = await bench.console({ server: { url: front.url, tokenUrl: server.tokenUrl }, env: { NODE_EXTRA_CA_CERTS: authority } });
    await saveCredentials(page, server);
    const [{ clientId }] = server.credentials as [Simulator['credentials'][number]];
    await switchPolling(page, clientId, true);
    await expect.poll(() => readMessages(page)).toHaveLength(1);
    const [message] = await readMessages(page);
    expect(message).toMatch(new RegExp(`^${clientId} · .*the certificate of ${new URL(front.url).host} is self-signed`));
    expect(message).toContain('Check the clock of this computer and whether a proxy or firewall opens encrypted connections.');
    expect(server.ledger.summary().requests).toEqual({});

    front.useCertificate(trusted);
    await expect.poll(() => readMessages(page)).toEqual([]);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await openTab(page, 'Accounts');
    await expect(await cellOf(page, 'Accounts', rowOf(page, 'Accounts', server.credentials[0]!.accountNumber), 'Authentication')).toHaveText('Successful');
  });
});
