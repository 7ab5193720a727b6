// A backup comes back whole or not at all, whatever happens on the way; what was there before is kept.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fail } from '../../../src/shared/result.ts';
import { schemaVersions, type BackupManifest } from '../../../src/main/backup/backup-manifest.ts';
import { checkBackup } from '../../../src/main/backup/check-backup.ts';
import { describeRestore } from '../../../src/main/backup/describe-restore.ts';
import { finishRestore, StuckRestoreError } from '../../../src/main/backup/finish-restore.ts';
import { prepareRestore, type RestoreTarget } from '../../../src/main/backup/prepare-restore.ts';
import { findMountObstacle, mountSmallDisk } from '../../e2e/small-disk.ts';
import { calm, createFolder, credentials, makeBackup, newData, NOW_MS, oldData, readTree, roomy, type Tree } from './backup-bench.ts';

const KEPT = 'before-restore-2026-11-27-134500';

/** What is in place after a restore of `newData`: polling is off, and a page finds its memory. */
const restored: Tree = { ...newData, 'simulation/credentials.json': credentials('new', false), 'page-memory.json': '{"groundtrack:views:alerts":"[]"}' };
const withOldAside: Tree = { ...restored, ...Object.fromEntries(Object.entries(oldData).map(([file, text]) => [`${KEPT}/${file}`, text])) };

const targetOf = (userDataDir: string, more: Partial<RestoreTarget> = {}): RestoreTarget => ({ userDataDir, dataFolder: path.join(userDataDir, 'simulation'), nowMs: NOW_MS, freeDiskBytes: roomy, ...more });

async function check(folder: string) {
  const checked = await checkBackup(folder, 'simulation', calm);
  if (!checked.ok) throw new Error(checked.error.message);
  return checked.value;
}

/** A data folder with old data, and a prepared restore of the new. */
async function prepared(): Promise<string> {
  const userDataDir = createFolder(oldData);
  expect(await prepareRestore(await check(await makeBackup()), targetOf(userDataDir), calm)).toMatchObject({ ok: true });
  return userDataDir;
}

function editManifest(folder: string, edit: (manifest: BackupManifest) => object): void {
  const file = path.join(folder, 'backup.json');
  writeFileSync(file, JSON.stringify(edit(JSON.parse(readFileSync(file, 'utf8')) as BackupManifest)));
}

describe('the check of a backup', () => {
  const refusal = async (folder: string) => {
    const checked = await checkBackup(folder, 'simulation', calm);
    return checked.ok ? null : checked.error;
  };

  test('reads every byte and names the file that is damaged or gone', async () => {
    const folder = await makeBackup();
    expect(await refusal(folder)).toBeNull();
    writeFileSync(path.join(folder, 'data/management.duckdb'), 'New management');
    expect(await refusal(folder)).toEqual({ code: 'damaged-backup', message: 'The backup is damaged: data/management.duckdb has changed since it was written. Nothing was touched.' });
    writeFileSync(path.join(folder, 'data/management.duckdb'), 'short');
    expect(await refusal(folder)).toMatchObject({ message: 'The backup is damaged: data/management.duckdb has 5 bytes instead of 14. Nothing was touched.' });
    rmSync(path.join(folder, 'data/management.duckdb'));
    expect(await refusal(folder)).toMatchObject({ message: 'The backup is damaged: data/management.duckdb is missing. Nothing was touched.' });
  });

  test('refuses what a newer Groundtrack wrote, another mode and what is no backup, each in words', async () => {
    const newerSchema = await makeBackup();
    editManifest(newerSchema, (manifest) => ({ ...manifest, schemas: { ...manifest.schemas, telemetry: schemaVersions.telemetry + 1 } }));
    expect(await refusal(newerSchema)).toEqual({
      code: 'newer-backup', message: `This backup was written by a newer Groundtrack (schema ${schemaVersions.telemetry + 1} of telemetry.duckdb, this one knows ${schemaVersions.telemetry}). Restore it with the newer version.`,
    });
    const newerFormat = await makeBackup();
    editManifest(newerFormat, () => ({ formatVersion: 7 }));
    expect(await refusal(newerFormat)).toMatchObject({ code: 'newer-backup', message: expect.stringContaining('format 7, this one knows 1') as string });
    expect(await checkBackup(await makeBackup(), 'live', calm)).toEqual(fail('other-mode', 'This is a backup of the simulation, and the console now shows live data. They are never mixed.'));
    const nothing = createFolder();
    expect(await refusal(nothing)).toEqual({ code: 'no-backup', message: `${nothing} is no backup of Groundtrack: it has no backup.json.` });
    writeFileSync(path.join(nothing, 'backup.json'), 'half a {');
    expect(await refusal(nothing)).toMatchObject({ code: 'damaged-backup', message: expect.stringContaining('backup.json can\'t be read') as string });
    const undated = await makeBackup();
    // No page could show it.
    editManifest(undated, (manifest) => ({ ...manifest, createdAtMs: 1e17 }));
    expect(await refusal(undated)).toMatchObject({ code: 'damaged-backup', message: expect.stringContaining('createdAtMs') as string });
    const unreadable = createFolder();
    mkdirSync(path.join(unreadable, 'backup.json'));
    expect(await refusal(unreadable)).toMatchObject({ code: 'damaged-backup', message: expect.stringContaining('backup.json can\'t be read (EISDIR') as string });
  });

  test.each(['../outside', 'data/../../outside', '/etc/passwd', 'settings/other.json', 'data', 'data/a//b', 'elsewhere/x'])('refuses a file named %s: nothing may leave the data folder', async (file) => {
    const folder = await makeBackup();
    editManifest(folder, (manifest) => ({ ...manifest, files: [...manifest.files, { file, bytes: 0, sha256: '0'.repeat(64) }] }));
    expect(await refusal(folder)).toMatchObject({ code: 'damaged-backup', message: expect.stringContaining('is no file of a backup') as string });
  });
});

