// What happens on a machine that lacks libraries or programs: installed as root, else one line to copy.
import { describe, expect, it } from 'vitest';
import { installLine, packagesFor } from '../../scripts/debian-packages.mjs';
import { ensureSystemLibraries, parseMissingLibraries } from '../../scripts/ensure-system-libraries.mjs';
import { captureStderr } from './capture-stderr.ts';

type Machine = Parameters<typeof ensureSystemLibraries>[2] & object;

/** A machine that lacks what is named, until it is installed. */
function buildMachine(lacks: { libraries?: string[]; commands?: string[] }, differences: Partial<Machine> = {}) {
  let libraries = lacks.libraries ?? [];
  let commands = lacks.commands ?? [];
  const installed: string[][] = [];
  const machine: Machine = {
    isRoot: true,
    mayInstall: true,
    findMissingLibraries: async () => libraries,
    findCommand: (name) => (commands.includes(name) ? null : `/usr/bin/${name}`),
    currentPackageNames: async (packages) => packages,
    install: async (packages) => {
      installed.push(packages);
      libraries = [];
      commands = [];
    },
    ...differences,
  };
  return { machine, installed };
}

const said = captureStderr();

const programs = { required: ['Xvfb'], wished: ['dbus-run-session', 'gnome-keyring-daemon'] };

describe('ensureSystemLibraries', () => {
  it('says and does nothing on a complete machine', async () => {
    const { machine, installed } = buildMachine({});
    await ensureSystemLibraries('/electron', programs, machine);
    expect(installed).toEqual([]);
    expect(said.text()).toBe('');
  });

  it('as root says what and why, then installs', async () => {
    const lacks = { libraries: ['libgtk-3.so.0'], commands: ['Xvfb', 'gnome-keyring-daemon'] };
    let saidBefore = '';
    const { machine, installed } = buildMachine(lacks);
    const install = machine.install;
    machine.install = async (packages) => {
      saidBefore = said.text();
      await install(packages);
    };
    await ensureSystemLibraries('/electron', programs, machine);
    expect(installed).toEqual([['gnome-keyring', 'libgtk-3-0', 'xvfb']]);
    expect(saidBefore).toContain('lacks libgtk-3.so.0, Xvfb, gnome-keyring-daemon');
    expect(saidBefore).toContain('gnome-keyring libgtk-3-0 xvfb');
  });

  it('stops when the installation did not help', async () => {
    const { machine } = buildMachine({ libraries: ['libnss3.so'] }, { install: async () => undefined });
    await expect(ensureSystemLibraries('/electron', {}, machine)).rejects.toThrow('Still missing after the installation: libnss3.so');
  });

  it('for another user stops with one line to copy', async () => {
    const { machine, installed } = buildMachine({ libraries: ['libnss3.so', 'libgbm.so.1'], commands: ['Xvfb'] }, { isRoot: false });
    await expect(ensureSystemLibraries('/electron', programs, machine)).rejects.toThrow(
      '\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends libgbm1 libnss3 xvfb\n',
    );
    expect(installed).toEqual([]);
  });

  it('installs nothing when told not to, even as root', async () => {
    const { machine, installed } = buildMachine({ commands: ['Xvfb'] }, { mayInstall: false });
    await expect(ensureSystemLibraries('/electron', programs, machine)).rejects.toThrow(
      '\n  apt-get update && apt-get install -y --no-install-recommends xvfb\n',
    );
    expect(installed).toEqual([]);
  });

  it('goes on without what is only wished for, and says so', async () => {
    const { machine } = buildMachine({ commands: ['gnome-keyring-daemon'] }, { isRoot: false });
    await ensureSystemLibraries('/electron', programs, machine);
    expect(said.text()).toContain('lacks gnome-keyring-daemon; going on without');
    expect(said.text()).toContain('gnome-keyring');
  });

  it('names the libraries where there is no apt', async () => {
    const { machine, installed } = buildMachine({ libraries: ['libnss3.so'], commands: ['apt-get'] });
    await expect(ensureSystemLibraries('/electron', {}, machine)).rejects.toThrow(/libnss3\.so.*package manager of your system/);
    expect(installed).toEqual([]);
  });

  it('names a library that no package is known for', async () => {
    const { machine } = buildMachine({ libraries: ['libodd.so.9'] });
    await expect(ensureSystemLibraries('/electron', {}, machine)).rejects.toThrow('No package is known for libodd.so.9');
  });
});

describe('parseMissingLibraries', () => {
  it('takes each missing name once and leaves found ones', () => {
    const output = [
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibnss3.so => not found',
      '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)',
      '\tlibnss3.so => not found',
      '\tlibgtk-3.so.0 => not found',
    ].join('\n');
    expect(parseMissingLibraries(output)).toEqual(['libnss3.so', 'libgtk-3.so.0']);
    expect(parseMissingLibraries('\tnot a dynamic executable')).toEqual([]);
  });
});

describe('packagesFor', () => {
  it('names each package once', () => {
    expect(packagesFor(['libnss3.so', 'libnssutil3.so', 'libwhat.so'], ['Xvfb'])).toEqual({ packages: ['libnss3', 'xvfb'], unknown: ['libwhat.so'] });
  });

  it('gives a line that root can use as it is', () => {
    expect(installLine(['xvfb'], true)).not.toContain('sudo');
  });
});
