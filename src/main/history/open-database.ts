// Opens one DuckDB file of ours at the schema that this version writes.
import { open as openFile, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { backUpFile, createSchema, migrateSchema, NewerSchemaError, readSchemaVersion, type SchemaPlan } from './schema-version.ts';

export interface OpenDatabase {
  /** Its path. */
  readonly file: string;
  /** For writes, one at a time. */
  readonly writer: DuckDBConnection;
  /** For queries, so that a chart never waits for a commit. */
  readonly reader: DuckDBConnection;
  /** One more connection, for work that runs beside the others; it ends with `close`. */
  connect(): Promise<DuckDBConnection>;
  /** For a copy of the file, while nothing writes. Never close it: the system would take DuckDB's lock of the file away with it. */
  readHandle(): Promise<FileHandle>;
  close(): void;
}

const databaseOptions: Readonly<Record<string, string>> = {
  // The poller shares the machine with windows and with other work; more threads make a commit no faster.
  threads: '2',
  memory_limit: '512MB',
  // A checkpoint rewrites the last row group: every 16 MB (default) that is each second full reply, 64 MB makes it each tenth.
  checkpoint_threshold: '64MB',
  // Never fetch code from the network.
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/** Rejects with NewerSchemaError, or with DuckDB's own error when the file can't be read. */
export async function openDatabase(file: string, plan: SchemaPlan, log: (text: string) => void): Promise<OpenDatabase> {
  const opened = await connect(file);
  try {
    const version = await readSchemaVersion(opened.writer);
    if (version === null) await createSchema(opened.writer, plan);
    if (version !== null && version > plan.version) throw new NewerSchemaError(basename(file), version, plan.version);
    if (version === null || version === plan.version) return opened;
    await opened.writer.run('CHECKPOINT');
    opened.close();
    log(`${basename(file)}: schema ${version} becomes ${plan.version}; the old file is kept as ${basename(await backUpFile(file, version))}`);
    const migrated = await connect(file);
    await migrateSchema(migrated.writer, version, plan).catch((error: unknown) => {
      migrated.close();
      throw error;
    });
    return migrated;
  } catch (error) {
    opened.close();
    throw error;
  }
}

async function connect(file: string): Promise<OpenDatabase> {
  const instance = await DuckDBInstance.create(file, { ...databaseOptions });
  const writer = await instance.connect();
  const reader = await instance.connect();
  const others: DuckDBConnection[] = [];
  let handle: Promise<FileHandle> | null = null;
  let open = true;
  return {
    file,
    writer,
    reader,
    async connect() {
      const other = await instance.connect();
      others.push(other);
      return other;
    },
    readHandle() {
      handle ??= openFile(file, 'r');
      // A failure is not kept: the next copy tries again.
      handle.catch(() => (handle = null));
      return handle;
    },
    close() {
      if (!open) return;
      open = false;
      for (const connection of [...others, reader, writer]) connection.disconnectSync();
      instance.closeSync();
      void handle?.then((opened) => opened.close()).catch(() => undefined);
    },
  };
}
