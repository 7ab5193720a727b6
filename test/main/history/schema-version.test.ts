import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NewerSchemaError, type SchemaPlan } from '../../../src/main/history/schema-version.ts';
import { openTelemetryHistory, telemetryPlan } from '../../../src/main/history/telemetry-history.ts';
import { TELEMETRY_FILE, TELEMETRY_SCHEMA_VERSION as NOW } from '../../../src/main/history/telemetry-schema.ts';
import { buildBatch, buildMeta, NOON_MS, nsAt } from './build-batch.ts';
import { readTable } from './read-table.ts';
import { createTempFolder } from './temp-folder.ts';

const log = (): void => undefined;
const laterPlan: SchemaPlan = {
  version: NOW + 2,
  create: [],
  migrations: [
    { from: NOW, migrate: async (connection) => void (await connection.run('ALTER TABLE batches ADD COLUMN lag_ms BIGINT')) },
    { from: NOW + 1, migrate: async (connection) => void (await connection.run('CREATE TABLE gaps (from_ns BIGINT)')) },
  ],
};

async function createWithOneRow(folder: string): Promise<void> {
  const history = await openTelemetryHistory({ folder, log });
  await history.append(buildBatch({ terminals: [{ id: 'ut1', ns: nsAt(NOON_MS) }] }), buildMeta());
  await history.close();
}

test('an older file is migrated step by step, the untouched one stays beside it', async () => {
  const folder = createTempFolder();
  await createWithOneRow(folder);
  const before = readFileSync(join(folder, TELEMETRY_FILE));
  const lines: string[] = [];
  const history = await openTelemetryHistory({ folder, log: (_level, text) => lines.push(text), plan: laterPlan });
  expect((await history.loadCurrent()).terminals).toHaveLength(1);
  await history.close();
  expect(await readTable(folder, 'SELECT version FROM schema_version')).toEqual([{ version: NOW + 2 }]);
  expect(await readTable(folder, 'SELECT lag_ms FROM batches')).toEqual([{ lag_ms: null }]);
  expect(readFileSync(join(folder, `${TELEMETRY_FILE}.schema-${NOW}.backup`)).equals(before)).toBe(true);
  expect(lines.join()).toContain(`schema ${NOW} becomes ${NOW + 2}`);
});

test('a migration that breaks leaves the file at the last whole step, and the next start goes on', async () => {
  const folder = createTempFolder();
  await createWithOneRow(folder);
  const broken: SchemaPlan = { ...laterPlan, migrations: [laterPlan.migrations[0]!, { from: NOW + 1, migrate: () => Promise.reject(new Error('broken step')) }] };
  await expect(openTelemetryHistory({ folder, log, plan: broken })).rejects.toThrow('broken step');
  expect(await readTable(folder, 'SELECT version FROM schema_version')).toEqual([{ version: NOW + 1 }]);
  await (await openTelemetryHistory({ folder, log, plan: laterPlan })).close();
  expect(await readTable(folder, 'SELECT version FROM schema_version')).toEqual([{ version: NOW + 2 }]);
});

test('a newer file is refused politely and not changed', async () => {
  const folder = createTempFolder();
  await createWithOneRow(folder);
  await (await openTelemetryHistory({ folder, log, plan: laterPlan })).close();
  const before = readFileSync(join(folder, TELEMETRY_FILE));
  const refused = openTelemetryHistory({ folder, log, plan: telemetryPlan });
  await expect(refused).rejects.toBeInstanceOf(NewerSchemaError);
  await expect(refused).rejects.toThrow(`telemetry.duckdb was written by a newer Groundtrack (schema ${NOW + 2}, this one knows ${NOW})`);
  expect(readFileSync(join(folder, TELEMETRY_FILE)).equals(before)).toBe(true);
  expect(existsSync(join(folder, `${TELEMETRY_FILE}.wal`))).toBe(false);
  expect(statSync(folder).isDirectory()).toBe(true);
});
