// Every question against a plain list of what was sent: whatever lies open, closed, late or twice, the answer is that of the list.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'papaparse';
import { expect, test } from 'vitest';
import { exportHistory } from '../../../../src/main/history/queries/export-history.ts';
import { ipChanges, pastTerminals } from '../../../../src/shared/history-query.ts';
import { unpackRows } from '../../../../src/shared/packed-rows.ts';
import { createArchiveBench } from '../archive/archive-bench.ts';
import { buildBatch, buildMeta } from '../build-batch.ts';
import { askOk } from './ask-history.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.parse('2026-10-20T20:00:00Z');
const cells = ['85194d07fffffff', '85194d03fffffff', null];
const ids = ['ut01', 'ut02', 'ut03'];

interface Sent {
  readonly id: string;
  readonly ns: bigint;
  readonly account: string;
  readonly latency: number | null;
  readonly cell: string | null;
  readonly ipv4: readonly string[];
}

/** Of each terminal and ns the first that was received, in the order of time. */
function known(sent: readonly Sent[]): Sent[] {
  const first = new Map<string, Sent>();
  for (const row of sent) if (!first.has(`${row.id} ${row.ns}`)) first.set(`${row.id} ${row.ns}`, row);
  return [...first.values()].sort((a, b) => (a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : a.id < b.id ? -1 : 1));
}

const within = (rows: readonly Sent[], fromMs: number, toMs: number): Sent[] => rows.filter(({ ns }) => ns >= BigInt(fromMs) * 1_000_000n && ns < BigInt(toMs) * 1_000_000n);
const msOf = (ns: bigint): number => Number(ns / 1_000_000n);

/** On a grid, so that times meet borders of buckets, snapshots and days; now and then a ns beside it. */
const arrival = fc.record({
  id: fc.constantFrom(...ids), backSlots: fc.oneof({ weight: 6, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: fc.nat(700) }), offNs: fc.constantFrom(0n, 0n, -1n, 1n, 999_999n),
  latency: fc.option(fc.integer({ min: -2, max: 90 }), { freq: 6 }), cell: fc.constantFrom(...cells), ip: fc.nat(2),
});
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('append' as const), account: fc.constantFrom('ACC-1', 'ACC-2'), rows: fc.array(arrival, { minLength: 1, maxLength: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('again' as const), account: fc.constantFrom('ACC-1', 'ACC-2'), newest: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), slots: fc.constantFrom(1, 40, 120, 300) }) },
);
const question = fc.record({
  id: fc.constantFrom(...ids), fromSlot: fc.integer({ min: -5, max: 900 }), slots: fc.constantFrom(-3, 0, 1, 12, 100, 1_000), buckets: fc.constantFrom(1, 7, 96), offMs: fc.constantFrom(0, 0, 1, -1),
});
const SLOT_MS = 300_000;

