// `backup.json`: what a backup is of, and every file in it with its size and sum.
import { z } from 'zod';
import { fail, ok, type Result } from '#shared/result.ts';
import { managementSchema } from '../history/management-schema.ts';
import { TELEMETRY_FILE, TELEMETRY_SCHEMA_VERSION } from '../history/telemetry-schema.ts';

export const MANIFEST_FILE = 'backup.json';
export const BACKUP_FORMAT = 1;
/** Folder of the mode's histories within a backup. */
export const DATA_PART = 'data';
/** Folder of what all modes share. */
export const SETTINGS_PART = 'settings';
/** Layouts and saved views: a page keeps them in its own storage, and takes them from this file after a restore. */
export const PAGE_MEMORY_FILE = 'page-memory.json';
/** JSON files of the data folder that are part of a backup; secrets are in none of them. */
export const settingsFiles = ['settings.json', 'credentials.json', 'dves.json', 'windows.json', PAGE_MEMORY_FILE] as const;
export const schemaVersions = { telemetry: TELEMETRY_SCHEMA_VERSION, management: managementSchema.version } as const;

/** Only names that lie within the backup: what is restored must not leave the data folder. */
const fileName = z.string().max(500).refine(isOurs, 'is no file of a backup');

/** Later is no date. */
const LAST_DATE_MS = 8.64e15;

const manifestSchema = z.object({
  formatVersion: z.literal(BACKUP_FORMAT),
  appVersion: z.string().max(100),
  mode: z.enum(['simulation', 'live', 'test-server']),
  createdAtMs: z.number().min(0).max(LAST_DATE_MS),
  schemas: z.object({ telemetry: z.number().int(), management: z.number().int() }),
  files: z.array(z.object({ file: fileName, bytes: z.number().int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});
export type BackupManifest = z.infer<typeof manifestSchema>;

/** Failures: 'no-backup', 'newer-backup' (a later Groundtrack wrote it), 'damaged-backup'. */
export function parseManifest(text: string): Result<BackupManifest> {
  const raw = parseJson(text);
  const version = z.object({ formatVersion: z.number() }).safeParse(raw);
  if (version.success && version.data.formatVersion > BACKUP_FORMAT) {
    return fail('newer-backup', `This backup was written by a newer Groundtrack (format ${version.data.formatVersion}, this one knows ${BACKUP_FORMAT}). Restore it with the newer version.`);
  }
  const manifest = manifestSchema.safeParse(raw);
  if (!manifest.success) {
    const issue = manifest.error.issues[0];
    return fail('damaged-backup', `The backup is damaged: ${MANIFEST_FILE} can't be read (${issue?.path.join('.') || 'no JSON'}: ${issue?.message ?? ''}).`);
  }
  const { schemas, files } = manifest.data;
  for (const name of ['telemetry', 'management'] as const) {
    if (schemas[name] <= schemaVersions[name]) continue;
    return fail('newer-backup', `This backup was written by a newer Groundtrack (schema ${schemas[name]} of ${name}.duckdb, this one knows ${schemaVersions[name]}). Restore it with the newer version.`);
  }
  if (!files.some(({ file }) => file === `${DATA_PART}/${TELEMETRY_FILE}`)) return fail('damaged-backup', `The backup is damaged: ${MANIFEST_FILE} names no ${TELEMETRY_FILE}.`);
  return ok(manifest.data);
}

function isOurs(file: string): boolean {
  const [part, ...names] = file.split('/');
  if (names.length === 0 || names.some((name) => !/^[\w=.-]+$/.test(name) || name === '.' || name === '..')) return false;
  return part === DATA_PART || (part === SETTINGS_PART && settingsFiles.some((known) => known === names.join('/')));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
