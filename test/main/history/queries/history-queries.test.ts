// What the named queries answer: the same whether a day is open, archived, or both, and with what is missing said.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertEdges, ipChanges, pastAlerts, pastTerminals, type HistoryQueryName, type HistoryRequest } from '../../../../src/shared/history-query.ts';
import { unpackRows } from '../../../../src/shared/packed-rows.ts';
import { openTelemetryHistory, type TelemetryHistory } from '../../../../src/main/history/telemetry-history.ts';
import { buildBatch, buildMeta, nsAt, type TerminalSpec } from '../build-batch.ts';
import { createTempFolder } from '../temp-folder.ts';
import { archiveDay } from './archive-day.ts';
import { closeDays } from './close-days.ts';
import { askOk, openHistory } from './ask-history.ts';

const DAY = '2026-11-22';
const DAY_MS = 86_400_000;
const dayMs = Date.parse(`${DAY}T00:00:00Z`);
const HOUR = 3_600_000;
const [first, second] = ['ut01000000-00000000-00a1b2c3', 'ut02000000-00000000-00a1b2c4'];
const router = 'Router-0100000000000000001ACBB9';
const cells = ['85194d07fffffff', '85194d03fffffff'];

const terminal = (id: string, atMs: number, latencyMs: number, more: Partial<TerminalSpec> = {}): TerminalSpec => ({ id, ns: nsAt(atMs), numbers: { latencyMs, pingDropRate: latencyMs / 1_000 }, h3Cell: cells[0]!, ...more });

/** Two days: a terminal every minute over two hours around midnight, another one hour of the first day only; alerts, a router, addresses. */
async function fill(history: TelemetryHistory): Promise<void> {
  for (const [startMs, accountNumber] of [[dayMs + 22 * HOUR, 'ACC-1'], [dayMs + 23 * HOUR, 'ACC-1'], [dayMs + 24 * HOUR, 'ACC-1'], [dayMs + 21 * HOUR, 'ACC-2']] as const) {
    const minutes = Array.from({ length: 60 }, (_, minute) => startMs + minute * 60_000);
    const id = accountNumber === 'ACC-1' ? first : second;
    await history.append(buildBatch({
      terminals: minutes.map((atMs, minute) => terminal(id, atMs, minute + 1, { h3Cell: cells[minute < 30 ? 0 : 1]!, alerts: minute < 15 ? [] : [51] })),
      routers: accountNumber === 'ACC-1' ? minutes.map((atMs) => ({ id: router, ns: nsAt(atMs), deviceId: first, alerts: [52] })) : [],
      ips: accountNumber === 'ACC-1' ? minutes.map((atMs, minute) => ({ deviceId: first, ns: nsAt(atMs), lists: [[minute < 20 ? '192.0.2.1' : '192.0.2.2'], [], null] as const })) : [],
      names: { u: { 51: 'ethernet_slow_100mbps' }, r: { 52: 'sandbox_disabled' } },
    }), buildMeta({ accountNumber, credentialId: accountNumber, receivedAtMs: startMs + HOUR }));
  }
}

const whole = { fromMs: dayMs, toMs: dayMs + 2 * DAY_MS };
const questions: { readonly [Name in HistoryQueryName]: HistoryRequest<Name> } = {
  series: { deviceId: first, metric: 'latencyMs', ...whole, buckets: 96 },
  track: { deviceId: first, ...whole },
  fleetPercentiles: { metric: 'latencyMs', accountNumber: null, ...whole, buckets: 2_000 },
  fleetAsOf: { atMs: dayMs + 24.5 * HOUR, accountNumber: null },
  alertChronology: { deviceId: null, ...whole, limit: 1_000 },
  ipChronology: { deviceId: first, ...whole, limit: 1_000 },
};

async function answerAll(history: TelemetryHistory): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const name of Object.keys(questions) as HistoryQueryName[]) answers[name] = await askOk(history, name, questions[name]);
  return answers;
}

/** Days are written with fsync: on a busy machine that takes its time. */
const timeout = 20_000;

