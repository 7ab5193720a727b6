// Reads a backup whole before anything is touched: every file there, every byte as it was written, of this mode, no newer than this program.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { wordsOf } from '#shared/error-words.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { isMissing } from '../history/archive/durable-file.ts';
import { hashFile } from '../history/backup/copy-file.ts';
import type { ServerConnection } from '../server-connection.ts';
import { MANIFEST_FILE, parseManifest, type BackupManifest } from './backup-manifest.ts';
import type { FileWork } from './write-backup.ts';

export interface CheckedBackup {
  readonly folder: string;
  readonly manifest: BackupManifest;
  readonly bytes: number;
}

/** Failures: 'cancelled', 'no-backup', 'newer-backup', 'damaged-backup' (with the file's name), 'other-mode'. */
export async function checkBackup(folder: string, mode: ServerConnection['mode'], { signal, onProgress }: FileWork): Promise<Result<CheckedBackup>> {
  const text = await readFile(path.join(folder, MANIFEST_FILE), 'utf8').catch((error: unknown) => error);
  if (isMissing(text)) return fail('no-backup', `${folder} is no backup of Groundtrack: it has no ${MANIFEST_FILE}.`);
  if (typeof text !== 'string') return damaged(`${MANIFEST_FILE} can't be read (${wordsOf(text)})`);
  const parsed = parseManifest(text);
  if (!parsed.ok) return parsed;
  const manifest = parsed.value;
  if (manifest.mode !== mode) return fail('other-mode', `This is a backup of ${modeWords[manifest.mode]}, and the console now shows ${modeWords[mode]}. They are never mixed.`);
  const totalBytes = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let bytes = 0;
  const onBytes = (more: number): void => onProgress({ step: 'checking', bytes: Math.min((bytes += more), totalBytes), totalBytes });
  onBytes(0);
  for (const listed of manifest.files) {
    try {
      const found = await hashFile(path.join(folder, listed.file), { signal, onBytes });
      if (found.bytes !== listed.bytes) return damaged(`${listed.file} has ${found.bytes} bytes instead of ${listed.bytes}`);
      if (found.sha256 !== listed.sha256) return damaged(`${listed.file} has changed since it was written`);
    } catch (error) {
      if (signal.aborted) return fail('cancelled', 'Checking the backup was cancelled.');
      return damaged(isMissing(error) ? `${listed.file} is missing` : `${listed.file} can't be read (${wordsOf(error)})`);
    }
  }
  return ok({ folder, manifest, bytes: totalBytes });
}

const modeWords = { simulation: 'the simulation', live: 'live data', 'test-server': 'a test server' } as const;

function damaged(what: string): Result<never> {
  return fail('damaged-backup', `The backup is damaged: ${what}. Nothing was touched.`);
}
