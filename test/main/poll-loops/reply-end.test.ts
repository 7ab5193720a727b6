import { expect, test } from 'vitest';
import { createReplyEndJudge } from '../../../src/main/poll-loops/reply-end.ts';
import { buildBatch, NOON_MS, nsAt } from '../history/build-batch.ts';
import { openBench } from './telemetry-bench.ts';

const row = (id: string, seconds = 0) => ({ id, ns: nsAt(NOON_MS + seconds * 1_000) });
const batchOf = (...terminals: ReturnType<typeof row>[]) => buildBatch({ terminals });

test('a full batch means more, a shorter one that there is nothing more', () => {
  const judge = createReplyEndJudge();
  expect([judge(batchOf(row('a'), row('b')), 2), judge(batchOf(row('c'), row('d')), 2), judge(batchOf(row('e')), 2), judge(batchOf(), 2)]).toEqual(['more', 'more', 'drained', 'drained']);
});

test('the very same full batch again is no more; the same devices or the same times alone are', () => {
  const judge = createReplyEndJudge();
  expect(judge(batchOf(row('a'), row('b')), 2)).toBe('more');
  expect(judge(batchOf(row('a'), row('b')), 2)).toBe('repeated');
  expect(judge(batchOf(row('a'), row('b')), 2)).toBe('repeated');
  expect(judge(batchOf(row('a', 15), row('b', 15)), 2)).toBe('more');
  expect(judge(batchOf(row('c', 15), row('d', 15)), 2)).toBe('more');
  const withRouter = () => buildBatch({ terminals: [row('c', 15)], routers: [row('r')] });
  expect([judge(withRouter(), 2), judge(withRouter(), 2)]).toEqual(['more', 'repeated']);
});

test('more rows than were asked for are all there are; rows of unknown kind do not count for that', () => {
  const judge = createReplyEndJudge();
  expect(judge(batchOf(row('a'), row('b'), row('c')), 2)).toBe('drained');
  expect(judge({ ...batchOf(row('a'), row('b')), rowCount: 3 }, 2)).toBe('more');
});

test('a server whose read position stands still is asked once a poll and told of, until it moves', async () => {
  const bench = await openBench({ terminals: 2 }, {}, { telemetryBatchSize: 1 });
  const reply = (second: number) => Buffer.from(JSON.stringify({
    data: { values: [['u', 1_795_363_200_000 + second, 'ut1']], columnNamesByDeviceType: { u: ['DeviceType', 'UtcTimestampNs', 'DeviceId'] } }, metadata: {},
  }));
  bench.simulator.serveStreamBodies([reply(0), reply(0), reply(0), Buffer.from(JSON.stringify({ data: { values: [], columnNamesByDeviceType: {} }, metadata: {} }))]);
  const id = await bench.start();
  const isWaiting = (replies: number) => (): boolean => bench.heard.progress.length === replies && bench.heard.statuses.at(-1)?.phase === 'waiting';
  await bench.until(isWaiting(2));
  expect(bench.heard.standing.get('telemetry-repeated')).toMatchObject({ severity: 'error', cause: expect.stringContaining('does not move on') as string });
  expect(bench.heard.progress.at(-1)).toMatchObject({ caughtUp: false });
  bench.engine.pollNow(id);
  await bench.until(isWaiting(3));
  expect(bench.heard.raised).toHaveLength(1);
  bench.engine.pollNow(id);
  await bench.until(isWaiting(4));
  expect([...bench.heard.standing.keys()]).toEqual([]);
  expect(bench.heard.progress.at(-1)).toMatchObject({ caughtUp: true });
});
