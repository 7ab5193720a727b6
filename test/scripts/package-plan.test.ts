// What npm run package makes and refuses, on the official Electron and on the fallback runtime.
import { describe, expect, it } from 'vitest';
import { checkVersionOf, isCheckVersion, planPackage } from '../../scripts/package-plan.mjs';

describe('planPackage', () => {
  it('makes everything electron-builder.yml has for the system on the official Electron', () => {
    const official = (platform: string): string[] => planPackage([], { platform, isOfficial: true }).targets;
    expect(official('linux')).toEqual(['deb', 'AppImage', 'tar.gz']);
    expect(official('darwin')).toEqual(['dmg', 'zip']);
    expect(official('win32')).toEqual(['nsis', 'zip']);
  });

  it('makes the unpacked package alone on the fallback runtime, and refuses every other target there', () => {
    const machine = { platform: 'linux', isOfficial: false };
    expect(planPackage([], machine)).toEqual({ targets: ['dir'], ifChanged: false });
    expect(planPackage(['dir', '--if-changed'], machine)).toEqual({ targets: ['dir'], ifChanged: true });
    for (const target of ['deb', 'AppImage', 'tar.gz']) {
      expect(() => planPackage([target], machine)).toThrow(new RegExp(`^${target}: refused, .*fallback runtime`));
      expect(() => planPackage(['dir', target], machine)).toThrow(/refused/);
    }
  });

  it('takes the targets it is given, and names what it does not know', () => {
    expect(planPackage(['dir', 'deb'], { platform: 'linux', isOfficial: true }).targets).toEqual(['dir', 'deb']);
    expect(() => planPackage(['dmg'], { platform: 'linux', isOfficial: true })).toThrow('does not know dmg; here it makes dir, deb, AppImage, tar.gz');
    expect(() => planPackage(['--publish'], { platform: 'linux', isOfficial: true })).toThrow('does not know --publish');
    expect(() => planPackage([], { platform: 'sunos', isOfficial: true })).toThrow('no package for sunos');
  });
});

it('knows a check package by its version', () => {
  expect(checkVersionOf('0.1.0')).toBe('0.1.0-check');
  expect([checkVersionOf('0.1.0'), '0.1.0', '1.0.0-beta.1'].map(isCheckVersion)).toEqual([true, false, false]);
});
