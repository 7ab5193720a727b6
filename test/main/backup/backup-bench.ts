// A data folder with small files of every kind, backed up and restored as main does it; histories are stand-ins unless a test brings real ones.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { ok, type Result } from '../../../src/shared/result.ts';
import { copyFile } from '../../../src/main/history/backup/copy-file.ts';
import type { CopiedHistory } from '../../../src/main/history/backup/copy-telemetry.ts';
import { writeBackup, type BackupSource, type FileWork, type WrittenBackup } from '../../../src/main/backup/write-backup.ts';

/** 2026-11-27T13:45:00Z */
export const NOW_MS = Date.UTC(2026, 10, 27, 13, 45);
export const roomy = (): Promise<number> => Promise.resolve(1e12);
export const calm: FileWork = { signal: new AbortController().signal, onProgress: () => undefined };

/** Files of a data folder by path, as they are before or after. */
export type Tree = Readonly<Record<string, string>>;

export const oldData: Tree = {
  'simulation/telemetry.duckdb': 'old telemetry', 'simulation/management.duckdb': 'old management', 'simulation/telemetry/date=2026-11-26/1-000.parquet': 'old day', 'simulation/spool/1-a.2.body': 'old reply',
  'simulation/credentials.json': credentials('old', true), 'settings.json': '{"value":"old settings"}', 'dves.json': '{"value":["old dve"]}',
};
/** Lacks the DVEs, has windows. */
export const newData: Tree = {
  'simulation/telemetry.duckdb': 'new telemetry', 'simulation/management.duckdb': 'new management', 'simulation/credentials.json': credentials('new', true),
  'settings.json': '{"value":"new settings"}', 'windows.json': '{"value":"new windows"}',
};

export function credentials(name: string, pollingEnabled: boolean): string {
  return JSON.stringify({ value: { credentials: [{ credentialId: name, pollingEnabled }], version: 1, everSaved: false, setAside: [] } }, null, '\t');
}

export function createFolder(tree: Tree = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'groundtrack-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

export function readTree(folder: string): Tree {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(path.join(folder, file)).isFile());
  return Object.fromEntries(files.sort().map((file) => [file.replaceAll(path.sep, '/'), readFileSync(path.join(folder, file), 'utf8')]));
}

export function sourceOf(userDataDir: string, more: Partial<BackupSource> = {}): BackupSource {
  const folder = path.join(userDataDir, 'simulation');
  return {
    userDataDir, connection: { mode: 'simulation', folder }, version: '0.9.0', nowMs: NOW_MS, pageMemory: { 'groundtrack:views:alerts': '[]' }, freeDiskBytes: roomy,
    copyHistories: (target, signal, onBytes) => copyStandIns(folder, target, signal, onBytes), ...more,
  };
}

export async function copyStandIns(folder: string, target: string, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<Result<CopiedHistory>> {
  const names = Object.keys(readTree(folder)).filter((file) => file !== 'credentials.json');
  const files: CopiedHistory['files'][number][] = [];
  for (const file of names) files.push({ file, ...(await copyFile(path.join(folder, file), path.join(target, file), { signal, onBytes })) });
  return ok({ files, missing: [] });
}

/** Backs up `tree`; answers the backup's folder. */
export async function makeBackup(tree: Tree = newData, more: Partial<BackupSource> = {}): Promise<string> {
  const written: Result<WrittenBackup> = await writeBackup(sourceOf(createFolder(tree), more), createFolder(), calm);
  if (!written.ok) throw new Error(written.error.message);
  return written.value.folder;
}
