// Texts as numbers: same order as the comparison, equals equal, and former texts are let go.
import { describe, expect, it } from 'vitest';
import { createTextRanks } from '../../../src/renderer/tables/text-ranks.ts';

const byLength = (a: string, b: string): number => a.length - b.length;

describe('createTextRanks', () => {
  it('gives equal texts and equal places the same rank, null the last', () => {
    expect([...createTextRanks(byLength).of(['bb', 'a', 'cc', null, 'bb'])]).toEqual([1, 0, 1, Infinity, 1]);
  });

  it('places texts that come later between the known ones', () => {
    const ranks = createTextRanks(byLength);
    ranks.of(['a', 'ccc']);
    const [a, bb, ccc] = ranks.of(['a', 'bb', 'ccc']);
    expect([a! < bb!, bb! < ccc!]).toEqual([true, true]);
  });

  it('stays right after it has forgotten texts that are no longer in use', () => {
    const ranks = createTextRanks(byLength);
    for (let i = 1; i < 40; i++) ranks.of(['x'.repeat(i), 'x'.repeat(i + 1)]);
    const [short, long] = ranks.of(['y', 'yyyy']);
    expect(short! < long!).toBe(true);
  });

  it('places 200,000 texts at once', () => {
    const texts = Array.from({ length: 200_000 }, (_, index) => String(1_999_999 - index));
    const ranks = createTextRanks((a, b) => (a < b ? -1 : a > b ? 1 : 0)).of(texts);
    expect([ranks[0], ranks[199_999]]).toEqual([199_999, 0]);
  });
});
