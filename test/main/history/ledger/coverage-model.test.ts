// Coverage against a plain list of samples: whatever order they come in, and over a restart, observed and missing time are those of the list.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gapClasses, type Coverage } from '../../../../src/shared/coverage.ts';
import { openTelemetryHistory } from '../../../../src/main/history/telemetry-history.ts';
import { buildBatch, buildMeta, NOON_MS, nsAt } from '../build-batch.ts';

const MIN = 60_000;
const MINUTES = 60;
const nowMs = NOON_MS + MINUTES * MIN;
const ids = ['ut0', 'ut1', 'ut2'];

const sample = fc.record({ id: fc.constantFrom(...ids), slot: fc.nat(4 * (MINUTES - 1)), jitterMs: fc.nat(4_000), lateMin: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(40) }) });
const range = fc.record({ fromMin: fc.integer({ min: -10, max: MINUTES + 5 }), minutes: fc.nat(MINUTES) });

interface Figures {
  readonly observedMs: number;
  readonly missingMs: number;
}

/** What lies over 30 s behind a sample is missing, from the first sample on. */
function figuresOf(times: readonly number[], fromMs: number, toMs: number): Figures {
  const sorted = [...times].sort((a, b) => a - b);
  const sinceMs = Math.max(fromMs, sorted[0] ?? Infinity);
  if (toMs <= sinceMs) return { observedMs: 0, missingMs: 0 };
  const missing = sorted.map((timeMs, index) => Math.max(0, Math.min(sorted[index + 1] ?? toMs, toMs) - Math.max(timeMs + 30_000, sinceMs)));
  return { observedMs: toMs - sinceMs, missingMs: missing.reduce((sum, ms) => sum + ms, 0) };
}

const told = ({ observedMs, missingMs }: Coverage): Figures => ({ observedMs, missingMs: gapClasses.reduce((sum, name) => sum + missingMs[name], 0) });

test('coverage is that of a plain list of samples', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sample, { minLength: 5, maxLength: 120 }), fc.array(range, { minLength: 4, maxLength: 4 }), fc.nat(MINUTES), async (samples, ranges, restartMin) => {
      const folder = mkdtempSync(join(tmpdir(), 'groundtrack-coverage-'));
      let history = await openTelemetryHistory({ folder, log: () => undefined });
      try {
        const sent = samples.map(({ id, slot, jitterMs, lateMin }) => ({ id, ms: NOON_MS + slot * 15_000 + jitterMs, minute: Math.min(MINUTES, Math.floor(slot / 4) + 1 + lateMin) }));
        for (let minute = 1; minute <= MINUTES; minute++) {
          const atMs = NOON_MS + minute * MIN;
          const terminals = sent.filter((row) => row.minute === minute).map(({ id, ms }) => ({ id, ns: nsAt(ms) }));
          await history.append(buildBatch({ terminals }), buildMeta({ requestedAtMs: atMs, receivedAtMs: atMs }));
          if (minute !== restartMin) continue;
          await history.close();
          history = await openTelemetryHistory({ folder, log: () => undefined });
        }
        for (const { fromMin, minutes } of ranges) {
          const request = { fromMs: NOON_MS + fromMin * MIN, toMs: NOON_MS + (fromMin + minutes) * MIN };
          const expected = ids.map((id) => figuresOf(sent.filter((row) => row.id === id).map(({ ms }) => ms), request.fromMs, Math.min(request.toMs, nowMs)));
          for (const [index, deviceId] of ids.entries()) expect(told(await history.coverage({ deviceId, credentialId: null, ...request }, nowMs))).toEqual(expected[index]);
          expect(told(await history.coverage({ deviceId: null, credentialId: 'cred-1', ...request }, nowMs))).toEqual({
            observedMs: expected.reduce((sum, { observedMs }) => sum + observedMs, 0), missingMs: expected.reduce((sum, { missingMs }) => sum + missingMs, 0),
          });
        }
      } finally {
        await history.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
});
