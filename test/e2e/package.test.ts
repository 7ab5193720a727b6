// The unpacked package: what is inside, that its fuses are shut, and that it shows a live fleet out of its archive.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { extractFile, getRawHeader } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { beforeAll, describe, test } from 'vitest';
import { findOfficialElectron } from '../../scripts/official-electron.mjs';
import { createBench } from './bench.ts';
import { electronExecutable, expect } from './console-driver.ts';
import { buildPackage, launchPackaged, packagedExecutable, packagedResources, runPackaged, type PackagedConsole } from './package-driver.ts';
import { askHistory, expectRowCount, grid, invokeCommand, openTab, rowOf } from './page-driver.ts';

const archive = path.join(packagedResources, 'app.asar');
const isOfficial = electronExecutable() === findOfficialElectron();
const hasKeyring = process.env['GROUNDTRACK_TEST_KEYRING'] === '1';
const DEMO_TERMINALS = 60;
const cruiseId = 'ut01000000-00000000-0074d101';

interface ArchivedFile {
  readonly size: number;
  readonly unpacked?: true;
  readonly integrity?: { readonly algorithm: string; readonly hash: string };
}
interface ArchivedFolder {
  readonly files: Readonly<Record<string, ArchivedFile | ArchivedFolder>>;
}

/** Paths with forward slashes, and what the archive's header says of each. */
function listArchive(folder = getRawHeader(archive).header as unknown as ArchivedFolder, below = ''): Map<string, ArchivedFile> {
  return new Map(Object.entries(folder.files).flatMap(([name, entry]) => ('files' in entry ? [...listArchive(entry, `${below}${name}/`)] : [[`${below}${name}`, entry] as const])));
}

function readArchived(file: string): Readonly<Record<string, string>> {
  return JSON.parse(extractFile(archive, path.normalize(file)).toString('utf8')) as Readonly<Record<string, string>>;
}

const bench = createBench({ inSteps: true });

