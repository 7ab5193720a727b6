// Services, Overage Lines, Monthly and Daily Data Usage: what the grid shows is what the server said, asked beside the console.
import type { Page } from 'playwright';
import { beforeAll, describe, test } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { connect, type ApiClient } from '../simulator/simulator-client.ts';
import { askLines, sumOf, type AskedLine, type AskedOverage } from './asked-usage.ts';
import { createBench } from './bench.ts';
import { expect, type Console } from './console-driver.ts';
import { oddAccount, startOddUsageServer } from './odd-usage-server.ts';
import { cellOf, expectCell, expectRowCount, filterRows, grid, invokeCommand, openTab, pollingSwitch, readMessages, rowOf, showColumns, switchPolling } from './page-driver.ts';

const bench = createBench({ inSteps: true });

/** Billing days don't move while the test runs: what is asked beside the console is what the console was told. */
const heldNs = BigInt(Date.now()) * 1_000_000n;

describe('service lines and their usage', () => {
  let server: Simulator;
  let consoleApp: Console;
  let page: Page;
  let lines: readonly AskedLine[];
  /** Its data usage answers 403. */
  let deniedLines: readonly AskedLine[];
  let denied: string;
  let allow: () => void;

  beforeAll(async () => {
    server = await bench.simulator({ terminals: 160, accounts: 2, nowNs: () => heldNs });
    const clients: ApiClient[] = [await connect(server, 0), await connect(server, 1)];
    lines = await askLines(clients[0]!);
    deniedLines = await askLines(clients[1]!);
    denied = server.credentials[1]!.accountNumber;
    allow = server.setFault({ kind: 'forbidden', call: 'dataUsage', account: denied });
    consoleApp = await bench.console({ server });
    page = consoleApp.page;
    for (const { clientId, clientSecret } of server.credentials) {
      await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret, confirmedDveLoss: false });
    }
    for (const { accountNumber } of server.credentials) await switchPolling(page, accountNumber, true);
    await openTab(page, 'Services');
    await expectRowCount(page, 'Services', lines.length + deniedLines.length);
  });

  const lineRow = (tab: string, key: string) => grid(page, tab).locator(`[data-row="${key}"]`);

  async function showOnly(tab: string, line: AskedLine): Promise<void> {
    await openTab(page, tab);
    await filterRows(page, tab, line.number);
  }

  test('the tab counts the lines beside its name', async () => {
    const tab = page.getByRole('tab', { name: 'Services', exact: true });
    await expect(tab).toContainText(String(lines.length + deniedLines.length));
  });

  test('Services shows each line with its plan, price and usage', async () => {
    const restricted = lines.find((line) => line.plan.limitGB === 0);
    const sample = [restricted, lines.find((line) => line.optedIn), lines.find((line) => line.overageGB > 0), lines.find((line) => !line.mobile), ...lines.slice(0, 3)];
    const chosen = new Set(sample.filter((line) => line !== undefined));
    expect(restricted, 'the fleet has a restricted plan').toBeDefined();
    for (const line of chosen) {
      await showOnly('Services', line);
      const row = lineRow('Services', line.number);
      await expectCell(page, 'Services', row, 'Service Name', line.name ?? line.number);
      await expectCell(page, 'Services', row, 'Product', line.plan.name);
      await expectCell(page, 'Services', row, 'Price', `${line.plan.price.toLocaleString('en-US', { minimumFractionDigits: 2 })} ${line.plan.currency}`);
      await expectCell(page, 'Services', row, 'Active', line.active ? 'Yes' : 'No');
      await expectCell(page, 'Services', row, 'Usage Limit', line.limitGB === 0 ? 'restricted' : gigabytes(line.limitGB));
      await expectCell(page, 'Services', row, 'Used This Cycle', gigabytes(line.cycles.at(-1)!.priorityGB + line.cycles.at(-1)!.standardGB));
      await expectCell(page, 'Services', row, 'Overage', gigabytes(line.overageGB));
      await expectCell(page, 'Services', row, 'Terminals', String(line.terminalIds.length));
      await expect((await cellOf(page, 'Services', row, 'Automatic Top-Up')).getByRole('switch', { name: 'Automatic Top-Up' })).toBeChecked({ checked: line.optedIn });
    }
  });

  test('controls that would buy or change are there, dead, and say why', async () => {
    const buyable = lines.find((line) => line.plan.topUpProductId !== null)!;
    const fixed = lines.find((line) => line.plan.topUpProductId === null)!;
    for (const [line, reason] of [[buyable, /later version/], [fixed, /can’t be topped up/]] as const) {
      await showOnly('Services', line);
      const row = lineRow('Services', line.number);
      const button = (await cellOf(page, 'Services', row, 'Top-Up')).getByRole('button', { name: 'Top-Up' });
      const blocks = (await cellOf(page, 'Services', row, 'Data Blocks to Add')).getByRole('spinbutton', { name: 'Data Blocks to Add' });
      for (const control of [button, blocks]) {
        await expect(control).toBeDisabled();
        await expect(control).toHaveAttribute('title', reason);
        await expect(control).toHaveAccessibleDescription(reason);
      }
      await expect(blocks).toHaveAttribute('aria-valuenow', '1');
      await button.click({ force: true });
      const topUp = (await cellOf(page, 'Services', row, 'Automatic Top-Up')).getByRole('switch');
      await expect(topUp).toBeDisabled();
      await topUp.click({ force: true });
      await expect(topUp).toBeChecked({ checked: line.optedIn });
    }
    expect(Object.keys(server.ledger.summary().requests).filter((call) => /top|opt/i.test(call))).toEqual([]);
  });

  test('a refused call for usage leaves the lines with N/A, and one message says it', async () => {
    for (const line of deniedLines.slice(0, 2)) {
      await showOnly('Services', line);
      const row = lineRow('Services', line.number);
      await expectCell(page, 'Services', row, 'Product', line.plan.name);
      for (const column of ['Usage Limit', 'Used This Cycle', 'Overage']) await expectCell(page, 'Services', row, column, 'N/A');
    }
    const messages = await readMessages(page);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('Data usage');
    expect(messages[0]).toContain('Service plan, View');
  });

  test('Monthly Data Usage shows every cycle of a line', async () => {
    await openTab(page, 'Monthly Data Usage');
    await showColumns(page, 'Service');
    for (const line of [lines.find((one) => one.mobile)!, lines.find((one) => !one.mobile)!]) {
      await showOnly('Monthly Data Usage', line);
      const cycles = line.cycles.slice(-12).reverse();
      const rows = rowOf(page, 'Monthly Data Usage', line.number);
      await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(cycles.length);
      for (const index of new Set([0, 1, cycles.length - 1])) {
        const cycle = cycles[index]!;
        const row = rows.nth(index);
        const [own, other] = line.mobile ? ['Mobile', 'Fixed'] : ['Fixed', 'Mobile'];
        await expectCell(page, 'Monthly Data Usage', row, 'Cycle Start', cycle.startDate.slice(0, 10));
        await expectCell(page, 'Monthly Data Usage', row, 'Cycle End', cycle.endDate.slice(0, 10));
        await expectCell(page, 'Monthly Data Usage', row, `${own} Priority`, gigabytes(cycle.priorityGB));
        await expectCell(page, 'Monthly Data Usage', row, `${own} Standard`, gigabytes(cycle.standardGB));
        for (const kind of ['Priority', 'Standard']) await expectCell(page, 'Monthly Data Usage', row, `${other} ${kind}`, 'N/A');
        await expectCell(page, 'Monthly Data Usage', row, 'Opt-In Priority', gigabytes(cycle.optInPriorityGB));
        await expectCell(page, 'Monthly Data Usage', row, 'Non-Billable', gigabytes(cycle.nonBillableGB));
        // Opt-in data is a part of priority: it is not added again.
        await expectCell(page, 'Monthly Data Usage', row, 'Total', gigabytes(cycle.priorityGB + cycle.standardGB + cycle.nonBillableGB));
      }
      await expect(await cellOf(page, 'Monthly Data Usage', rows.first(), 'Last Updated')).toHaveAttribute('title', /ago\. .*not real time/);
    }
  });

  test('Daily Data Usage shows every day with usage, newest first', async () => {
    await openTab(page, 'Daily Data Usage');
    await showColumns(page, 'Service');
    const line = lines.find((one) => one.cycles.at(-1)!.days.length > 3)!;
    await showOnly('Daily Data Usage', line);
    const days = line.cycles.flatMap((cycle) => cycle.days).reverse();
    const rows = rowOf(page, 'Daily Data Usage', line.number);
    await expect(rows.first()).toBeVisible();
    for (const [index, day] of days.slice(0, 5).entries()) {
      await expectCell(page, 'Daily Data Usage', rows.nth(index), 'Date', day.date.slice(0, 10));
      await expectCell(page, 'Daily Data Usage', rows.nth(index), `${line.mobile ? 'Mobile' : 'Fixed'} Priority`, gigabytes(day.priorityGB));
      await expectCell(page, 'Daily Data Usage', rows.nth(index), 'Total', gigabytes(day.priorityGB + day.standardGB + day.nonBillableGB));
    }
    // A UTC day stays what it is in local time.
    await invokeCommand(page, 'settings:set', { timeDisplay: 'local' });
    await expectCell(page, 'Daily Data Usage', rows.first(), 'Date', days[0]!.date.slice(0, 10));
    await invokeCommand(page, 'settings:set', { timeDisplay: 'utc' });
  });

  test('the chart draws the selected rows, never adding opt-in data, and reads them out by keyboard', async () => {
    const line = lines.find((one) => one.limitGB > 0 && one.cycles.length > 3)!;
    await showOnly('Monthly Data Usage', line);
    const chart = page.getByRole('region', { name: 'Monthly Data Usage chart' });
    await expect(chart).toContainText('rows shown, newest 12 months of cycles · 1 service line');
    const rows = rowOf(page, 'Monthly Data Usage', line.number);
    await (await cellOf(page, 'Monthly Data Usage', rows.nth(0), 'Cycle End')).click();
    await expect(chart, 'one row: its whole line').toContainText(`${Math.min(12, line.cycles.length)} cycles stored`);
    await (await cellOf(page, 'Monthly Data Usage', rows.nth(2), 'Cycle End')).click({ modifiers: ['Shift'] });
    await expect(chart).toContainText('3 selected rows · 1 service line');
    await expect(chart.getByRole('list', { name: 'Legend' })).toContainText('Cycle limit');
    const slider = chart.getByRole('slider');
    await expect(slider).toHaveAttribute('aria-valuemax', '3');
    await slider.focus();
    for (const cycle of line.cycles.slice(-3).reverse()) {
      await page.keyboard.press('ArrowLeft');
      const total = cycle.priorityGB + cycle.standardGB + cycle.nonBillableGB;
      const own = line.mobile ? 'Mobile' : 'Fixed';
      await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(
        `^${cycle.startDate.slice(0, 10)} – ${cycle.endDate.slice(0, 10)}: ${own} Priority ${gigabytes(cycle.priorityGB)} GB, ${own} Standard .* Total ${gigabytes(total)} GB, Cycle limit ${gigabytes(line.limitGB)} GB$`,
      ));
    }
    await expect(chart.locator('li', { hasText: new RegExp(`^${line.cycles.at(-1)!.startDate.slice(0, 10)} – `) }), 'the same as a list').toHaveCount(1);
    await chart.getByRole('button', { name: 'Hide chart' }).press('Enter');
    await expect(slider).toHaveCount(0);
    await openTab(page, 'Services');
    await openTab(page, 'Monthly Data Usage');
    await expect(chart.getByRole('slider'), 'stays hidden').toHaveCount(0);
    await chart.getByRole('button', { name: 'Show chart' }).press('Enter');
    const edge = chart.getByRole('separator', { name: 'Height of the chart' });
    const height = Number(await edge.getAttribute('aria-valuenow'));
    await edge.press('ArrowUp');
    await expect(edge).toHaveAttribute('aria-valuenow', String(height + 20));
    await edge.press('ArrowDown');
  });

  test('the daily chart: the days of a line, read out under the pointer, a day without usage as a gap', async () => {
    const line = lines.find((one) => one.limitGB > 0 && one.cycles.at(-1)!.days.length > 3)!;
    await showOnly('Daily Data Usage', line);
    const chart = page.getByRole('region', { name: 'Daily Data Usage chart' });
    await expect(chart).toContainText('newest 31 days');
    await expect(chart.getByRole('list', { name: 'Legend' })).toContainText('Even daily share of the cycle limit');
    const slider = chart.getByRole('slider');
    const box = (await slider.boundingBox())!;
    await page.mouse.move(box.x + box.width - 24, box.y + box.height / 2);
    const day = line.cycles.flatMap((cycle) => cycle.days).at(-1)!;
    await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(`^${day.date.slice(0, 10)}: .*Total ${gigabytes(day.priorityGB + day.standardGB + day.nonBillableGB)} GB`));
    await expect(chart).toContainText(day.date.slice(0, 10));
  });

  test('Overage Lines shows what was used beyond the plan, with price and currency', async () => {
    await openTab(page, 'Overage Lines');
    await showColumns(page, 'Service');
    const newest = (line: AskedLine): readonly AskedOverage[] => line.cycles.slice(-12).findLast((cycle) => cycle.overageLines.length > 0)?.overageLines ?? [];
    const line = lines.find((one) => newest(one).some((overage) => overage.overageGB > 0)) ?? lines.find((one) => newest(one).length > 0)!;
    await showOnly('Overage Lines', line);
    const [overage] = newest(line);
    const row = rowOf(page, 'Overage Lines', line.number).first();
    await expectCell(page, 'Overage Lines', row, 'Overage Type', 'Priority per GB');
    await expectCell(page, 'Overage Lines', row, 'Consumed', gigabytes(overage!.consumedGB));
    await expectCell(page, 'Overage Lines', row, 'Overage', gigabytes(overage!.overageGB));
    await expectCell(page, 'Overage Lines', row, 'Price per GB', `${overage!.pricePerGB.toFixed(2)} ${line.plan.currency}`);
    await expectCell(page, 'Overage Lines', row, 'Overage Price', `${overage!.overagePrice.toLocaleString('en-US', { minimumFractionDigits: 2 })} ${line.plan.currency}`);
    await expectCell(page, 'Overage Lines', row, 'Currency', line.plan.currency);
  });

  test('links lead along the relations', async () => {
    const line = lines.find((one) => one.terminalIds.length > 0)!;
    const selected = (tab: string) => grid(page, tab).locator('[role="row"][aria-selected="true"]');
    await showOnly('Services', line);
    await (await cellOf(page, 'Services', lineRow('Services', line.number), 'Terminals')).getByRole('link').click();
    await expect(page.getByRole('tab', { name: 'User Terminals', exact: true })).toHaveAttribute('aria-selected', 'true');
    await expect.poll(async () => (await selected('User Terminals').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')))).sort()).toEqual([...line.terminalIds].sort());
    await showColumns(page, 'Service Line Number');
    await (await cellOf(page, 'User Terminals', selected('User Terminals').first(), 'Service Line Number')).getByRole('link').click();
    await expect(selected('Services')).toHaveAttribute('data-row', line.number);
    await (await cellOf(page, 'Services', selected('Services'), 'Used This Cycle')).getByRole('link').click();
    await expect(selected('Monthly Data Usage').first()).toContainText(line.number);
    await (await cellOf(page, 'Monthly Data Usage', selected('Monthly Data Usage').first(), 'Total')).getByRole('link').click();
    await expect(selected('Daily Data Usage').first()).toContainText(line.number);
    await (await cellOf(page, 'Daily Data Usage', selected('Daily Data Usage').first(), 'Service Name')).getByRole('link').click();
    await expect(selected('Services')).toHaveAttribute('data-row', line.number);
    await (await cellOf(page, 'Services', selected('Services'), 'Account Name')).getByRole('link').click();
    await expect(selected('Accounts')).toContainText(server.credentials[0]!.accountNumber);
  });

  test('a terminal’s window shows its service line', async () => {
    const line = lines.find((one) => one.terminalIds.length > 0 && one.limitGB > 0)!;
    const opening = consoleApp.app.waitForEvent('window');
    await invokeCommand(page, 'terminalWindow:open', { deviceId: line.terminalIds[0]! });
    const terminal = await opening;
    const card = terminal.getByRole('region', { name: 'Service', exact: true });
    await expect(card).toContainText(line.plan.name);
    const current = line.cycles.at(-1)!;
    await expect(card).toContainText(`${gigabytes(current.priorityGB + current.standardGB)} of ${gigabytes(line.limitGB)} GB`);
    await expect(card).toContainText(`${current.startDate.slice(0, 10)} – ${current.endDate.slice(0, 10)}`);
    await terminal.close();
  });

  test('allowed again, the usage comes and the message goes; switched off, the rows stay and look old', async () => {
    allow();
    await switchPolling(page, denied, false);
    await expect(pollingSwitch(page, denied)).not.toHaveAttribute('aria-busy');
    await switchPolling(page, denied, true);
    const line = deniedLines.find((one) => sumOf(one.cycles.at(-1)!) > 0)!;
    await showOnly('Services', line);
    const row = lineRow('Services', line.number);
    await expectCell(page, 'Services', row, 'Used This Cycle', gigabytes(line.cycles.at(-1)!.priorityGB + line.cycles.at(-1)!.standardGB));
    await expect.poll(() => readMessages(page)).toEqual([]);
    await switchPolling(page, denied, false);
    await showOnly('Services', line);
    await expect(await cellOf(page, 'Services', row, 'Used This Cycle')).toHaveAttribute('title', /Not current: /);
    await expectCell(page, 'Services', row, 'Used This Cycle', /\d/);
  });
});

