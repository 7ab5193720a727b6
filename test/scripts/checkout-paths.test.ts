// Where the scripts keep and look for things.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder, findCommand } from '../../scripts/checkout-paths.mjs';

const home = join(tmpdir(), 'home');

describe('cacheFolder', () => {
  it('is the XDG one, unless that is empty or relative', () => {
    const xdg = join(tmpdir(), 'xdg');
    expect(cacheFolder({ XDG_CACHE_HOME: xdg }, home)).toBe(join(xdg, 'groundtrack'));
    expect(cacheFolder({}, home)).toBe(join(home, '.cache', 'groundtrack'));
    expect(cacheFolder({ XDG_CACHE_HOME: '' }, home)).toBe(join(home, '.cache', 'groundtrack'));
    expect(cacheFolder({ XDG_CACHE_HOME: 'cache' }, home)).toBe(join(home, '.cache', 'groundtrack'));
  });
});

describe.skipIf(process.platform === 'win32')('findCommand', () => {
  it('finds executables in PATH, in its order, and nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'groundtrack-path-'));
    try {
      writeFileSync(join(folder, 'tool'), '');
      const env = { PATH: ['', join(folder, 'absent'), folder].join(delimiter) };
      expect(findCommand('tool', env)).toBeNull();
      chmodSync(join(folder, 'tool'), 0o755);
      expect(findCommand('tool', env)).toBe(join(folder, 'tool'));
      expect(findCommand('tool', {})).toBeNull();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