describe('a closed day', { timeout }, () => {
  test('is answered as it was while it was open, hot rows and files together', async () => {
    const folder = createTempFolder();
    const history = await openHistory(folder);
    await fill(history);
    const before = await answerAll(history);
    await closeDays(history, folder, dayMs + 34 * HOUR);
    expect(existsSync(join(folder, 'telemetry', `date=${DAY}`))).toBe(true);
    expect(await answerAll(history)).toEqual(before);
    const { samples, max } = before['series'] as { samples: Float64Array; max: Float64Array };
    expect([samples.reduce((sum, count) => sum + count, 0), Math.max(...max)]).toEqual([180, 60]);
  });

  test('counts a sample once that lies in a file, in a late file and among the hot rows', async () => {
    const folder = createTempFolder();
    const history = await openHistory(folder);
    await fill(history);
    const { series, track, ipChronology } = await answerAll(history);
    await archiveDay(history, folder, { day: DAY, keepHot: true });
    await archiveDay(history, folder, { day: DAY, generation: 2, keepHot: true });
    expect(await answerAll(history)).toMatchObject({ series, track, ipChronology });
  });

  test('of which a file lacks a column knows nothing of it, and the rest', async () => {
    const folder = createTempFolder();
    const history = await openHistory(folder);
    await fill(history);
    const asked = { ...questions.series, fromMs: dayMs, toMs: dayMs + DAY_MS } as const;
    const drops = await askOk(history, 'series', { ...asked, metric: 'pingDropPercent' });
    await archiveDay(history, folder, { day: DAY, withoutColumn: 'latency_ms' });
    expect((await askOk(history, 'series', asked)).startMs).toHaveLength(0);
    const { samples, min, max, startMs } = drops;
    expect(await askOk(history, 'series', { ...asked, metric: 'pingDropPercent' })).toMatchObject({ samples, min, max, startMs });
  });

  test.each(['missing', 'cut off', 'overwritten inside'])('whose file is %s leaves the other days, says so, and is back when the file is', async (how) => {
    const folder = createTempFolder();
    const lines: string[] = [];
    const history = await openHistory(folder, { log: (level, text) => void (level === 'error' && lines.push(text)) });
    await fill(history);
    const paths = await archiveDay(history, folder, { day: DAY });
    const good = await askOk(history, 'series', questions.series);
    const bytes = readFileSync(paths.telemetry);
    if (how === 'missing') rmSync(paths.telemetry);
    else if (how === 'cut off') writeFileSync(paths.telemetry, bytes.subarray(0, bytes.length / 2));
    else writeFileSync(paths.telemetry, Buffer.from(bytes).fill(0xee, 4, bytes.length / 2));
    for (let round = 0; round < 2; round++) {
      const rest = await askOk(history, 'series', questions.series);
      expect(rest.samples.reduce((sum, count) => sum + count, 0)).toBe(60);
      expect(rest.missing).toMatchObject([{ day: DAY, file: expect.stringMatching(/^telemetry\/date=2026-11-22\//) as string, reason: how === 'missing' ? 'is missing' : expect.stringMatching(/^is damaged/) as string }]);
    }
    expect(lines).toHaveLength(1);
    writeFileSync(paths.telemetry, bytes);
    expect(await askOk(history, 'series', questions.series)).toEqual(good);
  });

  test('of the fleet as of a moment of a closed day are its last snapshot, or the samples where that is damaged', async () => {
    const folder = createTempFolder();
    const history = await openHistory(folder);
    await fill(history);
    await closeDays(history, folder, dayMs + 34 * HOUR);
    const atMs = dayMs + 22 * HOUR + 7 * 60_000 + 30_000;
    const fromSnapshot = await askOk(history, 'fleetAsOf', { atMs, accountNumber: null });
    expect([fromSnapshot.asOfMs, fromSnapshot.basis]).toEqual([dayMs + 22 * HOUR + 5 * 60_000, 'snapshot']);
    expect(unpackRows(pastTerminals, fromSnapshot.terminals).map(({ sampledAtMs, latencyMs }) => [sampledAtMs, latencyMs])).toEqual([[dayMs + 22 * HOUR + 5 * 60_000, 6], [dayMs + 21 * HOUR + 59 * 60_000, 60]]);
    const snapshots = join(folder, 'snapshots', `date=${DAY}`);
    for (const file of readdirSync(snapshots)) writeFileSync(join(snapshots, file), 'none');
    const fromSamples = await askOk(history, 'fleetAsOf', { atMs, accountNumber: null });
    expect([fromSamples.asOfMs, fromSamples.basis, fromSamples.missing.length]).toEqual([atMs, 'samples', 1]);
    expect(unpackRows(pastTerminals, fromSamples.terminals).map(({ latencyMs }) => latencyMs)).toEqual([8, 60]);
  });

  test('of the fleet as of a moment has the rows that came too late for its snapshots, of that day and of days before', async () => {
    const folder = createTempFolder();
    const history = await openHistory(folder);
    const append = (atMs: number, receivedAtMs: number, id: string, latencyMs: number): Promise<unknown> => history.append(buildBatch({ terminals: [terminal(id, atMs, latencyMs)] }), buildMeta({ receivedAtMs }));
    const atMs = dayMs + 12 * HOUR;
    await append(dayMs + 11 * HOUR, atMs, first, 1);
    await closeDays(history, folder, dayMs + 34 * HOUR);
    // The day before has no files yet: it is closed after the later one.
    const lateMs = dayMs + 35 * HOUR;
    await append(dayMs + 11.5 * HOUR, lateMs, first, 2);
    await append(dayMs - HOUR, lateMs + 1, second, 3);
    const latencies = async (): Promise<unknown[]> => unpackRows(pastTerminals, (await askOk(history, 'fleetAsOf', { atMs, accountNumber: null })).terminals).map(({ latencyMs }) => latencyMs);
    expect(await latencies()).toEqual([2, 3]);
    await append(lateMs, lateMs + 2, first, 4);
    await closeDays(history, folder, dayMs + 44 * HOUR);
    expect(readdirSync(join(folder, 'telemetry', `date=${DAY}`)).filter((file) => file.includes('late'))).toHaveLength(1);
    expect(await latencies()).toEqual([2, 3]);
  });
});

describe('the answers', { timeout }, () => {
  let folder: string;
  let history: TelemetryHistory;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'groundtrack-history-'));
    history = await openTelemetryHistory({ folder, log: () => undefined });
    await fill(history);
  });

  afterAll(async () => {
    await history.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('of a track are stays in cells', async () => {
    const { fromMs, toMs, h3Cell, samples } = await askOk(history, 'track', questions.track);
    expect(h3Cell).toEqual([cells[0], cells[1], cells[0], cells[1], cells[0], cells[1]]);
    expect([...samples]).toEqual([30, 30, 30, 30, 30, 30]);
    expect([fromMs[1], toMs[1]]).toEqual([dayMs + 22.5 * HOUR, dayMs + 22 * HOUR + 59 * 60_000]);
  });

  test('round times down to whole ms, however near the next one they are', async () => {
    const own = await openHistory(createTempFolder());
    const ns = nsAt(dayMs + HOUR, 999_999n);
    await own.append(buildBatch({ terminals: [{ id: first, ns, h3Cell: cells[0]!, alerts: [51] }], ips: [{ deviceId: first, ns, lists: [['192.0.2.1'], [], null] }] }), buildMeta({ receivedAtMs: dayMs + HOUR }));
    const { fromMs, toMs } = await askOk(own, 'track', questions.track);
    const past = await askOk(own, 'fleetAsOf', { atMs: dayMs + 2 * HOUR, accountNumber: null });
    expect([
      fromMs[0], toMs[0], unpackRows(ipChanges, (await askOk(own, 'ipChronology', questions.ipChronology)).changes)[0]!.atMs,
      unpackRows(alertEdges, (await askOk(own, 'alertChronology', questions.alertChronology)).edges)[0]!.atMs,
      unpackRows(pastTerminals, past.terminals)[0]!.sampledAtMs, unpackRows(pastAlerts, past.alerts)[0]!.activeSinceMs,
    ]).toEqual(Array(6).fill(dayMs + HOUR));
  });

  test('of percentiles are within one percent of the exact ones, of the fleet and of an account', async () => {
    const hour = { metric: 'latencyMs', fromMs: dayMs + 21 * HOUR, toMs: dayMs + 22 * HOUR, buckets: 1 } as const;
    const answer = await askOk(history, 'fleetPercentiles', { ...hour, accountNumber: null });
    const near = (value: number | undefined, exact: number): void => expect(Math.abs(value! / exact - 1)).toBeLessThan(0.01);
    expect([answer.bucketMs, ...answer.startMs, ...answer.samples, ...answer.min, ...answer.max]).toEqual([HOUR, hour.fromMs, 60, 1, 60]);
    for (const [column, exact] of [[answer.mean, 30.5], [answer.p50, 30], [answer.p95, 57], [answer.p99, 60]] as const) near(column[0], exact);
    expect((await askOk(history, 'fleetPercentiles', { ...hour, accountNumber: 'ACC-1' })).startMs).toHaveLength(0);
    const drop = await askOk(history, 'fleetPercentiles', { ...hour, metric: 'pingDropPercent', accountNumber: 'ACC-2' });
    near(drop.p50[0], 3);
    expect(drop.max[0]).toBe(6);
  });

  test('of the fleet as of a moment are the newest samples by then, exactly on an open day', async () => {
    const atMs = dayMs + 24 * HOUR + 20 * 60_000 + 30_000;
    const answer = await askOk(history, 'fleetAsOf', { atMs, accountNumber: null });
    expect([answer.asOfMs, answer.basis]).toEqual([atMs, 'samples']);
    expect(unpackRows(pastTerminals, answer.terminals)).toMatchObject([
      { deviceId: first, accountNumber: 'ACC-1', sampledAtMs: atMs - 30_000, timestampNs: `${nsAt(atMs - 30_000)}`, latencyMs: 21, pingDropPercent: 2.1, h3Cell: cells[0], alertCodes: ['51'], uptimeS: null },
      { deviceId: second, accountNumber: 'ACC-2', sampledAtMs: dayMs + 21 * HOUR + 59 * 60_000, latencyMs: 60, h3Cell: cells[1] },
    ]);
    expect(unpackRows(pastAlerts, answer.alerts).map(({ alertKey, alertName }) => [alertKey, alertName])).toEqual([[`${router}/52`, 'sandbox_disabled'], [`${first}/51`, 'ethernet_slow_100mbps'], [`${second}/51`, 'ethernet_slow_100mbps']]);
    const ofAccount = await askOk(history, 'fleetAsOf', { atMs, accountNumber: 'ACC-2' });
    expect(unpackRows(pastTerminals, ofAccount.terminals).map(({ deviceId }) => deviceId)).toEqual([second]);
    expect(unpackRows(pastAlerts, ofAccount.alerts).map(({ alertKey }) => alertKey)).toEqual([`${second}/51`]);
  });

  test('of the fleet as of a moment know a terminal in one account only: that of its newest sample, with its alerts', async () => {
    const own = await openHistory(createTempFolder());
    for (const [hour, accountNumber] of [[1, 'ACC-1'], [2, 'ACC-2']] as const) {
      const atMs = dayMs + hour * HOUR;
      await own.append(buildBatch({ terminals: [terminal(first, atMs, hour, { alerts: [51] })] }), buildMeta({ accountNumber, credentialId: accountNumber, receivedAtMs: atMs }));
    }
    const ids = async (atMs: number, accountNumber: string | null): Promise<unknown[]> => {
      const { terminals, alerts } = await askOk(own, 'fleetAsOf', { atMs, accountNumber });
      return [...unpackRows(pastTerminals, terminals).map(({ deviceId }) => deviceId), ...unpackRows(pastAlerts, alerts).map(({ alertKey }) => alertKey)];
    };
    const both = [first, `${first}/51`];
    expect([await ids(dayMs + 1.5 * HOUR, 'ACC-1'), await ids(dayMs + 1.5 * HOUR, 'ACC-2')]).toEqual([both, []]);
    expect([await ids(dayMs + 2.5 * HOUR, 'ACC-1'), await ids(dayMs + 2.5 * HOUR, 'ACC-2')]).toEqual([[], both]);
  });

  test('of a moment before all history are empty', async () => {
    expect(await askOk(history, 'fleetAsOf', { atMs: dayMs, accountNumber: null })).toMatchObject({ asOfMs: null, terminals: { count: 0 }, alerts: { count: 0 } });
  });

  test('of a moment to come are as of now', async () => {
    const own = await openHistory(createTempFolder());
    const nowMs = Date.now();
    await own.append(buildBatch({ terminals: [terminal(first, nowMs - 60_000, 7), terminal(second, nowMs + DAY_MS / 2, 8)] }), buildMeta({ receivedAtMs: nowMs }));
    const { asOfMs, terminals } = await askOk(own, 'fleetAsOf', { atMs: 1e300, accountNumber: null });
    expect(asOfMs).toBeGreaterThanOrEqual(nowMs);
    expect(asOfMs).toBeLessThan(nowMs + DAY_MS / 2);
    expect(unpackRows(pastTerminals, terminals).map(({ deviceId }) => deviceId)).toEqual([first]);
  });

  test('of alerts are edges, newest first, bounded', async () => {
    const { edges, more } = await askOk(history, 'alertChronology', { ...questions.alertChronology, deviceId: first });
    const rows = unpackRows(alertEdges, edges);
    expect(rows.map(({ edge, atMs }) => [edge, (atMs! - dayMs) / 60_000])).toEqual([
      ['raised', 24 * 60 + 15], ['cleared', 24 * 60], ['raised', 23 * 60 + 15], ['cleared', 23 * 60], ['raised', 22 * 60 + 15],
    ]);
    expect(rows[0]).toMatchObject({ source: 'u', deviceId: first, code: 51, alertName: 'ethernet_slow_100mbps', before: false });
    expect(more).toBe(false);
    const two = await askOk(history, 'alertChronology', { ...questions.alertChronology, deviceId: first, limit: 2 });
    expect([two.edges.count, two.more]).toEqual([2, true]);
  });

  test('of addresses are their changes', async () => {
    const rows = unpackRows(ipChanges, (await askOk(history, 'ipChronology', questions.ipChronology)).changes);
    expect(rows.map(({ atMs, ipv4, first: isFirst }) => [(atMs! - dayMs) / 60_000, ipv4?.[0], isFirst])).toEqual([
      [24 * 60 + 20, '192.0.2.2', false], [24 * 60, '192.0.2.1', false], [23 * 60 + 20, '192.0.2.2', false], [23 * 60, '192.0.2.1', false], [22 * 60 + 20, '192.0.2.2', false], [22 * 60, '192.0.2.1', true],
    ]);
    expect(rows[0]).toMatchObject({ ipAllocationId: `ip-${first}`, ipv6Ue: [], ipv6Cpe: null });
  });

  test('of an unknown device or a range that ends before it begins are empty', async () => {
    const unknown = { deviceId: 'ut-unknown', ...whole };
    const backwards = { fromMs: whole.toMs, toMs: whole.fromMs };
    expect((await askOk(history, 'track', unknown)).h3Cell).toEqual([]);
    expect((await askOk(history, 'ipChronology', { ...unknown, limit: 9 })).changes.count).toBe(0);
    expect((await askOk(history, 'alertChronology', { ...unknown, limit: 9 })).edges.count).toBe(0);
    expect((await askOk(history, 'track', { deviceId: first, ...backwards })).h3Cell).toEqual([]);
    expect((await askOk(history, 'fleetPercentiles', { ...questions.fleetPercentiles, ...backwards })).startMs).toHaveLength(0);
    expect((await askOk(history, 'fleetPercentiles', { ...questions.fleetPercentiles, fromMs: -1e300, toMs: 1e300 })).startMs).toHaveLength(1);
  });
});
