// The chart's series: buckets, doubles, units, and days of the archive beside today.
import { describe, expect, test } from 'vitest';
import type { HistoryRequest } from '../../../../src/shared/history-query.ts';
import type { Series } from '../../../../src/shared/history-series.ts';
import type { TelemetryHistory } from '../../../../src/main/history/telemetry-history.ts';
import { buildBatch, buildMeta, NOON_MS, nsAt } from '../build-batch.ts';
import { createTempFolder } from '../temp-folder.ts';
import { askOk, openHistory } from './ask-history.ts';

const terminal = 'ut01000000-00000000-00a1b2c3';
const ask = (history: TelemetryHistory, request: HistoryRequest<'series'>): Promise<Series> => askOk(history, 'series', request);

describe('series', () => {
  const request = { deviceId: terminal, metric: 'latencyMs', fromMs: NOON_MS, toMs: NOON_MS + 60_000, buckets: 2 } as const;

  test('keep a spike of one sample, and leave out buckets without samples', async () => {
    const history = await openHistory(createTempFolder());
    const sample = (seconds: number, latencyMs: number) => ({ id: terminal, ns: nsAt(NOON_MS + seconds * 1_000), numbers: { latencyMs } });
    await history.append(buildBatch({ terminals: [sample(0, 20), sample(10, 900), sample(20, 10), sample(65, 1), sample(-1, 1), { id: 'ut2', ns: nsAt(NOON_MS), numbers: { latencyMs: 5 } }] }), buildMeta({ receivedAtMs: NOON_MS + 60_000 }));
    expect(await ask(history, request)).toEqual({
      bucketMs: 30_000, startMs: Float64Array.of(NOON_MS), min: Float64Array.of(10), max: Float64Array.of(900), mean: Float64Array.of(310), samples: Float64Array.of(3), missing: [],
    });
    expect((await ask(history, { ...request, toMs: NOON_MS + 70_000, buckets: 7 })).startMs).toEqual(Float64Array.of(NOON_MS, NOON_MS + 10_000, NOON_MS + 20_000, NOON_MS + 60_000));
  });

  test('count a sample that was received twice once, and no nulls', async () => {
    const history = await openHistory(createTempFolder());
    const spec = { terminals: [{ id: terminal, ns: nsAt(NOON_MS, 1n), numbers: { latencyMs: 20 } }, { id: terminal, ns: nsAt(NOON_MS, 2n), numbers: { latencyMs: 40 } }, { id: terminal, ns: nsAt(NOON_MS, 3n) }] };
    await history.append(buildBatch(spec), buildMeta());
    await history.append(buildBatch(spec), buildMeta());
    // What the second copy has is not what the sample was received as first.
    await history.append(buildBatch({ terminals: [{ id: terminal, ns: nsAt(NOON_MS, 3n), numbers: { latencyMs: 90 } }] }), buildMeta());
    expect(await ask(history, request)).toMatchObject({ samples: Float64Array.of(2), mean: Float64Array.of(30) });
  });

  test('give percent where the API gives fractions, and percent where it gives percent', async () => {
    const history = await openHistory(createTempFolder());
    await history.append(buildBatch({ terminals: [{ id: terminal, ns: nsAt(NOON_MS), numbers: { pingDropRate: 0.25, signalQuality: 0.5, obstructionPercent: 0.27 } }] }), buildMeta());
    const of = async (metric: 'pingDropPercent' | 'signalQualityPercent' | 'obstructionPercent') => [...(await ask(history, { ...request, metric })).mean];
    expect(await of('pingDropPercent')).toEqual([25]);
    expect(await of('signalQualityPercent')).toEqual([50]);
    expect(await of('obstructionPercent')).toEqual([0.27]);
  });

  test('of an unknown terminal or an empty range are empty', async () => {
    const history = await openHistory(createTempFolder());
    expect((await ask(history, request)).startMs).toHaveLength(0);
    expect((await ask(history, { ...request, toMs: NOON_MS })).startMs).toHaveLength(0);
    expect((await ask(history, { ...request, fromMs: -1e300, toMs: 1e300 })).startMs).toHaveLength(0);
  });
});
