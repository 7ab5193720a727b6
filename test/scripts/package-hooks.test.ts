// What electron-builder is refused, whoever calls it: by its own files on disk, as it leaves them.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { afterExtract, afterPack, artifactBuildStarted, beforePack, checkMark } from '../../scripts/package-hooks.mjs';

type PackContext = Parameters<typeof afterPack>[0];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundtrack-package-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function touch(...path: string[]): void {
  const file = join(folder, ...path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
}

/** Electron-builder's context, as far as the hooks look at it. */
function buildContext({ version = '0.1.0', targets = ['deb'], electronDist = null }: { version?: string; targets?: string[]; electronDist?: string | null } = {}): PackContext {
  const appOutDir = join(folder, 'linux-unpacked');
  const packager = { appInfo: { version }, config: { electronDist }, getResourcesDir: (out: string) => join(out, 'resources') };
  return { appOutDir, outDir: folder, electronPlatformName: 'linux', targets: targets.map((name) => ({ name })), packager } as unknown as PackContext;
}

describe('before packing', () => {
  it('lets a release be, and an unpacked check package', () => {
    expect(() => beforePack(buildContext())).not.toThrow();
    expect(() => beforePack(buildContext({ version: '0.1.0-check', targets: ['dir'], electronDist: '/runtime' }))).not.toThrow();
  });

  it('refuses a check package in any other form', () => {
    for (const target of ['deb', 'AppImage', 'tar.gz', 'dmg', 'nsis', 'zip']) expect(() => beforePack(buildContext({ version: '0.1.0-check', targets: ['dir', target] }))).toThrow(`${target}: refused`);
  });

  it('refuses a runtime of somebody’s own that the version does not tell of', () => {
    expect(() => beforePack(buildContext({ targets: ['dir'], electronDist: '/runtime' }))).toThrow('electronDist is set');
  });
});

it('takes the runtime’s own default app out', () => {
  touch('linux-unpacked', 'resources', 'default_app.asar');
  afterExtract(buildContext());
  expect(existsSync(join(folder, 'linux-unpacked', 'resources', 'default_app.asar'))).toBe(false);
});

describe('after packing', () => {
  const modules = ['linux-unpacked', 'resources', 'app.asar.unpacked', 'node_modules'];
  const mark = (): string => join(folder, 'linux-unpacked', 'resources', checkMark);

  it('refuses a package without the binaries of its system', () => {
    touch(...modules, '@duckdb', 'node-bindings-linux-x64', 'duckdb.node');
    touch(...modules, '@napi-rs', 'keyring-darwin-arm64', 'keyring.darwin-arm64.node');
    expect(() => afterPack(buildContext())).toThrow('lacks the binary for linux of @napi-rs/keyring-…');
  });

  it('refuses a package without its notices; marks a check package, and only that', () => {
    touch(...modules, '@duckdb', 'node-bindings-linux-x64', 'duckdb.node');
    touch(...modules, '@napi-rs', 'keyring-linux-x64-gnu', 'keyring.linux-x64-gnu.node');
    expect(() => afterPack(buildContext())).toThrow('lacks THIRD-PARTY-NOTICES.txt');
    touch('linux-unpacked', 'resources', 'THIRD-PARTY-NOTICES.txt');
    afterPack(buildContext());
    expect(existsSync(mark())).toBe(false);
    afterPack(buildContext({ version: '0.1.0-check' }));
    expect(existsSync(mark())).toBe(true);
  });
});

describe('before an installer or archive is made', () => {
  const start = (file: string): void => artifactBuildStarted({ targetPresentableName: 'deb', file: join(folder, file), arch: 1 });

  it('refuses to make it of a check package that was packed earlier', () => {
    expect(() => start('groundtrack-0.1.0-linux-x64.deb')).not.toThrow();
    touch('linux-unpacked', 'resources', 'app.asar');
    expect(() => start('groundtrack-0.1.0-linux-x64.deb')).not.toThrow();
    touch('linux-unpacked', 'resources', checkMark);
    expect(() => start('groundtrack-0.1.0-linux-x64.deb')).toThrow('deb: refused');
  });

  it('refuses one whose name says so', () => {
    expect(() => start('groundtrack-0.1.0-check-linux-x64.deb')).toThrow('deb: refused');
  });
});
