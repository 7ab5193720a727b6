// Whatever order rows come in - late, twice, from wrong clocks - and whenever days are closed or the console restarts: every sample is kept once, as first received.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildBatch, buildMeta, NOON_MS } from '../build-batch.ts';
import { createArchiveBench, DAY_MS, storedSamples, terminalAt } from './archive-bench.ts';

interface Arrival {
  readonly terminal: number;
  /** Days before (or after) the time of receipt. */
  readonly daysOff: number;
  readonly slot: number;
}

/** Near days, since those are split between their table, the stray rows and files; now and then a clock that is far off. */
const arrival: fc.Arbitrary<Arrival> = fc.record({
  terminal: fc.nat(3), daysOff: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -3, max: 1 }) }, { weight: 1, arbitrary: fc.constantFrom(-12, 5) }), slot: fc.nat(2),
});
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('append' as const), rows: fc.array(arrival, { minLength: 1, maxLength: 6 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), hours: fc.constantFrom(0, 10, 30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

test('samples are kept once, as they were received first', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 9 }), async (steps) => {
      const folder = mkdtempSync(join(tmpdir(), 'groundtrack-archive-'));
      const first = new Map<string, string>();
      let nowMs = NOON_MS;
      let value = 0;
      let bench = await createArchiveBench(folder, { nowMs, rowsPerSlice: 3 });
      try {
        for (const next of steps) {
          if (next.kind === 'append') {
            const rows = [...next.rows.map(({ terminal, daysOff, slot }) => ({ id: `ut${terminal}`, ms: nowMs - (nowMs % DAY_MS) + daysOff * DAY_MS + slot * 300_000 })), { id: 'clock', ms: nowMs }];
            const terminals = rows.map(({ id, ms }) => {
              const sample = terminalAt(id, ms, ++value);
              const key = `${id} ${sample.ns}`;
              if (!first.has(key)) first.set(key, `${key} ${value}`);
              return sample;
            });
            await bench.history.append(buildBatch({ terminals }), buildMeta({ receivedAtMs: nowMs }));
          } else if (next.kind === 'pass') {
            nowMs += next.hours * 3_600_000;
            bench.nowMs = nowMs;
            await bench.archive.runPass();
          } else {
            await bench.close();
            bench = await createArchiveBench(folder, { nowMs, rowsPerSlice: 3 });
          }
          expect(new Set((await storedSamples(bench)).map(keyOf))).toEqual(new Set(first.keys()));
        }
        // All days are over now: what is left in the database is nothing, and no sample stands in two files.
        bench.nowMs = nowMs + 8 * DAY_MS;
        await bench.history.append(buildBatch({ terminals: [terminalAt('clock', bench.nowMs, ++value)] }), buildMeta({ receivedAtMs: bench.nowMs }));
        await bench.archive.runPass();
        expect(bench.troubles).toEqual([]);
        expect((await storedSamples(bench)).filter((sample) => !sample.endsWith(` ${value}`))).toEqual([...first.values()].sort());
        expect(await bench.query(`SELECT count(*)::INTEGER AS n FROM terminal_samples`)).toEqual([{ n: 1 }]);
        const archived = await bench.files('rollups', 'sum(samples)::INTEGER AS n');
        // Where nothing ever came there is no file.
        expect(archived).toEqual(first.size === 0 ? [] : [{ n: first.size }]);
      } finally {
        await bench.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 6 },
  );
});

const keyOf = (sample: string): string => sample.split(' ').slice(0, 2).join(' ');
