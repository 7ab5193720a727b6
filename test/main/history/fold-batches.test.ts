import { cpSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CurrentTelemetry } from '../../../src/main/history/current-telemetry.ts';
import { openTelemetryHistory } from '../../../src/main/history/telemetry-history.ts';
import { buildBatch, buildMeta, NOON_MS, nsAt, type BatchSpec, type IpSpec } from './build-batch.ts';
import { createTempFolder } from './temp-folder.ts';

const alerts = fc.oneof(fc.constant(null), fc.subarray([51, 55, 62]));
/** Late, newer, doubled and from the future: the offset is counted from the reply's own time. */
const offsetMs = fc.constantFrom(-3_600_000, -660_000, -15_000, 0, 15_000, 119_000, 121_000, 86_400_000);
const numbers = fc.record({ latencyMs: fc.integer({ min: 1, max: 90 }) });
const reply = fc.record({
  credentialId: fc.constantFrom('cred-1', 'cred-2'),
  terminals: fc.array(fc.record({ id: fc.constantFrom('ut1', 'ut2', 'ut3'), offsetMs, alerts, numbers, h3Cell: fc.constantFrom(null, '855f4157fffffff'), inTerritorialWaters: fc.constantFrom(true, false, null) }), { maxLength: 5 }),
  routers: fc.array(fc.record({ id: fc.constantFrom('Router-A', 'Router-B'), offsetMs, alerts, deviceId: fc.constantFrom(null, 'ut1', 'ut2') }), { maxLength: 3 }),
  ips: fc.array(fc.record({ deviceId: fc.constantFrom('ut1', 'ut2'), offsetMs, lists: fc.constantFrom<NonNullable<IpSpec['lists']>>([['192.0.2.1'], [], []], [[], [], []], [null, ['2001:db8::1/64'], null]) }), { maxLength: 2 }),
});

function specOf({ terminals, routers, ips }: (typeof reply extends fc.Arbitrary<infer Reply> ? Reply : never), receivedAtMs: number): BatchSpec {
  const at = <Row extends { offsetMs: number }>(row: Row): Row & { ns: bigint } => ({ ...row, ns: nsAt(receivedAtMs + row.offsetMs) });
  return {
    terminals: terminals.map(at), routers: routers.map(at), ips: ips.map(at),
    names: { u: { 51: 'thermal_throttle', 55: 'mast_not_near_vertical', 62: 'slow_ethernet' } },
  };
}

const sorted = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(Object.entries(JSON.parse(JSON.stringify(row)) as object).sort())).sort();

function expectSame(after: CurrentTelemetry, before: CurrentTelemetry): void {
  for (const part of ['terminals', 'routers', 'ipAllocations', 'alerts'] as const) expect(sorted(after[part])).toEqual(sorted(before[part]));
}

test('after a kill the current state is what it was, wherever the last checkpoint stood', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 8 }), fc.constantFrom(1, 7, 1_000), async (replies, checkpointRows) => {
      const folder = createTempFolder();
      const history = await openTelemetryHistory({ folder, log: () => undefined, checkpointRows });
      for (const [index, one] of replies.entries()) {
        const receivedAtMs = NOON_MS + index * 60_000;
        await history.append(buildBatch(specOf(one, receivedAtMs)), buildMeta({ credentialId: one.credentialId, receivedAtMs, requestedAtMs: receivedAtMs }));
      }
      const before = await history.loadCurrent();
      // The files as they lie there while nobody has closed them.
      const killed = createTempFolder();
      cpSync(folder, killed, { recursive: true });
      const next = await openTelemetryHistory({ folder: killed, log: () => undefined });
      expectSame(await next.loadCurrent(), before);
      await next.close();
      const again = await openTelemetryHistory({ folder: killed, log: () => undefined });
      expectSame(await again.loadCurrent(), before);
      await again.close();
      await history.close();
    }),
    { numRuns: 12 },
  );
});
