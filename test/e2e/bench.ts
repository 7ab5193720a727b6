// What a test file starts (consoles, simulators, folders), ended in good order after it, with a picture of each failure.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { launchConsole, makeDataFolder, type Console, type LaunchOptions } from './console-driver.ts';

export interface Bench {
  folder(): Promise<string>;
  /** Without the demo cruise; its stream starts a minute back, so that the first poll already brings a sample of each terminal. */
  simulator(options: SimulatorOptions): Promise<Simulator>;
  /** In a fresh data folder unless one is named. */
  console(options?: Partial<LaunchOptions>): Promise<Console>;
  /** Runs after the file's tests, last one first. */
  afterwards(end: () => Promise<unknown>): void;
}

/** Call once at the top of a test file. `inSteps`: each test goes on where the one before ended, so after a failure the rest fails at once. */
export function createBench({ inSteps = false }: { readonly inSteps?: boolean } = {}): Bench {
  const consoles = new Set<Console>();
  const ends: (() => Promise<unknown>)[] = [];
  let failedStep: string | null = null;

  beforeEach(() => {
    if (inSteps && failedStep !== null) throw new Error(`Not run, since an earlier step failed: ${failedStep}`);
  });

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || failedStep !== null) return;
    failedStep = inSteps ? task.name : null;
    for (const [index, { page }] of [...consoles].entries()) await savePicture(page, `failed-${task.name}-${index}`);
  });
  afterAll(async () => {
    for (const one of consoles) await one.quit();
    for (const end of ends.reverse()) await end();
  });

  async function folder(): Promise<string> {
    const made = await makeDataFolder();
    ends.push(made.remove);
    return made.folder;
  }

  return {
    folder,
    async simulator(options) {
      const simulator = await createSimulator({ demoCruise: false, startBackS: 60, ...options });
      ends.push(() => simulator.stop());
      return simulator;
    },
    async console(options = {}) {
      const launched = await launchConsole({ ...options, dataFolder: options.dataFolder ?? (await folder()) });
      const known: Console = {
        ...launched,
        async quit() {
          consoles.delete(known);
          await launched.quit();
        },
      };
      consoles.add(known);
      return known;
    },
    afterwards: (end) => void ends.push(end),
  };
}

/** Into the folder that GROUNDTRACK_SCREENSHOTS names; nowhere without it. */
export async function savePicture(page: Console['page'], name: string): Promise<void> {
  const folder = process.env['GROUNDTRACK_SCREENSHOTS'];
  if (!folder || page.isClosed()) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name.replaceAll(/[^\w.-]+/g, '-').slice(0, 120)}.png`) }).catch(() => undefined);
}
