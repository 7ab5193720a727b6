// Which schema a database file carries: a new file gets the newest, an older one is migrated after a backup, a newer one is refused and left alone.
import { copyFile, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { syncFolder } from './sync-folder.ts';

/** The file was written by a later Groundtrack; nothing in it was changed. */
export class NewerSchemaError extends Error {
  readonly file: string;
  readonly fileVersion: number;
  readonly knownVersion: number;

  constructor(file: string, fileVersion: number, knownVersion: number) {
    super(`${file} was written by a newer Groundtrack (schema ${fileVersion}, this one knows ${knownVersion}). Start the newer version, or choose another data folder.`);
    this.name = 'NewerSchemaError';
    this.file = file;
    this.fileVersion = fileVersion;
    this.knownVersion = knownVersion;
  }
}

/** Brings a file from version `from` to `from + 1`, inside a transaction. */
export interface Migration {
  readonly from: number;
  migrate(connection: DuckDBConnection): Promise<void>;
}

export interface SchemaPlan {
  readonly version: number;
  /** Statements that make an empty file a file of `version`. */
  readonly create: readonly string[];
  readonly migrations: readonly Migration[];
}

/** null: an empty file. */
export async function readSchemaVersion(connection: DuckDBConnection): Promise<number | null> {
  const tables = await connection.runAndReadAll(`SELECT count(*) FROM duckdb_tables() WHERE table_name = 'schema_version' AND NOT temporary`);
  if (Number(tables.value(0, 0)) === 0) return null;
  const rows = await connection.runAndReadAll(`SELECT version FROM schema_version`);
  if (rows.currentRowCount !== 1) throw new Error('schema_version does not hold exactly one row');
  return Number(rows.value(0, 0));
}

/** All or nothing: a kill in between leaves an empty file that the next start fills. */
export async function createSchema(connection: DuckDBConnection, plan: SchemaPlan): Promise<void> {
  await inTransaction(connection, async () => {
    await connection.run(`CREATE TABLE schema_version (version INTEGER NOT NULL)`);
    await connection.run(`INSERT INTO schema_version VALUES (${plan.version})`);
    for (const statement of plan.create) await connection.run(statement);
  });
}

/** Each step is a transaction of its own that also raises the version, so a kill in between continues where it stopped. */
export async function migrateSchema(connection: DuckDBConnection, from: number, plan: SchemaPlan): Promise<void> {
  for (let version = from; version < plan.version; version++) {
    const step = plan.migrations.find((migration) => migration.from === version);
    if (step === undefined) throw new Error(`There is no migration from schema ${version}`);
    await inTransaction(connection, async () => {
      await step.migrate(connection);
      await connection.run(`UPDATE schema_version SET version = ${version + 1}`);
    });
  }
}

/** Copies the closed database beside itself as `<file>.schema-<version>.backup`, in place of an earlier one: the file itself is still whole at that version. */
export async function backUpFile(file: string, version: number): Promise<string> {
  const backup = `${file}.schema-${version}.backup`;
  await copyFile(file, `${backup}.part`);
  const copy = await open(`${backup}.part`, 'r+');
  try {
    await copy.sync();
  } finally {
    await copy.close();
  }
  await rename(`${backup}.part`, backup);
  await syncFolder(dirname(backup));
  return backup;
}

/** `whileCommitting` runs once COMMIT is under way on DuckDB's own thread. */
export async function inTransaction<T>(connection: DuckDBConnection, work: () => Promise<T>, whileCommitting?: () => void): Promise<T> {
  await connection.run('BEGIN TRANSACTION');
  try {
    const result = await work();
    const committed = connection.run('COMMIT');
    whileCommitting?.();
    await committed;
    return result;
  } catch (error) {
    // A failed COMMIT has rolled back already; then ROLLBACK itself fails and says nothing new.
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
