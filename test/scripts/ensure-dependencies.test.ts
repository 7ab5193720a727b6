// When `npm ci` runs, and when it doesn't.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureDependencies, isInstalledAsLocked, refuseOldNode } from '../../scripts/ensure-dependencies.mjs';
import { captureStderr } from './capture-stderr.ts';

captureStderr();
let folder: string;
let installs: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundtrack-dependencies-'));
  installs = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wanted = {
  '': { version: '1.0.0' },
  'node_modules/left': { version: '2.0.0' },
  'node_modules/only-on-macos': { version: '3.0.0', optional: true },
};

function writeLock(packages: object): void {
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
}

/** What npm itself leaves behind. */
function writeInstalled(packages: object): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
}

/** Stands in for npm ci: like it, begins by removing node_modules. */
async function install(): Promise<void> {
  installs += 1;
  rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as { packages: object };
  writeInstalled(packages);
}

describe('ensureDependencies', () => {
  it('installs on a fresh checkout, and only once', async () => {
    writeLock(wanted);
    await ensureDependencies(folder, install);
    await ensureDependencies(folder, install);
    expect(installs).toBe(1);
  });

  it('installs again when the lock file changed or node_modules was removed', async () => {
    writeLock(wanted);
    await ensureDependencies(folder, install);
    writeLock({ ...wanted, 'node_modules/new': { version: '1.0.0' } });
    await ensureDependencies(folder, install);
    rmSync(join(folder, 'node_modules'), { recursive: true });
    await ensureDependencies(folder, install);
    expect(installs).toBe(3);
  });

  it('is content with an install made by hand', async () => {
    writeLock(wanted);
    writeInstalled({ 'node_modules/left': { version: '2.0.0' } });
    await ensureDependencies(folder, install);
    expect(installs).toBe(0);
  });

  it('is not content with a failed install', async () => {
    writeLock(wanted);
    const failing = async (): Promise<void> => {
      mkdirSync(join(folder, 'node_modules'));
      throw new Error('registry unreachable');
    };
    await expect(ensureDependencies(folder, failing)).rejects.toThrow('registry unreachable');
    await ensureDependencies(folder, install);
    expect(installs).toBe(1);
  });
});

describe('isInstalledAsLocked', () => {
  it('wants every package in its locked version, save optional ones for other systems', () => {
    writeLock(wanted);
    expect(isInstalledAsLocked(folder)).toBe(false);
    writeInstalled({ 'node_modules/left': { version: '2.0.1' } });
    expect(isInstalledAsLocked(folder)).toBe(false);
    writeInstalled({ 'node_modules/only-on-macos': { version: '3.0.0' } });
    expect(isInstalledAsLocked(folder)).toBe(false);
    writeInstalled({ 'node_modules/left': { version: '2.0.0' } });
    expect(isInstalledAsLocked(folder)).toBe(true);
    writeInstalled({ 'node_modules/left': { version: '2.0.0' }, 'node_modules/only-on-macos': { version: '2.9.0' } });
    expect(isInstalledAsLocked(folder)).toBe(false);
  });
});

describe('refuseOldNode', () => {
  it.each(['20.18.0', '20.20.2', '22.0.0', '24.1.0'])('takes Node %s', (version) => {
    expect(() => refuseOldNode(version)).not.toThrow();
  });

  it.each(['18.20.0', '20.17.0'])('refuses Node %s by name', (version) => {
    expect(() => refuseOldNode(version)).toThrow(`this is Node ${version}`);
  });
});
