import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fail } from '../../../src/shared/result.ts';
import type { BackupManifest } from '../../../src/main/backup/backup-manifest.ts';
import { writeBackup } from '../../../src/main/backup/write-backup.ts';
import { findMountObstacle, mountSmallDisk } from '../../e2e/small-disk.ts';
import { calm, copyStandIns, createFolder, newData, oldData, readTree, sourceOf } from './backup-bench.ts';

describe('a backup', () => {
  test('is one folder with everything, each file with its size and sum', async () => {
    const place = createFolder();
    const written = await writeBackup(sourceOf(createFolder(oldData)), place, calm);
    const folder = path.join(place, 'groundtrack-backup-2026-11-27-1345-simulation');
    expect(written).toMatchObject({ ok: true, value: { folder, missing: [] } });
    expect(readdirSync(place)).toEqual([path.basename(folder)]);
    const { 'backup.json': text, ...tree } = readTree(folder);
    expect(tree).toEqual({
      'data/telemetry.duckdb': 'old telemetry', 'data/management.duckdb': 'old management', 'data/telemetry/date=2026-11-26/1-000.parquet': 'old day', 'data/spool/1-a.2.body': 'old reply',
      'data/credentials.json': oldData['simulation/credentials.json'], 'settings/settings.json': oldData['settings.json'], 'settings/dves.json': oldData['dves.json'],
      'settings/page-memory.json': '{"groundtrack:views:alerts":"[]"}',
    });
    const manifest = JSON.parse(text!) as BackupManifest;
    expect(manifest).toMatchObject({ formatVersion: 1, appVersion: '0.9.0', mode: 'simulation', createdAtMs: Date.UTC(2026, 10, 27, 13, 45), schemas: { telemetry: expect.any(Number) as number, management: expect.any(Number) as number } });
    expect(Object.fromEntries(manifest.files.map(({ file, bytes, sha256 }) => [file, [bytes, sha256]]))).toEqual(
      Object.fromEntries(Object.entries(tree).map(([file, content]) => [file, [Buffer.byteLength(content), createHash('sha256').update(content).digest('hex')]])),
    );
  });

  test('of live data has no mode in its name, and a second one in the same minute a number', async () => {
    const place = createFolder();
    const userDataDir = createFolder(newData);
    const source = { ...sourceOf(userDataDir), connection: { mode: 'live', folder: path.join(userDataDir, 'simulation') } as const };
    for (let round = 0; round < 2; round++) expect((await writeBackup(source, place, calm)).ok).toBe(true);
    expect(readdirSync(place).sort()).toEqual(['groundtrack-backup-2026-11-27-1345', 'groundtrack-backup-2026-11-27-1345-2']);
  });

  test('is unfinished by its name while it is written, and tells how far it is', async () => {
    const place = createFolder();
    const seen: string[][] = [];
    const told: number[] = [];
    const source = sourceOf(createFolder(oldData));
    await writeBackup({ ...source, copyHistories: (target, signal, onBytes) => copyStandIns(source.connection.folder, target, signal, (bytes) => {
      seen.push(readdirSync(place));
      onBytes(bytes);
    }) }, place, { ...calm, onProgress: ({ bytes, totalBytes }) => told.push(bytes / totalBytes) });
    expect(new Set(seen.flat())).toEqual(new Set(['groundtrack-backup-2026-11-27-1345-simulation.part']));
    expect(told.length).toBeGreaterThan(2);
    expect(told.every((part) => part >= 0 && part <= 1)).toBe(true);
  });

  test('cancelled or failed leaves nothing behind', async () => {
    const place = createFolder();
    const source = sourceOf(createFolder(oldData));
    const stop = new AbortController();
    const cancelled = await writeBackup({ ...source, copyHistories: (target, signal, onBytes) => copyStandIns(source.connection.folder, target, signal, (bytes) => {
      stop.abort();
      onBytes(bytes);
    }) }, place, { ...calm, signal: stop.signal });
    expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    const failed = await writeBackup({ ...source, copyHistories: () => Promise.resolve(fail('worker-down', 'The telemetry worker is not running just now.')) }, place, calm);
    expect(failed).toEqual(fail('worker-down', 'The telemetry worker is not running just now.'));
    expect(readdirSync(place)).toEqual([]);
  });

  test('without room is refused before anything is written, as is one into the data folder', async () => {
    const userDataDir = createFolder(oldData);
    const place = createFolder();
    const noRoom = await writeBackup(sourceOf(userDataDir, { freeDiskBytes: () => Promise.resolve(50e6) }), place, calm);
    expect(noRoom).toEqual(fail('no-room', `The backup needs 67 MB on the disk of ${place}, and 50 MB are free. Nothing was written.`));
    expect(readdirSync(place)).toEqual([]);
    mkdirSync(path.join(userDataDir, 'mine'));
    expect(await writeBackup(sourceOf(userDataDir), path.join(userDataDir, 'mine'), calm)).toMatchObject({ ok: false, error: { code: 'not-written', message: expect.stringContaining('can’t lie in the data folder') as string } });
    expect(await writeBackup(sourceOf(userDataDir), path.join(place, 'gone'), calm)).toEqual(fail('not-written', `The backup was given up: there is no folder ${path.join(place, 'gone')}.`));
  });

  const whyNot = findMountObstacle();
  test.skipIf(whyNot !== null)('on a disk that becomes full is one message, and nothing is left', async () => {
    const place = createFolder();
    const disk = mountSmallDisk(place, 256 * 1024);
    onTestFinished(() => disk.end());
    const big = createFolder({ ...oldData, 'simulation/telemetry.duckdb': 'x'.repeat(1_000_000) });
    const full = await writeBackup(sourceOf(big), place, calm);
    expect(full).toEqual(fail('not-written', `The backup was given up: the disk of ${place} is full.`));
    expect(readdirSync(place)).toEqual([]);
    expect(readFileSync(path.join(big, 'simulation/telemetry.duckdb'), 'utf8')).toHaveLength(1_000_000);
  });
});
