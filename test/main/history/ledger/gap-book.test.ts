// Gaps are found from rows in any order, as they lie between neighbours in time.
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { createGapBook, GAP_MS, type Gap, type GapBook } from '../../../../src/main/history/ledger/gap-book.ts';
import { NOON_MS } from '../build-batch.ts';

const HOUR_MS = 3_600_000;
const at = (seconds: number): number => NOON_MS - HOUR_MS + 1_000 * seconds;

/** One reply with these [device, seconds] rows. */
function take(book: GapBook, rows: readonly (readonly [number, number])[], receivedAtMs = NOON_MS) {
  return book.take(Int32Array.from(rows, ([device]) => device), BigInt64Array.from(rows, ([, seconds]) => BigInt(at(seconds)) * 1_000_000n), receivedAtMs, 7);
}
const spans = (gaps: readonly Gap[]): string[] => gaps.map(({ deviceNo, fromMs, toMs }) => `${deviceNo}: ${(fromMs - at(0)) / 1_000}–${(toMs - at(0)) / 1_000}`);

/** What the file holds after all of the news. */
function store(stored: Set<string>, news: { readonly added: readonly Gap[]; readonly removed: readonly Gap[] }): void {
  for (const span of spans(news.removed)) if (!stored.delete(span)) throw new Error(`${span} was removed but never stored`);
  for (const span of spans(news.added)) stored.add(span);
}

test('rows of the usual rhythm, a late one among them, make no gap', () => {
  const book = createGapBook();
  expect(take(book, [[1, 0], [1, 30], [1, 15], [1, 45], [1, 60], [2, 3]])).toEqual({ added: [], removed: [], sighted: [1, 2] });
  expect(book.sight(1)).toEqual({ deviceNo: 1, credentialNo: 7, firstMs: at(0), lastMs: at(60) });
  expect(book.sight(3)).toBeNull();
});

test('times are whole ms of the exact ns: 30 s to the ms are no gap', () => {
  for (let ms = NOON_MS - HOUR_MS; ms < NOON_MS - HOUR_MS + 500; ms++) {
    const book = createGapBook();
    const timesNs = BigInt64Array.of(BigInt(ms) * 1_000_000n, BigInt(ms + GAP_MS) * 1_000_000n, BigInt(ms + 2 * GAP_MS) * 1_000_000n + 999_999n);
    expect(book.take(Int32Array.of(1, 1, 1), timesNs, NOON_MS, 7).added).toEqual([]);
    expect(book.sight(1)).toMatchObject({ firstMs: ms, lastMs: ms + 2 * GAP_MS });
  }
});

describe('a gap', () => {
  test('is over 30 s between neighbours, in one reply or over two', () => {
    const book = createGapBook();
    expect(spans(take(book, [[1, 0], [1, 45], [1, 75]]).added)).toEqual(['1: 0–45']);
    expect(spans(take(book, [[1, 106]]).added)).toEqual(['1: 75–106']);
  });

  test('that a late row fills goes; one that it splits becomes what is left of it', () => {
    const book = createGapBook();
    take(book, [[1, 0], [1, 45], [1, 200]]);
    const filled = take(book, [[1, 20]]);
    expect([spans(filled.removed), spans(filled.added)]).toEqual([['1: 0–45'], []]);
    const split = take(book, [[1, 60], [1, 120]]);
    expect([spans(split.removed), spans(split.added)]).toEqual([['1: 45–200'], ['1: 60–120', '1: 120–200']]);
  });

  test('filled in the same reply is never told', () => {
    expect(take(createGapBook(), [[1, 0], [1, 45], [1, 15], [1, 30]])).toMatchObject({ added: [], removed: [] });
  });

  test('is known again by a book that was restored', () => {
    const book = createGapBook();
    book.restore({ deviceNo: 1, credentialNo: 7, firstMs: at(0), lastMs: at(200) });
    book.restoreGap({ deviceNo: 1, credentialNo: 7, fromMs: at(0), toMs: at(200) });
    const news = take(book, [[1, 180]]);
    expect([spans(news.removed), spans(news.added)]).toEqual([['1: 0–200'], ['1: 0–180']]);
  });
});

test('a sample from the future, or older than the stream keeps, says nothing', () => {
  const book = createGapBook();
  take(book, [[1, 3_500]]);
  expect(take(book, [[1, 3_600 + 121], [1, 3_500 - 10 * 3_600], [2, 9_999]])).toEqual({ added: [], removed: [], sighted: [] });
  expect(book.sight(1)).toMatchObject({ firstMs: at(3_500), lastMs: at(3_500) });
});

test('any order of arrival in any replies ends with the same gaps', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 600 })), { minLength: 1, maxLength: 60 });
  fc.assert(fc.property(rows.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })), ), fc.integer({ min: 1, max: 9 }), ([list, shuffled], size) => {
    const book = createGapBook();
    const stored = new Set<string>();
    for (let from = 0; from < shuffled.length; from += size) store(stored, take(book, shuffled.slice(from, from + size)));
    const expected: string[] = [];
    for (const device of [1, 2, 3]) {
      const seconds = list.filter(([id]) => id === device).map(([, second]) => second).sort((a, b) => a - b);
      for (let i = 1; i < seconds.length; i++) if ((seconds[i]! - seconds[i - 1]!) * 1_000 > GAP_MS) expected.push(`${device}: ${seconds[i - 1]}–${seconds[i]}`);
      expect(book.sight(device)).toEqual(seconds.length === 0 ? null : expect.objectContaining({ firstMs: at(seconds[0]!), lastMs: at(seconds.at(-1)!) }));
    }
    expect([...stored].sort()).toEqual(expected.sort());
  }), { numRuns: 300 });
});
