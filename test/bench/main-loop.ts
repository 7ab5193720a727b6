// Target 2: how long main's event loop is held up while 10,000 terminals are ingested and every kind of window is open.
import { rmSync } from 'node:fs';
import type { ElectronApplication } from 'playwright';
import { expect, launchConsole, type Console } from '../e2e/console-driver.ts';
import { expectRowCount, invokeCommand, openTab } from '../e2e/page-driver.ts';
import { judge, type BenchResult, type BenchTarget } from './bench-line.ts';
import { startProgram } from './start-program.ts';
import { createTempFolder } from './temp-folder.ts';

const target: BenchTarget = {
  target: '2', name: 'Event-loop delay of main, p99, while 10,000 terminals are ingested', yardstick: 'the same console, polling off', counts: 'figure', unit: 'ms', bar: 16, aim: 8,
};

const TERMINALS = 10_000;
const ACCOUNTS = 2;
const IDLE_MS = 10_000;
/** Four polls of each account. */
const BUSY_MS = 60_000;
/** The finest that the histogram takes. */
const TIMER_MS = 1;
/** The pages an operator goes through meanwhile, each for a few seconds. */
const TABS = ['Map', 'User Terminals', 'Alerts', 'Routers', 'IP Allocations', 'Services', 'Accounts', 'Log'] as const;

export interface Delay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

interface Server {
  readonly url: string;
  readonly tokenUrl: string;
  readonly credentials: readonly { readonly clientId: string; readonly clientSecret: string }[];
}

export async function benchMainLoop(): Promise<BenchResult[]> {
  const { busy, idle } = await measureMainDelay(TERMINALS);
  return [judge(target, { figure: busy.p99, yardstick: idle.p99, ratio: busy.p99 / idle.p99, detail: { p50: busy.p50, max: busy.max, 'idle max': idle.max } })];
}

/** A console of its own with a fleet of so many terminals: before it polls, and while it ingests them. */
export async function measureMainDelay(terminals: number): Promise<{ readonly idle: Delay; readonly busy: Delay }> {
  const simulator = startProgram('../../src/simulator/cli.ts', ['--terminals', String(terminals), '--accounts', String(ACCOUNTS), '--start-back', '60', '--no-demo-cruise'], 'node');
  const dataFolder = createTempFolder();
  let console: Console | null = null;
  try {
    const server = JSON.parse(await simulator.firstLine) as Server;
    console = await launchConsole({ dataFolder, server, size: { width: 1920, height: 1080 } });
    const { app, page } = console;
    await invokeCommand(page, 'settings:set', { telemetryBatchSize: 65_000, telemetryLingerMs: 15_000, telemetryPollS: 15, managementPollMin: 1 });
    const ids: string[] = [];
    for (const { clientId, clientSecret } of server.credentials) {
      const saved = await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret, confirmedDveLoss: false });
      if (saved.outcome === 'saved') ids.push(saved.credentialId);
    }
    const idle = await measureDelay(app, () => page.waitForTimeout(IDLE_MS));
    for (const credentialId of ids) await invokeCommand(page, 'account:setPolling', { credentialId, enabled: true });
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', terminals);
    const windowOpened = app.waitForEvent('window');
    await page.getByRole('grid', { name: 'User Terminals' }).getByRole('button', { name: 'Open' }).first().click();
    await (await windowOpened).getByRole('heading').first().waitFor();
    return { idle, busy: await measureDelay(app, () => walkTabs(console!)) };
  } finally {
    await console?.quit();
    simulator.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function walkTabs({ page }: Console): Promise<void> {
  const endMs = performance.now() + BUSY_MS;
  for (let turn = 0; performance.now() < endMs; turn += 1) {
    const tab = TABS[turn % TABS.length]!;
    await openTab(page, tab);
    await expect(page.getByRole('tabpanel', { name: tab, exact: true })).toBeVisible();
    await page.waitForTimeout(BUSY_MS / TABS.length / 2);
  }
}

/** Milliseconds that a timer of TIMER_MS came late, over the time that `meanwhile` takes. */
async function measureDelay(app: ElectronApplication, meanwhile: () => Promise<void>): Promise<Delay> {
  await app.evaluate((_, resolution) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution });
    Object.assign(globalThis, { benchDelay: histogram });
    histogram.enable();
  }, TIMER_MS);
  await meanwhile();
  const delayNs = await app.evaluate(() => {
    const { benchDelay } = globalThis as unknown as { benchDelay: { disable(): void; percentile(share: number): number; max: number } };
    benchDelay.disable();
    // Plain values only: this text runs inside of Electron, where the loader's own helpers for named functions are missing.
    return { p50: benchDelay.percentile(50), p99: benchDelay.percentile(99), max: benchDelay.max };
  });
  const toMs = (ns: number): number => Math.max(0, ns / 1e6 - TIMER_MS);
  return { p50: toMs(delayNs.p50), p99: toMs(delayNs.p99), max: toMs(delayNs.max) };
}
