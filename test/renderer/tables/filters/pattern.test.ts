// Patterns answer as the engine's own regular expressions do, and in time where those never end.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPatternText } from '../../../../src/renderer/tables/filters/pattern.ts';

function test(source: string, text: string): boolean | string {
  const reading = readPatternText(source);
  return reading.ok ? reading.pattern.test(text) : `${reading.at}: ${reading.message}`;
}

const atom = fc.constantFrom('a', 'B', 'c', '.', '\\d', '\\W', '\\s', '[ab]', '[^a-c]', '[B-D-]', '1', '_', '-', '\\.', '\\x41', '^', '$', '\\b', '\\B', '');
const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4 },
    atom,
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
    fc.tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{0,2}', '{1,}', '*?', '+?')).map(([a, sign]) => `(?:${a})${sign}`),
  ),
}));

describe('a pattern', () => {
  it('answers as the engine’s own expressions', () => {
    fc.assert(fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'C', 'd', '1', '_', '-', '.', ' ', '\n'), maxLength: 12 }), (source, text) => {
      expect(test(source, text), `/${source}/i on ${JSON.stringify(text)}`).toBe(new RegExp(source, 'i').test(text));
    }), { numRuns: 2_000 });
  });

  it('never throws, and takes nothing that the engine would refuse', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ab(){}[]|*+?^$\\.-,:<!=0129dwbBukx'), maxLength: 20 }), (source) => {
      const reading = readPatternText(source);
      if (reading.ok) expect(() => new RegExp(source, 'i')).not.toThrow();
      else expect(reading.at).toBeLessThanOrEqual(source.length);
    }), { numRuns: 3_000 });
  });

  it.each([
    ['(a+)+$', `${'a'.repeat(5_000)}!`], ['(.*a){20}b', 'a'.repeat(5_000)], ['(a|a)*b', 'a'.repeat(5_000)], ['.*.*.*.*x', 'y'.repeat(5_000)],
  ])('ends on /%s/, where backtracking would not', (source, text) => {
    expect(test(source, text)).toBe(false);
  });

  it('follows letters of other alphabets whatever their case', () => {
    expect(test('å|ø$', 'TROMSØ')).toBe(true);
    expect(test('[å-ö]', 'Ö')).toBe(true);
  });

  it('forgets and goes on when a text leads it through more places than it remembers', () => {
    const text = Array.from({ length: 4_000 }, (_, index) => ((index * 2_654_435_761) >>> 13) % 2 === 0 ? 'a' : 'b').join('');
    expect(test('a.{14}c', text)).toBe(false);
    expect(test('a.{14}c', `${text}a${'b'.repeat(14)}c`)).toBe(true);
  });

  it.each([
    ['(', '0: This “(” is not closed'], ['a)', '1: This “)” has no “(”'], ['[ab', '0: This “[” is not closed'], ['*a', '0: Nothing to repeat'],
    ['a**', '2: Nothing to repeat'], ['(?=a)', '0: Looking ahead and behind is not possible here: put “!” before a term to turn it around'],
    ['(a)\\1', '3: References to groups are not possible here'], ['a\\', '1: A “\\” stands for nothing at the end'],
    ['[z-a]', '1: This range is out of order'], ['a{3,1}', '1: The numbers of this {…} are out of order'],
    ['a{999}', '1: At most 200 repetitions can be asked for'], ['(((a{99}){99}){99})', '19: The pattern is too large'],
    ['x'.repeat(301), '300: A pattern may be 300 characters long'],
  ])('says where and why /%s/ is none', (source, message) => {
    expect(test(source, '')).toBe(message);
  });
});
