// Closed days by a reader that shares no code with ours: every row that the simulator sent, exactly, in the columns that docs/history-format.md names.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetReadObjects, parquetSchema, parquetMetadataAsync } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { ArchiveKind } from '../../../src/main/history/archive/archive-path.ts';
import { managementSchema } from '../../../src/main/history/management-schema.ts';
import { createSchema } from '../../../src/main/history/schema-version.ts';
import { openTelemetryHistory, telemetryPlan } from '../../../src/main/history/telemetry-history.ts';
import { archiveColumns } from '../../../src/main/history/queries/archive-columns.ts';
import { valueOf } from '../../../src/main/history/rollup-bins.ts';
import { parseTelemetryBody } from '../../../src/main/starlink/parse-telemetry-body.ts';
import { createSimulator, type LedgerRow } from '../../../src/simulator/simulator.ts';
import { buildMeta } from './build-batch.ts';
import { closeDays } from './queries/close-days.ts';

const TERMINALS = 20;
const SPAN_S = 1_800;
const startAt = '2026-11-22T12:00:00Z';
type Row = Record<string, unknown>;

interface Sent {
  readonly rows: readonly LedgerRow[];
  /** Sums over the replies' own JSON, by letter and column. */
  readonly sums: Map<string, number>;
}

let folder: string;
let sent: Sent;

async function record(): Promise<Sent> {
  const simulator = await createSimulator({ terminals: TERMINALS, accounts: 1, demoCruise: false, startAt, startBackS: SPAN_S, rateLimitPerMinute: null, ledgerDetail: true });
  const history = await openTelemetryHistory({ folder, log: () => undefined });
  try {
    const { clientId, clientSecret, accountNumber } = simulator.credentials[0]!;
    const minted = (await (await fetch(simulator.tokenUrl, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }) })).json()) as { access_token: string };
    const sums = new Map<string, number>();
    const receivedAtMs = Date.parse(startAt);
    for (let rowCount = Infinity; rowCount >= 1_000;) {
      const reply = await fetch(`${simulator.url}/telemetry/stream`, {
        method: 'POST', headers: { authorization: `Bearer ${minted.access_token}`, 'content-type': 'application/json', 'accept-encoding': 'identity' }, body: JSON.stringify({ batchSize: 1_000, maxLingerMs: 0 }),
      });
      const wire = Buffer.from(await reply.arrayBuffer());
      const batch = parseTelemetryBody(wire, { receivedAtMs, knownColumns: null });
      await history.append(batch, buildMeta({ accountNumber, receivedAtMs, requestedAtMs: receivedAtMs }));
      addSums(sums, JSON.parse(wire.toString()) as Reply);
      rowCount = batch.rowCount;
    }
    await closeDays(history, folder, Date.parse('2026-11-23T10:00:00Z'));
    return { rows: simulator.ledger.rows(accountNumber), sums };
  } finally {
    await history.close();
    await simulator.stop();
  }
}

interface Reply {
  readonly data: { readonly values: readonly (readonly unknown[])[]; readonly columnNamesByDeviceType: Readonly<Record<string, readonly string[]>> };
}

function addSums(sums: Map<string, number>, { data }: Reply): void {
  for (const row of data.values) {
    for (const [index, name] of data.columnNamesByDeviceType[String(row[0])]!.entries()) {
      const key = `${String(row[0])} ${name}`;
      if (typeof row[index] === 'number') sums.set(key, (sums.get(key) ?? 0) + row[index]);
    }
  }
}

async function readKind(kind: ArchiveKind): Promise<Row[]> {
  const rows: Row[] = [];
  for (const file of filesOf(kind)) rows.push(...(await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors })));
  return rows;
}

function filesOf(kind: ArchiveKind): string[] {
  return readdirSync(path.join(folder, kind), { recursive: true }).map(String).filter((name) => name.endsWith('.parquet')).map((name) => path.join(folder, kind, name));
}

