// The Polling switch: at once, with a pending look, for the chosen account alone; off makes terminals Unknown, with the reason.
import { describe, test } from 'vitest';
import { createBench } from '../bench.ts';
import { expect } from '../console-driver.ts';
import { expectRowCount, expectState, invokeCommand, openTab, pollingSwitch, rowOf, switchPolling } from '../page-driver.ts';

const TERMINALS = 12;
/** Long enough to switch off, and to see it pending, while a request is in hand. */
const LINGER_MS = 3_000;

const bench = createBench();

describe('the Polling switch', () => {
  test('polls the chosen account only, and shows pending until the pollers have taken it', async () => {
    const server = await bench.simulator({ terminals: TERMINALS, accounts: 2 });
    const { page } = await bench.console({ server });
    await invokeCommand(page, 'settings:set', { telemetryLingerMs: LINGER_MS, telemetryBatchSize: 65_000, telemetryPollS: 15 });
    for (const { clientId, clientSecret } of server.credentials) {
      await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret, confirmedDveLoss: false });
    }
    const [chosen, other] = server.credentials as [(typeof server.credentials)[number], (typeof server.credentials)[number]];
    await switchPolling(page, chosen.accountNumber, true);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS / 2);
    const alive = rowOf(page, 'User Terminals', 'Nordic Fleet').filter({ hasText: /Online|Degraded|Critical/ });
    await expect(alive.first()).toBeVisible();
    expect(server.ledger.replies(chosen.accountNumber).length).toBeGreaterThan(0);
    expect(server.ledger.replies(other.accountNumber)).toEqual([]);
    await openTab(page, 'Accounts');
    await expect(pollingSwitch(page, other.accountNumber)).not.toBeChecked();

    // A request that lingers keeps the switch pending: switching off lets it finish.
    // At its beginning: one that is about to end may be booked before the switch is clicked.
    for (const inHand of [0, 1]) await expect.poll(() => server.streamsInHand(), { intervals: [50] }).toBe(inHand);
    const replies = server.ledger.replies(chosen.accountNumber).length;
    await switchPolling(page, chosen.accountNumber, false);
    await expect(pollingSwitch(page, chosen.accountNumber)).toHaveAttribute('aria-busy', 'true');
    await expect(rowOf(page, 'Accounts', chosen.accountNumber)).toContainText('pending');
    await expect(pollingSwitch(page, chosen.accountNumber)).not.toHaveAttribute('aria-busy');
    await expect(pollingSwitch(page, chosen.accountNumber)).not.toBeChecked();
    // The simulator books a reply when its connection has said so, which may be after the console has it.
    await expect.poll(() => server.ledger.replies(chosen.accountNumber).length).toBe(replies + 1);
    const finished = server.ledger.replies(chosen.accountNumber);
    expect(finished.at(-1)).toMatchObject({ end: 'complete' });

    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS / 2);
    await expectState(page, rowOf(page, 'User Terminals', 'Nordic Fleet').first(), 'Unknown', /^Polling of this account is off/);
    await expect(alive).toHaveCount(0);

    await switchPolling(page, other.accountNumber, true);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await expect(rowOf(page, 'User Terminals', 'Channel Ops').filter({ hasText: /Online|Degraded|Critical/ }).first()).toBeVisible();
    await expect(alive).toHaveCount(0);
    expect(server.ledger.replies(chosen.accountNumber)).toHaveLength(finished.length);
  });
});