test('answers are those of a plain list of what was sent', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), fc.array(question, { minLength: 4, maxLength: 4 }), async (steps, questions) => {
      const folder = mkdtempSync(join(tmpdir(), 'groundtrack-model-'));
      const bench = await createArchiveBench(folder, { nowMs: START_MS, rowsPerSlice: 3 });
      const sent: Sent[] = [];
      /** Came again after their day was closed. */
      const late: Sent[] = [];
      let replies = 0;
      try {
        for (const next of steps) {
          if (next.kind !== 'pass') {
            const rows = next.kind === 'again' ? known(sent.slice(-next.newest)).map((row) => ({ ...row, account: next.account, latency: 91 })) : known(next.rows.map(({ id, backSlots, offNs, latency, cell, ip }): Sent => ({
              id, ns: BigInt(bench.nowMs - backSlots * SLOT_MS) * 1_000_000n + offNs, account: next.account, latency, cell, ipv4: [`192.0.2.${ip}`],
            })));
            const closed = new Set((await bench.query(`SELECT DISTINCT day::VARCHAR AS day FROM archive_files`)).map(({ day }) => day));
            late.push(...rows.filter(({ id, ns }) => closed.has(new Date(msOf(ns)).toISOString().slice(0, 10)) && sent.some((row) => row.id === id && row.ns === ns)));
            sent.push(...rows);
            await bench.history.append(buildBatch({
              terminals: [...rows.map(({ id, ns, latency, cell }) => ({ id, ns, h3Cell: cell, numbers: latency === null ? {} : { latencyMs: latency } })), { id: 'clock', ns: BigInt(bench.nowMs) * 1_000_000n }],
              ips: rows.map(({ id, ns, ipv4 }) => ({ deviceId: id, ns, lists: [ipv4, [], null] as const })),
            }), buildMeta({ receivedAtMs: bench.nowMs + ++replies, accountNumber: next.account, credentialId: next.account }));
          } else {
            bench.nowMs += next.slots * SLOT_MS;
            await bench.archive.runPass();
            expect(bench.troubles).toEqual([]);
          }
        }
        const all = known(sent);
        for (const { id, fromSlot, slots, buckets, offMs } of questions) {
          const fromMs = START_MS - DAY_MS + fromSlot * SLOT_MS + offMs;
          const toMs = fromMs + slots * SLOT_MS;
          const own = within(all, fromMs, toMs).filter((row) => row.id === id);

          const { bucketMs, startMs, min, max, mean, samples } = await askOk(bench.history, 'series', { deviceId: id, metric: 'latencyMs', fromMs, toMs, buckets });
          const bucketOf = (row: Sent): number => fromMs + Number((row.ns - BigInt(fromMs) * 1_000_000n) / (BigInt(bucketMs) * 1_000_000n)) * bucketMs;
          const values = group(own, bucketOf);
          expect([...startMs].map((start, index) => [start, min[index], max[index], mean[index]!.toFixed(6), samples[index]])).toEqual(
            [...values].map(([start, list]) => [start, Math.min(...list), Math.max(...list), (list.reduce((sum, value) => sum + value, 0) / list.length).toFixed(6), list.length]));

          const track = await askOk(bench.history, 'track', { deviceId: id, fromMs, toMs });
          const stays: { cell: string | null; fromMs: number; toMs: number; samples: number }[] = [];
          for (const row of own) {
            const last = stays.at(-1);
            if (last?.cell === row.cell) Object.assign(last, { toMs: msOf(row.ns), samples: last.samples + 1 });
            else stays.push({ cell: row.cell, fromMs: msOf(row.ns), toMs: msOf(row.ns), samples: 1 });
          }
          expect(track.h3Cell.map((cell, index) => ({ cell, fromMs: track.fromMs[index], toMs: track.toMs[index], samples: track.samples[index] }))).toEqual(stays);

          const ip = await askOk(bench.history, 'ipChronology', { deviceId: id, fromMs, toMs, limit: 10_000 });
          const changes = own.filter((row, index) => index === 0 || row.ipv4[0] !== own[index - 1]!.ipv4[0]).map((row) => [msOf(row.ns), row.ipv4[0]]).reverse();
          expect(unpackRows(ipChanges, ip.changes).map((row) => [row.atMs, row.ipv4?.[0]])).toEqual(changes);

          for (const account of [null, 'ACC-1']) {
            const fleet = await askOk(bench.history, 'fleetAsOf', { atMs: toMs, accountNumber: account });
            const untilNs = BigInt(fleet.asOfMs ?? toMs) * 1_000_000n;
            if (fleet.asOfMs !== null) expect(toMs - fleet.asOfMs).toBeLessThanOrEqual(SLOT_MS);
            const newest = new Map(all.filter(({ ns }) => ns <= untilNs).map((row) => [row.id, row]));
            const expected = [...newest.values()].filter((row) => account === null || row.account === account).map((row) => [row.id, String(row.ns), row.account, row.latency]).sort();
            expect([toMs, account, unpackRows(pastTerminals, fleet.terminals).filter(({ deviceId }) => deviceId !== 'clock').map((row) => [row.deviceId, row.timestampNs, row.accountNumber, row.latencyMs])]).toEqual([toMs, account, expected]);
          }

          const spread = await askOk(bench.history, 'fleetPercentiles', { metric: 'latencyMs', accountNumber: null, fromMs, toMs, buckets: 1 });
          const edges = fromMs < toMs ? [Math.floor(fromMs / SLOT_MS), Math.ceil(toMs / SLOT_MS)] as const : [0, 0] as const;
          const latencies = group(within(all, edges[0] * SLOT_MS, edges[1] * SLOT_MS), () => 0).get(0)?.sort((a, b) => a - b) ?? [];
          // A row of a closed day that came again counts twice until the day's next file.
          const isDoubled = within(late, edges[0] * SLOT_MS, edges[1] * SLOT_MS).length > 0;
          if (!isDoubled) {
            expect([...spread.samples, ...spread.min, ...spread.max]).toEqual(latencies.length === 0 ? [] : [latencies.length, latencies[0], latencies.at(-1)]);
            for (const [share, found] of [[0.5, spread.p50], [0.95, spread.p95], [0.99, spread.p99]] as const) {
              const exact = latencies[Math.ceil(share * latencies.length) - 1];
              if (exact !== undefined) expect(Math.abs(found[0]! - exact)).toBeLessThanOrEqual(Math.abs(exact) / 100);
            }
          }

          const file = join(folder, 'out.csv');
          const exported = await exportHistory(bench.history.queries, { exportId: 1, kind: 'telemetry', format: 'csv', deviceIds: [id, 'ut02'], fromMs, toMs }, { file, beside: join(folder, '.out.part') }, new AbortController().signal, () => undefined);
          if (fromMs < toMs) {
            const rows = parse<Record<string, string>>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data;
            expect(rows.map((row) => `${row['device_id']} ${row['timestamp_ns']} ${row['latency_ms']} ${row['account_number']}`).sort()).toEqual(
              within(all, fromMs, toMs).filter((row) => row.id === id || row.id === 'ut02').map((row) => `${row.id} ${row.ns} ${row.latency === null ? '' : row.latency.toFixed(1)} ${row.account}`).sort());
          } else expect(exported.ok).toBe(false);
        }
      } finally {
        await bench.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

function group(rows: readonly Sent[], keyOf: (row: Sent) => number): Map<number, number[]> {
  const values = new Map<number, number[]>();
  for (const row of rows) if (row.latency !== null) values.set(keyOf(row), [...(values.get(keyOf(row)) ?? []), row.latency]);
  return values;
}
