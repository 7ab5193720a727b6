// A fresh data folder: the simulation, its demo accounts, what they show, a terminal's window, and the next start.
import { spawn } from 'node:child_process';
import type { Page } from 'playwright';
import { beforeAll, describe, test } from 'vitest';
import { createBench } from './bench.ts';
import { consoleArguments, consoleEnvironment, electronExecutable, expect, type Console } from './console-driver.ts';
import { askHistory, cellOf, changeSetting, expectRowCount, expectState, filterRows, grid, invokeCommand, openTab, rowOf, switchPolling } from './page-driver.ts';

const DEMO_TERMINALS = 312;
const cruiseId = 'ut01000000-00000000-0074d101';
const DAY_MS = 86_400_000;
const usagePages = ['Services', 'Overage Lines', 'Monthly Data Usage', 'Daily Data Usage'] as const;

const bench = createBench({ inSteps: true });

describe('a fresh data folder', () => {
  let consoleApp: Console;
  let page: Page;

  beforeAll(async () => {
    consoleApp = await bench.console();
    page = consoleApp.page;
  });

  async function rowsOf(tab: string): Promise<number> {
    await openTab(page, tab);
    return Number(await grid(page, tab).getAttribute('aria-rowcount')) - 1;
  }

  test('starts as a simulation that polls nothing, and every empty table says why', async () => {
    await expect(page.getByRole('note')).toHaveText('SIMULATION');
    for (const tab of ['User Terminals', 'Alerts', 'Routers', 'IP Allocations', ...usagePages]) {
      await openTab(page, tab);
      await expect(page.getByRole('heading', { name: 'Welcome to Groundtrack' })).toBeVisible();
      await expectRowCount(page, tab, 0);
      await expect(page.getByRole('region', { name: tab, exact: true }).getByRole('status')).toContainText('Polling is off');
    }
    await openTab(page, 'Accounts');
    for (const row of await grid(page, 'Accounts').getByRole('switch', { name: 'Polling' }).all()) await expect(row).not.toBeChecked();
    await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText('Polling off');
    const { accounts } = await invokeCommand(page, 'status:get', undefined);
    expect(accounts.map((account) => [account.requestsLastMinute, account.telemetry.phase, account.management.phase])).toEqual(accounts.map(() => [0, 'off', 'off']));
  });

  test('fills every page once the demo accounts are enabled', async () => {
    await changeSetting(page, 'Telemetry Poll Interval', 15);
    await openTab(page, 'User Terminals');
    await page.getByRole('button', { name: 'Enable demo accounts' }).click();
    await expectRowCount(page, 'User Terminals', DEMO_TERMINALS);
    await expect(page.getByRole('heading', { name: 'Welcome to Groundtrack' })).toBeHidden();
    await expect(rowOf(page, 'User Terminals', /Online|Degraded|Critical/).first()).toBeVisible();
    for (const tab of ['Alerts', 'Routers', 'IP Allocations', ...usagePages]) await expect.poll(() => rowsOf(tab)).toBeGreaterThan(0);
    await openTab(page, 'Accounts');
    for (const row of await rowOf(page, 'Accounts', /ACC-/).filter({ has: page.getByRole('switch', { checked: true }) }).all()) {
      await expect(await cellOf(page, 'Accounts', row, 'Authentication')).toHaveText('Successful');
    }
    await expect(rowOf(page, 'Accounts', 'no credential').first()).toBeVisible();
  });

  test('draws the fleet on the map', async () => {
    await openTab(page, 'Map');
    const panel = page.getByRole('tabpanel', { name: 'Map' });
    await expect(panel.getByText(new RegExp(`^${DEMO_TERMINALS} terminals in \\d+ cells$`))).toBeVisible();
    const legend = panel.getByRole('list', { name: 'Legend' });
    const total = async (): Promise<number> => {
      const texts = await legend.getByRole('button').allInnerTexts();
      return texts.reduce((sum, text) => sum + Number(/(\d[\d,]*)\s*$/.exec(text)?.[1]?.replace(',', '') ?? NaN), 0);
    };
    await expect.poll(total).toBe(DEMO_TERMINALS);
    await expect(panel.getByRole('region', { name: 'Terminals on the map' }).getByRole('listitem').first()).toBeVisible();
    const drawn = (): Promise<number[]> => panel.locator('canvas').evaluateAll((canvases) => canvases.map((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      const colours = new Set<number>();
      for (let i = 0; i < data.length; i += 4) if (data[i + 3]! > 200) colours.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
      return colours.size;
    }));
    // Land on one canvas, hexagons on another, each in several colours.
    await expect.poll(async () => (await drawn()).filter((colours) => colours > 1).length).toBeGreaterThanOrEqual(2);
  });

  test('opens a terminal’s own window by “Open”: identity, values, and 14 days of the cruise’s track', async () => {
    await openTab(page, 'User Terminals');
    await filterRows(page, 'User Terminals', 'Cruise');
    const row = grid(page, 'User Terminals').locator(`[data-row="${cruiseId}"]`);
    await expect(row).toBeVisible();
    const name = (await (await cellOf(page, 'User Terminals', row, 'Device Name')).innerText()).split('\n')[0]!;
    const opening = consoleApp.app.waitForEvent('window');
    await (await cellOf(page, 'User Terminals', row, 'Open')).getByRole('button', { name: 'Open' }).click();
    const terminal = await opening;
    await expect(terminal.getByRole('heading', { level: 1 })).toContainText(name.split(' KIT')[0]!.trim());
    await expect(terminal.getByRole('banner')).toContainText(cruiseId);
    await expect(terminal.getByRole('note')).toHaveText('SIMULATION');
    await expect(terminal.getByRole('region', { name: 'Current values' })).toContainText(/Downlink\s*\d/);
    const history = terminal.getByRole('region', { name: 'History' });
    await history.getByText('14 d', { exact: true }).click();
    await expect(history.getByRole('img', { name: /last 14 d/ })).toBeVisible();
    // One row per 5 minutes: 4,032 in 14 days.
    await expect.poll(async () => Number(/([\d,]+) samples/.exec(await history.innerText())?.[1]?.replaceAll(',', '') ?? 0)).toBeGreaterThan(4_000);
    await expectWholeRange(terminal);
    await terminal.close();
  });

  test('opens it by a double click too, and only once', async () => {
    const row = grid(page, 'User Terminals').locator(`[data-row="${cruiseId}"]`);
    const opening = consoleApp.app.waitForEvent('window');
    const name = await cellOf(page, 'User Terminals', row, 'Device Name');
    await name.dblclick();
    const terminal = await opening;
    await expect(terminal.getByRole('banner')).toContainText(cruiseId);
    await name.dblclick();
    expect(consoleApp.app.windows().filter((window) => window.url().includes(cruiseId))).toHaveLength(1);
    await terminal.close();
    await filterRows(page, 'User Terminals', '');
  });

  test('a second start on the same folder shows the first and ends', async () => {
    const window = await consoleApp.app.browserWindow(page);
    await window.evaluate((browserWindow) => browserWindow.minimize());
    const second = spawn(electronExecutable(), consoleArguments({ dataFolder: consoleApp.dataFolder }), { env: consoleEnvironment(), stdio: 'ignore' });
    const exitCode = await new Promise<number | null>((resolve) => second.once('exit', resolve));
    expect(exitCode).toBe(0);
    await expect.poll(() => window.evaluate((browserWindow) => browserWindow.isMinimized())).toBe(false);
    expect(consoleApp.app.windows()).toHaveLength(1);
  });

  test('shows the last known rows at the next start, polled or not, and is in demo mode again', async () => {
    // What telemetry/query painted is not history: the stream must have brought a sample of the terminal that is looked at below.
    await openTab(page, 'User Terminals');
    await filterRows(page, 'User Terminals', 'Baltic Freight');
    const deviceId = await rowOf(page, 'User Terminals', 'Baltic Freight').first().getAttribute('data-row');
    await expect.poll(async () => (await readSamples(page, deviceId!, 1)).length).toBeGreaterThan(0);
    await switchPolling(page, 'Baltic Freight', false);
    await expect(rowOf(page, 'Accounts', 'Baltic Freight').getByRole('switch', { name: 'Polling' })).not.toHaveAttribute('aria-busy');
    await consoleApp.quit();
    consoleApp = await bench.console({ dataFolder: consoleApp.dataFolder });
    page = consoleApp.page;
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', DEMO_TERMINALS);
    await expect(page.getByRole('note')).toHaveText('SIMULATION');
    await expect(page.getByRole('heading', { name: 'Welcome to Groundtrack' })).toBeHidden();
    await openTab(page, 'Accounts');
    await expect(grid(page, 'Accounts').getByRole('switch', { name: 'Polling', checked: true })).toHaveCount(2);
    await expect(await cellOf(page, 'Accounts', rowOf(page, 'Accounts', 'Baltic Freight'), 'Terminals')).toHaveText(String(DEMO_TERMINALS / 3));
    await openTab(page, 'User Terminals');
    await filterRows(page, 'User Terminals', 'Baltic Freight');
    const row = grid(page, 'User Terminals').locator(`[data-row="${deviceId}"]`);
    await expectState(page, row, 'Unknown', /^Polling of this account is off/);
    await expect(await cellOf(page, 'User Terminals', row, 'Average Ping Latency')).toHaveText(/^\d/);
    await expect(await cellOf(page, 'User Terminals', row, 'Average Ping Latency')).toHaveAttribute('title', /^Not current: last sample/);
  });

  /** A bucket of every one of the last 14 days holds samples. */
  async function expectWholeRange(terminal: Page): Promise<void> {
    const samples = await readSamples(terminal, cruiseId, 14);
    expect(samples.length).toBeGreaterThanOrEqual(14);
    expect(Math.min(...samples)).toBeGreaterThan(0);
  }

  /** Samples in the history in each of the last days; a day without any is left out. */
  async function readSamples(from: Page, deviceId: string, days: number): Promise<Float64Array> {
    const toMs = Date.now();
    return (await askHistory(from, 'series', { deviceId, metric: 'latencyMs', fromMs: toMs - days * DAY_MS, toMs, buckets: days })).samples;
  }
});
