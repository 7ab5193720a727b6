// Starts and ends the real console, in a data folder of its own, with the arguments of CONTRIBUTING.md ("Handles for outside checks").
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { expect as playwrightExpect } from 'playwright/test';

/** Auto-waits; long because the console must keep up on a loaded two-core machine while its pollers keep their pace (15 s at best). */
export const expect = playwrightExpect.configure({ timeout: 45_000 });

const repository = path.resolve(import.meta.dirname, '../..');
/** A console that has not ended by then hangs: longer than any wait for a request that these tests cause. */
const LONGEST_QUIT_MS = 60_000;

export interface Console {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
  /** Ends the console as an operator does and waits for its process to be gone. */
  quit(): Promise<void>;
}

export interface ServerAddresses {
  readonly url: string;
  readonly tokenUrl: string;
}

export interface LaunchOptions {
  readonly dataFolder: string;
  /** A server that speaks the API; without one the console is in its own mode (simulation or live). */
  readonly server?: ServerAddresses;
  readonly size?: { readonly width: number; readonly height: number };
  /** 'none' (default) hides any Secret Service of this session, so that nothing is ever written into somebody's keyring. */
  readonly keychain?: 'none' | 'session';
  readonly env?: Readonly<Record<string, string>>;
}

export async function makeDataFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'groundtrack-e2e-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

export function electronExecutable(): string {
  const executable = process.env['GROUNDTRACK_ELECTRON'];
  if (!executable) throw new Error('GROUNDTRACK_ELECTRON names no runtime: run the tests by `npm test`.');
  return executable;
}

export function consoleArguments({ dataFolder, server }: Pick<LaunchOptions, 'dataFolder' | 'server'>): string[] {
  return [
    ...(process.env['GROUNDTRACK_NO_SANDBOX'] === '1' ? ['--no-sandbox'] : []),
    repository,
    `--user-data-dir=${dataFolder}`,
    ...(server ? [`--api-url=${server.url}`, `--token-url=${server.tokenUrl}`] : []),
  ];
}

export function consoleEnvironment({ keychain = 'none', env = {} }: Pick<LaunchOptions, 'keychain' | 'env'> = {}): Record<string, string> {
  const inherited = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  // A bus address that nobody listens at; without one the library would look for the user's own bus.
  const noBus = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/groundtrack-test-bus' };
  return { ...inherited, ...(keychain === 'none' ? noBus : {}), ...env };
}

export async function launchConsole(options: LaunchOptions): Promise<Console> {
  const app = await _electron.launch({ executablePath: electronExecutable(), args: consoleArguments(options), env: consoleEnvironment(options), timeout: 60_000 });
  const child = app.process();
  const gone = new Promise<void>((resolve) => (child.exitCode === null ? child.once('exit', () => resolve()) : resolve()));
  const page = await findConsolePage(app);
  const { width, height } = options.size ?? { width: 1280, height: 800 };
  await resizeConsole(app, width, height);
  return {
    app, page,
    dataFolder: options.dataFolder,
    async quit() {
      const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_QUIT_MS);
      await app.evaluate(({ app: electronApp }) => electronApp.quit()).catch(() => undefined);
      await gone;
      clearTimeout(timer);
    },
  };
}

/** The window with the tabs: after a start, windows of terminals may come back beside it. */
async function findConsolePage(app: ElectronApplication): Promise<Page> {
  await app.firstWindow();
  const find = (): Page | undefined => app.windows().find((page) => page.url().endsWith('#/'));
  await expect.poll(() => find() !== undefined).toBe(true);
  const page = find()!;
  await page.getByRole('tablist').first().waitFor();
  return page;
}

/**
 * Runs `work` inside of main. The debugger holds the promise of an answer weakly: when main collects garbage just then, the answer is
 * lost although the work was done ("Resulting promise was garbage collected"). So it is asked once more: `work` must bear being done twice.
 */
export async function inMain<Answer, Arg>(app: ElectronApplication, work: (electron: typeof Electron.CrossProcessExports, arg: Arg) => Answer | Promise<Answer>, arg: Arg): Promise<Answer> {
  const ask = (): Promise<Answer> => app.evaluate(work as Parameters<typeof app.evaluate<Answer, Arg>>[0], arg);
  try {
    return await ask();
  } catch (error) {
    if (!String(error).includes('promise was garbage collected')) throw error;
    return ask();
  }
}

export async function resizeConsole(app: ElectronApplication, width: number, height: number): Promise<void> {
  await inMain(
    app,
    ({ BrowserWindow }, size) => {
      const window = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().endsWith('#/'));
      // In the corner: a window as large as the display would not fit anywhere else.
      window?.setPosition(0, 0);
      window?.setContentSize(size.width, size.height);
    },
    { width, height },
  );
}
