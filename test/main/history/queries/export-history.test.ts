// A range of the history as a file: every sample once, exact values, no formulas, and nothing left behind where it did not come about.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parse } from 'papaparse';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { HistoryExportRequest } from '../../../../src/shared/history-export.ts';
import { exportHistory } from '../../../../src/main/history/queries/export-history.ts';
import type { QueryService } from '../../../../src/main/history/queries/query-service.ts';
import type { TelemetryHistory } from '../../../../src/main/history/telemetry-history.ts';
import { findMountObstacle, mountSmallDisk } from '../../../e2e/small-disk.ts';
import { buildBatch, buildMeta, nsAt, type BatchSpec } from '../build-batch.ts';
import { createTempFolder } from '../temp-folder.ts';
import { archiveDay } from './archive-day.ts';
import { closeDays } from './close-days.ts';
import { openHistory } from './ask-history.ts';

const dayMs = Date.parse('2026-11-22T00:00:00Z');
const HOUR = 3_600_000;
const [first, second] = ['ut01000000-00000000-00a1b2c3', 'ut02000000-00000000-00a1b2c4'];
const router = 'Router-0100000000000000001ACBB9';

/** Twenty minutes of two terminals around a midnight. */
function batch(startMs: number): BatchSpec {
  const minutes = Array.from({ length: 20 }, (_, minute) => startMs + minute * 60_000);
  return {
    terminals: minutes.flatMap((atMs, minute) => [
      { id: first, ns: nsAt(atMs, 7n), numbers: { latencyMs: 0.1 + minute, downlinkMbps: 1 / 3 }, softwareVersion: minute === 0 ? '=cmd()' : '2026.10', h3Cell: '85194d07fffffff', alerts: minute < 10 ? [] : [51, 62], ...(minute === 3 ? { unknown: '{"Bandwidth":1}' } : {}) },
      { id: second, ns: nsAt(atMs), numbers: { latencyMs: -1 - minute }, countryCode: 'BE', inTerritorialWaters: true, alerts: null },
    ]),
    routers: [{ id: router, ns: nsAt(startMs), deviceId: first, numbers: { clients: 3 }, alerts: [52] }, { id: 'Router-X', ns: nsAt(startMs), deviceId: second }],
    ips: [{ deviceId: first, ns: nsAt(startMs), lists: [['192.0.2.1', '192.0.2.2'], [], null] }],
  };
}

async function fill(folder: string): Promise<TelemetryHistory> {
  const history = await openHistory(folder);
  for (const startMs of [dayMs + 12 * HOUR, dayMs + 24 * HOUR - 10 * 60_000, dayMs + 36 * HOUR]) await history.append(buildBatch(batch(startMs)), buildMeta({ receivedAtMs: startMs + HOUR }));
  // The same reply twice: every sample counts once.
  await history.append(buildBatch(batch(dayMs + 36 * HOUR)), buildMeta({ receivedAtMs: dayMs + 38 * HOUR }));
  return history;
}

const everything: HistoryExportRequest = { exportId: 1, kind: 'telemetry', format: 'csv', deviceIds: null, fromMs: dayMs, toMs: dayMs + 48 * HOUR };

async function run(history: TelemetryHistory, folder: string, request: Partial<HistoryExportRequest>, signal = new AbortController().signal) {
  const format = request.format ?? 'csv';
  const file = join(folder, `out.${format}`);
  const progress: { percent: number; rows: number }[] = [];
  const answer = await exportHistory(history.queries, { ...everything, ...request }, { file, beside: join(folder, `.out.${format}.part`) }, signal, (percent, rows) => void progress.push({ percent, rows }));
  return { answer, file, progress };
}

type Row = Record<string, string>;
const readCsv = (file: string): Row[] => parse<Row>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data;
const readParquet = async (file: string): Promise<Record<string, unknown>[]> => parquetReadObjects({ file: await asyncBufferFromFile(file), compressors });
const identities = (rows: readonly Record<string, unknown>[]): string[] => rows.map((row) => `${String(row['device_id'])} ${String(row['timestamp_ns'])}`).sort();

function outFolder(): string {
  return createTempFolder();
}

/** Days are written with fsync: on a busy machine that takes its time. */
const timeout = 20_000;