describe('service lines that no other fleet has', () => {
  let page: Page;

  beforeAll(async () => {
    const { addresses, server } = await startOddUsageServer();
    bench.afterwards(() => server.close());
    ({ page } = await bench.console({ server: addresses }));
    await invokeCommand(page, 'credential:save', { credentialId: null, clientId: 'client', clientSecret: 'secret', confirmedDveLoss: false });
    await switchPolling(page, oddAccount.accountNumber, true);
    await openTab(page, 'Overage Lines');
    await expectRowCount(page, 'Overage Lines', 4);
  });

  const serviceRow = (number: string) => grid(page, 'Services').locator(`[data-row="${number}"]`);

  test('prices keep their currency, and what is not known is N/A', async () => {
    await openTab(page, 'Services');
    await expectRowCount(page, 'Services', 5);
    const expected: readonly (readonly [number: string, texts: Readonly<Record<string, string>>])[] = [
      ['SL-YEN', { 'Service Name': 'SL-YEN', Price: '12,500 JPY', 'Usage Limit': 'restricted', 'Used This Cycle': '<0.01', 'Recurring Blocks': 'N/A', 'Last Top-Up': 'N/A' }],
      ['SL-DOLLAR', { 'Service Name': 'Ferry "Ø" <2>', Price: '1,250.50 USD', 'Usage Limit': '50.00', 'Used This Cycle': '61.50', Overage: '10.00', Terminals: '0' }],
      ['SL-GONE', { Product: 'withdrawn-plan', Price: 'N/A', 'Usage Limit': 'N/A', 'Used This Cycle': 'N/A', Overage: 'N/A' }],
    ];
    for (const [number, texts] of expected) {
      for (const [column, text] of Object.entries(texts)) await expectCell(page, 'Services', serviceRow(number), column, text);
    }
    await expect((await cellOf(page, 'Services', serviceRow('SL-GONE'), 'Top-Up')).getByRole('button')).toHaveAttribute('title', /^Not known/);
    await expect(await cellOf(page, 'Services', serviceRow('SL-DOLLAR'), 'Overage')).toHaveAttribute('title', /^8\.75 USD before tax/);
  });

  test('amounts of different currencies are never compared', async () => {
    await openTab(page, 'Overage Lines');
    const prices = async (): Promise<string[]> => {
      const texts: string[] = [];
      for (let index = 2; index <= 5; index++) texts.push(await (await cellOf(page, 'Overage Lines', grid(page, 'Overage Lines').locator(`[aria-rowindex="${index}"]`), 'Overage Price')).innerText());
      return texts;
    };
    const header = grid(page, 'Overage Lines').getByRole('columnheader', { name: 'Overage Price', exact: true });
    await header.click();
    await expect.poll(prices).toEqual(['1,000.00 EUR', '0.75 USD', '8.00 USD', '3.00 (no currency)']);
    await header.click();
    await expect.poll(prices).toEqual(['1,000.00 EUR', '8.00 USD', '0.75 USD', '3.00 (no currency)']);
  });

  test('a plan changed in mid-cycle has a row for each part', async () => {
    const parts = rowOf(page, 'Overage Lines', 'Ferry "Ø" <2>');
    await expect(parts).toHaveCount(2);
    const later = parts.filter({ hasText: '2026-11-15' });
    await expectCell(page, 'Overage Lines', later, 'Price per GB', '0.125 USD');
    await expectCell(page, 'Overage Lines', later, 'Cycle Start', '2026-11-05');
    await openTab(page, 'Monthly Data Usage');
    const month = rowOf(page, 'Monthly Data Usage', 'SL-YEN');
    await expectCell(page, 'Monthly Data Usage', month, 'Fixed Priority', '<0.01');
    await expectCell(page, 'Monthly Data Usage', month, 'Mobile Priority', 'N/A');
    await expectCell(page, 'Monthly Data Usage', month, 'Non-Billable', 'N/A');
  });

  test('a table without rows says that nothing was reported', async () => {
    await openTab(page, 'Daily Data Usage');
    await expect(page.getByRole('region', { name: 'Daily Data Usage', exact: true }).getByRole('status')).toContainText('Starlink has reported no daily data usage');
  });
});

/** As pages.md writes GB: two decimals, and little is never nothing. */
function gigabytes(value: number): string {
  return value > 0 && value < 0.005 ? '<0.01' : value.toFixed(2);
}
