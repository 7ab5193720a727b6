// A hostile server echoes client secret and tokens in every way it can; no file, no message to a page, no HAR and no saved log holds them.
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, test } from 'vitest';
import { unpackExchanges } from '#shared/exchange.ts';
import { createBench } from './bench.ts';
import { expect, inMain, type Console } from './console-driver.ts';
import { marker, startHostileServer, type HostileServer } from './hostile-server.ts';
import { readIpcRecord, recordIpc } from './ipc-record.ts';
import { invokeCommand, openTab } from './page-driver.ts';
import { leakSpellings, plainCore } from './secret-spellings.ts';

const WRONG_SECRET = 'Wrong&secret"0123456789abcdef';

const bench = createBench({ inSteps: true });

describe('secrets that a server echoes', () => {
  let server: HostileServer;
  let consoleApp: Console;
  let saved: string;

  beforeAll(async () => {
    server = await startHostileServer();
    bench.afterwards(server.close);
    consoleApp = await bench.console({ server });
    saved = path.join(consoleApp.dataFolder, 'saved');
    await mkdir(saved);
    await recordIpc(consoleApp.app);
  });

  const command = <Name extends Parameters<typeof invokeCommand>[1]>(name: Name, payload: Parameters<typeof invokeCommand<Name>>[2]) => invokeCommand(consoleApp.page, name, payload);
  const rows = async () => unpackExchanges((await command('exchange:page', { olderThan: null })).rows);

  test('every kind of echo has been answered to the console', async () => {
    const { page } = consoleApp;
    // From here on main tells the page of everything.
    await openTab(page, 'Stream Viewer');
    await command('log:watch', { watching: true });
    // Everything is recorded, so that everything could leak.
    await command('settings:set', { telemetryPollS: 15, logLevels: Object.fromEntries(['main', 'telemetry', 'management', 'token', 'credentials', 'problems', 'ipc', 'windows', 'security'].map((name) => [name, 5])) });
    await expect.poll(() => command('credential:test', { clientId: server.clientId, clientSecret: WRONG_SECRET, credentialId: null }).catch((error: Error) => error.message)).toContain('does not accept');
    const credential = await command('credential:save', { credentialId: null, clientId: server.clientId, clientSecret: server.clientSecret, confirmedDveLoss: false });
    if (credential.outcome !== 'saved') throw new Error('not saved');
    const { credentialId } = credential;
    await command('account:setPolling', { credentialId, enabled: true });
    // Off and on polls at once; a failed poll would wait longer each time. Only after a whole round of lists, the repeated call included.
    for (const failure of ['stream page', 'stream rejected']) {
      await expect.poll(() => server.served.has(failure) && server.served.has('torn')).toBe(true);
      await command('account:setPolling', { credentialId, enabled: false });
      await command('account:setPolling', { credentialId, enabled: true });
    }
    const echoes = ['token', 'token refused', 'account', 'unauthorized', 'page', 'redirect', 'rejected', 'torn', 'packed page', 'stream page', 'stream rows', 'stream rejected'];
    await expect.poll(() => echoes.filter((echo) => !server.served.has(echo)), { timeout: 90_000 }).toEqual([]);
    await expect.poll(async () => (await rows()).filter(({ group }) => group === 702).length).toBeGreaterThan(4);
  });

  test('every exchange is there: mints, tests, failures, repeats', async () => {
    const all = await rows();
    expect(new Set(all.map(({ group }) => group))).toEqual(new Set([700, 701, 702, 703, 704, 705, 709]));
    expect(all.filter(({ group }) => group === 700).map(({ status }) => status)).toEqual(expect.arrayContaining([200, 400]));
    expect(all.find(({ group, attempt }) => group === 703 && attempt === 2)).toBeDefined();
    expect(all.find(({ url, error }) => url.endsWith('/managed/accounts') && error !== null)).toBeDefined();
    for (const { exchangeId } of all) {
      const details = await command('exchange:details', { exchangeId });
      expect(details.requestHeaders.find(({ name }) => name === 'user-agent')?.value).toMatch(/^Groundtrack\/\d+\.\d+\.\d+$/);
      expect(details.requestHeaders.find(({ name }) => name === 'authorization')?.value ?? 'Bearer •••').toBe('Bearer •••');
    }
  });

  test('HAR and log are saved where the dialog says', async () => {
    const { app, page } = consoleApp;
    const har = path.join(saved, 'all.har');
    const log = path.join(saved, 'log.txt');
    const answerDialog = (file: string) => inMain(app, ({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await answerDialog(har);
    await page.getByRole('button', { name: 'Save as HAR' }).click();
    await expect(page.getByText(`exchanges in ${har}`)).toBeVisible();
    await openTab(page, 'Log');
    await answerDialog(log);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText(`lines in ${log}`)).toBeVisible();
    const entries = (JSON.parse(await readFile(har, 'utf8')) as { log: { entries: { response: { status: number } }[] } }).log.entries;
    expect(new Set(entries.map(({ response }) => response.status))).toEqual(new Set([200, 302, 400, 401, 422, 500, 503]));
    expect((await readFile(log, 'utf8')).split('\n').filter((line) => line.includes('•••')).length).toBeGreaterThan(3);
    await answerDialog(path.join(consoleApp.dataFolder, 'no-such-folder', 'x.har'));
    await openTab(page, 'Stream Viewer');
    await page.getByRole('button', { name: 'Save as HAR' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'x.har was not saved: there is no folder' })).toBeVisible();
  });

  test('no message between main and a page held a secret', async () => {
    const record = await readIpcRecord(consoleApp.app);
    for (const beginning of ['answer exchange:details', 'event ["exchange:news"', 'event ["log:lines"', 'event ["status:changed"']) {
      expect(record.filter((message) => message.startsWith(beginning)).length, beginning).toBeGreaterThan(0);
    }
    expect(leaksIn(record.map((message) => ({ place: message.slice(0, 60), bytes: Buffer.from(message) })))).toEqual([]);
  });

  test('no file holds a secret: databases, spools, logs, settings, HAR', async () => {
    await consoleApp.quit();
    const entries = await readdir(consoleApp.dataFolder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const names = files.map((file) => path.relative(consoleApp.dataFolder, file));
    expect(names).toEqual(expect.arrayContaining(['saved/all.har', 'saved/log.txt', 'logs/groundtrack.log', 'test-server/telemetry.duckdb', 'test-server/management.duckdb'].map((name) => path.normalize(name))));
    expect(names.filter((name) => name.includes('quarantine')).length).toBeGreaterThan(0);
    expect(leaksIn(await Promise.all(files.map(async (file) => ({ place: path.relative(consoleApp.dataFolder, file), bytes: await readFile(file) }))))).toEqual([]);
  });

  /** Where a secret was found, never the secret itself. */
  function leaksIn(places: readonly { readonly place: string; readonly bytes: Buffer }[]): string[] {
    const secrets = [server.clientSecret, WRONG_SECRET, ...server.tokens];
    const wanted: readonly (readonly [string, readonly Buffer[]])[] = [
      ...secrets.map((secret, index) => [`secret ${index}`, [...leakSpellings(secret), Buffer.from(plainCore(secret))]] as const),
      ['a secret known by its name only', [Buffer.from(marker)]],
    ];
    return places.flatMap(({ place, bytes }) => wanted.flatMap(([name, spellings]) => (spellings.some((spelling) => bytes.includes(spelling)) ? [`${name} in ${place}`] : [])));
  }
});
