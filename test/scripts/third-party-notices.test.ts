// THIRD-PARTY-NOTICES.txt: every package with its text, and no file at all when one licence is missing or unknown.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageFolderOf } from '../../scripts/record-bundled-packages.mjs';
import { readShippedPackages } from '../../scripts/shipped-packages.mjs';
import { buildNotices } from '../../scripts/third-party-notices.mjs';

let checkout: string;
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'groundtrack-notices-'));
  write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/runs': {}, 'node_modules/tool': { dev: true }, 'node_modules/runs-win32': { optional: true } } }));
  for (const bundle of ['main', 'preload']) write(`out/bundled-packages/${bundle}.json`, '[]');
  write('out/bundled-packages/renderer.json', '["node_modules/drawn"]');
  writePackage('runs', { version: '1.2.3' });
  writePackage('drawn', { version: '4.0.0', license: 'ISC' });
  writePackage('tool', { license: 'GPL-3.0-only' });
});
afterEach(() => {
  rmSync(checkout, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  const file = join(checkout, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function writePackage(name: string, manifest: object, files: Readonly<Record<string, string>> = { LICENSE: `Text of ${name}` }): void {
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', license: 'MIT', ...manifest }));
  for (const [file, text] of Object.entries(files)) write(`node_modules/${name}/${file}`, text);
}

function removeTexts(name: string): void {
  rmSync(join(checkout, 'node_modules', name, 'LICENSE'));
}

const notices = (): string => buildNotices(readShippedPackages(checkout));

describe('the notices', () => {
  it('name what runs and what was bundled, not what only builds', () => {
    expect(notices()).toContain('\ndrawn 4.0.0 (ISC)\nruns 1.2.3 (MIT)\n');
    expect(notices()).toContain('Text of runs');
    expect(notices()).toContain('Text of drawn');
    expect(notices()).not.toContain('tool');
  });

  it('print a text that several share once, below all their names', () => {
    writePackage('drawn', { version: '4.0.0' }, { LICENSE: 'Text of runs\r\n' });
    expect(notices().split('Text of runs')).toHaveLength(2);
    expect(notices()).toMatch(/=\ndrawn 4\.0\.0\nruns 1\.2\.3\n=+\n\nText of runs/);
  });

  it('take notices and licences of what a package holds along', () => {
    write('node_modules/runs/NOTICE', 'Made with care');
    write('node_modules/runs/LICENSE.third-party.md', 'Text of a part');
    expect(notices()).toContain('Made with care');
    expect(notices()).toContain('Text of a part');
  });

  it('fail on an unknown licence and on none', () => {
    writePackage('runs', { license: 'Hippocratic-2.1' });
    expect(notices).toThrow('runs 1.0.0: licence "Hippocratic-2.1" is not among');
    writePackage('runs', { license: undefined });
    expect(notices).toThrow('runs 1.0.0: licence "" is not among');
    writePackage('runs', { license: '(GPL-2.0-only OR MIT)' });
    expect(notices()).toContain('runs 1.0.0 ((GPL-2.0-only OR MIT))');
    writePackage('runs', { license: 'MIT AND GPL-2.0-only' });
    expect(notices).toThrow('MIT AND GPL-2.0-only');
  });

  it('fail on a missing text, unless it is kept in assets or stands with the package whose binary it is', () => {
    removeTexts('drawn');
    expect(notices).toThrow('drawn 4.0.0: no licence text');
    write('node_modules/drawn/LICENSE.third-party.md', 'Text of a part');
    expect(notices).toThrow('drawn 4.0.0: no licence text');
    write('assets/licences/drawn.txt', 'Kept text of drawn');
    expect(notices()).toContain('Kept text of drawn');

    writePackage('runs-win32', {}, {});
    expect(notices).toThrow('runs-win32 1.0.0: no licence text');
    writePackage('runs', { version: '1.2.3', optionalDependencies: { 'runs-win32': '1.0.0' } });
    expect(notices()).toMatch(/runs 1\.2\.3\nruns-win32 1\.0\.0\n=+\n\nText of runs/);
  });

  it('stop without a build to read', () => {
    rmSync(join(checkout, 'out'), { recursive: true });
    expect(notices).toThrow('run npm run build');
  });
});

it('packageFolderOf finds the package of a module, nested and scoped ones too', () => {
  const folderOf = (id: string): string | null => packageFolderOf(id, '/x');
  expect(folderOf('/x/node_modules/react/index.js')).toBe('node_modules/react');
  expect(folderOf('/x/node_modules/a/node_modules/@b/c/d.js')).toBe('node_modules/a/node_modules/@b/c');
  expect(folderOf('\0/x/node_modules/a/c.js?commonjs-proxy')).toBe('node_modules/a');
  expect(packageFolderOf('C:\\x\\node_modules\\@mantine\\core\\esm\\index.mjs?v=1', 'C:\\x')).toBe('node_modules/@mantine/core');
  // A checkout may itself lie below a node_modules.
  expect(packageFolderOf('/y/node_modules/x/src/main.tsx', '/y/node_modules/x')).toBe(null);
  expect(folderOf('/x/src/main.tsx')).toBe(null);
});