describe('preparing a restore', () => {
  test('touches nothing of the present data, whether it ends well, is cancelled or fails', async () => {
    const userDataDir = createFolder(oldData);
    const backup = await check(await makeBackup());
    const stop = new AbortController();
    const cancelled = await prepareRestore(backup, targetOf(userDataDir), { signal: stop.signal, onProgress: ({ bytes }) => bytes > 20 && stop.abort() });
    expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(readTree(userDataDir)).toEqual(oldData);
    const noRoom = await prepareRestore(backup, targetOf(userDataDir, { freeDiskBytes: () => Promise.resolve(1_000) }), calm);
    expect(noRoom).toMatchObject({ ok: false, error: { code: 'no-room' } });
    writeFileSync(path.join(backup.folder, 'data/telemetry.duckdb'), 'New telemetry');
    expect(await prepareRestore(backup, targetOf(userDataDir), calm)).toMatchObject({ ok: false, error: { code: 'damaged-backup', message: expect.stringContaining('data/telemetry.duckdb') as string } });
    expect(readTree(userDataDir)).toEqual(oldData);
  });

  test('killed at any step leaves the present data, and the next start clears up', async () => {
    const backup = await check(await makeBackup());
    const steps: number[] = [];
    await prepareRestore(backup, targetOf(createFolder(oldData)), { ...calm, onProgress: ({ bytes }) => steps.push(bytes) });
    expect(steps.length).toBeGreaterThan(5);
    const whole = Object.entries(readTree(path.join(await prepared(), 'restoring')));
    for (const step of steps) {
      const userDataDir = createFolder(oldData);
      // What a kill leaves: some copied files, no marker.
      const some = whole.slice(0, steps.indexOf(step));
      for (const [file, text] of some) {
        mkdirSync(path.dirname(path.join(userDataDir, 'restoring', file)), { recursive: true });
        writeFileSync(path.join(userDataDir, 'restoring', file), text);
      }
      expect(await finishRestore(userDataDir)).toEqual({ outcome: 'none' });
      expect(readTree(userDataDir)).toEqual(oldData);
    }
  });

  const whyNot = findMountObstacle();
  test.skipIf(whyNot !== null)('on a disk that becomes full is one message; the present data stays as it was', async () => {
    const userDataDir = createFolder();
    const disk = mountSmallDisk(userDataDir, 256 * 1024);
    onTestFinished(() => disk.end());
    for (const [file, text] of Object.entries(oldData)) {
      mkdirSync(path.dirname(path.join(userDataDir, file)), { recursive: true });
      writeFileSync(path.join(userDataDir, file), text);
    }
    const backup = await check(await makeBackup({ ...newData, 'simulation/telemetry.duckdb': 'x'.repeat(1_000_000) }));
    expect(await prepareRestore(backup, targetOf(userDataDir), calm)).toEqual(fail('not-restored', `The restore was given up: the disk of ${userDataDir} is full. The present data is as it was.`));
    expect(readTree(userDataDir)).toEqual(oldData);
  });

  test('a second one waits for the start that finishes the first', async () => {
    const userDataDir = await prepared();
    expect(await prepareRestore(await check(await makeBackup()), targetOf(userDataDir), calm)).toMatchObject({ ok: false, error: { message: expect.stringContaining('prepared already') as string } });
    expect((await finishRestore(userDataDir)).outcome).toBe('restored');
  });
});

