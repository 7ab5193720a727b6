// Builds the unpacked package and starts it as an operator would; driven over Chromium's own port, since the inspect fuse is off.
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { chromium, type Page } from 'playwright';
import { unpackedPackage } from '../../scripts/unpacked-package.mjs';
import { consoleEnvironment, expect, type LaunchOptions } from './console-driver.ts';

const repository = path.resolve(import.meta.dirname, '../..');
/** One that says no address by then waits for something, a debugger perhaps. */
const LONGEST_START_MS = 60_000;

export const { executable: packagedExecutable, resources: packagedResources } = unpackedPackage(repository);

export interface Outcome {
  readonly exitCode: number | null;
  readonly output: string;
}

export interface PackagedConsole {
  readonly page: Page;
  /** All that it printed so far. */
  output(): string;
  /** Closes the last window and waits for the process to end. */
  quit(): Promise<Outcome>;
  kill(): void;
}

/** Does nothing when neither the build nor anything else that goes into the package has changed. */
export async function buildPackage(): Promise<void> {
  const { exitCode, output } = await collect(spawn(process.execPath, [path.join(repository, 'scripts/package.mjs'), 'dir', '--if-changed'], { cwd: repository }));
  if (exitCode !== 0) throw new Error(`npm run package failed:\n${output}`);
}

/** Runs the packaged program to its end, as a second instance where `dataFolder` is in use. */
export function runPackaged(dataFolder: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Outcome> {
  return collect(start(dataFolder, args, { env }));
}

export async function launchPackaged({ dataFolder, keychain = 'none' }: Pick<LaunchOptions, 'dataFolder' | 'keychain'>, args: readonly string[]): Promise<PackagedConsole> {
  const child = start(dataFolder, ['--remote-debugging-port=0', ...args], { keychain });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (output += text.toString()));
  const ended = collect(child);
  const giveUp = setTimeout(() => child.kill('SIGKILL'), LONGEST_START_MS);
  const address = await new Promise<string>((resolve, reject) => {
    const look = (): void => {
      const found = /^DevTools listening on (ws:\S+)/m.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stderr?.on('data', look);
    void ended.then(({ exitCode }) => reject(new Error(`The package ended with code ${exitCode} before it could be driven:\n${output}`)));
  });
  clearTimeout(giveUp);
  const browser = await chromium.connectOverCDP(address);
  const pages = (): Page[] => browser.contexts().flatMap((context) => context.pages()).filter((page) => page.url().endsWith('#/'));
  await expect.poll(() => pages().length).toBe(1);
  const page = pages()[0]!;
  await page.getByRole('tablist').first().waitFor();
  return {
    page,
    output: () => output,
    async quit() {
      // The page goes away while it answers.
      await page.evaluate(() => window.close()).catch(() => undefined);
      return ended;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

function start(dataFolder: string, args: readonly string[], options: Pick<LaunchOptions, 'keychain' | 'env'>): ChildProcess {
  const sandbox = process.env['GROUNDTRACK_NO_SANDBOX'] === '1' ? ['--no-sandbox'] : [];
  return spawn(packagedExecutable, [...sandbox, `--user-data-dir=${dataFolder}`, ...args], { env: consoleEnvironment(options), stdio: ['ignore', 'pipe', 'pipe'] });
}

function collect(child: ChildProcess): Promise<Outcome> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (output += text.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, output }));
  });
}