const sumOf = (rows: readonly Row[], column: string): number => rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'groundtrack-history-'));
  sent = await record();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the files of a closed day, read independently', () => {
  test.each([['telemetry', 'u', 'device_id'], ['routers', 'r', 'router_id'], ['ip-allocations', 'i', 'ip_allocation_id']] as const)('%s: every row that was sent, once, with its exact time', async (kind, letter, id) => {
    const rows = await readKind(kind);
    const expected = sent.rows.filter((row) => row.letter === letter).map((row) => row.timestampNs).sort();
    expect(expected.length).toBeGreaterThan(0);
    expect(rows.map((row) => String(row['timestamp_ns'])).sort()).toEqual(expected);
    expect(new Set(rows.map((row) => `${String(row[id])} ${String(row['timestamp_ns'])}`)).size).toBe(rows.length);
  });

  test('values add up to what the replies said', async () => {
    const terminals = await readKind('telemetry');
    for (const [column, api] of [['downlink_mbps', 'DownlinkThroughput'], ['latency_ms', 'PingLatencyMsAvg'], ['ping_drop_rate', 'PingDropRateAvg'], ['signal_quality', 'SignalQuality'], ['uptime_s', 'Uptime']] as const) {
      expect(sumOf(terminals, column) / sent.sums.get(`u ${api}`)!, column).toBeCloseTo(1, 9);
    }
    expect(new Set(terminals.map((row) => row['device_id'])).size).toBe(TERMINALS);
    for (const row of terminals) expect(row['h3_cell']).toMatch(/^8[0-9a-f]{14}$/);
  });

  test('lie by terminal and time', async () => {
    const order = (await readKind('telemetry')).map((row) => `${String(row['device_id'])} ${String(row['timestamp_ns'])}`);
    expect(order).toEqual([...order].sort());
  });

  test('snapshots hold every terminal, and rollups every value', async () => {
    const [terminals, snapshots, rollups] = [await readKind('telemetry'), await readKind('snapshots'), await readKind('rollups')];
    const last = snapshots.filter((row) => Number(row['snapshot_ms']) === Date.parse('2026-11-23T00:00:00Z'));
    expect(last.map((row) => row['device_id'])).toEqual([...new Set(terminals.map((row) => row['device_id']))]);
    const latencies = terminals.map((row) => row['latency_ms']).filter((value) => typeof value === 'number');
    const counted = rollups.filter((row) => row['metric'] === 'latency_ms');
    expect(sumOf(counted, 'samples')).toBe(latencies.length);
    const byBins = counted.reduce((sum, row) => sum + Number(row['samples']) * valueOf(Number(row['bin'])), 0);
    expect(Math.abs(byBins / latencies.reduce((sum, value) => sum + value, 0) - 1)).toBeLessThan(0.008);
    expect(sumOf(counted, 'sum') / latencies.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
  });

  test.each(['telemetry', 'routers', 'ip-allocations', 'snapshots', 'rollups'] as const)('%s has the columns that its page names, in their order', async (kind) => {
    const { children } = parquetSchema(await parquetMetadataAsync(await asyncBufferFromFile(filesOf(kind)[0]!)));
    const names = children.map(({ element }) => element.name);
    const documented = documentedColumns(kind);
    expect(names.slice(0, documented.length)).toEqual(documented);
    expect(names).toHaveLength(kind === 'snapshots' ? 1 + documentedColumns('telemetry').length : documented.length);
  });
});

test('the page names every column that queries count on, with its type', () => {
  for (const [kind, columns] of Object.entries(archiveColumns) as [ArchiveKind, Record<string, string>][]) {
    if (kind === 'snapshots') continue;
    expect(Object.fromEntries(documentedRows(kind).map(([name, type]) => [name, type])), kind).toEqual(columns);
  }
});

test.each([
  ['telemetry.duckdb', telemetryPlan, ['batches', 'stream_reads', 'poll_spans', 'terminal_gaps', 'terminal_sights', 'texts']],
  ['management.duckdb', managementSchema, ['walks', 'versions', 'usage_cycles', 'usage_days', 'overage_lines', 'usage_owners']],
])('the page names every column of the tables of %s that it describes', async (_file, plan, tables) => {
  const instance = await DuckDBInstance.create(':memory:');
  onTestFinished(() => instance.closeSync());
  const connection = await instance.connect();
  await createSchema(connection, plan);
  for (const table of tables) {
    const columns = (await connection.runAndReadAll(`SELECT column_name FROM duckdb_columns() WHERE table_name = '${table}' ORDER BY column_index`)).getColumnsJS()[0]!.map(String);
    const about = new RegExp(`\\*\\*\`${table}\`\\*\\*: (.*?)(?=\\n- \\*\\*|\\n\\n)|\`${table}\` \\((.*?)\\)`, 's').exec(page())?.[0] ?? '';
    expect(columns.filter((column) => !about.includes(`\`${column}\``)), table).toEqual([]);
    expect(columns.length, table).toBeGreaterThan(0);
  }
});

const page = (): string => readFileSync(path.resolve(import.meta.dirname, '../../../docs/history-format.md'), 'utf8');

function documentedColumns(kind: ArchiveKind): string[] {
  return documentedRows(kind).map(([name]) => name!);
}

function documentedRows(kind: ArchiveKind): string[][] {
  const section = page().split(/^## /m).find((part) => part.startsWith(`${kind}\n`))!;
  return section.split('\n').filter((line) => line.startsWith('|')).slice(2).map((line) => line.split('|').slice(1, 3).map((cell) => cell.trim()));
}