describe('the start after it', () => {
  async function pointsOf(): Promise<string[]> {
    const points: string[] = [];
    await finishRestore(await prepared(), (name) => points.push(name));
    return points;
  }

  test('puts the restored data in place with polling off, and keeps what was there', async () => {
    const userDataDir = await prepared();
    const outcome = await finishRestore(userDataDir);
    expect(outcome).toMatchObject({ outcome: 'restored', backup: 'groundtrack-backup-2026-11-27-1345-simulation', keptIn: path.join(userDataDir, KEPT) });
    expect(readTree(userDataDir)).toEqual(withOldAside);
    expect(readdirSync(userDataDir).sort()).toEqual([KEPT, 'page-memory.json', 'settings.json', 'simulation', 'windows.json']);
    expect(describeRestore(outcome)?.cause).toContain('polling is off');
    expect(await finishRestore(userDataDir)).toEqual({ outcome: 'none' });
  });

  test('killed before any of its steps: the next one ends with the restored data, whole', async () => {
    const points = await pointsOf();
    expect(points).toEqual(expect.arrayContaining(['simulation aside', 'simulation in place', 'settings.json aside', 'dves.json aside', 'windows.json in place', 'marker']));
    for (const point of points) {
      const userDataDir = await prepared();
      await expect(finishRestore(userDataDir, (name) => {
        if (name === point) throw new Error('killed');
      }), point).rejects.toThrow('killed');
      expect((await finishRestore(userDataDir)).outcome, point).toBe('restored');
      expect(readTree(userDataDir), point).toEqual(withOldAside);
    }
  });

  test('a step that the system refuses takes the others back: the old data is in place, whole', async () => {
    for (const point of (await pointsOf()).filter((name) => name !== 'marker')) {
      const userDataDir = await prepared();
      const outcome = await finishRestore(userDataDir, (name) => {
        if (name === point) throw Object.assign(new Error('EBUSY: resource busy'), { syscall: 'rename' });
      });
      expect(outcome, point).toEqual({ outcome: 'undone', reason: 'EBUSY: resource busy' });
      expect(readTree(userDataDir), point).toEqual(oldData);
      expect(describeRestore(outcome)?.cause).toContain('The data of before is in use, whole');
    }
  });

  test('a marker that can’t be read, and something in the way, stop the start instead of guessing', async () => {
    const unreadable = await prepared();
    writeFileSync(path.join(unreadable, 'restore.json'), '{"version":2}');
    await expect(finishRestore(unreadable)).rejects.toThrow(StuckRestoreError);
    const blocked = await prepared();
    await expect(finishRestore(blocked, (name) => {
      if (name === 'settings.json in place') throw new Error('killed');
    })).rejects.toThrow('killed');
    writeFileSync(path.join(blocked, 'settings.json'), 'of a stranger');
    await expect(finishRestore(blocked)).rejects.toThrow(/something else now lies in its place/);
    rmSync(path.join(blocked, 'settings.json'));
    expect((await finishRestore(blocked)).outcome).toBe('restored');
    expect(readTree(blocked)).toEqual(withOldAside);
  });

  test('a prepared copy that somebody removed leaves the old data', async () => {
    const userDataDir = await prepared();
    rmSync(path.join(userDataDir, 'restoring'), { recursive: true });
    expect(await finishRestore(userDataDir)).toMatchObject({ outcome: 'undone' });
    expect(readTree(userDataDir)).toEqual(oldData);
  });
});
