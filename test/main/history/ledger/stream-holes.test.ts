// Why rows are missing follows from what was read and when it was asked.
import { describe, expect, test } from 'vitest';
import { buildStreamRecord, splitByHoles } from '../../../../src/main/history/ledger/stream-holes.ts';
import type { StreamRead } from '../../../../src/main/history/ledger/stream-read.ts';

const MIN = 60_000;
/** Minutes of a day, as epoch ms. */
const m = (minutes: number): number => 1_800_000_000_000 + minutes * MIN;

function read(atMin: number, part: Partial<StreamRead> & { startMin?: number; endMin?: number } = {}): StreamRead {
  const { startMin = atMin - 1, endMin = atMin, ...rest } = part;
  return { requestedAtMs: m(atMin), receivedAtMs: m(atMin), startMs: m(startMin), endMs: m(endMin), caughtUp: true, whole: true, damaged: false, ...rest };
}
const span = (state: 'polling' | 'failing' | 'paused', fromMin: number, toMin: number) => ({ state, fromMs: m(fromMin), toMs: m(toMin) });
const told = (record: ReturnType<typeof buildStreamRecord>): string[] =>
  record.holes.map(({ fromMs, toMs, gapClass }) => `${gapClass} ${Math.round((fromMs - m(0)) / MIN)}–${Math.round((toMs - m(0)) / MIN)}`);

test('replies that follow each other leave no hole, however long the pause between them was: Starlink kept the rows', () => {
  const reads = [read(1), read(2), read(300, { startMin: 2, endMin: 300 }), read(301)];
  const record = buildStreamRecord(reads, [span('polling', 1, 2), span('failing', 200, 300), span('polling', 300, 302)], m(302), true);
  // Before the first reply there is no terminal either.
  expect(told({ ...record, holes: record.holes.filter((hole) => hole.toMs > m(1)) })).toEqual([]);
  expect(record.observedUntilMs).toBe(m(301));
});

test('what grew older than 8 h before it was read is lost', () => {
  const record = buildStreamRecord([read(1), read(600, { startMin: 121, endMin: 600 })], [span('polling', 1, 2), span('polling', 600, 601)], m(601), false);
  expect(told(record)).toEqual(['lost 1–121']);
});

describe('a reply that broke off', () => {
  test('lost what lies between its end and the next beginning', () => {
    const torn = read(10, { startMin: 5, endMin: 6, whole: false, caughtUp: false });
    const record = buildStreamRecord([read(5), torn, read(11, { startMin: 10 })], [span('polling', 1, 12)], m(12), false);
    expect(told(record)).toEqual(['api-failed 6–10']);
  });

  test('and is the last one so far: up to its receipt', () => {
    const torn = read(10, { startMin: 5, endMin: 6, whole: false, caughtUp: false });
    expect(told(buildStreamRecord([read(5), torn], [span('polling', 1, 10)], m(10), false))).toEqual(['api-failed 6–10']);
  });
});

test('a reply that died before its first byte took its rows with it', () => {
  const record = buildStreamRecord([read(5), read(11, { startMin: 9, endMin: 11 })], [span('polling', 1, 5), span('failing', 5, 9), span('polling', 9, 12)], m(12), false);
  expect(told(record)).toEqual(['api-failed 5–9']);
});

test('damaged rows may be any of the reply’s', () => {
  expect(told(buildStreamRecord([read(5), read(9, { startMin: 5, endMin: 9, damaged: true })], [span('polling', 1, 10)], m(10), false))).toEqual(['api-failed 5–9']);
});

test('a stream that begins anew after a pause within the 8 h was not polled', () => {
  const record = buildStreamRecord([read(5), read(65, { startMin: 65, endMin: 65 })], [span('polling', 1, 5), span('polling', 65, 66)], m(66), false);
  expect(told(record)).toEqual(['not-polled 5–65']);
});

describe('what is not read yet', () => {
  test('comes later while older rows come first', () => {
    const record = buildStreamRecord([read(5), read(120, { startMin: 5, endMin: 40, caughtUp: false })], [span('polling', 1, 120)], m(120), false);
    expect(told(record)).toEqual(['coming 40–120']);
    expect(record.observedUntilMs).toBe(m(120));
  });

  test('has the cause of its own time: failing, then switched off', () => {
    expect(told(buildStreamRecord([read(5)], [span('polling', 1, 5), span('failing', 5, 30)], m(90), false))).toEqual(['api-failed 5–30', 'not-polled 30–90']);
    expect(told(buildStreamRecord([read(5)], [span('polling', 1, 5), span('paused', 5, 90)], m(90), false))).toEqual(['not-polled 5–90']);
  });

  test('and over 8 h old is lost by now', () => {
    expect(told(buildStreamRecord([read(5)], [span('polling', 1, 5)], m(605), false))).toEqual(['lost 5–125', 'not-polled 125–605']);
  });
});

test('a gap is shared out among the holes over it, and the rest was silence', () => {
  const holes = [{ fromMs: 10, toMs: 20, gapClass: 'lost' as const }, { fromMs: 20, toMs: 30, gapClass: 'api-failed' as const }];
  expect(splitByHoles(0, 50, holes)).toEqual([
    { fromMs: 0, toMs: 10, gapClass: 'silent' }, { fromMs: 10, toMs: 20, gapClass: 'lost' }, { fromMs: 20, toMs: 30, gapClass: 'api-failed' }, { fromMs: 30, toMs: 50, gapClass: 'silent' },
  ]);
  expect(splitByHoles(12, 15, holes)).toEqual([{ fromMs: 12, toMs: 15, gapClass: 'lost' }]);
  expect(splitByHoles(40, 50, holes)).toEqual([{ fromMs: 40, toMs: 50, gapClass: 'silent' }]);
});
