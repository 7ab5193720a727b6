import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, onTestFinished, test } from 'vitest';
import { openTelemetryHistory } from '../../../src/main/history/telemetry-history.ts';
import { TELEMETRY_FILE, TELEMETRY_SCHEMA_VERSION } from '../../../src/main/history/telemetry-schema.ts';
import { buildBatch, buildMeta, NOON_MS, nsAt } from './build-batch.ts';
import { readTable } from './read-table.ts';
import { createTempFolder } from './temp-folder.ts';
import { telemetrySchema1 } from './telemetry-schema-1.ts';

const dayMs = 86_400_000;
const sampleTimes = [NOON_MS, NOON_MS - dayMs, NOON_MS - 3 * dayMs, 0, -1];

async function createFileOfSchema1(folder: string): Promise<void> {
  const instance = await DuckDBInstance.create(join(folder, TELEMETRY_FILE));
  const connection = await instance.connect();
  for (const statement of telemetrySchema1) await connection.run(statement);
  await connection.run(`INSERT INTO texts VALUES (0, 'ut1'), (1, '[]'), (2, 'Router-1'), (3, 'ip-ut1')`);
  await connection.run(`INSERT INTO batches (batch_no, spool_id, credential_id, account_number, received_at_ms) VALUES (1, 's1', 'cred-1', 'ACC-1', ${NOON_MS})`);
  for (const ms of sampleTimes) {
    await connection.run(`INSERT INTO terminal_samples (batch_no, device_no, timestamp_ns, latency_ms, active_alerts_no) VALUES (1, 0, ${nsAt(ms)}, 31, 1)`);
    await connection.run(`INSERT INTO unknown_columns VALUES (1, 'u', 0, ${nsAt(ms)}, '{"Tilt":1}')`);
  }
  await connection.run(`INSERT INTO router_samples (batch_no, router_no, timestamp_ns, device_no, clients) VALUES (1, 2, ${nsAt(NOON_MS)}, 0, 4)`);
  await connection.run(`INSERT INTO ip_allocation_samples VALUES (1, 3, ${nsAt(NOON_MS - dayMs)}, 0, '["192.0.2.1"]', '[]', NULL)`);
  connection.disconnectSync();
  instance.closeSync();
}

test('a history of schema 1 keeps every sample, now by day, with its backup beside it, and goes on', async () => {
  const folder = createTempFolder();
  await createFileOfSchema1(folder);
  const lines: string[] = [];
  const history = await openTelemetryHistory({ folder, log: (_level, text) => lines.push(text) });
  onTestFinished(() => history.close());
  await history.append(buildBatch({ terminals: [{ id: 'ut1', ns: nsAt(NOON_MS + 15_000), numbers: { latencyMs: 40 } }] }), buildMeta());
  await history.close();
  expect(lines).toEqual([expect.stringContaining(`schema 1 becomes ${TELEMETRY_SCHEMA_VERSION}`)]);
  expect(existsSync(join(folder, `${TELEMETRY_FILE}.schema-1.backup`))).toBe(true);
  const samples = await readTable(folder, `SELECT device_id, timestamp_ns, latency_ms, account_number FROM terminal_history ORDER BY timestamp_ns`);
  expect(samples).toEqual([
    ...[...sampleTimes].reverse().map((ms) => ({ device_id: 'ut1', timestamp_ns: nsAt(ms), latency_ms: 31, account_number: 'ACC-1' })),
    { device_id: 'ut1', timestamp_ns: nsAt(NOON_MS + 15_000), latency_ms: 40, account_number: 'ACC-1' },
  ]);
  expect(await readTable(folder, `SELECT timestamp_ns FROM terminal_samples_stray ORDER BY timestamp_ns`)).toHaveLength(3);
  expect(await readTable(folder, `SELECT timestamp_ns FROM terminal_samples_20261121`)).toEqual([{ timestamp_ns: nsAt(NOON_MS - dayMs) }]);
  expect(await readTable(folder, `SELECT count(*)::INTEGER AS n FROM unknown_columns`)).toEqual([{ n: 5 }]);
  expect(await readTable(folder, `SELECT router_id, clients FROM router_history`)).toEqual([{ router_id: 'Router-1', clients: 4 }]);
  expect(await readTable(folder, `SELECT ip_allocation_id, ipv4 FROM ip_allocation_history`)).toEqual([{ ip_allocation_id: 'ip-ut1', ipv4: ['192.0.2.1'] }]);
});
