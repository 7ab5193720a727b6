// The safe window: no Node, no network, no other page, no permission, no eval, and one gate to main that refuses what does not fit.
import type { Page } from 'playwright';
import { beforeAll, describe, test } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createBench } from './bench.ts';
import { expect, inMain, type Console } from './console-driver.ts';
import { invokeCommand } from './page-driver.ts';

const bench = createBench();

describe('the safe window', () => {
  let server: Simulator;
  let consoleApp: Console;
  let page: Page;

  beforeAll(async () => {
    server = await bench.simulator({ terminals: 0, accounts: 1 });
    consoleApp = await bench.console({ server });
    page = consoleApp.page;
  });

  /** What main refused, from the log. */
  const refusals = async (): Promise<string[]> => (await invokeCommand(page, 'log:recent', undefined)).filter((line) => line.module === 'security').map((line) => line.text);

  test('has no Node and no Electron in its page', async () => {
    const found = await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter((name) => name in globalThis));
    expect(found).toEqual([]);
    expect(await page.evaluate(() => Object.keys(window.groundtrack!).sort())).toEqual(['invoke', 'subscribe']);
  });

  test('runs sandboxed, isolated and without Node integration', async () => {
    const preferences = await inMain(consoleApp.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => {
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = (window.webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences }).getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    }), undefined);
    expect(preferences).toEqual([{ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false }]);
  });

  test('serves its page with a strict policy', async () => {
    const answer = await page.reload();
    const policy = answer!.headers()['content-security-policy'] ?? '';
    const directives = Object.fromEntries(policy.split(';').map((part) => part.trim().split(/\s+(.*)/s).slice(0, 2) as [string, string]));
    expect(directives).toMatchObject({ 'default-src': "'none'", 'script-src': "'self'", 'connect-src': "'none'", 'base-uri': "'none'", 'form-action': "'none'", 'frame-ancestors': "'none'", 'object-src': "'none'" });
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(answer!.headers()['x-content-type-options']).toBe('nosniff');
    await page.getByRole('tablist').first().waitFor();
  });

  test('reaches no network, whichever way it tries', async () => {
    const reached = await page.evaluate(async (url) => {
      const tries: Record<string, () => Promise<unknown>> = {
        fetch: () => fetch(url),
        xhr: () => new Promise((resolve, reject) => {
          const request = new XMLHttpRequest();
          request.open('GET', url);
          request.onload = resolve;
          request.onerror = reject;
          request.send();
        }),
        socket: () => new Promise((resolve, reject) => {
          const socket = new WebSocket(url.replace('http', 'ws'));
          socket.onopen = resolve;
          socket.onerror = reject;
        }),
        image: () => new Promise((resolve, reject) => {
          const image = new Image();
          image.onload = resolve;
          image.onerror = reject;
          image.src = `${url}/pixel.png`;
        }),
        script: () => new Promise((resolve, reject) => {
          const script = document.createElement('script');
          script.onload = resolve;
          script.onerror = reject;
          script.src = `${url}/script.js`;
          document.head.append(script);
        }),
        file: () => fetch('file:///etc/passwd'),
      };
      const outcomes = await Promise.all(Object.entries(tries).map(([name, attempt]) => attempt().then(() => [name], () => [])));
      return outcomes.flat();
    }, server.url);
    expect(reached).toEqual([]);
    expect(server.ledger.summary()).toMatchObject({ tokenCalls: 0, requests: {} });
  });

  test('runs no text as code', async () => {
    // In a timer: text that a debugger evaluates may use eval itself, whatever the policy says.
    const ran = await page.evaluate(() => new Promise((resolve) => setTimeout(() => resolve(['eval', 'Function', 'inline'].filter((way) => {
      try {
        if (way === 'eval') return (0, eval)('1 + 1') === 2;
        if (way === 'Function') return new Function('return 2')() === 2;
        const script = document.createElement('script');
        script.textContent = 'window.inlineRan = true';
        document.head.append(script);
        return 'inlineRan' in window;
      } catch {
        return false;
      }
    })))));
    expect(ran).toEqual([]);
  });

  test('gets no permission', async () => {
    const given = await page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      location: await new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('granted'), (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : 'failed'))),
      microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'granted', () => 'denied'),
      clipboard: await navigator.clipboard.readText().then(() => 'granted', () => 'denied'),
    }));
    expect(given).toEqual({ notifications: 'denied', location: 'denied', microphone: 'denied', clipboard: 'denied' });
  });

  test('refuses payloads that do not fit and commands that are not in the contract', async () => {
    const codes = await page.evaluate(async () => {
      const invoke = window.groundtrack!.invoke as unknown as (command: unknown, payload?: unknown) => Promise<{ ok: boolean; error?: { code: string } }>;
      const calls: readonly (readonly [unknown, unknown])[] = [
        ['table:watch', { table: 'secrets' }], ['table:watch', null], ['settings:set', { telemetryBatchSize: 65_001 }], ['settings:set', { telemetryLingerMs: -1 }],
        ['credential:save', { credentialId: null, clientId: '', clientSecret: 'x', confirmedDveLoss: false }], ['terminalWindow:open', { deviceId: 'a'.repeat(201) }],
        ['history:query', { queryId: 1, chart: null, question: { name: 'series', request: { deviceId: 'ut1', metric: 'password', fromMs: 0, toMs: 1, buckets: 1 } } }], ['console:state', { surprise: true }],
        ['credential:secret', { credentialId: 'x' }], ['__proto__', undefined], ['toString', undefined],
      ];
      return Promise.all(calls.map(async ([command, payload]) => (await invoke(command, payload)).error?.code ?? 'accepted'));
    });
    expect(codes).toEqual([...Array<string>(8).fill('invalid-payload'), ...Array<string>(3).fill('unknown-command')]);
    expect((await invokeCommand(page, 'console:state', undefined)).settings).toMatchObject({ telemetryBatchSize: 100, telemetryLingerMs: 100 });
    // What was refused is in the log by its rule, never with the payload.
    expect((await refusals()).join('\n')).not.toContain('surprise');
  });

  test('serves only the files of the page over its own protocol', async () => {
    const opened = await page.evaluate(() => Promise.all(['/../main/index.js', '/%2e%2e/main/index.js', '/..%2fmain%2findex.js', '//etc/passwd'].map((path) => new Promise((resolve) => {
      const image = document.createElement('script');
      image.type = 'module';
      image.onload = () => resolve(`${path} opened`);
      image.onerror = () => resolve(null);
      image.src = `app://console${path}`;
      document.head.append(image);
    }))));
    expect(opened.filter((path) => path !== null)).toEqual([]);
  });

  test('opens no window and goes nowhere else', async () => {
    const { origin } = new URL(server.url);
    expect(await page.evaluate((url) => window.open(url), server.url)).toBeNull();
    await page.evaluate((url) => (location.href = url), server.url);
    await expect.poll(refusals).toEqual(expect.arrayContaining([`refused: a new window for ${origin}`, `refused: navigation to ${origin}`]));
    expect(page.url()).toMatch(/^app:\/\/console\//);
    expect(consoleApp.app.windows()).toHaveLength(1);
    // Asked of the page itself: Playwright still waits for the navigation that never was.
    expect(await page.evaluate(() => document.querySelectorAll('[role="tab"]').length)).toBeGreaterThan(10);
  });
});
