import { expect, test } from 'vitest';
import { firstLineOf, wordsOf } from '#shared/error-words.ts';

test('anything that was thrown has words, and a first line', () => {
  expect(wordsOf(new TypeError('no room\n\nLINE 1: COMMIT'))).toBe('no room\n\nLINE 1: COMMIT');
  expect(firstLineOf(new Error('IO Error: no room\n\nLINE 1: COMMIT'))).toBe('IO Error: no room');
  expect([wordsOf('a text'), wordsOf(undefined), firstLineOf({ toString: () => 'x\ny' })]).toEqual(['a text', 'undefined', 'x']);
});