describe('the package', () => {
  let dataFolder: string;
  let packaged: PackagedConsole;

  beforeAll(async () => {
    await buildPackage();
    dataFolder = await bench.folder();
    // The first two would give the process to whoever can reach the port.
    const flags = ['--inspect=127.0.0.1:0', '--inspect-brk=127.0.0.1:0', `--demo-terminals=${DEMO_TERMINALS}`];
    packaged = await launchPackaged({ dataFolder, keychain: hasKeyring ? 'session' : 'none' }, flags);
    bench.afterwards(async () => packaged.kill());
  });

  test('says what it is, and is marked when it was made on the fallback runtime', async () => {
    const checkout = JSON.parse(readFileSync('package.json', 'utf8')) as Readonly<Record<string, string>>;
    const { name, productName, version } = readArchived('package.json');
    const expected = isOfficial ? [checkout['name'], 'Groundtrack', checkout['version']] : [`${checkout['name']}-check`, 'Groundtrack Check', `${checkout['version']}-check`];
    expect([name, productName, version]).toEqual(expected);
    expect(existsSync(path.join(packagedResources, 'CHECK-PACKAGE.txt'))).toBe(!isOfficial);
    expect((await invokeCommand(packaged.page, 'console:state', undefined)).version).toBe(version);
  });

  test('holds what runs and nothing else', () => {
    const files = listArchive();
    const paths = [...files.keys()];
    expect([...new Set(paths.map((file) => file.split('/')[0]))].sort()).toEqual(['node_modules', 'out', 'package.json']);
    expect([...new Set(paths.filter((file) => file.startsWith('out/')).map((file) => file.split('/')[1]))].sort()).toEqual(['main', 'preload', 'renderer']);
    expect(paths).toEqual(expect.arrayContaining(['index.js', 'telemetry-worker.js', 'management-worker.js', 'simulator-worker.js', 'icon.png'].map((name) => `out/main/${name}`)));
    expect(paths.filter((file) => /\.(map|[mc]?ts|tsx|md)$|(^|\/)(test|tests|__tests__)\//.test(file))).toEqual([]);
    // Only what can't be loaded out of an archive lies beside it, and binaries are for this system alone.
    const outside = [...files].filter(([, file]) => file.unpacked).map(([file]) => file.split('/').slice(1, 3).join('/'));
    expect(new Set(outside).size).toBe(2);
    for (const owner of new Set(outside)) expect(owner).toMatch(new RegExp(`^(@duckdb/node-bindings|@napi-rs/keyring)-${process.platform}-${process.arch}`));
    expect(paths.filter((file) => file.endsWith('.node') && !files.get(file)!.unpacked)).toEqual([]);
    // 14 MB when this was written, without the two binaries: a bundle shipped twice or a dependency's tests would show.
    const bytes = [...files.values()].reduce((sum, file) => sum + (file.unpacked ? 0 : file.size), 0);
    expect(bytes).toBeLessThan(25_000_000);
    expect(readdirSync(packagedResources)).not.toContain('default_app.asar');
  });

  test('brings the licence of everything inside', () => {
    const notices = readFileSync(path.join(packagedResources, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const manifests = [...listArchive().keys()].filter((file) => /(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(file)).map(readArchived);
    expect(manifests.length).toBeGreaterThan(20);
    const missing = manifests.filter(({ name, version }) => !notices.includes(`\n${name} ${version} (`));
    expect(missing.map(({ name }) => name)).toEqual([]);
    // Of what exists only inside the page's bundle.
    for (const name of ['react', 'react-dom', '@mantine/core', 'leaflet', 'uplot', '@fontsource-variable/inter', 'world-atlas']) expect(notices).toMatch(new RegExp(`^${name} \\S+ \\(`, 'm'));
    expect(notices).toContain('SIL OPEN FONT LICENSE Version 1.1');
    expect(readFileSync(path.join(packagedResources, 'LICENSE.txt'), 'utf8')).toContain('MIT License');
    const electronLicences = process.platform === 'darwin' ? packagedResources : path.dirname(packagedExecutable);
    expect(readdirSync(electronLicences)).toEqual(expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']));
  });

  test('has every fuse shut', async () => {
    const wire = await getCurrentFuseWire(packagedExecutable);
    // In the executable a fuse is a digit.
    const isOn = (fuse: FuseV1Options): boolean => String.fromCharCode(wire[fuse] ?? 0) === '1';
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
      browserSnapshot: isOn(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      filePrivileges: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
      cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
    }).toEqual({
      runAsNode: false, nodeOptions: false, inspect: false, asarIntegrity: true, onlyAsar: true, browserSnapshot: false, filePrivileges: false, cookieEncryption: false,
    });
  });

  test('carries the hashes its archive is held against', () => {
    const unhashed = [...listArchive()].filter(([, file]) => file.integrity?.algorithm !== 'SHA256' || !/^[0-9a-f]{64}$/.test(file.integrity.hash));
    expect(unhashed.map(([file]) => file)).toEqual([]);
    // Electron compares them on macOS and Windows; on Linux it does not, so there is nothing more to find.
    if (process.platform === 'darwin') expect(readFileSync(path.join(packagedResources, '../Info.plist'), 'utf8')).toContain('ElectronAsarIntegrity');
    if (process.platform === 'win32') expect(readFileSync(packagedExecutable).includes(Buffer.from('ELECTRONASAR', 'utf16le'))).toBe(true);
  });

  test('shows a live fleet: both pollers, DuckDB and the simulator run out of the archive', async () => {
    const { page } = packaged;
    await openTab(page, 'User Terminals');
    await page.getByRole('button', { name: 'Enable demo accounts' }).click();
    await expectRowCount(page, 'User Terminals', DEMO_TERMINALS);
    await expect(rowOf(page, 'User Terminals', /Online|Degraded|Critical/).first()).toBeVisible();
    // Names come with Management, addresses with telemetry, and the cruise's past out of the history on disk.
    await expect(rowOf(page, 'User Terminals', /KIT/).first()).toBeVisible();
    await openTab(page, 'IP Allocations');
    await expect.poll(async () => Number(await grid(page, 'IP Allocations').getAttribute('aria-rowcount'))).toBeGreaterThan(1);
    const storedSamples = async (): Promise<number> => {
      const toMs = Date.now();
      const series = await askHistory(page, 'series', { deviceId: cruiseId, metric: 'latencyMs', fromMs: toMs - 86_400_000, toMs, buckets: 1 });
      return series.samples.reduce((sum, count) => sum + count, 0);
    };
    await expect.poll(storedSamples).toBeGreaterThan(0);
    for (const name of ['telemetry.duckdb', 'management.duckdb']) expect(existsSync(path.join(dataFolder, 'simulation', name)), name).toBe(true);
  });

  test('reaches the keychain through the native module outside the archive', async () => {
    const { keychain } = await invokeCommand(packaged.page, 'console:state', undefined);
    if (hasKeyring) expect(keychain).toEqual({ available: true, reason: null });
    // A module that could not be loaded would be named here instead.
    else if (keychain.reason !== null) expect(keychain.reason).toMatch(/platform (storage|failure)/i);
  });

  test('takes no orders from Node’s variables and flags', async () => {
    expect(packaged.output()).not.toMatch(/Debugger listening/);
    const proof = path.join(dataFolder, 'ran-as-node');
    const script = path.join(dataFolder, 'write-proof.cjs');
    await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(proof)}, 'it did');`);
    // On a folder in use the program itself ends at once with 0; a Node would run the script.
    const asNode = await runPackaged(dataFolder, [script], { ELECTRON_RUN_AS_NODE: '1' });
    const withOptions = await runPackaged(dataFolder, [], { NODE_OPTIONS: `--require ${script}` });
    expect([asNode.exitCode, withOptions.exitCode]).toEqual([0, 0]);
    expect(existsSync(proof)).toBe(false);
    await rm(script);
  });

  test('quits in good order when its last window closes', async () => {
    expect((await packaged.quit()).exitCode).toBe(0);
  });
});