describe('an export', { timeout }, () => {
  test('as CSV has every sample of open and closed days once, with exact numbers, times twice, and no formula', async () => {
    const folder = createTempFolder();
    const history = await fill(folder);
    const open = await run(history, outFolder(), {});
    expect(open.answer).toEqual({ ok: true, value: { rows: 120, incompleteDays: [] } });
    const rows = readCsv(open.file);
    expect(new Set(identities(rows)).size).toBe(120);
    const sample = (minute: number): Row => rows.find((row) => row['device_id'] === first && row['timestamp_ns'] === String(nsAt(dayMs + 12 * HOUR + minute * 60_000, 7n)))!;
    expect(sample(0)).toMatchObject({
      timestamp_utc: '2026-11-22T12:00:00.000Z', account_number: 'ACC-1', received_at_utc: '2026-11-22T13:00:00.000Z', latency_ms: '0.1', downlink_mbps: '0.3333333333333333', uplink_mbps: '',
      h3_cell: '85194d07fffffff', software_version: `'=cmd()`, country_code: '', in_territorial_waters: '', active_alerts: '', unknown_columns: '',
    });
    expect(sample(12)).toMatchObject({ active_alerts: '51; 62', software_version: '2026.10' });
    expect(sample(3)['unknown_columns']).toBe('{"Bandwidth":1}');
    expect(rows.find((row) => row['latency_ms'] === '-7.0')).toMatchObject({ device_id: second, in_territorial_waters: 'true' });
    // Each terminal in a file of its own.
    await closeDays(history, folder, dayMs + 34 * HOUR, 1);
    const closed = await run(history, outFolder(), {});
    expect(new Set(readCsv(closed.file).map((row) => JSON.stringify(row)))).toEqual(new Set(rows.map((row) => JSON.stringify(row))));
    expect(closed.progress.at(-1)).toEqual({ percent: 100, rows: 120 });
    expect(closed.progress.map((step) => step.rows)).toEqual([30, 60, 120, 120]);
    expect(new Set(readCsv((await run(history, outFolder(), { deviceIds: [second] })).file).map((row) => row['device_id']))).toEqual(new Set([second]));
    expect(closed.progress.map(({ percent }) => percent)).toEqual([...closed.progress.map(({ percent }) => percent)].sort((a, b) => a - b));
  });

  test('as Parquet is read by another reader, with its types', async () => {
    const folder = createTempFolder();
    const history = await fill(folder);
    await archiveDay(history, folder, { day: '2026-11-22', keepHot: true });
    const { answer, file } = await run(history, outFolder(), { format: 'parquet', deviceIds: [first], fromMs: dayMs + 12 * HOUR, toMs: dayMs + 36 * HOUR + 60_000 });
    expect(answer).toEqual({ ok: true, value: { rows: 41, incompleteDays: [] } });
    const rows = await readParquet(file);
    expect(new Set(identities(rows)).size).toBe(41);
    expect(rows.find((row) => row['timestamp_ns'] === nsAt(dayMs + 24 * HOUR + 9 * 60_000, 7n))).toMatchObject({ device_id: first, latency_ms: 19.1, active_alerts: [51, 62], software_version: '2026.10' });
    expect(rows.find((row) => row['timestamp_ns'] === nsAt(dayMs + 12 * HOUR, 7n))).toMatchObject({ software_version: '=cmd()', active_alerts: [] });
  });

  test.each([
    ['routers', { clients: '3.0', active_alerts: '52' }], ['ip-allocations', { ipv4: '192.0.2.1; 192.0.2.2', ipv6_ue: '', ipv6_cpe: '' }],
  ] as const)('of %s is of the chosen terminals’', async (kind, expected) => {
    const folder = createTempFolder();
    const history = await fill(folder);
    await archiveDay(history, folder, { day: '2026-11-22' });
    const { file } = await run(history, outFolder(), { kind, deviceIds: [first] });
    const rows = readCsv(file);
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row).toMatchObject({ ...expected, device_id: first });
  });

  test('of alert edges has those of the terminal’s routers too', async () => {
    const folder = createTempFolder();
    const history = await fill(folder);
    await archiveDay(history, folder, { day: '2026-11-22' });
    const { file } = await run(history, outFolder(), { kind: 'alert-edges', deviceIds: [first] });
    expect(new Set(readCsv(file).map((row) => `${row['device_id']} ${row['code']}`))).toEqual(new Set([`${first} 51`, `${first} 62`, `${router} 52`]));
    expect(readCsv(file)[0]).toMatchObject({ at_utc: '2026-11-22T12:00:00.000Z', edge: 'raised', before: 'true' });
  });

  test.each(['csv', 'parquet'] as const)('of nothing is a %s file with its columns', async (format) => {
    const history = await fill(createTempFolder());
    const { answer, file } = await run(history, outFolder(), { format, fromMs: 0, toMs: 1 });
    expect(answer).toEqual({ ok: true, value: { rows: 0, incompleteDays: [] } });
    if (format === 'csv') expect(readFileSync(file, 'utf8')).toMatch(/^device_id,timestamp_utc,timestamp_ns,.*\r\n$/);
    else expect(await readParquet(file)).toEqual([]);
    expect((await run(history, outFolder(), { fromMs: 1, toMs: 1 })).answer).toMatchObject({ ok: false, error: { code: 'empty-range' } });
  });

  test('goes on without a damaged file of the archive, and says of which day', async () => {
    const folder = createTempFolder();
    const history = await fill(folder);
    const paths = await archiveDay(history, folder, { day: '2026-11-22' });
    writeFileSync(paths.telemetry, 'none');
    expect((await run(history, outFolder(), {})).answer).toEqual({ ok: true, value: { rows: 60, incompleteDays: ['2026-11-22'] } });
  });

  test('names the day that retention took before its turn', async () => {
    const folder = createTempFolder();
    const history = await fill(folder);
    await closeDays(history, folder, dayMs + 34 * HOUR, 1);
    const out = outFolder();
    let reads = 0;
    const queries: QueryService = {
      ...history.queries,
      borrow: (signal, work) => history.queries.borrow(signal, (read) => work(async (job) => {
        // The plan, the first terminal's slice, and then the day goes.
        if (reads++ === 2) await history.archivePort.write(({ writer }) => writer.run(`DELETE FROM archive_files WHERE day = DATE '2026-11-22'`));
        return read(job);
      })),
    };
    const answer = await exportHistory(queries, everything, { file: join(out, 'out.csv'), beside: join(out, '.out.csv.part') }, new AbortController().signal, () => undefined);
    expect(answer).toEqual({ ok: true, value: { rows: 90, incompleteDays: ['2026-11-22'] } });
  });

  test.each(['csv', 'parquet'] as const)('that is cancelled leaves the old %s file and nothing else', async (format) => {
    const history = await fill(createTempFolder());
    const folder = outFolder();
    writeFileSync(join(folder, `out.${format}`), 'old');
    const stop = new AbortController();
    const { answer } = await exportAborted(history, folder, format, stop);
    expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(readdirSync(folder)).toEqual([`out.${format}`]);
    expect(readFileSync(join(folder, `out.${format}`), 'utf8')).toBe('old');
  });

  test('into a folder that is gone says so', async () => {
    const history = await fill(createTempFolder());
    const folder = join(outFolder(), 'gone');
    for (const format of ['csv', 'parquet'] as const) {
      expect((await run(history, folder, { format })).answer).toEqual({ ok: false, error: { code: 'not-saved', message: `out.${format} was not saved: there is no folder ${folder}.` } });
    }
  });

  const obstacle = findMountObstacle();
  test.skipIf(obstacle !== null)('onto a full disk says so and leaves nothing half-written', async () => {
    const history = await fill(createTempFolder());
    const folder = join(outFolder(), 'small');
    mkdirSync(folder);
    const disk = mountSmallDisk(folder, 8_192);
    onTestFinished(disk.end);
    for (const format of ['csv', 'parquet'] as const) {
      expect((await run(history, folder, { format })).answer).toEqual({ ok: false, error: { code: 'not-saved', message: `out.${format} was not saved: the disk of ${folder} is full.` } });
      expect(readdirSync(folder)).toEqual([]);
    }
  });
});

/** Cancelled after the first slice is written. */
async function exportAborted(history: TelemetryHistory, folder: string, format: 'csv' | 'parquet', stop: AbortController) {
  const place = { file: join(folder, `out.${format}`), beside: join(folder, `.out.${format}.part`) };
  return { answer: await exportHistory(history.queries, { ...everything, format }, place, stop.signal, () => stop.abort()) };
}
