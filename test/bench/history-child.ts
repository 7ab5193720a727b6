// Runs inside Electron's own Node: a fleet's closed day (through the archive itself) and its open day, and what questions to them take.
// Its last line on standard output is the figures as JSON.
import { linkSync, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createArchive } from '../../src/main/history/archive/archive.ts';
import { buildHotViews } from '../../src/main/history/hot-tables.ts';
import { filesRelation } from '../../src/main/history/queries/archive-columns.ts';
import type { HistoryReader } from '../../src/main/history/queries/history-reader.ts';
import { openTelemetryHistory } from '../../src/main/history/telemetry-history.ts';
import { TELEMETRY_FILE } from '../../src/main/history/telemetry-schema.ts';
import { dayText, parseDay } from '../../src/main/history/utc-day.ts';
import type { HistoryQueryName, HistoryRequest } from '../../src/shared/history-query.ts';
import type { HistoryFigures } from './history.ts';
import { createFleet, deviceIdOf, fillDay } from './history-fleet.ts';
import { createTempFolder } from './temp-folder.ts';

const terminals = Number(process.argv[2]);
const ROUNDS = 7;
const DAY_MS = 86_400_000;
const closedDay = parseDay('2026-11-22')!;
const openDay = closedDay + 1;
const closedMs = closedDay * DAY_MS;
const openMs = openDay * DAY_MS;
/** Days of archive besides the one that is asked for. */
const MONTH = 29;

const folder = createTempFolder();
const seconds: Record<string, number> = {};
async function timed<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
  const beganMs = performance.now();
  try {
    return await work();
  } finally {
    seconds[name] = (performance.now() - beganMs) / 1_000;
  }
}

async function generate(): Promise<void> {
  await (await openTelemetryHistory({ folder, log: () => undefined })).close();
  const instance = await DuckDBInstance.create(path.join(folder, TELEMETRY_FILE), { threads: '2', memory_limit: '4GB', checkpoint_threshold: '1GB' });
  const connection = await instance.connect();
  const fleet = await createFleet(connection, terminals);
  for (const [nth, day] of [closedDay, openDay].entries()) await fillDay(connection, fleet, day, nth);
  for (const statement of buildHotViews([closedDay, openDay])) await connection.run(statement);
  await connection.run('CHECKPOINT');
  connection.disconnectSync();
  instance.closeSync();
}

await timed('generated', generate);
const hotBytes = statSync(path.join(folder, TELEMETRY_FILE)).size;
const history = await openTelemetryHistory({ folder, log: (level, text) => void (level === 'error' && process.stderr.write(`${text}\n`)) });
await timed('archived', async () => {
  const troubles: string[] = [];
  const archive = createArchive({
    port: history.archivePort, folder, limits: () => ({ historyDays: 400, historyMaxGB: 0 }), log: () => undefined, now: () => openMs + DAY_MS, freeDiskBytes: () => Promise.resolve(1e13),
    onTrouble: (trouble) => void (trouble !== null && troubles.push(trouble.cause)),
  });
  await archive.runPass();
  await archive.stop();
  if (troubles.length > 0) throw new Error(troubles.join('\n'));
});

let asked = 0;
async function ask<Name extends HistoryQueryName>(name: Name, request: HistoryRequest<Name>): Promise<number> {
  const beganMs = performance.now();
  const answer = await history.queries.ask(name, request, { queryId: `bench-${asked++}`, chart: null });
  const tookMs = performance.now() - beganMs;
  if (!answer.ok) throw new Error(answer.error.message);
  if (answer.value.missing.length > 0) throw new Error('files are missing');
  return tookMs;
}

const inHistory = async <Value>(work: (reader: HistoryReader) => Promise<Value>): Promise<Value> => (await history.queries.borrow(new AbortController().signal, (read) => read(work))).value;
async function bare(sql: string): Promise<number> {
  return inHistory(async (reader) => {
    const beganMs = performance.now();
    await reader.columns(sql);
    return performance.now() - beganMs;
  });
}

type Pairs = { figure: number; yardstick: number }[];
async function pairs(rounds: number, figure: (round: number) => Promise<number>, yardstick: (round: number) => Promise<number>): Promise<Pairs> {
  const taken: Pairs = [];
  // The first pair warms both up.
  for (let round = 0; round <= rounds; round++) {
    const pair = { figure: await figure(round), yardstick: await yardstick(round) };
    if (round > 0) taken.push(pair);
  }
  return taken;
}

