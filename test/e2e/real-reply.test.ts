// A body captured from the live service in 2024, served over HTTP: everything in it on screen exactly (issue 2, item 6).
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { beforeAll, describe, test } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createBench } from './bench.ts';
import { expect, type Console } from './console-driver.ts';
import { addCredential, expectCell, expectRowCount, expectState, grid, openTab, readMessages, rowOf, showColumns, switchPolling } from './page-driver.ts';

const readFixture = (name: string): Promise<Buffer> => readFile(path.resolve(import.meta.dirname, '../fixtures', name));
const located = 'ut01000000-00000000-00c0ffee';
const lost = 'ut01000000-00000000-00decade';
const routerId = 'Router-010000000000000000C0FFEE';
/** UtcTimestampNs of the three rows, as the pages write it. */
const sampledAt = { located: '2024-07-09 22:30:02', lost: '2024-11-02 16:16:42', router: '2024-11-02 16:16:54' };
const DAY_MS = 86_400_000;

const bench = createBench();

describe('the captured reply', () => {
  let server: Simulator;
  let consoleApp: Console;
  let page: Page;

  beforeAll(async () => {
    server = await bench.simulator({ terminals: 0, accounts: 1 });
    server.serveStreamBodies([await readFixture('telemetry-stream-captured.json')]);
    consoleApp = await bench.console({ server });
    page = consoleApp.page;
    const [credential] = server.credentials;
    await addCredential(page, credential!);
    await switchPolling(page, credential!.accountNumber, true);
  });

  test('is from a test server, and every window says so', async () => {
    await expect(page.getByRole('note')).toHaveText(`TEST SERVER ${new URL(server.url).host}`);
  });

  test('holds two user terminals: one at its cell, one whose H3 value is no cell', async () => {
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', 2);
    await showColumns(page, 'Device ID', 'H3 Cell');
    const row = { located: rowOf(page, 'User Terminals', located), lost: rowOf(page, 'User Terminals', lost) };
    const expected: readonly (readonly [column: string, located: string, lost: string])[] = [
      ['Device ID', located, lost],
      ['State', 'Offline', 'Offline'],
      // SignalQuality 1 (10 dB), throughput with one decimal and two below 1 Mbps, 0 as a value and not as N/A.
      ['Signal Quality', '100', '100'],
      ['Downlink Throughput', '11.7', '10.7'],
      ['Uplink Throughput', '0.39', '0.39'],
      ['Average Ping Drop Rate', '0.000', '0.000'],
      ['Average Ping Latency', '51', '51'],
      ['Obstruction Percent Time', '0.01', '0.01'],
      ['Active Alerts', '1', '0'],
      ['Uptime', '4d 1h', '4d 1h'],
      ['Latitude', '8.10523', 'N/A'],
      ['Longitude', '-62.70881', 'N/A'],
      ['H3 Cell', '855f4157fffffff', 'N/A'],
      ['Software Version', '2024.10.20.mr44742', '2024.10.20.mr44741'],
      ['Timestamp', sampledAt.located, sampledAt.lost],
    ];
    for (const [column, ofLocated, ofLost] of expected) {
      await expectCell(page, 'User Terminals', row.located, column, ofLocated);
      await expectCell(page, 'User Terminals', row.lost, column, ofLost);
    }
  });

  test('is old: the state is Offline, with the age of the sample as its reason', async () => {
    await openTab(page, 'User Terminals');
    const daysOld = Math.floor((Date.now() - Date.UTC(2024, 6, 9, 22, 30, 2)) / DAY_MS);
    await expectState(page, rowOf(page, 'User Terminals', located), 'Offline', new RegExp(`^No sample for ${daysOld}d \\d+h`));
  });

  test('gets one log line that names the H3 value which is no cell', async () => {
    await openTab(page, 'Log');
    await page.getByRole('textbox', { name: 'Find in log' }).fill('6006544985028034');
    await expect(page.getByRole('log').getByText('6006544985028034')).toHaveCount(1);
    const file = await readFile(path.join(consoleApp.dataFolder, 'logs', 'groundtrack.log'), 'utf8');
    expect(file.split('\n').filter((line) => line.includes('6006544985028034'))).toHaveLength(1);
  });

  test('names alert 55 as the body does', async () => {
    await openTab(page, 'Alerts');
    await expectRowCount(page, 'Alerts', 1);
    await showColumns(page, 'Code', 'User Terminal Device ID');
    const row = rowOf(page, 'Alerts', 'disabled_no_active_service_line');
    await expectCell(page, 'Alerts', row, 'Alert', 'disabled_no_active_service_line');
    await expectCell(page, 'Alerts', row, 'Source', 'User Terminal');
    await expectCell(page, 'Alerts', row, 'Code', '55');
    await expectCell(page, 'Alerts', row, 'User Terminal Device ID', located);
    await expectCell(page, 'Alerts', row, 'Active Since', `before ${sampledAt.located}`);
    await expectCell(page, 'Alerts', row, 'Last Seen', sampledAt.located);
  });

  test('joins the router to its terminal; the null signal strength is N/A', async () => {
    await openTab(page, 'Routers');
    await expectRowCount(page, 'Routers', 1);
    await showColumns(page, 'Clients 2.4 GHz', 'Clients 5 GHz', 'Clients Ethernet', 'Clients2GhzSignalStrengthMin', 'Clients2GhzSignalStrengthMax', 'Clients2GhzSignalStrengthAvg', 'Clients2GhzRxRateMbpsAvg');
    const row = rowOf(page, 'Routers', routerId);
    const expected: Readonly<Record<string, string>> = {
      'Router ID': routerId, 'User Terminal Device ID': located, 'Software Version': '2024.10.24.mr41994', Uptime: '2d 9h', Role: 'Main',
      Clients: '6', 'Clients 2.4 GHz': '4', 'Clients 5 GHz': '1', 'Clients Ethernet': '1',
      'Internet Ping Drop Rate': '0.000', 'Internet Ping Latency': '47', 'WAN Received': '177.44', 'WAN Sent': '15.22',
      Clients2GhzRxRateMbpsAvg: '60.5', Clients2GhzSignalStrengthMin: 'N/A', Clients2GhzSignalStrengthMax: '-57', Clients2GhzSignalStrengthAvg: '-66',
      'Active Alerts': '0', Timestamp: sampledAt.router,
    };
    for (const [column, text] of Object.entries(expected)) await expectCell(page, 'Routers', row, column, text);
  });

  test('leads from the router to its terminal', async () => {
    await openTab(page, 'Routers');
    await rowOf(page, 'Routers', routerId).getByRole('link', { name: located }).first().click();
    await expect(page.getByRole('tab', { name: 'User Terminals', exact: true })).toHaveAttribute('aria-selected', 'true');
    await expect(grid(page, 'User Terminals').getByRole('row', { selected: true })).toContainText(located);
  });

  test('keeps its rows at the next poll: retention counts from receipt', async () => {
    const { accountNumber } = server.credentials[0]!;
    const repliesBefore = server.ledger.replies(accountNumber).length;
    await switchPolling(page, accountNumber, false);
    await switchPolling(page, accountNumber, true);
    await expect.poll(() => server.ledger.replies(accountNumber).length).toBeGreaterThan(repliesBefore);
    await openTab(page, 'User Terminals');
    await expectState(page, rowOf(page, 'User Terminals', lost), 'Offline', /^No sample for /);
    await expectRowCount(page, 'User Terminals', 2);
    await openTab(page, 'Routers');
    await expectRowCount(page, 'Routers', 1);
    expect(await readMessages(page)).toEqual([]);
  });
});

