// A full disk: the data folder on a small file system of its own, filled up and freed again.
import { rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { describe, test } from 'vitest';
import { createBench } from '../bench.ts';
import { expect } from '../console-driver.ts';
import { expectRowCount, grid, invokeCommand, openTab, readMessages, rowOf, switchPolling } from '../page-driver.ts';
import { findMountObstacle, mountSmallDisk } from '../small-disk.ts';

/** Room for Chromium's profile, both databases and the reserve that the console keeps. */
const DISK_BYTES = 192 * 1024 * 1024;
/** Less than the console's reserve of 16 MB, enough for it to go on writing its small files. */
const LEFT_FREE_BYTES = 8 * 1024 * 1024;
const TERMINALS = 20;

const whyNot = findMountObstacle();
const bench = createBench();

describe('a full disk', () => {
  test.skipIf(whyNot !== null)(`is told once before the next request, the rest goes on, and it clears itself${whyNot === null ? '' : ` (skipped: ${whyNot})`}`, async () => {
    const folder = await bench.folder();
    const disk = mountSmallDisk(folder, DISK_BYTES);
    bench.afterwards(async () => disk.end());
    const server = await bench.simulator({ terminals: TERMINALS, accounts: 1 });
    const { accountNumber, clientId, clientSecret } = server.credentials[0]!;
    const { page } = await bench.console({ dataFolder: folder, server });
    await invokeCommand(page, 'settings:set', { telemetryPollS: 15 });
    await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret, confirmedDveLoss: false });
    await switchPolling(page, accountNumber, true);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await expect(rowOf(page, 'User Terminals', /Online|Degraded|Critical/).first()).toBeVisible();

    const ballast = path.join(folder, 'ballast');
    const { bavail, bsize } = await statfs(folder);
    await writeFile(ballast, Buffer.alloc(bavail * bsize - LEFT_FREE_BYTES));
    await expect.poll(() => readMessages(page)).toHaveLength(1);
    const [message] = await readMessages(page);
    expect(message).toMatch(/^Nordic Fleet · Telemetry stream: The disk of the data folder has [\d.]+ MB free; a telemetry reply needs [\d.]+ MB\. Free space\./);
    const repliesThen = server.ledger.replies(accountNumber).length;
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await expectOtherPages(page);
    // Nothing is asked for that could not be stored: the read position at the server stands still.
    expect(server.ledger.replies(accountNumber)).toHaveLength(repliesThen);

    await rm(ballast);
    await expect.poll(() => readMessages(page)).toEqual([]);
    await expect.poll(() => server.ledger.replies(accountNumber).length).toBeGreaterThan(repliesThen);
    expect(server.ledger.summary().accounts[0]).toMatchObject({ rowsLost: 0, incompleteReplies: 0 });
  });
});

async function expectOtherPages(page: Page): Promise<void> {
  for (const tab of ['Alerts', 'Routers', 'IP Allocations', 'Accounts']) {
    await openTab(page, tab);
    await expect(grid(page, tab)).toBeVisible();
  }
  await openTab(page, 'User Terminals');
}