const files = async (kind: string): Promise<{ file: string; rows: number; bytes: number }[]> => inHistory(async (reader) => {
  const [names = [], rows = [], bytes = []] = await reader.columns(`SELECT file, row_count::DOUBLE, bytes::DOUBLE FROM archive_files WHERE kind = '${kind}' AND day = DATE '${dayText(closedDay)}'`);
  return names.map((file, index) => ({ file: String(file), rows: Number(rows[index]), bytes: Number(bytes[index]) }));
});
const telemetry = await files('telemetry');
const relation = filesRelation(telemetry.map(({ file }) => path.join(folder, file)));
const rowsArchived = telemetry.reduce((sum, { rows }) => sum + rows, 0);
const device = (round: number): number => (round * 970 + 13) % terminals;
const series = (round: number, fromMs: number): HistoryRequest<'series'> => ({ deviceId: deviceIdOf(device(round)), metric: 'latencyMs', fromMs, toMs: fromMs + DAY_MS, buckets: 500 });
const closedSeries = (round: number): Promise<number> => ask('series', series(round, closedMs));
const percentiles = (fromMs: number): HistoryRequest<'fleetPercentiles'> => ({ metric: 'latencyMs', accountNumber: null, fromMs, toMs: fromMs + DAY_MS, buckets: 288 });
const momentOf = (round: number, fromMs: number): HistoryRequest<'fleetAsOf'> => ({ atMs: fromMs + ((round * 3 + 5) * 3_600_000 + 111_000) % DAY_MS, accountNumber: null });

const measured = await timed('asked', async () => ({
  closedSeries: await pairs(ROUNDS, closedSeries, (round) => bare(`SELECT timestamp_ns, latency_ms FROM ${relation} WHERE device_id = '${deviceIdOf(device(round))}'`)),
  openSeries: await pairs(ROUNDS, (round) => ask('series', series(round, openMs)), (round) => bare(`SELECT timestamp_ns, latency_ms FROM terminal_samples WHERE device_no = ${device(round)}`)),
  closedAsOf: await pairs(ROUNDS, (round) => ask('fleetAsOf', momentOf(round, closedMs)), () => bare(`SELECT device_no, max(timestamp_ns) FROM terminal_samples GROUP BY device_no`)),
  openAsOf: await pairs(ROUNDS, (round) => ask('fleetAsOf', momentOf(round, openMs)), () => bare(`SELECT device_no, max(timestamp_ns) FROM terminal_samples GROUP BY device_no`)),
  closedPercentiles: await pairs(3, () => ask('fleetPercentiles', percentiles(closedMs)), () => bare(`SELECT timestamp_ns // 300000000000, approx_quantile(latency_ms, 0.95) FROM ${relation} GROUP BY ALL`)),
  openPercentiles: await pairs(3, () => ask('fleetPercentiles', percentiles(openMs)), () => bare(`SELECT timestamp_ns // 300000000000, approx_quantile(latency_ms, 0.95) FROM terminal_samples GROUP BY ALL`)),
}));

/** The same day under other dates: their rows in the list come and go, so that a day alone and a month are measured in turn. */
async function withMonth(): Promise<Pairs> {
  const kinds = ['telemetry', 'snapshots', 'rollups'] as const;
  const days = Array.from({ length: MONTH }, (_, index) => dayText(closedDay - 1 - index));
  for (const kind of kinds) {
    for (const { file } of await files(kind)) {
      for (const day of days) {
        const linked = path.join(folder, file.replace(dayText(closedDay), day));
        mkdirSync(path.dirname(linked), { recursive: true });
        linkSync(path.join(folder, file), linked);
      }
    }
  }
  const list = `INSERT INTO archive_files SELECT * REPLACE (d.day AS day, replace(file, '${dayText(closedDay)}', d.day::VARCHAR) AS file)
    FROM archive_files f, (SELECT unnest([${days.map((day) => `DATE '${day}'`).join(', ')}]) AS day) d WHERE f.day = DATE '${dayText(closedDay)}'`;
  const setMonth = (isThere: boolean): Promise<number> => inHistory((reader) => reader.run(isThere ? list : `DELETE FROM archive_files WHERE day < DATE '${dayText(closedDay)}'`));
  return pairs(ROUNDS, async (round) => {
    await setMonth(true);
    await closedSeries(round);
    return closedSeries(round);
  }, async (round) => {
    await setMonth(false);
    await closedSeries(round);
    return closedSeries(round);
  });
}

const figures: HistoryFigures = {
  terminals, rows: rowsArchived, ...measured, month: await withMonth(), bytesARow: telemetry.reduce((sum, { bytes }) => sum + bytes, 0) / rowsArchived, hotBytesARow: hotBytes / (2 * rowsArchived), seconds,
};
await history.close();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);