describe('a reply that a rounding or position-reading parser gets wrong', () => {
  const terminal = 'ut01000000-00000000-00a1b2c3';
  const NEWER_NS = 1_795_363_215_000_000_002n;

  test('shows the newer of two rows 1 ns apart, though it came first; columns by name; and says once what it does not know', async () => {
    const server = await bench.simulator({ terminals: 0, accounts: 1 });
    server.serveStreamBodies([await readFixture('telemetry-exactness.json')]);
    const { page } = await bench.console({ server });
    const [credential] = server.credentials;
    await addCredential(page, credential!);
    await switchPolling(page, credential!.accountNumber, true);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', 1);
    await showColumns(page, 'Device ID', 'H3 Cell', 'Country', 'Reboot Possible In');
    const row = rowOf(page, 'User Terminals', terminal);
    const expected: Readonly<Record<string, string>> = {
      'Signal Quality': '100', 'Downlink Throughput': '41.0', 'Uplink Throughput': '6.0', 'Average Ping Drop Rate': '0.000', 'Average Ping Latency': '29',
      'Obstruction Percent Time': '0.00', 'Active Alerts': '2', Uptime: '4d 1h', 'H3 Cell': '85194d07fffffff', Country: 'BE', 'Reboot Possible In': 'Deferral off',
      Timestamp: new Date(Number(NEWER_NS / 1_000_000n)).toISOString().slice(0, 19).replace('T', ' '),
    };
    for (const [column, text] of Object.entries(expected)) await expectCell(page, 'User Terminals', row, column, text);
    await openTab(page, 'Alerts');
    await expectRowCount(page, 'Alerts', 2);
    await showColumns(page, 'Code');
    await expectCell(page, 'Alerts', rowOf(page, 'Alerts', 'ethernet_slow_100mbps'), 'Code', '51');
    await expectCell(page, 'Alerts', rowOf(page, 'Alerts', '199'), 'Code', '199');
    await openTab(page, 'IP Allocations');
    await expectRowCount(page, 'IP Allocations', 1);
    const allocation = rowOf(page, 'IP Allocations', terminal);
    for (const [column, text] of [['IPv4', '192.0.2.10'], ['IPv6 UE', '2001:db8:5600:6dc8::/64'], ['IPv6 CPE', '–']] as const) await expectCell(page, 'IP Allocations', allocation, column, text);
    await openTab(page, 'Log');
    for (const unknown of ['BeamSerial', '199']) {
      await page.getByRole('textbox', { name: 'Find in log' }).fill(unknown);
      await expect(page.getByRole('log').getByText(unknown), unknown).toHaveCount(1);
    }
  });
});
