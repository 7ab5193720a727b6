// Quitting while a stream request is in hand: it is waited for, the window says so, and its rows are in the history.
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, test } from 'vitest';
import { createBench } from '../bench.ts';
import { expect } from '../console-driver.ts';
import { expectRowCount, invokeCommand, openTab, switchPolling } from '../page-driver.ts';

/** So many rows come due while the last request lingers that an aborted one would show. */
const TERMINALS = 150;
const LINGER_MS = 6_000;

const bench = createBench();

describe('quitting', () => {
  test('waits for the request in hand, says so, and loses none of its rows', async () => {
    const server = await bench.simulator({ terminals: TERMINALS, accounts: 1, ledgerDetail: true });
    const { accountNumber, clientId, clientSecret } = server.credentials[0]!;
    const consoleApp = await bench.console({ server });
    const { page, dataFolder } = consoleApp;
    await invokeCommand(page, 'settings:set', { telemetryBatchSize: 65_000, telemetryLingerMs: LINGER_MS });
    await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret, confirmedDveLoss: false });
    await switchPolling(page, accountNumber, true);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await expect.poll(() => server.streamsInHand()).toBe(1);
    const repliesBefore = server.ledger.replies(accountNumber).length;

    const quitting = consoleApp.quit();
    await expect(page.getByRole('status').filter({ hasText: 'Groundtrack is quitting' })).toContainText('Waiting for the request in hand: Starlink never sends its rows a second time.');
    await quitting;

    const replies = server.ledger.replies(accountNumber);
    expect(replies.length).toBe(repliesBefore + 1);
    expect(replies.at(-1)).toMatchObject({ end: 'complete' });
    expect(replies.at(-1)!.rows).toBeGreaterThan(TERMINALS / 4);
    expect(await readStored(dataFolder)).toEqual(identitiesOf(server.ledger.rows(accountNumber)));

    const again = await bench.console({ server, dataFolder });
    await openTab(again.page, 'User Terminals');
    await expectRowCount(again.page, 'User Terminals', TERMINALS);
  });
});

function identitiesOf(rows: readonly { readonly letter: string; readonly deviceId: string; readonly timestampNs: string }[]): string[] {
  return rows.map((row) => `${row.letter} ${row.deviceId} ${row.timestampNs}`).sort();
}

/** Letter, device and full timestamp of every sample on disk. */
async function readStored(dataFolder: string): Promise<string[]> {
  const instance = await DuckDBInstance.create(path.join(dataFolder, 'test-server', 'telemetry.duckdb'), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    const parts = await Promise.all([['u', 'device_id', 'terminal_history'], ['r', 'router_id', 'router_history'], ['i', 'ip_allocation_id', 'ip_allocation_history']].map(async ([letter, id, view]) => {
      const reader = await connection.runAndReadAll(`SELECT ${id}, CAST(timestamp_ns AS VARCHAR) FROM ${view}`);
      return reader.getRows().map(([deviceId, timestampNs]) => ({ letter: letter!, deviceId: String(deviceId), timestampNs: String(timestampNs) }));
    }));
    return identitiesOf(parts.flat());
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
